//! What counts for one document: flags over overrides over the file over what gouji does by itself.
//!
//! Owns that order. A flag or a later override wins where one value is wanted; `ignore` and `severity` add up. A rule that is selected by its
//! name runs although a setting below ignores it.

use super::Asked;
use super::file::File;
use super::schema::{FailOn, Override};
use crate::check::Lang;
use crate::fact::frame::Known;
use crate::fault::place;
use crate::finding::Severity;
use crate::rule::schema::Profile;
use crate::settle::Policy;
use serde_yaml::Spanned;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nobody said anything else.
    Default,
    /// A line of the configuration file, from 1.
    Line(usize),
    /// A flag.
    Flag(&'static str),
}

/// A value and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Where it comes from.
    pub origin: Origin,
}

/// All settings for one document.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Whether the built-in rules are there.
    pub default_rules: Sourced<bool>,
    /// Files and folders of rules and words.
    pub rules: Vec<Sourced<PathBuf>>,
    /// Rules or families that run; all when empty.
    pub select: Sourced<Vec<String>>,
    /// Those that do not.
    pub ignore: Vec<Sourced<String>>,
    /// Severities, the last one wins.
    pub severity: Vec<Sourced<(String, Severity)>>,
    /// The least severity that is shown.
    pub min_severity: Sourced<Severity>,
    /// Whether hints are shown.
    pub hints: Sourced<bool>,
    /// The kind of document.
    pub profile: Sourced<Profile>,
    /// When the exit status is 1.
    pub fail_on: Sourced<FailOn>,
    /// The language of messages.
    pub lang: Sourced<Lang>,
    /// The file of accepted findings.
    pub baseline: Sourced<Option<PathBuf>>,
    /// The year that the document reviews.
    pub year: Sourced<Option<i32>>,
    /// The area that it is about.
    pub area: Sourced<Option<String>>,
}

/// What a flag, an override or the file says; the first of a list of layers wins.
struct Layer<'a> {
    select: Option<Vec<String>>,
    ignore: Vec<Sourced<String>>,
    severity: Vec<Sourced<(String, Severity)>>,
    min_severity: Option<Severity>,
    hints: Option<bool>,
    profile: Option<Profile>,
    fail_on: Option<FailOn>,
    year: Option<i32>,
    area: Option<String>,
    origin: Box<dyn Fn(&'static str) -> Origin + 'a>,
}

impl Settings {
    /// What counts for a document. `path` is only compared with the patterns of the overrides.
    pub fn of(file: Option<&File>, asked: &Asked, path: &Path) -> Self {
        let layers = layers(file, asked, path);
        let spec = file.map(|file| &file.spec);
        let in_file = |key: &'static str| file.map_or(Origin::Default, |file| Origin::Line(file.line(&[key])));
        let select = pick(&layers, "select", |l| l.select.clone(), Vec::new());
        Self {
            default_rules: match (asked.no_default_rules, spec.and_then(|s| s.default_rules)) {
                (true, _) => Sourced::flag(false, "--no-default-rules"),
                (false, Some(there)) => Sourced::new(there, in_file("default_rules")),
                (false, None) => Sourced::new(true, Origin::Default),
            },
            rules: rules(file, asked),
            ignore: ignored(&layers),
            severity: severities(&layers),
            min_severity: pick(&layers, "min_severity", |l| l.min_severity, Severity::Warning),
            hints: pick(&layers, "hints", |l| l.hints, false),
            profile: pick(&layers, "profile", |l| l.profile, Profile::Report),
            fail_on: pick(&layers, "fail_on", |l| l.fail_on, FailOn::Error),
            lang: match (asked.lang, spec.and_then(|s| s.lang)) {
                (Some(lang), _) => Sourced::flag(lang, "--lang"),
                (None, Some(lang)) => Sourced::new(lang.into(), in_file("lang")),
                (None, None) => Sourced::new(Lang::Zh, Origin::Default),
            },
            baseline: match (&asked.baseline, file.zip(spec.and_then(|s| s.baseline.as_ref()))) {
                (Some(path), _) => Sourced::flag(Some(path.clone()), "--baseline"),
                (None, Some((file, path))) => Sourced::new(Some(file.inside(path)), in_file("baseline")),
                (None, None) => Sourced::new(None, Origin::Default),
            },
            year: pick(&layers, "year", |l| l.year.map(Some), None),
            area: pick(&layers, "area", |l| l.area.clone().map(Some), None),
            select,
        }
    }

    /// What is shown, by these settings.
    pub fn policy(&self) -> Policy {
        Policy {
            select: self.select.value.clone(),
            ignore: self.ignore.iter().map(|name| name.value.clone()).collect(),
            severity: self.severity.iter().map(|pair| pair.value.clone()).collect(),
            min_severity: self.min_severity.value,
            hints: self.hints.value,
            profile: self.profile.value.name().to_owned(),
            lang: self.lang.value,
            ..Policy::default()
        }
    }

    /// What is known of the document beyond its text.
    pub fn known(&self) -> Known {
        Known {
            year: self.year.value,
            area: self.area.value.clone(),
        }
    }
}

impl<T> Sourced<T> {
    fn new(value: T, origin: Origin) -> Self {
        Self { value, origin }
    }

    fn flag(value: T, flag: &'static str) -> Self {
        Self::new(value, Origin::Flag(flag))
    }
}

/// Sourced what counts most to what counts least.
fn layers<'a>(file: Option<&'a File>, asked: &Asked, path: &Path) -> Vec<Layer<'a>> {
    let mut layers = vec![of_flags(asked)];
    let Some(file) = file else { return layers };
    let fitting = file.spec.overrides.iter().enumerate().rev();
    let document = inside(file, path);
    layers.extend(
        fitting
            .filter(|(i, _)| file.globs[*i].is_match(&document))
            .map(|(i, over)| of_override(file, i, over)),
    );
    layers.push(of_file(file));
    layers
}

/// The path of a document from the folder of the configuration.
fn inside(file: &File, path: &Path) -> PathBuf {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let folder = match file.folder.as_os_str().is_empty() {
        true => absolute(Path::new(".")),
        false => absolute(&file.folder),
    };
    let path = absolute(path);
    path.strip_prefix(folder).map(Path::to_owned).unwrap_or(path)
}

/// The overrides that are about a document, by number; documents with the same ones have the same settings.
pub fn overrides(file: &File, path: &Path) -> Vec<usize> {
    let document = inside(file, path);
    (0..file.globs.len())
        .filter(|i| file.globs[*i].is_match(&document))
        .collect()
}

fn of_flags(asked: &Asked) -> Layer<'static> {
    Layer {
        select: (!asked.select.is_empty()).then(|| asked.select.clone()),
        ignore: asked
            .ignore
            .iter()
            .map(|name| Sourced::flag(name.clone(), "--ignore"))
            .collect(),
        severity: asked
            .severity
            .iter()
            .map(|pair| Sourced::flag(pair.clone(), "--severity"))
            .collect(),
        min_severity: asked.min_severity,
        hints: asked.hints.then_some(true),
        profile: asked.profile,
        fail_on: asked.fail_on,
        year: asked.year,
        area: asked.area.clone(),
        origin: Box::new(|key| {
            Origin::Flag(match key {
                "select" => "--select",
                "min_severity" => "--min-severity",
                "hints" => "--hints",
                "profile" => "--profile",
                "fail_on" => "--fail-on",
                "year" => "--year",
                _ => "--area",
            })
        }),
    }
}

fn of_override<'a>(file: &'a File, index: usize, over: &Override) -> Layer<'a> {
    let number = index.to_string();
    Layer {
        select: over.select.as_deref().map(values),
        ignore: items(file, &over.ignore),
        severity: ordered(file, &["overrides", &number], &over.severity),
        min_severity: over.min_severity,
        hints: over.hints,
        profile: over.profile,
        fail_on: over.fail_on,
        year: over.year,
        area: over.area.clone(),
        origin: Box::new(move |key| Origin::Line(file.line(&["overrides", &number, key]))),
    }
}

fn of_file(file: &File) -> Layer<'_> {
    let spec = &file.spec;
    Layer {
        select: spec.select.as_deref().map(values),
        ignore: items(file, &spec.ignore),
        severity: ordered(file, &[], &spec.severity),
        min_severity: spec.min_severity,
        hints: spec.hints,
        profile: spec.profile,
        fail_on: spec.fail_on,
        year: spec.year,
        area: spec.area.clone(),
        origin: Box::new(|key| Origin::Line(file.line(&[key]))),
    }
}

fn values(list: &[Spanned<String>]) -> Vec<String> {
    list.iter().map(|value| value.value.clone()).collect()
}

/// Values with the lines that they stand in.
fn items(file: &File, list: &[Spanned<String>]) -> Vec<Sourced<String>> {
    let item = |value: &Spanned<String>| {
        let line = file.line_at(place(value).start);
        Sourced::new(value.value.clone(), Origin::Line(line))
    };
    list.iter().map(item).collect()
}

/// Families before the rules in them: the last one wins.
fn ordered(file: &File, above: &[&str], severity: &BTreeMap<String, Severity>) -> Vec<Sourced<(String, Severity)>> {
    let pair = |(id, level): (&String, &Severity)| {
        let line = file.line(&[above, &["severity", id]].concat());
        Sourced::new((id.clone(), *level), Origin::Line(line))
    };
    let mut pairs: Vec<Sourced<(String, Severity)>> = severity.iter().map(pair).collect();
    pairs.sort_by_key(|pair| pair.value.0.contains('/'));
    pairs
}

/// The value of the first layer that has one.
fn pick<T>(layers: &[Layer], key: &'static str, value: impl Fn(&Layer) -> Option<T>, default: T) -> Sourced<T> {
    let found = layers
        .iter()
        .find_map(|layer| Some(Sourced::new(value(layer)?, (layer.origin)(key))));
    found.unwrap_or(Sourced::new(default, Origin::Default))
}

/// What is ignored by any layer and not selected by name in a higher one.
fn ignored(layers: &[Layer]) -> Vec<Sourced<String>> {
    let mut selected: Vec<&str> = Vec::new();
    let mut ignored = Vec::new();
    for layer in layers {
        let named = |name: &str| {
            let at_or_in = |s: &&str| {
                s.strip_prefix(name)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            };
            selected.iter().any(at_or_in)
        };
        ignored.extend(layer.ignore.iter().filter(|name| !named(&name.value)).cloned());
        selected.extend(layer.select.iter().flatten().map(String::as_str));
    }
    ignored
}

fn severities(layers: &[Layer]) -> Vec<Sourced<(String, Severity)>> {
    layers
        .iter()
        .rev()
        .flat_map(|layer| layer.severity.iter().cloned())
        .collect()
}

fn rules(file: Option<&File>, asked: &Asked) -> Vec<Sourced<PathBuf>> {
    let inside = |file: &File, path: &Spanned<String>| {
        let line = file.line_at(place(path).start);
        Sourced::new(file.inside(&path.value), Origin::Line(line))
    };
    let listed = file
        .into_iter()
        .flat_map(|file| file.spec.rules.iter().map(move |path| inside(file, path)));
    let flags = asked.rules.iter().map(|path| Sourced::flag(path.clone(), "--rules"));
    listed.chain(flags).collect()
}
