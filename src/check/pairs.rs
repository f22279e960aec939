//! Kind `pairs`: marks that come in pairs.
//!
//! Owns what a rule says of a mark without its partner and of two pairs that cross. Which marks pair is found in [`stack`].

mod stack;

use super::{Check, Compile, Context, Needs, Shown, Sink};
use crate::finding::Finding;
use crate::span::Span;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_yaml::Spanned;

/// The settings of a rule of this kind.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// The pairs, each as its opening and its closing mark: `（）`. Where two pairs share a meaning (`（）` and `()`), one may close the other:
    /// write all four, `（）()`.
    #[schemars(with = "Vec<String>")]
    pub marks: Vec<Spanned<String>>,
}

impl Spec {
    /// The check of these settings.
    pub fn compile(self, cx: &mut Compile) -> Option<Box<dyn Check>> {
        let mut pairs = Vec::new();
        for (kind, marks) in self.marks.iter().enumerate() {
            let chars: Vec<char> = marks.value.chars().collect();
            if chars.is_empty() || chars.len() % 2 == 1 || chars.chunks(2).any(|c| c[0] == c[1]) {
                cx.fault(
                    marks,
                    None,
                    "not pairs of an opening and a closing mark",
                    Some("write them side by side, such as `《》`"),
                );
                continue;
            }
            pairs.extend(chars.chunks(2).map(|c| stack::Pair {
                kind,
                open: c[0],
                close: c[1],
            }));
        }
        cx.faults
            .is_empty()
            .then(|| Box::new(Pairs { pairs }) as Box<dyn Check>)
    }
}

struct Pairs {
    pairs: Vec<stack::Pair>,
}

/// How many characters of the text beside a mark are shown.
const CONTEXT: usize = 8;

impl Check for Pairs {
    fn needs(&self) -> Needs {
        Needs::All
    }

    fn slots(&self) -> Vec<String> {
        ["text", "missing", "context"].map(str::to_owned).into()
    }

    fn run(&self, cx: &Context, _: &[Shown], sink: &mut Sink) {
        let text = &cx.document.text;
        for lone in stack::lone(&self.pairs, &cx.analysis.outline, text) {
            let mut finding = Finding::new(sink.rule, lone.span)
                .slot("text", lone.span.of(text))
                .slot("missing", lone.missing)
                .slot("context", context(lone.span, lone.opens, text));
            if !lone.within.is_empty() {
                finding = finding.relate(lone.within, format!("在这里面缺 {}", lone.missing), "missing");
            }
            if let Some(other) = lone.other {
                finding = finding.relate(other, "与它交叉或相混的标点", "other");
            }
            sink.find(finding);
        }
    }
}

/// The mark with the text that it opens or closes, within its line.
fn context(mark: Span, opens: bool, text: &str) -> String {
    if opens {
        let line = text[mark.start as usize..].lines().next().unwrap_or_default();
        return line.chars().take(CONTEXT + 1).collect();
    }
    let line = text[..mark.end as usize].lines().next_back().unwrap_or_default();
    let count = line.chars().count();
    line.chars().skip(count.saturating_sub(CONTEXT + 1)).collect()
}
