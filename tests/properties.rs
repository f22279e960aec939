//! What holds for any text: nothing panics, every span lies in the text and leads back to the file, two texts are read as each alone, and
//! intervals hold what brute force finds.

use dashu_int::IBig;
use dashu_ratio::RBig;
use gouji::analysis::{Analysis, analyze};
use gouji::check::driver::Driver;
use gouji::check::{Context, Lang, RuleSet};
use gouji::equation::{Equation, Operand, Operands, Verdict, judge};
use gouji::fact::frame::Known;
use gouji::figure::interval::{End, Interval, decimal, fixed};
use gouji::figure::number::{self, Printed};
use gouji::figure::reading::{Reading, shown};
use gouji::figure::{Figure, Form, Hedge, Value};
use gouji::finding::Severity;
use gouji::fix::{Level, applied, encoded, mend};
use gouji::lexicon::Lexicon;
use gouji::report::{Format, Report, Run, Style, figures};
use gouji::rule::{builtin, load, load_lexicon};
use gouji::settle::{INTERNAL_ERROR, Policy, ledger::ledger, settle};
use gouji::source::{Document, Encoding, ReadOptions, read};
use proptest::prelude::*;
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| load_lexicon(&builtin::lexicon()).expect("the vocabulary"));
static RULES: LazyLock<RuleSet> = LazyLock::new(|| load(&builtin::rules(), &LEXICON).expect("the rules"));

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(cases)
    }
}

/// Everything is shown.
fn policy() -> Policy {
    Policy {
        min_severity: Severity::Info,
        hints: true,
        ..Policy::default()
    }
}

fn document(path: &str, text: &str) -> Document {
    let options = ReadOptions {
        encoding: Encoding::Utf8,
        ..ReadOptions::default()
    };
    read(path, text.as_bytes(), &options).expect("text")
}

/// Pieces that numbers, units, hedges, dates, lists and rules are made of, and marks that cut them.
const PIECES: &[&str] = &[
    "0",
    "1",
    "3.37",
    "12",
    "81.6",
    "2022",
    "99999999999999999999",
    "１",
    "．",
    ".",
    ",",
    "，",
    "、",
    "。",
    "；",
    "：",
    ":",
    "∶",
    "-",
    "−",
    "—",
    "～",
    "至",
    "到",
    "/",
    "（",
    "）",
    "“",
    "”",
    "%",
    "％",
    "‰",
    "零",
    "〇",
    "一",
    "二",
    "两",
    "三",
    "四",
    "八九",
    "十",
    "百",
    "千",
    "万",
    "亿",
    "万亿",
    "点",
    "负",
    "半",
    "第",
    "过",
    "几",
    "数",
    "余",
    "多",
    "上",
    "约",
    "近",
    "超",
    "不足",
    "控制在",
    "左右",
    "以上",
    "以内",
    "百分之",
    "分之",
    "成",
    "倍",
    "番",
    "个百分点",
    "元",
    "亿元",
    "万人",
    "件",
    "人",
    "户",
    "公斤/亩",
    "微克/立方米",
    "吨",
    "·",
    "个",
    "大",
    "项",
    "年",
    "月",
    "日",
    "季度",
    "上半年",
    "其中",
    "分别",
    "占",
    "增长",
    "下降",
    "由",
    "增加到",
    "同比",
    "比上年",
    "收入",
    "支出",
    "地区生产总值",
    "三次产业结构",
    "合计",
    "为",
    "和",
    "的",
    "港币",
    "年均",
    "是",
    "翻",
    " ",
    "\u{3000}",
    "\n",
    "\n\n",
    "\t",
    "#",
    "|",
    "*",
    "&amp;",
    "`",
    "G",
    "PM2.5",
    "①",
    "\u{E000}",
    "\u{F8FF}",
    "😀",
    "é",
    "\u{200B}",
    "\r\n",
    "（一）",
    "1.",
    "一、",
    "第一，",
];

fn composed() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat())
}

/// Composed texts, arbitrary ones, and both together.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        5 => composed(),
        1 => "\\PC{0,60}",
        1 => any::<String>().prop_map(|text| text.replace('\0', "")),
        1 => (composed(), "\\PC{0,8}", composed()).prop_map(|(a, b, c)| [a, b, c].concat()),
    ]
}

/// Texts made of the pieces of configurations.
fn configured() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "rules:",
        "select:",
        "ignore:",
        "severity:",
        "names:",
        "units:",
        "indicators:",
        "overrides:",
        "year:",
        "profile:",
        "hints:",
        "paths:",
        "name:",
        "pattern:",
        " ",
        "\n",
        "\n  ",
        "\n  - ",
        "\n    ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        ", ",
        ": ",
        "arith",
        "punct/x",
        "warning",
        "report",
        "true",
        "2022",
        "1066",
        "'**/[a'",
        "*.md",
        "\"",
        "'",
        "万人助万企",
        "&a ",
        "*a",
        "#",
        "|\n",
        "---\n",
        "\t",
        "~",
        "<<",
    ];
    prop::collection::vec(prop::sample::select(PIECES), 0..24).prop_map(|pieces| pieces.concat())
}

/// Texts that have something to fix beside sums that fail.
fn untidy() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "产销率提高0.7百分点",
        "全市,实现增长",
        "民生支出251.9亿元，占一般公共预算支出312.5亿元的86.0%",
        "“优质服务”",
        "《办法》",
        "《《办法》》",
        "(一)",
        "（1）、",
        "1、",
        "12 个",
        "增长3.5 %",
        "。",
        "，",
        ",",
        ";",
        ":",
        "\n",
        "\r\n",
        "\n\n",
        " ",
        "　",
        "**",
        "&amp;",
        "# ",
        "| 甲 | 1 |\n",
        "提高2.1％",
        "3. 5亿元",
        "<!-- gouji-disable punct: 试 -->",
        "<!-- gouji-ignore-next arith，unit: 试 -->",
        "<!-- gouji-enable -->",
        "由90.2亿元增加到96.8亿元，增长8.3%",
    ];
    let pieces = prop::collection::vec(prop::sample::select(PIECES), 0..30).prop_map(|pieces| pieces.concat());
    prop_oneof![3 => pieces, 1 => texts()]
}

fn written(format: Format, lang: Lang, document: &Document) -> String {
    let policy = Policy { lang, ..policy() };
    let driver = Driver::new(&RULES, &LEXICON, |rule| policy.runs(rule));
    let (analysis, checked) = gouji::relate::check(&driver, document, &Known::default());
    let file = settle(document, &analysis, &checked, &RULES, &policy);
    let style = Style {
        format,
        lang,
        color: false,
        width: 80,
        quiet: false,
        statistics: true,
    };
    let mut out = Vec::new();
    let run = Run {
        rules: &[&*RULES],
        root: "",
    };
    let mut report = Report::new(&mut out, style, run).expect("written");
    report.file(&file).expect("written");
    report.finish().expect("written");
    String::from_utf8(out).expect("UTF-8")
}

/// The figures of a text, told without their places.
fn told(text: &str) -> Vec<String> {
    let document = document("a.txt", text);
    let outline = gouji::outline::outline(&document);
    let figures = gouji::figure::scan::scan(&document, &outline, &LEXICON);
    let one = |f: &Figure| format!("{} {:?} {:?} {:?}", f.span.of(&document.text), f.value, f.unit, f.hedge);
    figures.iter().map(one).collect()
}

fn inside(text: &str, figures: &[Figure]) -> Result<(), TestCaseError> {
    let mut end = 0;
    for f in figures {
        prop_assert!(end <= f.span.start, "figures overlap in {text:?}");
        end = f.span.end;
        for span in [f.span, f.number].into_iter().chain(f.flaws.iter().map(|(_, s)| *s)) {
            prop_assert!(text.get(span.range()).is_some(), "{span:?} of {text:?}");
            prop_assert!(f.span.contains(span), "{span:?} outside its figure in {text:?}");
        }
        prop_assert!(!f.span.is_empty() && text.get(f.unit_span.range()).is_some());
    }
    Ok(())
}

/// Every span of the prose leads to a place of the file, and what is the same in both stands there.
fn round_trip(document: &Document, analysis: &Analysis) -> Result<(), TestCaseError> {
    for f in &analysis.figures {
        let range = document.source_range(f.span);
        let source = document.source.get(range.clone());
        prop_assert!(source.is_some(), "{range:?} of {:?}", document.source);
        let plain = document.path.ends_with(".txt");
        if plain {
            prop_assert_eq!(source.unwrap_or_default(), f.span.of(&document.text));
        } else {
            // Markup may stand inside; the first and the last character are the same, unless an entity stands for them.
            let (prose, source) = (f.span.of(&document.text), source.unwrap_or_default());
            let whole = source.contains('&') || source.contains('\\');
            prop_assert!(
                whole || prose.chars().next() == source.chars().next(),
                "{prose} / {source}"
            );
            prop_assert!(
                whole || prose.chars().last() == source.chars().last(),
                "{prose} / {source}"
            );
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(120))]

    #[test]
    fn the_whole_way_never_panics(text in texts(), markdown in any::<bool>()) {
        let document = document(if markdown { "a.md" } else { "a.txt" }, &text);
        for (format, lang) in [
            (Format::Full, Lang::Zh),
            (Format::Json, Lang::En),
            (Format::Sarif, Lang::Zh),
            (Format::Junit, Lang::En),
            (Format::Checkstyle, Lang::Zh),
        ] {
            let out = written(format, lang, &document);
            // A check that panics is caught and told: that is no way out here.
            prop_assert!(!out.contains(INTERNAL_ERROR), "{out}");
        }
        let (analysis, checked) = gouji::relate::check(&Driver::new(&RULES, &LEXICON, |_| true), &document, &Known::default());
        let cx = Context { document: &document, analysis: &analysis, lexicon: &LEXICON, others: &[] };
        let ledger = ledger(&cx, &checked, &RULES);
        let mut out = Vec::new();
        figures::json::write(&mut out, "a.txt", &ledger).expect("written");
        figures::csv::write(&mut out, &ledger, Lang::En).expect("written");
        let style = figures::table::Style { lang: Lang::Zh, color: true, width: 80 };
        figures::table::write(&mut out, &ledger, &style).expect("written");
        figures::xlsx::bytes("a.txt", &ledger, Lang::Zh).expect("written");
    }
}

proptest! {
    #![proptest_config(config(2000))]

    /// Whatever a configuration holds, what is wrong with it is underlined inside it.
    #[test]
    fn faults_of_a_configuration_lie_in_it(text in configured()) {
        let (file, faults) = gouji::config::file::File::parse(std::path::Path::new("gouji.yaml"), text);
        for fault in &faults {
            for (at, _) in &fault.labels {
                prop_assert!(file.source.text.get(at.clone()).is_some(), "{at:?}");
            }
        }
        let told = gouji::fault::Faults(faults).render(false, 80);
        prop_assert!(told.is_empty() || told.contains("help:"), "{told}");
        let settings = gouji::config::Settings::of(Some(&file), &Default::default(), std::path::Path::new("a/b.md"));
        prop_assert!(settings.rules.len() <= file.spec.rules.len());
    }
}

proptest! {
    #![proptest_config(config(300))]

    /// What fixes leave is left alone by a second run, and a figure that a sum contradicts is left by both.
    #[test]
    fn a_second_fix_changes_nothing(text in untidy(), markdown in any::<bool>(), most in any::<bool>()) {
        let path = if markdown { "a.md" } else { "a.txt" };
        let level = if most { Level::Unsafe } else { Level::Safe };
        let policy = policy();
        let driver = Driver::new(&RULES, &LEXICON, |rule| policy.runs(rule));
        let check = |document: &Document| {
            let (analysis, checked) = gouji::relate::check(&driver, document, &Known::default());
            settle(document, &analysis, &checked, &RULES, &policy)
        };
        let first = document(path, &text);
        let report = check(&first);
        let (now, _) = applied(&first.source, &report, level);
        for sum in report.findings.iter().filter(|finding| finding.equation.is_some()) {
            for place in sum.related.iter().map(|related| &related.place).chain([&sum.place]) {
                let figure = &first.source[place.range.start.byte..place.range.end.byte];
                prop_assert!(now.contains(figure), "{figure} in {now}");
            }
        }
        let once = mend(&first, check, level);
        let again = mend(&document(path, &once.text), check, level);
        prop_assert_eq!(&again.text, &once.text);
        prop_assert_eq!(again.fixed, 0);
        prop_assert!(once.fixed > 0 || once.text == first.source);
        // The way back to the file.
        let gb = encoding_rs::GB18030.encode(&text).0.into_owned();
        if std::str::from_utf8(&gb).is_err() {
            let encoded = encoded(&gb, &text, &once.text).map(|bytes| encoding_rs::GB18030.decode(&bytes).0.into_owned());
            prop_assert!(encoded.is_none_or(|read| read == once.text));
        }
    }
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn figures_lie_in_the_text_and_lead_back(text in texts(), markdown in any::<bool>()) {
        let document = document(if markdown { "a.md" } else { "a.txt" }, &text);
        let analysis = analyze(&document, &LEXICON);
        inside(&document.text, &analysis.figures)?;
        round_trip(&document, &analysis)?;
        for f in &analysis.figures {
            let (low, high) = f.interval(Reading::Strict).map_or((None, None), |i| (i.low.value().cloned(), i.high.value().cloned()));
            let falls = matches!((&low, &high), (Some(l), Some(h)) if l > h);
            let range = matches!(f.value, Value::Range(..));
            prop_assert!(!falls || range || negative(f), "{:?} {:?}", f.span.of(&document.text), f);
        }
    }

    #[test]
    fn two_texts_are_read_as_each_alone(a in texts(), b in texts()) {
        // A line break at the border would join what is before it, and so would one that is only white space to the format.
        let both = told(&[&a, "\n\n", &b].concat());
        prop_assert_eq!(both, [told(&a), told(&b)].concat());
    }

    #[test]
    fn a_printed_number_reads_back(mantissa in -999_999_999_999i128..1_000_000_000_000, places in 0i32..7) {
        let printed = Printed { exponent: -places, ..Printed::whole(mantissa) };
        let text = printed.decimal();
        let lexed = number::lex(&text, &|_| false).expect("a number");
        prop_assert_eq!(lexed.len, text.len());
        prop_assert_eq!(lexed.printed.value(), printed.value());
        prop_assert_eq!(&fixed(&printed.value(), places), &text);
        let back = number::lex(&decimal(&printed.value(), 6), &|_| false).expect("a number");
        prop_assert_eq!(back.printed.value(), printed.value());
    }

    #[test]
    fn a_number_in_chinese_reads_back(n in 1u64..1_000_000_000_000) {
        let text = chinese(n);
        let lexed = number::lex(&text, &|_| false).expect("a number");
        prop_assert_eq!((lexed.printed.value(), lexed.len), (RBig::from(n), text.len()), "{}", text);
    }

    #[test]
    fn grouped_digits_read_back(n in 1000u64..1_000_000_000_000) {
        let digits = n.to_string();
        let grouped: Vec<&str> = digits.as_bytes().rchunks(3).rev().map(|c| std::str::from_utf8(c).expect("digits")).collect();
        let lexed = number::lex(&grouped.join(","), &|_| false).expect("a number");
        prop_assert_eq!(lexed.printed.value(), RBig::from(n));
        prop_assert!(lexed.flaws.is_empty());
    }

    /// Every combination of values inside two intervals lies inside the interval of the result, and its ends are reached.
    #[test]
    fn intervals_hold_what_brute_force_finds(a in interval(), b in interval()) {
        for (x, y) in samples(&a).iter().flat_map(|x| samples(&b).into_iter().map(move |y| (x.clone(), y))) {
            prop_assert!(a.add(&b).holds(&(&x + &y)));
            prop_assert!(a.sub(&b).holds(&(&x - &y)));
            prop_assert!(a.mul(&b).holds(&(&x * &y)));
            prop_assert!(a.neg().holds(&-x.clone()));
            prop_assert!(a.pow(2).holds(&(&x * &x)));
            if !y.is_zero() {
                prop_assert!(a.div(&b).holds(&(&x / &y)), "{a:?} {b:?} {x} {y}");
            }
        }
        let ends = |i: &Interval| [i.low.value().cloned().expect("bounded"), i.high.value().cloned().expect("bounded")];
        let pairs = |f: fn(&RBig, &RBig) -> RBig| {
            let mut all: Vec<RBig> = ends(&a).iter().flat_map(|x| ends(&b).map(|y| f(x, &y))).collect();
            all.sort();
            [all[0].clone(), all[3].clone()]
        };
        prop_assert_eq!(ends(&a.add(&b)), pairs(|x, y| x + y));
        prop_assert_eq!(ends(&a.sub(&b)), pairs(|x, y| x - y));
        prop_assert_eq!(ends(&a.mul(&b)), pairs(|x, y| x * y));
        let meet = samples(&a).iter().any(|x| b.holds(x)) || samples(&b).iter().any(|y| a.holds(y));
        prop_assert!(!meet || a.meets(&b));
        prop_assert_eq!(a.meets(&b), b.meets(&a));
    }

    /// `part = whole * share` is contradicted only where no real values within the printed places make it true.
    #[test]
    fn a_true_share_is_never_contradicted(part in 1u64..100_000, rest in 1u64..100_000, places in 0i32..3) {
        let whole = part + rest;
        let exact = RBig::from_parts(IBig::from(part) * IBig::from(100), whole.into());
        let printed = fixed(&exact, places);
        let text = format!("支出{whole}人，其中民生{part}人，占{printed}%。");
        let document = document("a.txt", &text);
        let figures = analyze(&document, &LEXICON).figures;
        prop_assert_eq!(figures.len(), 3);
        let operands: Operands = ["whole", "part", "share"].iter().zip(&figures)
            .map(|(n, f)| ((*n).to_owned(), Operand::new(f, None, &LEXICON))).collect();
        let solved = Equation::parse("part = whole * share", &["part", "whole", "share"]).expect("an equation").solve("share").expect("solved");
        let judged = judge(&solved, &operands);
        let consistent = matches!(judged.verdict, Verdict::Consistent { .. });
        prop_assert!(consistent, "{text} {judged:?}");
        // And one unit of the last place further off than rounding explains is seen.
        let off = number::lex(&printed, &|_| false).expect("a number").printed;
        let far = Printed { mantissa: off.mantissa + 2, ..off };
        let slipped = text.replace(&format!("占{printed}%"), &format!("占{}%", far.decimal()));
        let figures = analyze(&self::document("a.txt", &slipped), &LEXICON).figures;
        let operands: Operands = ["whole", "part", "share"].iter().zip(&figures)
            .map(|(n, f)| ((*n).to_owned(), Operand::new(f, None, &LEXICON))).collect();
        let judged = judge(&solved, &operands);
        prop_assert!(!matches!(judged.verdict, Verdict::Consistent { .. }), "{slipped} {judged:?}");
    }

    /// What a number stands for holds its value, and a hedge that widens it holds it too.
    #[test]
    fn a_figure_holds_its_value(n in 1u64..1_000_000, places in 0i32..3, unit in prop::sample::select(&["人", "亿元", "%", "吨"][..])) {
        let printed = Printed { exponent: -places, decimals: places > 0, ..Printed::whole(n.into()) }.decimal();
        let interval = |text: &str| {
            let document = document("a.txt", text);
            let figures = analyze(&document, &LEXICON).figures;
            assert_eq!(figures.len(), 1, "{text}");
            let value = figures[0].printed().expect("one value").value();
            (figures[0].interval(Reading::Strict).expect("an interval"), value, figures[0].hedge)
        };
        let (plain, value, hedge) = interval(&format!("达到{printed}{unit}。"));
        prop_assert!(plain.holds(&value) && hedge == Hedge::None);
        for (before, after, holds, wanted) in [
            ("约", "", true, Hedge::About), ("", "左右", true, Hedge::About), ("近", "", false, Hedge::Near), ("不足", "", false, Hedge::Less),
            ("超", "", true, Hedge::Exceed), ("", "以上", true, Hedge::AtLeast), ("不超过", "", true, Hedge::AtMost), ("", "以内", true, Hedge::AtMost),
        ] {
            let (hedged, same, hedge) = interval(&format!("达到{before}{printed}{unit}{after}。"));
            prop_assert_eq!((&same, hedge), (&value, wanted));
            prop_assert_eq!(hedged.holds(&value), holds, "{}{}{}{}", before, printed, unit, after);
        }
    }

    #[test]
    fn a_wider_reading_holds_the_stricter_one(mantissa in -100_000i128..100_000, exponent in -3i32..9, counted in any::<bool>()) {
        let p = Printed { exponent, ..Printed::whole(mantissa) };
        let strict = shown(&p, counted, Reading::Strict);
        let loose = shown(&p, counted, Reading::Loose);
        for end in samples(&strict) {
            prop_assert!(loose.holds(&end));
        }
    }
}

fn negative(f: &Figure) -> bool {
    f.printed().is_some_and(|p| p.mantissa < 0) || f.form == Form::Ratio
}

fn rational() -> impl Strategy<Value = RBig> {
    (-60i64..60, 1u8..8).prop_map(|(n, d)| RBig::from_parts(n.into(), d.into()))
}

fn interval() -> impl Strategy<Value = Interval> {
    (rational(), rational(), any::<bool>(), any::<bool>()).prop_map(|(a, b, low, high)| {
        let (a, b) = if a <= b { (a, b) } else { (b, a) };
        let end = |v: RBig, closed: bool| if closed { End::Closed(v) } else { End::Excluded(v) };
        match a == b {
            true => Interval::exact(a),
            false => Interval {
                low: end(a, low),
                high: end(b, high),
            },
        }
    })
}

/// Values inside a bounded interval: its closed ends and points between.
fn samples(i: &Interval) -> Vec<RBig> {
    let (low, high) = (i.low.value().expect("bounded"), i.high.value().expect("bounded"));
    let step = (high - low) / RBig::from(4);
    let points = (0..=4).map(|n| low + &step * RBig::from(n));
    points.filter(|p| i.holds(p)).collect()
}

/// A whole number in Chinese numerals.
fn chinese(n: u64) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let section = |n: u64| {
        let mut out = String::new();
        let mut gap = false;
        for (scale, word) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
            let digit = n / scale % 10;
            if digit == 0 {
                gap = !out.is_empty();
                continue;
            }
            if gap {
                out += "零";
            }
            gap = false;
            out = out + DIGITS[digit as usize] + word;
        }
        out
    };
    let mut out = String::new();
    for (scale, word) in [(100_000_000, "亿"), (10_000, "万"), (1, "")] {
        let part = n / scale % 10_000;
        if part == 0 {
            continue;
        }
        // 一万零五, 一亿零五十万.
        if !out.is_empty() && part < 1000 {
            out += "零";
        }
        out = out + &section(part) + word;
    }
    out
}
