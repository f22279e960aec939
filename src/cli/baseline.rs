//! `gouji baseline`: accepting what is found in an old text.

use super::args::{BaselineArgs, BaselineCommand};
use super::check::tell;
use super::plan::{Plan, Setups};
use super::{CLEAN, FAILED, Failure, file, input, load, terminal};
use crate::check::Lang;
use crate::config::Asked;
use crate::settle::baseline::Baseline;
use rayon::prelude::*;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The file when nobody names another.
const NAME: &str = "gouji-baseline.json";

/// Runs the command.
pub fn run(command: &BaselineCommand) -> Result<u8, Failure> {
    let (args, update) = match command {
        BaselineCommand::Create(args) => (args, false),
        BaselineCommand::Update(args) => (args, true),
    };
    let asked = Asked {
        lang: args.lang.map(Into::into),
        without_baseline: true,
        ..load::asked(&args.rules, Some(&args.shown), Some(&args.reading))
    };
    let (inputs, missing) = input::find(&args.paths, &args.reading);
    let setups = Setups::load(&args.rules, &asked, &inputs)?;
    let lang = setups.lang();
    let path = path(args, &setups);
    let mut baseline = match update {
        true => Baseline::load(&path).map_err(|(path, error)| Failure::Told(format!("gouji: {path}: {error}")))?,
        false if path.exists() => return Err(Failure::Told(there_already(&path, lang))),
        false => Baseline::new(&path),
    };
    let plan = Plan::new(&setups, &inputs, input::options(&args.reading));
    let one = |(index, input): (usize, &input::Input)| {
        let checker = plan.of(index);
        checker.guarded(input.path(), || input.read(&checker.reading, lang))
    };
    let done: Vec<_> = inputs.par_iter().enumerate().map(one).collect();
    let mut failed = !missing.is_empty();
    for (path, error) in missing {
        tell(&input::unreadable(path, &error, lang));
    }
    for checked in done {
        match checked {
            Ok(file) if !file.crashed() => baseline.accept(&file),
            Ok(_) => failed = true,
            Err(fault) => {
                failed = true;
                tell(&fault);
            }
        }
    }
    baseline.tidy();
    file::replace(&path, None, |out| Ok(out.write_all(baseline.text().as_bytes())?))?;
    let (mut out, _) = terminal::stdout(super::args::Color::Never);
    writeln!(out, "{}", summary(&path, baseline.len(), lang))?;
    out.flush()?;
    Ok(if failed { FAILED } else { CLEAN })
}

/// The file: as asked, as configured, else beside the configuration.
fn path(args: &BaselineArgs, setups: &Setups) -> PathBuf {
    if let Some(path) = &args.file {
        return path.clone();
    }
    let file = setups.all[0].file.as_ref();
    let named = file.and_then(|file| file.spec.baseline.as_ref().map(|path| file.inside(path)));
    named.unwrap_or_else(|| file.map_or(Path::new(""), |file| &file.folder).join(NAME))
}

fn there_already(path: &Path, lang: Lang) -> String {
    let path = path.display();
    match lang {
        Lang::Zh => format!("gouji: {path}: 基线已经存在，请用 gouji baseline update 更新"),
        Lang::En => format!("gouji: {path}: it exists already; gouji baseline update brings it up to date"),
    }
}

fn summary(path: &Path, count: usize, lang: Lang) -> String {
    let path = path.display();
    match lang {
        Lang::Zh => format!("{path}：基线共 {count} 条"),
        Lang::En => format!("{path}: {count} accepted"),
    }
}
