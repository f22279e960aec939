//! Loading rule and lexicon files.
//!
//! Owns the order of the checks on a rule and that every error of every file is reported in one run. The YAML library stops at the first
//! error of a text, so each rule of a file is parsed on its own.

use super::schema::{ExampleSpec, RuleSpec};
use super::template;
use crate::check::{Compile, Example, Rule, RuleSet, Text};
use crate::fault::{Fault, Faults, SourceFile, parse_yaml, place, place_inside};
use crate::lexicon::Lexicon;
use crate::lexicon::entries::{File, Files};
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// A rule file to load.
#[derive(Clone, Debug)]
pub struct RuleSource {
    /// As shown in errors.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Whether it is a user's: it may override a built-in rule of the same id.
    pub user: bool,
}

/// Loads rule files into one set, sorted by id.
///
/// # Errors
/// Everything that is wrong with any of the files.
pub fn load(sources: &[RuleSource], lexicon: &Lexicon) -> Result<RuleSet, Faults> {
    let mut faults = Vec::new();
    let mut rules: BTreeMap<String, Loaded> = BTreeMap::new();
    for source in sources {
        let file = Arc::new(SourceFile {
            name: source.name.clone(),
            text: source.text.clone(),
        });
        for item in items(&file, &mut faults) {
            let Some(loaded) = load_rule(&file, item, source.user, lexicon, &mut faults) else {
                continue;
            };
            let id = loaded.rule.id.clone();
            match rules.get(&id) {
                Some(first) if first.user == source.user => faults.push(duplicate(&loaded, first)),
                _ => {
                    rules.insert(id, loaded);
                }
            }
        }
    }
    if faults.is_empty() {
        Ok(RuleSet {
            rules: rules.into_values().map(|l| l.rule).collect(),
        })
    } else {
        Err(Faults(faults))
    }
}

/// Loads lexicon files: name and text of each.
///
/// # Errors
/// Everything that is wrong with any of the files.
pub fn load_lexicon(sources: &[(String, String)]) -> Result<Lexicon, Faults> {
    let mut files = Files::default();
    let mut faults = Vec::new();
    let mut kept = Vec::new();
    for (name, text) in sources {
        let file = Arc::new(SourceFile {
            name: name.clone(),
            text: text.clone(),
        });
        match parse_yaml::<File>(&file, text, 0) {
            Ok(parsed) => files.add(parsed),
            Err(fault) => faults.push(fault),
        }
        kept.push(file);
    }
    if !faults.is_empty() {
        return Err(Faults(faults));
    }
    Lexicon::build(files).map_err(|bad| {
        let found = kept
            .iter()
            .find_map(|f| f.text.find(&bad.pattern).map(|at| (f, at..at + bad.pattern.len())));
        let (file, at) = found.unwrap_or((&kept[0], 0..0));
        Faults(vec![Fault::new(
            file,
            at,
            format!("bad pattern of a name: {}", bad.message),
            "here",
        )])
    })
}

struct Loaded {
    rule: Rule,
    user: bool,
    file: Arc<SourceFile>,
    id_at: Range<usize>,
}

fn duplicate(second: &Loaded, first: &Loaded) -> Fault {
    let message = format!("the rule `{}` is defined twice", second.rule.id);
    let mut fault = Fault::new(&second.file, second.id_at.clone(), message, "defined again here");
    if Arc::ptr_eq(&second.file, &first.file) {
        fault
            .labels
            .push((first.id_at.clone(), "first defined here".to_owned()));
        return fault.help("give one of them another id");
    }
    let line = first.file.text[..first.id_at.start].matches('\n').count() + 1;
    fault.help(format!(
        "first defined in {}:{line}; give one of them another id",
        first.file.name
    ))
}

/// The rules of a file as texts: the byte range of each in the file, its `- ` excluded.
fn items(file: &Arc<SourceFile>, faults: &mut Vec<Fault>) -> Vec<Range<usize>> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Top {
        #[allow(dead_code)]
        rules: Vec<IgnoredAny>,
    }
    if let Err(fault) = parse_yaml::<Top>(file, &file.text, 0) {
        faults.push(fault);
        return Vec::new();
    }
    let text = &file.text;
    let mut starts: Vec<usize> = Vec::new();
    let mut indent: Option<usize> = None;
    let mut at = 0;
    let mut end = text.len();
    for line in text.split_inclusive('\n') {
        let body = line.trim_start_matches(' ');
        let depth = line.len() - body.len();
        let item = body.starts_with("- ") || body.trim_end() == "-";
        if item && indent.is_none_or(|i| i == depth) {
            indent = Some(depth);
            starts.push(at);
        } else if indent.is_some_and(|i| depth < i || (depth == i && !item))
            && !body.trim().is_empty()
            && !body.starts_with('#')
        {
            end = at;
            break;
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([end]);
    starts.iter().zip(ends).map(|(a, b)| *a..b).collect()
}

/// Loads one rule; none when anything is wrong with it, which `faults` then holds.
fn load_rule(
    file: &Arc<SourceFile>,
    item: Range<usize>,
    user: bool,
    lexicon: &Lexicon,
    faults: &mut Vec<Fault>,
) -> Option<Loaded> {
    let text = file.text[item.clone()].replacen("- ", "  ", 1);
    let spec: RuleSpec = match parse_yaml(file, &text, item.start) {
        Ok(spec) => spec,
        Err(fault) => {
            faults.push(fault);
            return None;
        }
    };
    let before = faults.len();
    let kind = spec.check.name();
    let mut compile = Compile {
        lexicon,
        file,
        offset: item.start,
        faults: Vec::new(),
    };
    let check = spec.check.clone().compile(&mut compile);
    check_id(&spec, &mut compile);
    if let Some(check) = &check {
        check_message(&spec, &check.slots(), &mut compile);
    }
    let examples = examples(&spec, &mut compile);
    faults.append(&mut compile.faults);
    let check = check.filter(|_| faults.len() == before)?;
    let text = |zh: String, en: Option<String>| Text { zh, en };
    let id_at = place(&spec.id, item.start);
    let rule = Rule {
        id: spec.id.value,
        severity: spec.severity,
        confidence: spec.confidence,
        message: text(spec.message.value, spec.message_en.map(|m| m.value)),
        why: text(spec.why, spec.why_en),
        misses: spec.misses.map(|m| text(m, spec.misses_en)),
        help: spec.help.map(|m| text(m, spec.help_en)),
        profiles: spec.profiles.iter().map(|p| p.name().to_owned()).collect(),
        valid_from: spec.valid_from,
        valid_to: spec.valid_to,
        examples,
        kind,
        origin: file.name.clone(),
        at: id_at.clone(),
        check,
    };
    Some(Loaded {
        rule,
        user,
        file: Arc::clone(file),
        id_at,
    })
}

fn check_id(spec: &RuleSpec, cx: &mut Compile) {
    let part = |p: &str| {
        !p.is_empty()
            && p.chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    let fine = spec
        .id
        .value
        .split_once('/')
        .is_some_and(|(family, name)| part(family) && part(name));
    if !fine {
        let help = "an id is `family/name` in lower-case Latin letters, digits and hyphens";
        cx.fault(
            &spec.id,
            None,
            &format!("`{}` is no id of a rule", spec.id.value),
            Some(help),
        );
    }
}

/// Every placeholder of the messages is one that the kind fills.
fn check_message(spec: &RuleSpec, slots: &[String], cx: &mut Compile) {
    for message in std::iter::once(&spec.message).chain(&spec.message_en) {
        match template::placeholders(&message.value) {
            Err(at) => cx.fault(
                message,
                Some(at),
                "a brace that is not closed",
                Some("write `{{` for the character"),
            ),
            Ok(names) => {
                for (name, at) in names.into_iter().filter(|(n, _)| !slots.contains(n)) {
                    let known: Vec<&str> = slots.iter().map(String::as_str).collect();
                    let near = crate::fault::nearest(&name, &known);
                    let help = near.map_or_else(
                        || format!("the check fills: {}", slots.join(", ")),
                        |n| format!("did you mean `{n}`?"),
                    );
                    cx.fault(message, Some(at), &format!("unknown placeholder `{name}`"), Some(&help));
                }
            }
        }
    }
}

fn examples(spec: &RuleSpec, cx: &mut Compile) -> Vec<Example> {
    let mut out: Vec<Example> = spec
        .examples
        .value
        .iter()
        .filter_map(|e| example(e, spec, cx))
        .collect();
    out.sort_by_key(|e| e.at.start);
    for (bad, word) in [(true, "bad"), (false, "good")] {
        if !spec
            .examples
            .value
            .iter()
            .any(|e| if bad { e.bad.is_some() } else { e.good.is_some() })
        {
            let at = place(&spec.id, cx.offset);
            let fault = Fault::new(cx.file, at, format!("the rule has no `{word}:` example"), "this rule");
            cx.faults
                .push(fault.help("examples are the tests of a rule: add at least one `bad:` and one `good:`"));
        }
    }
    out
}

fn example(spec: &ExampleSpec, rule: &RuleSpec, cx: &mut Compile) -> Option<Example> {
    let (text, bad) = match (&spec.bad, &spec.good) {
        (Some(text), None) => (text, true),
        (None, Some(text)) => (text, false),
        _ => {
            let at = place(&rule.examples, cx.offset);
            let at = at.start..at.start.max(at.end.min(at.start + 1));
            let fault = Fault::new(cx.file, at, "an example has either `bad:` or `good:`", "in this list");
            cx.faults.push(fault.help("write one example for each text"));
            return None;
        }
    };
    let (plain, marks) = match template::marked(&text.value) {
        Ok(read) => read,
        Err(at) => {
            let at = place_inside(text, at..at + 2, cx.file, cx.offset);
            cx.faults.push(
                Fault::new(cx.file, at, "a mark `[[ ]]` that is not closed", "here")
                    .help("write `\\[[` for the characters"),
            );
            return None;
        }
    };
    if bad == marks.is_empty() {
        let (message, help) = if bad {
            (
                "a `bad:` example without `[[ ]]`",
                "put `[[ ]]` around what the rule reports",
            )
        } else {
            (
                "a `good:` example with `[[ ]]`",
                "a good example has no finding; make it `bad:` or take the marks away",
            )
        };
        cx.fault(text, None, message, Some(help));
        return None;
    }
    Some(Example {
        text: plain,
        marks,
        bad,
        message: spec.message.clone(),
        at: place(text, cx.offset),
    })
}
