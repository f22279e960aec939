//! Rules, vocabulary and policy from the options.

use super::Failure;
use super::args::{CheckArgs, RuleArgs};
use crate::check::RuleSet;
use crate::lexicon::Lexicon;
use crate::settle::Policy;

/// Loads all rules and the vocabulary; every fault of every file is told at once.
pub fn rules(_args: &RuleArgs) -> Result<(RuleSet, Lexicon), Failure> {
    Ok((RuleSet::default(), Lexicon::default()))
}

/// What the user wants to see; a name that no rule has is a mistake, not a silent no-op.
pub fn policy(args: &CheckArgs, rules: &RuleSet) -> Result<Policy, Failure> {
    let policy = Policy {
        select: args.select.clone(),
        ignore: args.ignore.clone(),
        severity: args.severity.clone(),
        min_severity: args.min_severity.into(),
        hints: args.hints,
        profile: args.profile.name().to_owned(),
        lang: args.output.lang.into(),
    };
    match policy.unknown(rules).first() {
        None => Ok(policy),
        Some(name) => Err(unknown(name, rules)),
    }
}

/// That no rule has this name, with the most similar one.
pub fn unknown(name: &str, rules: &RuleSet) -> Failure {
    let families = rules
        .rules
        .iter()
        .filter_map(|rule| rule.id.split_once('/'))
        .map(|(family, _)| family);
    let known = rules.rules.iter().map(|rule| rule.id.as_str()).chain(families);
    let nearest = known.map(|id| (distance(name, id), id)).min();
    let hint = match nearest {
        Some((distance, id)) if distance <= name.len() / 3 => format!("; did you mean {id}?"),
        _ => "; gouji rules list shows all of them".to_owned(),
    };
    Failure::Told(format!("gouji: no rule or family is named {name}{hint}"))
}

/// How many bytes must be changed, added or taken away.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, y) in b.bytes().enumerate() {
            let changed = before + usize::from(x != y);
            before = row[j + 1];
            row[j + 1] = changed.min(before + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
