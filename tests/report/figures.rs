//! The ledger: the status of every figure, and the same ledger in every format.

use crate::json::validate;
use calamine::{Data, Reader, Xlsx};
use gouji::check::driver::Driver;
use gouji::check::{Context, Lang, RuleSet};
use gouji::fact::frame::Known;
use gouji::fact::{Area, Aspect, Basis, BasisFrom, Direction, Extent, Fact, Period, Price};
use gouji::lexicon::Lexicon;
use gouji::report::figures::{csv, json, table, word, xlsx};
use gouji::rule::{builtin, load, load_lexicon};
use gouji::settle::ledger::{Ledger, Status, ledger};
use gouji::settle::{Policy, settle};
use gouji::source::{ReadOptions, read};
use gouji::span::Span;
use serde_json::Value;
use std::io::{Cursor, Read};
use std::sync::LazyLock;
use unicode_width::UnicodeWidthStr;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| load_lexicon(&builtin::lexicon()).expect("the vocabulary"));
static RULES: LazyLock<RuleSet> = LazyLock::new(|| load(&builtin::rules(), &LEXICON).expect("the rules"));

/// Changes what is known of the figures of a document before they are checked.
type Bind = fn(&mut [Fact]);

/// The ledger of a text, with facts as `bind` makes them.
fn ledger_of(name: &str, text: &str, bind: impl Fn(&mut [Fact])) -> Ledger {
    let document = read(name, text.as_bytes(), &ReadOptions::default()).expect("readable");
    let policy = Policy::default();
    let driver = Driver::new(&RULES, &LEXICON, |rule| policy.runs(rule));
    let (mut analysis, _) = driver.check(&document, &Known::default());
    bind(&mut analysis.facts);
    let checked = driver.run(&document, &analysis, &[]);
    let cx = Context {
        document: &document,
        analysis: &analysis,
        lexicon: &LEXICON,
        others: &[],
    };
    let ledger = ledger(&cx, &checked, &RULES);
    // Whatever is listed, the summary of a check counts the same.
    let report = settle(&document, &analysis, &checked, &RULES, &policy);
    assert_eq!(ledger.counts, report.figures, "{text}");
    let of = |wanted: fn(Status) -> bool| ledger.entries.iter().filter(|e| wanted(e.status)).count() as u64;
    assert_eq!(of(|s| s == Status::Verified), report.figures.verified, "{text}");
    assert_eq!(of(|s| s == Status::Contradicted), report.figures.contradicted, "{text}");
    let rest = |s| matches!(s, Status::Unverified | Status::NotCheckable(_));
    assert_eq!(of(rest), report.figures.unverified, "{text}");
    ledger
}

/// Facts as they are read.
fn as_read(_: &mut [Fact]) {}

fn year(from: i32) -> Period {
    Period {
        from: Some(from),
        extent: Extent::Year,
        ..Period::default()
    }
}

#[test]
fn every_figure_has_its_status() {
    let whole = "一般公共预算支出4.13亿元。民生支出3.37亿元，占一般公共预算支出的";
    let cases: Vec<(String, Bind, &str)> = vec![
        (format!("{whole}81.6%。"), as_read, "verified verified verified"),
        (
            format!("{whole}91.6%。"),
            as_read,
            "contradicted contradicted contradicted",
        ),
        (
            "民生支出3.37亿元，占一般公共预算支出的81.6%。".to_owned(),
            as_read,
            "unverified unverified",
        ),
        // Hedged, so that nothing is verified; compared all the same.
        (format!("{whole}约81.6%。"), as_read, "unverified unverified unverified"),
        ("新增就业616人。".to_owned(), as_read, "no-partner"),
        ("粮食产量达到60万吨以上。".to_owned(), as_read, "bound-only"),
        (
            "亿元以上项目12个，5000万元以上项目30个。".to_owned(),
            as_read,
            "no-partner bound-only no-partner",
        ),
        (
            "税收收入90亿元，就业616人。".to_owned(),
            |facts| {
                facts[0].basis = Basis::Goal;
                facts[1].basis = Basis::Plan;
            },
            "goal goal",
        ),
        // A relation inside one goal is checked.
        (
            format!("{whole}81.6%。"),
            |facts| facts.iter_mut().for_each(|f| f.basis = Basis::Goal),
            "verified verified verified",
        ),
        (
            "地区生产总值96.8亿元，增长5.2%。".to_owned(),
            |facts| facts[1].aspect = Aspect::Growth,
            "unverified real-growth",
        ),
        (
            "税收收入96.8亿元，增长5.2%。".to_owned(),
            |facts| facts[1].aspect = Aspect::Growth,
            "unverified unverified",
        ),
        (
            "税收收入96.8亿元，增长5.2%。".to_owned(),
            |facts| {
                facts[1].aspect = Aspect::Growth;
                facts[1].price = Price::Constant;
            },
            "unverified real-growth",
        ),
        (
            "税收收入90亿元。税收收入410亿元。".to_owned(),
            |facts| {
                facts[0].period = year(2022);
                facts[1].period = Period {
                    from: Some(2018),
                    to: Some(2022),
                    extent: Extent::Cumulative,
                    ..Period::default()
                };
            },
            "other-span other-span",
        ),
        // Another year is no other length of time.
        (
            "税收收入90亿元。税收收入84亿元。".to_owned(),
            |facts| {
                facts[0].period = year(2022);
                facts[1].period = year(2021);
            },
            "unverified unverified",
        ),
        // A whole that is told lets a share be compared, one that is not does not.
        (
            "税收收入90亿元。主体税种占税收收入的比重提高，达到61.2%。".to_owned(),
            |facts| {
                facts[1].aspect = Aspect::Share;
                facts[1].of = Some(Span::new(38, 50));
            },
            "unverified unverified",
        ),
    ];
    for (text, bind, expected) in cases {
        let ledger = ledger_of("a.txt", &text, bind);
        let statuses = ledger.entries.iter().map(|entry| match entry.status {
            Status::NotCheckable(reason) => word::reason(reason).code,
            status => word::status(status).code,
        });
        assert_eq!(statuses.collect::<Vec<_>>().join(" "), expected, "{text}");
    }
}

#[test]
fn what_is_not_stated_is_implied() {
    let cases = [
        (
            "民生支出3.37亿元，占一般公共预算支出的81.6%。",
            "unknown 3.37亿元 ÷ 81.6% = 4.13亿元",
        ),
        (
            "技改投资13.1 亿元，占工业投资的25%。",
            "unknown 13.1 亿元 ÷ 25% = 52.4 亿元",
        ),
        // Stated: the relation is checked, nothing is implied.
        (
            "工业投资52.4亿元，技改投资13.1亿元，占工业投资的25%。",
            "consistent 13.1亿元 ÷ 52.4亿元 = 25%",
        ),
        (
            "工业投资52.4亿元，技改投资13.1亿元，占工业投资的35%。",
            "contradicted 13.1亿元 ÷ 52.4亿元 = 25%",
        ),
        // A hedged figure implies no value.
        ("技改投资13.1亿元，占工业投资的约25%。", ""),
        ("技改投资约13亿元，占工业投资的25%。", ""),
    ];
    for (text, expected) in cases {
        let ledger = ledger_of("a.txt", text, as_read);
        let last = ledger.entries.last().expect("a figure");
        let relations = last
            .relations
            .iter()
            .map(|r| format!("{} {}", word::verdict(r.outcome).code, r.equation));
        assert_eq!(relations.collect::<Vec<_>>().join("; "), expected, "{text}");
    }
}

#[test]
fn periods_in_words() {
    let period = |from, to, months, extent| Period {
        from,
        to,
        months,
        extent,
    };
    let cases = [
        (period(Some(2022), None, None, Extent::Year), "2022", "2022年"),
        (period(Some(2022), Some(2022), None, Extent::Year), "2022", "2022年"),
        (period(Some(2022), None, Some((1, 12)), Extent::Year), "2022", "2022年"),
        (
            period(Some(2022), None, Some((6, 6)), Extent::Year),
            "2022-06",
            "2022年6月",
        ),
        (
            period(Some(2022), None, Some((1, 11)), Extent::Year),
            "2022-01/2022-11",
            "2022年1—11月",
        ),
        (
            period(Some(2018), Some(2022), None, Extent::Cumulative),
            "2018/2022",
            "2018—2022年",
        ),
        (period(None, Some(2022), None, Extent::AsOf), "2022", "2022年末"),
        (
            period(Some(2022), None, Some((9, 9)), Extent::AsOf),
            "2022-09",
            "2022年9月末",
        ),
        (period(None, None, Some((1, 6)), Extent::Year), "--01/--06", "1—6月"),
        (period(None, None, Some((6, 6)), Extent::Year), "--06", "6月"),
        (Period::default(), "", ""),
    ];
    for (period, code, zh) in cases {
        assert_eq!(
            (
                word::period(&period).as_str(),
                word::period_in(Lang::Zh, &period).as_str()
            ),
            (code, zh),
            "{period:?}"
        );
    }
}

/// A document in which everything occurs that a fact can say.
fn everything() -> Ledger {
    let text = "# =1+1\n\n全市收入约3.37亿元，降幅-5.2%，结构7.4:42.4:50.2，目标3%—5%，投资1234567.8901234567亿元，产量60.50万吨以上。\n";
    let aspects = [
        Aspect::Level,
        Aspect::Change,
        Aspect::Growth,
        Aspect::Points,
        Aspect::Share,
        Aspect::Rate,
        Aspect::Ratio,
        Aspect::Rank,
        Aspect::AverageGrowth,
        Aspect::Multiple,
        Aspect::Count,
    ];
    let bases = [Basis::Result, Basis::Estimate, Basis::Goal, Basis::Plan];
    let from = [BasisFrom::Turn, BasisFrom::Verb, BasisFrom::Heading, BasisFrom::Clause];
    let prices = [Price::Unknown, Price::Current, Price::Constant, Price::Comparable];
    let extents = [Extent::Unknown, Extent::Year, Extent::Cumulative, Extent::AsOf];
    let text = text.repeat(3);
    ledger_of("a.md", &text, |facts| {
        assert!(facts.len() >= aspects.len(), "{}", facts.len());
        for (i, fact) in facts.iter_mut().enumerate() {
            fact.aspect = aspects[i % aspects.len()];
            fact.basis = bases[i % 4];
            fact.basis_from = Some(from[i % 4]).filter(|_| i > 0);
            fact.price = prices[i % 4];
            fact.direction = [None, Some(Direction::Up), Some(Direction::Down)][i % 3];
            fact.of = fact.indicator.map(|indicator| indicator.span).filter(|_| i % 2 == 0);
            fact.area = fact
                .indicator
                .map_or(Area::Own, |indicator| Area::Named(indicator.span));
            fact.period = Period {
                from: Some(2022),
                extent: extents[i % 4],
                ..Period::default()
            };
        }
    })
}

#[test]
fn json_obeys_its_schema() {
    let mut out = Vec::new();
    json::write(&mut out, "甲.txt", &everything()).expect("written");
    let value: Value = serde_json::from_slice(&out).expect("JSON");
    let schema = json::schema();
    validate(&schema, &value);
    let validator = jsonschema::validator_for(schema.as_value()).expect("a schema");
    for key in [
        "aspect",
        "span",
        "basis",
        "basis_from",
        "price",
        "status",
        "hedge",
        "direction",
        "relations",
    ] {
        let mut damaged = value.clone();
        damaged["figures"][1][key] = Value::from("elsewhere");
        assert!(!validator.is_valid(&damaged), "{key}");
    }
}

/// Rows of cells; the first are the headings.
fn sheet(bytes: &[u8], lang: Lang) -> Vec<Vec<Data>> {
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("a spreadsheet");
    let names = match lang {
        Lang::Zh => ["数据核对表", "说明"],
        Lang::En => ["Figures", "Notes"],
    };
    assert_eq!(book.sheet_names(), names);
    let range = book.worksheet_range(names[0]).expect("the sheet");
    range.rows().map(<[Data]>::to_vec).collect()
}

#[test]
fn csv_and_xlsx_have_the_same_cells() {
    let ledger = everything();
    for (lang, last) in [
        (Lang::Zh, ["核实单位", "核实结果"]),
        (Lang::En, ["confirmed by", "result"]),
    ] {
        let mut out = Vec::new();
        csv::write(&mut out, &ledger, lang).expect("written");
        let text = std::str::from_utf8(&out)
            .expect("UTF-8")
            .strip_prefix('\u{FEFF}')
            .expect("a mark");
        let mut reader = ::csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(text.as_bytes());
        let rows: Vec<::csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
        let bytes = xlsx::bytes("甲.txt", &ledger, lang).expect("written");
        let sheet = sheet(&bytes, lang);
        assert_eq!(rows.len(), ledger.entries.len() + 1);
        assert_eq!(rows.len(), sheet.len());
        assert_eq!(&rows[0].iter().collect::<Vec<_>>()[rows[0].len() - 2..], last);
        for (row, cells) in rows.iter().zip(&sheet) {
            let calm = |cell: &str| cell.strip_prefix('\'').unwrap_or(cell).to_owned();
            for (text, cell) in row.iter().zip(cells) {
                let same = match cell {
                    Data::Float(number) => text.parse() == Ok(*number),
                    other => calm(text) == other.to_string(),
                };
                assert!(same, "{text} and {cell:?}");
            }
            assert_eq!(&row.iter().collect::<Vec<_>>()[row.len() - 2..].len(), &2);
        }
    }
}

#[test]
fn no_cell_of_a_csv_is_a_formula() {
    let mut out = Vec::new();
    csv::write(&mut out, &everything(), Lang::Zh).expect("written");
    let mut reader = ::csv::ReaderBuilder::new().from_reader(out.as_slice());
    let cells: Vec<String> = reader
        .records()
        .flat_map(|row| row.expect("a row").iter().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    assert!(cells.iter().any(|cell| cell == "'=1+1"), "{cells:?}");
    let number = |cell: &String| cell.chars().all(|c| matches!(c, '-' | '.' | '0'..='9'));
    for cell in cells.iter().filter(|cell| !number(cell)) {
        assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
    }
}

/// A part of the package.
fn part(bytes: &[u8], name: &str) -> String {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut text = String::new();
    package
        .by_name(name)
        .expect("a part")
        .read_to_string(&mut text)
        .expect("UTF-8");
    text
}

#[test]
fn a_spreadsheet_is_ready_to_go_round() {
    let ledger = everything();
    let bytes = xlsx::bytes("甲.txt", &ledger, Lang::Zh).expect("written");
    assert_eq!(bytes, xlsx::bytes("甲.txt", &ledger, Lang::Zh).expect("written"));
    let xml = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(
        xml.contains("<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"),
        "{xml}"
    );
    let rows = ledger.entries.len() + 1;
    assert!(xml.contains(&format!("<autoFilter ref=\"A1:Z{rows}\"/>")), "{xml}");
    // The longest 原文 has 20 characters, the heading two that take two columns each.
    let width = |column: usize| -> f64 {
        let (_, rest) = xml.split_once("<cols>").expect("widths");
        let ranges = rest.split("<col ").skip(1).map(|col| {
            let value = |key: &str| {
                col.split_once(&format!("{key}=\""))
                    .and_then(|(_, v)| v.split_once('"'))
            };
            let number = |key: &str| value(key).expect("a value").0.parse::<f64>().expect("a number");
            (number("min") as usize..=number("max") as usize, number("width"))
        });
        ranges
            .filter(|(range, _)| range.contains(&column))
            .map(|(_, width)| width)
            .next()
            .expect("a width")
    };
    let longest = ledger.entries.iter().map(|e| e.text.width()).max().expect("a figure");
    assert!(width(9) >= longest as f64, "{}", width(9));
    assert!(width(9) <= 26.0 && width(14) <= 50.0);
    assert!(width(25) >= 20.0, "room to write");
    // Numbers are numbers with their printed places; what a double cannot hold is text.
    let cells = sheet(&bytes, Lang::Zh);
    let value = |text: &str| {
        let row = cells.iter().find(|row| row[8] == text).expect("listed");
        row[9].clone()
    };
    assert_eq!(value("约3.37亿元"), Data::Float(337_000_000.0));
    assert_eq!(value("60.50万吨以上"), Data::Float(605_000.0));
    assert_eq!(value("7.4:42.4:50.2"), Data::String("7.4:42.4:50.2".to_owned()));
    assert_eq!(
        value("1234567.8901234567亿元"),
        Data::String("123456789012345.67".to_owned())
    );
    let styles = part(&bytes, "xl/styles.xml");
    assert!(styles.contains("formatCode=\"#,##0.0\""), "{styles}");
    let about = part(&bytes, "xl/sharedStrings.xml");
    assert!(about.contains("由谁核实，人工填写"));
}

#[test]
fn a_table_fits_the_terminal() {
    let texts = ["seeds/planted/arith.txt", "seeds/qinghe-2022.txt"].map(|path| {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        std::fs::read_to_string(path).expect("readable")
    });
    let ledgers = texts
        .iter()
        .map(|text| ledger_of("a.txt", text, as_read))
        .chain([everything()]);
    for ledger in ledgers {
        for width in [80, 100, 120] {
            for lang in [Lang::Zh, Lang::En] {
                let style = table::Style {
                    lang,
                    color: false,
                    width,
                };
                let mut out = Vec::new();
                table::write(&mut out, &ledger, &style).expect("written");
                let out = String::from_utf8(out).expect("UTF-8");
                let rows: Vec<&str> = out.lines().take(ledger.entries.len() + 1).collect();
                assert!(rows.iter().all(|row| row.width() <= width), "{width}\n{out}");
                let text = if lang == Lang::Zh { "原文" } else { "text" };
                // All texts begin in the column of their heading.
                let at = rows[0].find(text).map(|at| rows[0][..at].width()).expect("the heading");
                for (row, entry) in rows[1..].iter().zip(&ledger.entries) {
                    let start: String = entry.text.chars().take(3).collect();
                    let found = row.match_indices(&start).any(|(byte, _)| row[..byte].width() == at);
                    assert!(found, "{start} does not begin at {at}: {row}");
                }
            }
        }
    }
}
