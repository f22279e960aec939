//! The columns of the ledger where it is a sheet: comma-separated values and spreadsheets have the same.
//!
//! Owns their order, their headings, what stands in them, and what a reader is told of them. What a drafter looks at comes first; then
//! how gouji understood the figure; at the end two empty columns for whoever confirms it.

use super::word;
use crate::check::Lang;
use crate::finding::Outcome;
use crate::report::spot;
use crate::settle::ledger::{Entry, Relation, Status};

/// One column.
pub struct Column {
    /// Its heading in English: the key of the JSON where there is one.
    pub en: &'static str,
    /// Its heading in Chinese.
    pub zh: &'static str,
    /// What it holds, in Chinese.
    pub about: &'static str,
    /// What it holds, in English.
    pub about_en: &'static str,
    /// Who it is for.
    pub part: Part,
    /// The most columns of text that it is wide in a spreadsheet; longer text is wrapped.
    pub widest: u16,
    /// What stands in it.
    pub cell: fn(&Entry, Lang) -> Cell,
}

/// Which part of a sheet a column belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What a drafter looks at.
    Core,
    /// How the figure was understood.
    Detail,
    /// To be filled in by hand.
    Form,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A decimal with its printed places.
    Number(String),
}

impl Column {
    /// The heading in a language.
    pub fn heading(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }

    /// What it holds, in a language.
    pub fn about(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.about,
            Lang::En => self.about_en,
        }
    }
}

/// All columns in order.
pub const COLUMNS: [Column; 26] = [
    core(
        "line",
        "行",
        8,
        "文稿中的行号，从1起；Word 文稿为段落号，或第几个表的第几行；Excel 为工作表和单元格；PDF 为页和行",
        "line of the draft, from 1; of a Word file the paragraph, or the row of a table; of a workbook sheet and cell; of a PDF page and line",
        |e, lang| match (spot::name(e.range.spot.as_ref(), lang), spot::numbers(&e.range).0) {
            (name, line) if name.is_empty() => Cell::Number(line.to_string()),
            (name, _) if spot::is_named(&e.range) => text(name),
            (name, line) => text(format!("{name}:{line}")),
        },
    ),
    core(
        "column",
        "列",
        8,
        "该行第几个字，从1起；Word 表格为第几格",
        "character of the line, from 1; of a table in a Word file the cell",
        |e, _| Cell::Number(spot::numbers(&e.range).1.to_string()),
    ),
    core(
        "section",
        "章节",
        28,
        "所在的各级标题",
        "the headings above it",
        |e, _| text(e.section.join(" / ")),
    ),
    core(
        "indicator",
        "指标",
        28,
        "这个数说的是什么；文中省略的已补全",
        "what is measured, completed where the text elides it",
        |e, _| text(e.indicator.clone().unwrap_or_default()),
    ),
    core(
        "aspect",
        "口径",
        10,
        "绝对数、增减量、增速、百分点、占比、比率、比例、位次、年均增速、倍数、个数",
        "level, change, growth, points, share, rate, ratio, rank, average-growth, multiple, count",
        |e, lang| text(word::aspect(e.aspect).get(lang)),
    ),
    core(
        "area",
        "地区",
        14,
        "另有所指的地区；空白为本地区",
        "the area, where it is not the document's own",
        |e, _| text(e.area.clone()),
    ),
    core(
        "period",
        "时期",
        14,
        "年份或月份；空白为文中未写明",
        "when, as far as it is told",
        |e, lang| text(word::period_in(lang, &e.period)),
    ),
    core(
        "basis",
        "性质",
        8,
        "实绩、预计、目标、计划",
        "result, estimate, goal, plan",
        |e, lang| text(word::basis(e.basis).get(lang)),
    ),
    core("text", "原文", 24, "文中的写法", "as printed", |e, _| {
        text(e.text.clone())
    }),
    core(
        "value",
        "数值",
        20,
        "换算到“单位”的数，万、亿已乘开",
        "the number in its unit, 万 and 亿 multiplied out",
        |e, _| number(&e.value, &e.joined),
    ),
    core(
        "unit",
        "单位",
        12,
        "不含万、亿；空白为文中缺单位",
        "without 万 and 亿; empty when missing",
        |e, _| text(e.unit.clone()),
    ),
    core(
        "status",
        "核对情况",
        12,
        "核实：与文中其他数相符；矛盾：不可能同时成立；未核实：有对应的数，但定不下来；不可核对：文中没有可以与它相比的数",
        "verified: agrees with other figures; contradicted: cannot all be true; unverified: comparable, but not settled; \
         not-checkable: nothing here may be compared with it",
        |e, lang| text(word::status(e.status).get(lang)),
    ),
    core(
        "reason",
        "原因",
        12,
        "不可核对的原因：目标、不变价增速、无对应数、只有界限（以上、突破等）、时段不同（全年与累计等）",
        "why it is not checkable: goal, real-growth, no-partner, bound-only, other-span",
        |e, lang| match e.status {
            Status::NotCheckable(reason) => text(word::reason(reason).get(lang)),
            _ => text(""),
        },
    ),
    core(
        "relations",
        "算式",
        48,
        "与之勾稽的数、所用规则（见 gouji explain 规则名）；“推算”是由另两个数得出、文中未写明的数",
        "the sums it takes part in, with their rules (see gouji explain RULE); “unknown” gives a value that is not stated",
        |e, lang| text(relations(&e.relations, lang)),
    ),
    detail(
        "low",
        "下限",
        20,
        "按四舍五入和约、近、超等字样，这个数最小可能是多少",
        "least value it can stand for",
        |e, _| number(e.low.as_slice(), ""),
    ),
    detail(
        "high",
        "上限",
        20,
        "最大可能是多少",
        "greatest value",
        |e, _| number(e.high.as_slice(), ""),
    ),
    detail(
        "hedge",
        "修饰",
        8,
        "约、近、超、不足、不低于、不超过；档次（5亿元以上项目）",
        "about, near, over, less, at-least, at-most, class",
        |e, lang| text(word::hedge(e.hedge).get(lang)),
    ),
    detail(
        "direction",
        "升降",
        8,
        "增减、升降的方向",
        "up or down for a change",
        |e, lang| text(e.direction.map_or("", |d| word::direction(d).get(lang))),
    ),
    detail(
        "of",
        "相对于",
        20,
        "占谁的比重，比什么增减",
        "the whole of a share, the base of a change, what something is higher or lower than",
        |e, _| text(e.of.clone().unwrap_or_default()),
    ),
    detail(
        "span",
        "时段",
        8,
        "当期、累计、时点",
        "year, cumulative, as-of",
        |e, lang| text(word::span(e.period.extent).get(lang)),
    ),
    detail(
        "basis_from",
        "性质依据",
        10,
        "由什么看出是目标或预计",
        "what tells the basis",
        |e, lang| text(e.basis_from.map_or("", |b| word::basis_from(b).get(lang))),
    ),
    detail(
        "price",
        "价格",
        10,
        "现价、不变价、可比口径",
        "current, constant, comparable",
        |e, lang| text(word::price(e.price).get(lang)),
    ),
    detail(
        "modifiers",
        "限定",
        16,
        "写在别处、属于指标的词",
        "words of the indicator that stand elsewhere",
        |e, _| text(e.modifiers.join(" ")),
    ),
    detail(
        "dimension",
        "量纲",
        12,
        "单位的种类",
        "dimension of the unit",
        |e, _| text(e.dimension.clone()),
    ),
    form(
        "confirmed by",
        "核实单位",
        "由谁核实，人工填写",
        "who confirms it, to be filled in",
    ),
    form(
        "result",
        "核实结果",
        "核实的结果，人工填写",
        "what came of it, to be filled in",
    ),
];

const fn core(
    en: &'static str,
    zh: &'static str,
    widest: u16,
    about: &'static str,
    about_en: &'static str,
    cell: fn(&Entry, Lang) -> Cell,
) -> Column {
    Column {
        en,
        zh,
        about,
        about_en,
        part: Part::Core,
        widest,
        cell,
    }
}

const fn detail(
    en: &'static str,
    zh: &'static str,
    widest: u16,
    about: &'static str,
    about_en: &'static str,
    cell: fn(&Entry, Lang) -> Cell,
) -> Column {
    Column {
        part: Part::Detail,
        ..core(en, zh, widest, about, about_en, cell)
    }
}

const fn form(en: &'static str, zh: &'static str, about: &'static str, about_en: &'static str) -> Column {
    Column {
        part: Part::Form,
        ..core(en, zh, 20, about, about_en, |_, _| Cell::Text(String::new()))
    }
}

fn text(words: impl Into<String>) -> Cell {
    Cell::Text(words.into())
}

/// One value is a number; a range or a ratio is none, and stands as it is joined.
fn number<S: AsRef<str>>(values: &[S], joined: &str) -> Cell {
    match values {
        [one] => Cell::Number(one.as_ref().to_owned()),
        _ => Cell::Text(joined.to_owned()),
    }
}

/// All relations of a figure, with their verdicts and rules.
fn relations(relations: &[Relation], lang: Lang) -> String {
    let shown: Vec<String> = relations.iter().map(|r| relation(r, lang)).collect();
    shown.join(if lang == Lang::Zh { "；" } else { "; " })
}

/// A relation with its verdict and rule: 推算：3.37亿元 ÷ 81.6% = 4.13亿元（arith/share-of-total）.
pub fn relation(relation: &Relation, lang: Lang) -> String {
    let Relation {
        rule,
        outcome,
        equation,
    } = relation;
    let verdict = word::verdict(*outcome).get(lang);
    match lang {
        Lang::Zh => format!("{verdict}：{equation}（{rule}）"),
        Lang::En => format!("{verdict}: {equation} ({rule})"),
    }
}

/// Whether a relation is worth a line of its own below a table: it is wrong, or it tells a value that the draft does not.
pub fn telling(relation: &Relation) -> bool {
    matches!(relation.outcome, Outcome::Contradicted | Outcome::Unknown) && !relation.equation.is_empty()
}
