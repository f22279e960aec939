//! Things that are told by what leads among them: 以生物医药为重点的项目, 以沿江路为轴的街道.
//!
//! Owns that such words stay whole in a name. What else describes a thing is in [`super::told`].

use super::super::Indicator;
use super::Walk;
use crate::span::Span;

/// Characters of what leads.
const LEADING: usize = 16;
/// What it is to the others.
const LEADS: [&str; 13] = [
    "为重点",
    "为主",
    "为核心",
    "为龙头",
    "为中心",
    "为载体",
    "为代表",
    "为轴",
    "为中轴",
    "为引领",
    "为依托",
    "为骨干",
    "为支撑",
];

impl Walk<'_> {
    /// 以生物医药为重点的 of a name that was cut to 生物医药为重点.
    pub(super) fn led(&self, name: Indicator) -> Indicator {
        let Some(modifier) = name.modifier.filter(|m| m.end <= name.span.start) else {
            return name;
        };
        let words = modifier.of(self.text);
        if name.carried || modifier.start < self.clause_start || !LEADS.iter().any(|lead| words.contains(lead)) {
            return name;
        }
        let before = &self.text[self.clause_start as usize..modifier.start as usize];
        let opens = before.rfind('以').filter(|at| before[*at..].chars().count() <= LEADING);
        let rest = &self.text[modifier.end as usize..];
        let joins = if rest.starts_with('的') {
            '的'.len_utf8() as u32
        } else {
            0
        };
        match opens {
            Some(at) => Indicator {
                modifier: Some(Span {
                    start: self.clause_start + at as u32,
                    end: modifier.end + joins,
                }),
                ..name
            },
            None => name,
        }
    }
}
