//! The list of cases that are read otherwise, and why.

use serde::Deserialize;
use std::collections::BTreeMap;

/// `deviations.yaml`: the reasons by name, and for each file the cases of each reason, counted from 0.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deviations {
    reasons: BTreeMap<String, String>,
    files: BTreeMap<String, BTreeMap<String, Vec<usize>>>,
}

impl Deviations {
    /// Reads the list; every reason that is used is explained, every one explained is used, and no case has two.
    pub fn load() -> Self {
        let list: Self = serde_yaml::from_str(include_str!("deviations.yaml")).expect("deviations.yaml");
        let mut unused: Vec<&String> = list.reasons.keys().collect();
        for (file, groups) in &list.files {
            let mut seen: Vec<usize> = groups.values().flatten().copied().collect();
            let count = seen.len();
            seen.sort_unstable();
            seen.dedup();
            assert_eq!(seen.len(), count, "{file}: a case is listed twice");
            for reason in groups.keys() {
                assert!(list.reasons.contains_key(reason), "{file}: {reason} is not explained");
                unused.retain(|r| *r != reason);
            }
        }
        assert!(unused.is_empty(), "no case has the reasons {unused:?}");
        list
    }

    /// Why a case deviates, if it is listed.
    pub fn reason(&self, file: &str, index: usize) -> Option<&str> {
        let groups = self.files.get(file)?;
        groups
            .iter()
            .find_map(|(reason, list)| list.contains(&index).then_some(reason.as_str()))
    }

    /// The files that have deviating cases.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }
}
