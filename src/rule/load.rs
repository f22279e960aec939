//! Loading rule and lexicon files.
//!
//! Owns the checks on a rule beyond its shape, and that every error of every file is reported in one run.

use super::schema::{ExampleSpec, KEYS, RuleFile, RuleSpec};
use super::{builtin, template};
use crate::check::{Compile, Example, Rule, RuleSet, Text};
use crate::fault::tree::tree;
use crate::fault::{Fault, Faults, SourceFile, nearest, parse_all, place, place_inside};
use crate::lexicon::Lexicon;
use crate::lexicon::files::{File, Files, LISTS};
use crate::pattern::Notation;
use rayon::prelude::*;
use serde::de::DeserializeOwned;
use serde_yaml::Spanned;
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
    let read_one = |source: &RuleSource| {
        let file = Arc::new(SourceFile {
            name: source.name.clone(),
            text: source.text.clone(),
        });
        (read::<RuleFile>(&file), file)
    };
    // A run on one draft is mostly this: no file and no rule waits for another.
    let (notation, files) = rayon::join(
        || Arc::new(Notation::of(lexicon).knowing(builtin::PATTERNS)),
        || sources.par_iter().map(read_one).collect::<Vec<_>>(),
    );
    for (source, ((read, mut of_file), file)) in sources.iter().zip(files) {
        let specs = read.map_or_else(Vec::new, |read| read.rules);
        let each = specs.into_par_iter().map(|spec| {
            let mut faults = Vec::new();
            (
                load_rule(&file, spec, source.user, (lexicon, &notation), &mut faults),
                faults,
            )
        });
        for (loaded, mut of_rule) in each.collect::<Vec<_>>() {
            of_file.append(&mut of_rule);
            let Some(loaded) = loaded else { continue };
            let id = loaded.rule.id.clone();
            match rules.get(&id) {
                Some(first) if first.user == source.user => of_file.push(duplicate(&loaded, first)),
                _ => {
                    rules.insert(id, loaded);
                }
            }
        }
        of_file.sort_by_key(|f| f.labels.first().map_or(0, |l| l.0.start));
        faults.append(&mut of_file);
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
    load_words(sources, &[], Vec::new())
}

/// The same with files of a user, and lists that have been read from a file of another kind.
///
/// # Errors
/// Everything that is wrong with any of the files.
pub fn load_words(
    sources: &[(String, String)],
    users: &[(String, String)],
    lists: Vec<(Arc<SourceFile>, File)>,
) -> Result<Lexicon, Faults> {
    let mut files = Files::default();
    let mut faults = Vec::new();
    let mut kept = Vec::new();
    let read = sources.par_iter().chain(users).map(|(name, text)| {
        let file = Arc::new(SourceFile {
            name: name.clone(),
            text: text.clone(),
        });
        (read::<File>(&file), file)
    });
    for (i, ((read, mut of_file), file)) in read.collect::<Vec<_>>().into_iter().enumerate() {
        faults.append(&mut of_file);
        let read = read.unwrap_or_default();
        if i < sources.len() {
            files.add(read);
        } else {
            files.extend(read);
        }
        kept.push(file);
    }
    for (file, list) in lists {
        files.extend(list);
        kept.push(file);
    }
    if !faults.is_empty() {
        return Err(Faults(faults));
    }
    Lexicon::build(files).map_err(|bad| {
        // The user's come last, and theirs are what may be wrong.
        let found = kept
            .iter()
            .rev()
            .find_map(|f| f.text.find(&bad.pattern).map(|at| (f, at..at + bad.pattern.len())));
        let Some((file, at)) = found.or(kept.last().map(|file| (file, 0..0))) else {
            return Faults::default();
        };
        Faults(vec![
            Fault::new(file, at, format!("bad pattern of a name: {}", bad.message), "here")
                .help("a pattern is a regular expression; put it into single quotes, and `\\` before a mark that is meant as it is"),
        ])
    })
}

/// Whether a user's file holds words of the lexicon instead of rules.
pub fn holds_words(text: &str) -> bool {
    let Some(root) = tree(text) else { return false };
    let keys: Vec<&str> = root.entries().iter().filter_map(|(key, _)| key.text()).collect();
    !keys.contains(&"rules") && keys.iter().any(|key| LISTS.contains(key))
}

/// Reads a file by the ending of its name: YAML with the place of every value, or JSON, which the build makes of the built-in files.
fn read<T: DeserializeOwned>(file: &Arc<SourceFile>) -> (Option<T>, Vec<Fault>) {
    if !file.name.ends_with(".json") {
        return parse_all(file);
    }
    match serde_json::from_str(&file.text) {
        Ok(read) => (Some(read), Vec::new()),
        Err(error) => (None, vec![Fault::new(file, 0..0, error.to_string(), "here")]),
    }
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

/// Loads one rule; none when anything is wrong with it, which `faults` then holds.
fn load_rule(
    file: &Arc<SourceFile>,
    spec: RuleSpec,
    user: bool,
    (lexicon, notation): (&Lexicon, &Arc<Notation>),
    faults: &mut Vec<Fault>,
) -> Option<Loaded> {
    let before = faults.len();
    let kind = spec.check.name();
    let mut compile = Compile {
        lexicon,
        notation,
        file,
        faults: Vec::new(),
    };
    let check = spec.check.clone().compile(&mut compile);
    check_id(&spec, &mut compile);
    check_keys(&spec, &mut compile);
    if let Some(check) = &check {
        check_message(&spec, &check.slots(), &mut compile);
    }
    let examples = examples(&spec, &mut compile);
    faults.append(&mut compile.faults);
    let check = check.filter(|_| faults.len() == before)?;
    let text = |zh: String, en: Option<String>| Text { zh, en };
    let id_at = place(&spec.id);
    let rule = Rule {
        id: spec.id.value,
        severity: spec.severity?,
        confidence: spec.confidence?,
        message: text(spec.message?.value, spec.message_en.map(|m| m.value)),
        why: text(spec.why?, spec.why_en),
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

/// Every key that a rule needs is there. A key that was taken away because its value is wrong has been told before.
fn check_keys(spec: &RuleSpec, cx: &mut Compile) {
    let needed = [
        (
            "severity",
            spec.severity.is_some(),
            "the consequence: `error`, `warning` or `info`",
        ),
        (
            "confidence",
            spec.confidence.is_some(),
            "how surely it is one: `certain`, `likely` or `hint`",
        ),
        (
            "message",
            spec.message.is_some(),
            "what the drafter is told, with `{…}` for what was found",
        ),
        ("why", spec.why.is_some(), "why it is wrong, in a sentence"),
        (
            "examples",
            spec.examples.is_some(),
            "its tests: at least one `bad:` with `[[ ]]` and one `good:`",
        ),
    ];
    for (key, there, what) in needed {
        if !there && !written(key, spec, cx) {
            let message = format!("the key `{key}` is missing");
            let fault = Fault::new(cx.file, place(&spec.id), message, "needed in this rule");
            cx.faults.push(fault.help(format!("add `{key}:`, {what}")));
        }
    }
}

/// Whether a rule has a key in its file, rightly spelt or nearly, whatever became of its value.
fn written(key: &str, spec: &RuleSpec, cx: &Compile) -> bool {
    let id = place(&spec.id).start;
    let Some(root) = tree(&cx.file.text) else { return false };
    let items = root.get("rules").map_or(&[][..], |rules| rules.items());
    let rule = items.iter().find(|item| item.at.contains(&id));
    let mut keys = rule.into_iter().flat_map(|r| r.entries()).filter_map(|(k, _)| k.text());
    keys.any(|k| k == key || !KEYS.contains(&k) && nearest(k, &[key]).is_some())
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
    for message in spec.message.iter().chain(&spec.message_en) {
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
                    let near = nearest(&name, &known);
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
    let Some(listed) = &spec.examples else {
        return Vec::new();
    };
    let mut out: Vec<Example> = listed.value.iter().filter_map(|e| example(e, listed, cx)).collect();
    out.sort_by_key(|e| e.at.start);
    let has = |bad: bool| {
        listed
            .value
            .iter()
            .any(|e| if bad { e.bad.is_some() } else { e.good.is_some() })
    };
    for (bad, word) in [(true, "bad"), (false, "good")] {
        if !has(bad) {
            let message = format!("the rule has no `{word}:` example");
            let fault = Fault::new(cx.file, place(&spec.id), message, "this rule");
            let help = "examples are the tests of a rule: add at least one `bad:` and one `good:`";
            cx.faults.push(fault.help(help));
        }
    }
    out
}

fn example(spec: &ExampleSpec, listed: &Spanned<Vec<ExampleSpec>>, cx: &mut Compile) -> Option<Example> {
    let (text, bad) = match (&spec.bad, &spec.good) {
        (Some(text), None) => (text, true),
        (None, Some(text)) => (text, false),
        _ => {
            let at = place(listed);
            let at = at.start..at.start.max(at.end.min(at.start + 1));
            let fault = Fault::new(cx.file, at, "an example has either `bad:` or `good:`", "in this list");
            cx.faults.push(fault.help("write one example for each text"));
            return None;
        }
    };
    let (plain, marks) = match template::marked(&text.value) {
        Ok(read) => read,
        Err(at) => {
            let at = place_inside(text, at..at + 2, cx.file);
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
        against: spec.against.clone(),
        at: place(text),
    })
}
