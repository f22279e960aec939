//! `gouji config`: what counts and why, a file to begin with, its schema.

use super::args::{Color, ConfigCommand, ConfigInitArgs, ConfigShowArgs};
use super::{CLEAN, Failure, load, rules, terminal};
use crate::check::Lang;
use crate::config::file::NAMES;
use crate::config::schema::ConfigFile;
use crate::config::{Asked, Origin, Setup, Sourced};
use std::fs::OpenOptions;
use std::io::{self, Write};

/// Runs the command.
pub fn run(command: &ConfigCommand) -> Result<u8, Failure> {
    match command {
        ConfigCommand::Show(args) => show(args),
        ConfigCommand::Init(args) => init(args),
        ConfigCommand::Schema => rules::print_schema(&schemars::schema_for!(ConfigFile)),
    }
}

/// Every setting as it would stand in the file, with where it comes from behind it.
fn show(args: &ConfigShowArgs) -> Result<u8, Failure> {
    let asked = Asked {
        without_baseline: true,
        ..load::asked(&args.rules, Some(&args.shown), None)
    };
    let setup = load::setup(&args.rules, asked, &args.path)?;
    let (mut out, _) = terminal::stdout(Color::Auto);
    for (text, origin) in lines(&setup, args) {
        match origin {
            None => writeln!(out, "{text}")?,
            Some(origin) => writeln!(out, "{text:38} # {}", from(&setup, origin))?,
        }
    }
    out.flush()?;
    Ok(CLEAN)
}

fn from(setup: &Setup, origin: Origin) -> String {
    let file = setup.file.as_ref().map_or("", |file| file.source.name.as_str());
    match origin {
        Origin::Default => "default".to_owned(),
        Origin::Line(line) => format!("{file}:{line}"),
        Origin::Flag(flag) => flag.to_owned(),
    }
}

fn lines(setup: &Setup, args: &ConfigShowArgs) -> Vec<(String, Option<Origin>)> {
    let settings = setup.settings(&args.path);
    let mut out: Vec<(String, Option<Origin>)> = Vec::new();
    if setup.file.is_none() {
        out.push(("# no gouji.yaml here or above".to_owned(), None));
    }
    let name = |level: crate::finding::Severity| crate::report::concise::severity(level);
    let mut one = |key: &str, value: String, origin| out.push((format!("{key}: {value}"), Some(origin)));
    one(
        "default_rules",
        settings.default_rules.value.to_string(),
        settings.default_rules.origin,
    );
    one(
        "profile",
        settings.profile.value.name().to_owned(),
        settings.profile.origin,
    );
    one(
        "min_severity",
        name(settings.min_severity.value).to_owned(),
        settings.min_severity.origin,
    );
    one("hints", settings.hints.value.to_string(), settings.hints.origin);
    one(
        "fail_on",
        settings.fail_on.value.name().to_owned(),
        settings.fail_on.origin,
    );
    let lang = if settings.lang.value == Lang::Zh { "zh" } else { "en" };
    one("lang", lang.to_owned(), settings.lang.origin);
    let year = settings.year.value.map_or("null".to_owned(), |year| year.to_string());
    one("year", year, settings.year.origin);
    one(
        "area",
        settings.area.value.clone().unwrap_or("null".to_owned()),
        settings.area.origin,
    );
    let baseline = settings.baseline.value.as_ref().map(|path| path.display().to_string());
    one(
        "baseline",
        baseline.unwrap_or("null".to_owned()),
        settings.baseline.origin,
    );
    let select = &settings.select;
    let selected = select.value.iter().map(|name| (name.clone(), select.origin)).collect();
    list(&mut out, "select", selected);
    let own = |list: &[Sourced<String>]| list.iter().map(|item| (item.value.clone(), item.origin)).collect();
    list(&mut out, "ignore", own(&settings.ignore));
    let severity = settings.severity.iter();
    let severity = severity.map(|pair| (format!("{}: {}", pair.value.0, name(pair.value.1)), pair.origin));
    mapping(&mut out, "severity", severity.collect());
    let rules = settings
        .rules
        .iter()
        .map(|path| (path.value.display().to_string(), path.origin));
    list(&mut out, "rules", rules.collect());
    if let Some(file) = &setup.file {
        let spec = &file.spec;
        for (key, count) in [
            ("names", spec.names.len()),
            ("units", spec.units.len()),
            ("indicators", spec.indicators.len()),
        ] {
            if count > 0 {
                out.push((format!("{key}: {count} more"), Some(Origin::Line(file.line(&[key])))));
            }
        }
    }
    out
}

fn list(out: &mut Vec<(String, Option<Origin>)>, key: &str, items: Vec<(String, Origin)>) {
    entries(out, key, "[]", "- ", items);
}

fn mapping(out: &mut Vec<(String, Option<Origin>)>, key: &str, items: Vec<(String, Origin)>) {
    entries(out, key, "{}", "", items);
}

fn entries(out: &mut Vec<(String, Option<Origin>)>, key: &str, none: &str, mark: &str, items: Vec<(String, Origin)>) {
    if items.is_empty() {
        return out.push((format!("{key}: {none}"), Some(Origin::Default)));
    }
    out.push((format!("{key}:"), None));
    out.extend(
        items
            .into_iter()
            .map(|(item, origin)| (format!("  {mark}{item}"), Some(origin))),
    );
}

/// Writes the file to begin with; one that is there already stays.
fn init(args: &ConfigInitArgs) -> Result<u8, Failure> {
    let path = match args.folder.as_os_str() == "." {
        true => NAMES[0].into(),
        false => args.folder.join(NAMES[0]),
    };
    let lang = args.lang.map_or(Lang::Zh, Into::into);
    let text = match lang {
        Lang::Zh => include_str!("config/starter.zh.yaml"),
        Lang::En => include_str!("config/starter.en.yaml"),
    };
    let failed = |error: io::Error| {
        let why = match (error.kind(), lang) {
            (io::ErrorKind::AlreadyExists, Lang::Zh) => "已经存在，未作改动".to_owned(),
            (io::ErrorKind::AlreadyExists, Lang::En) => "it exists already and is left as it is".to_owned(),
            _ => error.to_string(),
        };
        Failure::Told(format!("gouji: {}: {why}", path.display()))
    };
    let new = OpenOptions::new().write(true).create_new(true).open(&path);
    new.and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(failed)?;
    let (mut out, _) = terminal::stdout(Color::Never);
    writeln!(out, "{}", path.display())?;
    out.flush()?;
    Ok(CLEAN)
}
