//! The language server as an editor sees it: the program is started and spoken to. Texts carry what is expected as `[[ ]]`.

#![allow(clippy::print_stdout)] // that a test was skipped

mod client;
mod editing;
mod neovim;
mod text;

use client::Client;
use lsp_server::ErrorCode;
use serde_json::{Value, json};
use std::fs;
use text::{covered, edited, marked, position, range};

const URI: &str = "file:///drafts/%E6%8A%A5%E5%91%8A.txt";

/// A share that does not fit, behind characters of every width; the figures it is compared with stand in another line.
const SHARE: &str = "# 😀 2023年工作报告\n\n一般公共预算支出[[4.13亿元]]，同比增长5.2%。\n\n𠮷祥如意😀，全年民生支出[[3.37亿元]]，占一般公共预算支出的[[91.6%]]。\n";

fn codes(diagnostics: &[Value]) -> Vec<&str> {
    diagnostics
        .iter()
        .map(|d| d["code"].as_str().expect("a code"))
        .collect()
}

#[test]
fn diagnostics_stand_where_the_client_counts() {
    let (text, marks) = marked(SHARE);
    // Counted by hand for the last mark: 𠮷 and 😀 are 4 bytes or 2 units, 23 characters 3 bytes, `3.37` 4.
    for (encoding, column) in [("utf-8", 81), ("utf-16", 31), ("utf-32", 29)] {
        for pulls in [false, true] {
            let mut client = Client::ready(encoding, pulls, json!({}));
            client.open(URI, "plaintext", &text);
            let found = if pulls {
                client.pulled(URI)
            } else {
                client.pushed(URI, 1)
            };
            let [share] = found.as_slice() else {
                panic!("{found:#?}")
            };
            assert_eq!(share["range"], range(&text, &marks[2], encoding));
            assert_eq!(
                share["range"]["start"],
                json!({"line": 4, "character": column}),
                "{encoding}"
            );
            assert_eq!(
                (&share["code"], &share["severity"], &share["source"]),
                (&json!("arith/share-of-total"), &json!(2), &json!("gouji"))
            );
            assert!(
                share["message"]
                    .as_str()
                    .is_some_and(|m| m.contains("81.6%") && m.contains("3.37亿元 ÷ 4.13亿元"))
            );
            assert!(share["data"]["fingerprint"].is_string());
            let related = share["relatedInformation"].as_array().expect("other places");
            let mut places: Vec<&Value> = related.iter().map(|r| &r["location"]["range"]).collect();
            places.sort_by_key(|r| r["start"]["line"].as_u64());
            assert_eq!(
                places,
                [&range(&text, &marks[0], encoding), &range(&text, &marks[1], encoding)]
            );
            assert!(related.iter().all(|r| r["location"]["uri"] == URI));
            assert_eq!(client.end(), Some(0));
        }
    }
}

#[test]
fn a_slip_comes_and_goes_with_the_text() {
    let (text, marks) = marked(SHARE);
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let mut client = Client::ready(encoding, false, json!({}));
        client.open(URI, "plaintext", &text);
        assert_eq!(client.pushed(URI, 1).len(), 1);
        // 91.6% → 81.6%: one character, and back in one message of two changes.
        let nine = marks[2].start..marks[2].start + 1;
        let at = range(&text, &nine, encoding);
        client.change(URI, 2, json!([{"range": at, "text": "8"}]));
        assert!(client.pushed(URI, 2).is_empty(), "{encoding}");
        client.change(
            URI,
            3,
            json!([{"range": at, "text": ""}, {"range": {"start": at["start"], "end": at["start"]}, "text": "9"}]),
        );
        assert_eq!(client.pushed(URI, 3).len(), 1, "{encoding}");
        // The whole text.
        client.change(URI, 4, json!([{"text": "全年安全稳定。"}]));
        assert!(client.pushed(URI, 4).is_empty());
        client.change(URI, 5, json!([{"text": text}]));
        assert_eq!(client.pushed(URI, 5).len(), 1);
        client.tell("textDocument/didSave", json!({"textDocument": {"uri": URI}}));
        client.tell("textDocument/didClose", json!({"textDocument": {"uri": URI}}));
        let closed = client.wait_for("textDocument/publishDiagnostics");
        assert_eq!((&closed["uri"], &closed["diagnostics"]), (&json!(URI), &json!([])));
        assert_eq!(client.end(), Some(0));
    }
}

#[test]
fn pulled_diagnostics_that_have_not_changed_are_not_sent_again() {
    let (text, _) = marked(SHARE);
    let mut client = Client::ready("utf-16", true, json!({}));
    client.open(URI, "plaintext", &text);
    let first = client.ask_about("textDocument/diagnostic", URI, json!({}));
    let again = client.ask_about(
        "textDocument/diagnostic",
        URI,
        json!({"previousResultId": first["resultId"]}),
    );
    assert_eq!(again, json!({"kind": "unchanged", "resultId": first["resultId"]}));
    client.change(URI, 2, json!([{"text": "全年安全稳定。"}]));
    let last = client.ask_about(
        "textDocument/diagnostic",
        URI,
        json!({"previousResultId": first["resultId"]}),
    );
    assert_eq!((&last["kind"], &last["items"]), (&json!("full"), &json!([])));
    assert_eq!(client.end(), Some(0));
}

#[test]
fn a_figure_tells_what_it_is() {
    let (text, marks) = marked(SHARE);
    let mut client = Client::ready("utf-16", true, json!({}));
    client.open(URI, "plaintext", &text);
    let mut hover = |byte| {
        let at = position(&text, byte, "utf-16");
        client.ask_about("textDocument/hover", URI, json!({"position": at}))
    };
    // What it measures, its interval, its standing, the sum.
    let whole = hover(marks[0].start + 1);
    assert_eq!(covered(&text, &whole["range"]), "4.13亿元");
    let told = whole["contents"]["value"].as_str().expect("a text");
    for part in [
        "**一般公共预算支出**",
        "412500000—413500000元",
        "矛盾",
        "3.37亿元 ÷ 4.13亿元",
        "arith/share-of-total",
    ] {
        assert!(told.contains(part), "{part} is not in {told}");
    }
    // A finding tells why it is wrong.
    let share = hover(marks[2].end);
    let told = share["contents"]["value"].as_str().expect("a text");
    assert!(told.contains("文中写作91.6%") && told.contains("占比"), "{told}");
    // No figure, no finding.
    assert_eq!(hover(0), Value::Null);
    assert_eq!(client.end(), Some(0));
}

#[test]
fn fixes_and_candidates_are_actions() {
    for (before, only, title, preferred, after) in [
        (
            "居民收入提高[[3.2百分点]]。",
            json!(null),
            "改为个百分点",
            true,
            "居民收入提高3.2个百分点。",
        ),
        (
            "😀成效显著[[。。]]",
            json!(["quickfix"]),
            "改为。（请核对）",
            false,
            "😀成效显著。",
        ),
        (
            "一般公共预算支出4.13亿元，其中民生支出3.37亿元，占一般公共预算支出的[[91.6%]]。",
            json!([""]),
            "改为81.6%（候选，请核实原始数据）",
            false,
            "一般公共预算支出4.13亿元，其中民生支出3.37亿元，占一般公共预算支出的81.6%。",
        ),
        (
            "失业率上升[[1.3百分点]]，居民收入提高3.2百分点。",
            json!(["source.fixAll"]),
            "应用全部安全的修改",
            false,
            "失业率上升1.3个百分点，居民收入提高3.2个百分点。",
        ),
    ] {
        let (text, marks) = marked(before);
        let mut client = Client::ready("utf-16", true, json!({"hints": true, "minSeverity": "info"}));
        client.open(URI, "plaintext", &text);
        let mut context = json!({"diagnostics": []});
        if !only.is_null() {
            context["only"] = only.clone();
        }
        let at = range(&text, &marks[0], "utf-16");
        let actions = client.ask_about("textDocument/codeAction", URI, json!({"range": at, "context": context}));
        let actions = actions.as_array().expect("a list");
        let action = actions
            .iter()
            .find(|a| a["title"] == title)
            .unwrap_or_else(|| panic!("{title}: {actions:#?}"));
        assert_eq!(edited(&text, action), after);
        assert_eq!(action["isPreferred"] == true, preferred, "{title}");
        assert_eq!(
            action["edit"]["documentChanges"][0]["textDocument"],
            json!({"uri": URI, "version": 1})
        );
        // Nothing for another kind, nothing for another place.
        for (range, only) in [
            (at, json!(["refactor"])),
            (range(&text, &(0..0), "utf-16"), json!(["quickfix"])),
        ] {
            let context = json!({"diagnostics": [], "only": only});
            let none = client.ask_about(
                "textDocument/codeAction",
                URI,
                json!({"range": range, "context": context}),
            );
            assert_eq!(none, json!([]), "{before}");
        }
        assert_eq!(client.end(), Some(0));
    }
}

#[test]
fn a_contradiction_leads_to_its_other_places() {
    let (text, marks) = marked(SHARE);
    let mut client = Client::ready("utf-16", true, json!({}));
    client.open(URI, "plaintext", &text);
    for (from, to) in [(2, [0, 1]), (0, [1, 2]), (1, [0, 2])] {
        let at = position(&text, marks[from].start + 1, "utf-16");
        let found = client.ask_about("textDocument/definition", URI, json!({"position": at}));
        let want: Vec<Value> = to
            .iter()
            .map(|i| json!({"uri": URI, "range": range(&text, &marks[*i], "utf-16")}))
            .collect();
        assert_eq!(found, json!(want));
    }
    let nowhere = client.ask_about(
        "textDocument/definition",
        URI,
        json!({"position": {"line": 0, "character": 0}}),
    );
    assert_eq!(nowhere, json!([]));
    assert_eq!(client.end(), Some(0));
}

/// Names of symbols, children in brackets.
fn names(symbols: &Value) -> String {
    let list = symbols.as_array().expect("a list").iter();
    let one = |symbol: &Value| {
        let name = symbol["name"].as_str().expect("a name").to_owned();
        match symbol.get("children") {
            Some(children) => format!("{name}[{}]", names(children)),
            None => name,
        }
    };
    list.map(one).collect::<Vec<_>>().join(" ")
}

#[test]
fn headings_are_symbols_folds_and_lenses() {
    let text = "一、工作回顾\n（一）财政\n一般公共预算支出4.13亿元，其中民生支出3.37亿元，占一般公共预算支出的81.6%。\n（二）民生\n新增就业616人。\n二、工作安排\n新增就业600人。\n";
    let mut client = Client::ready("utf-16", true, json!({"ledgerCommand": "gouji.ledger"}));
    client.open(URI, "plaintext", text);
    let symbols = client.ask_about("textDocument/documentSymbol", URI, json!({}));
    assert_eq!(names(&symbols), "一、工作回顾[（一）财政 （二）民生] 二、工作安排");
    assert_eq!(covered(text, &symbols[0]["selectionRange"]), "一、工作回顾");
    let folds = client.ask_about("textDocument/foldingRange", URI, json!({}));
    let lines: Vec<(u64, u64)> = folds
        .as_array()
        .expect("a list")
        .iter()
        .map(|fold| {
            (
                fold["startLine"].as_u64().expect("a line"),
                fold["endLine"].as_u64().expect("a line"),
            )
        })
        .collect();
    assert_eq!(lines, [(0, 4), (1, 2), (3, 4), (5, 6)]);
    let lenses = client.ask_about("textDocument/codeLens", URI, json!({}));
    let titles: Vec<(u64, &str)> = lenses
        .as_array()
        .expect("a list")
        .iter()
        .map(|lens| {
            (
                lens["range"]["start"]["line"].as_u64().expect("a line"),
                lens["command"]["title"].as_str().expect("a title"),
            )
        })
        .collect();
    assert_eq!(
        titles,
        [
            (0, "5 个数字：核实 3，矛盾 0"),
            (0, "4 个数字：核实 3，矛盾 0"),
            (1, "3 个数字：核实 3，矛盾 0"),
            (3, "1 个数字：核实 0，矛盾 0"),
            (5, "1 个数字：核实 0，矛盾 0"),
        ]
    );
    assert_eq!(lenses[0]["command"]["arguments"], json!([URI]));
    let ledger = client.ask_about("gouji/ledger", URI, json!({}));
    assert_eq!(ledger["figures"].as_array().map(Vec::len), Some(5));
    assert_eq!(client.end(), Some(0));
}

#[test]
fn what_is_no_draft_is_left_alone_and_what_is_too_long_is_declined() {
    let mut client = Client::ready("utf-16", false, json!({"maxSize": 1}));
    client.open("file:///drafts/main.rs", "rust", "旅游综合收入172，43亿元。");
    for (uri, language) in [
        ("untitled:Untitled-1", "plaintext"),
        ("untitled:Untitled-2", "markdown"),
        ("file:///a/b.MD", ""),
    ] {
        client.open(uri, language, "旅游综合收入172，43亿元。");
        assert_eq!(codes(&client.pushed(uri, 1)), ["num/bad-decimal-point"], "{uri}");
    }
    for (text, says) in [
        ("同比增长。".repeat(80_000), "超过上限"),
        ("旅游\0综合收入172，43亿元。".to_owned(), "不是文本文件"),
    ] {
        client.open(URI, "plaintext", &text);
        let said = client.wait_for("window/showMessage");
        assert!(
            said["message"].as_str().is_some_and(|message| message.contains(says)),
            "{said}"
        );
        assert!(client.pushed(URI, 1).is_empty());
        assert_eq!(
            client.ask_about(
                "textDocument/hover",
                URI,
                json!({"position": {"line": 0, "character": 0}})
            ),
            Value::Null
        );
    }
    // Shorter again, with a byte-order mark before the first line.
    client.change(URI, 2, json!([{"text": "\u{FEFF}旅游综合收入172，43亿元。"}]));
    assert_eq!(
        client.pushed(URI, 2)[0]["range"]["start"],
        json!({"line": 0, "character": 7})
    );
    assert_eq!(client.end(), Some(0));
}

#[test]
fn waiting_requests_can_be_cancelled() {
    let long = fs::read_to_string("seeds/qinghe-2022.txt")
        .expect("the seed")
        .repeat(40);
    let mut client = Client::ready("utf-16", true, json!({}));
    client.open(URI, "plaintext", &long);
    // The first keeps the server busy while the others wait.
    let about = json!({"textDocument": {"uri": URI}});
    let busy = client.begin("textDocument/diagnostic", about.clone());
    let second = client.begin("textDocument/foldingRange", about.clone());
    let third = client.begin("textDocument/documentSymbol", about);
    client.tell("$/cancelRequest", json!({"id": second}));
    client.tell("$/cancelRequest", json!({"id": 999}));
    client.tell("$/cancelRequest", json!({"id": null}));
    assert!(client.finish(busy).is_ok());
    let cancelled = client.finish(second).expect_err("cancelled");
    assert_eq!(cancelled.code, ErrorCode::RequestCanceled as i32);
    assert!(client.finish(third).is_ok());
    assert_eq!(client.end(), Some(0));
}

#[test]
fn mistakes_are_answered_and_nothing_ends_the_server_but_exit() {
    let mut client = Client::start();
    let early = client.ask("textDocument/hover", json!({})).expect_err("too early");
    assert_eq!(early.code, ErrorCode::ServerNotInitialized as i32);
    client
        .ask(
            "initialize",
            json!({"capabilities": {"general": 3, "textDocument": []}, "initializationOptions": {"hints": "?"}}),
        )
        .expect("initialized");
    assert!(
        client.wait_for("window/showMessage")["message"]
            .as_str()
            .is_some_and(|m| m.contains("hints") || m.contains("boolean"))
    );
    client.open(URI, "plaintext", "旅游综合收入172，43亿元。");
    for (method, params, code) in [
        ("initialize", json!({}), ErrorCode::InvalidRequest),
        (
            "textDocument/rename",
            json!({"textDocument": {"uri": URI}}),
            ErrorCode::MethodNotFound,
        ),
        ("gouji/unknown", Value::Null, ErrorCode::MethodNotFound),
        ("textDocument/hover", json!({}), ErrorCode::InvalidParams),
        (
            "textDocument/hover",
            json!({"textDocument": {"uri": URI}, "position": {"line": -1, "character": 0}}),
            ErrorCode::InvalidParams,
        ),
        (
            "textDocument/codeAction",
            json!({"textDocument": {"uri": URI}, "range": 5}),
            ErrorCode::InvalidParams,
        ),
        ("textDocument/diagnostic", json!([1, 2]), ErrorCode::InvalidParams),
    ] {
        let error = client.ask(method, params).expect_err(method);
        assert_eq!(error.code, code as i32, "{method}: {}", error.message);
    }
    client.tell("textDocument/didChange", json!({"textDocument": {"uri": URI}}));
    client.tell("textDocument/didOpen", json!(7));
    client.tell("unknown/notification", json!({}));
    client.change("file:///not/open.txt", 3, json!([{"text": "x"}]));
    client.change(
        URI,
        2,
        json!([{"range": {"start": {"line": 9, "character": 9}, "end": {"line": 0, "character": 0}}, "text": "。"}]),
    );
    assert_eq!(
        client.ask_about(
            "textDocument/hover",
            "file:///not/open.txt",
            json!({"position": {"line": 0, "character": 0}})
        ),
        Value::Null
    );
    assert_eq!(
        codes(&client.pushed(URI, 2)),
        ["num/bad-decimal-point", "punct/repeated-punct"]
    );
    assert_eq!(client.end(), Some(0));
}

#[test]
fn what_is_no_message_is_answered_and_the_next_one_is_read() {
    let framed = |body: &str| format!("Content-Length: {}\r\n\r\n{body}", body.len());
    let input = [
        framed("{\"jsonrpc\": "),
        framed("[1]"),
        "no header\r\n\r\n".to_owned(),
        framed(r#"{"jsonrpc":"2.0","id":"a","method":7}"#),
        framed(r#"{"jsonrpc":"2.0","id":"b","method":"initialize","params":{"capabilities":{}}}"#),
        framed(r#"{"jsonrpc":"2.0","id":2,"method":"shutdown"}"#),
        framed(r#"{"jsonrpc":"2.0","method":"exit"}"#),
    ];
    let (said, status) = client::run(input.concat().as_bytes());
    let answers: Vec<(Value, Value)> = said
        .iter()
        .map(|m| (m["id"].clone(), m["error"]["code"].clone()))
        .collect();
    let want = [
        (json!(null), json!(-32700)),
        (json!(null), json!(-32600)),
        (json!(null), json!(-32700)),
        (json!("a"), json!(-32600)),
        (json!("b"), json!(null)),
        (json!(2), json!(null)),
    ];
    assert_eq!(answers, want);
    assert_eq!(status, Some(0));
}

#[test]
fn exit_without_shutdown_is_a_failure() {
    assert_eq!(Client::start().leave(true), Some(1));
    assert_eq!(Client::start().leave(false), Some(1));
    assert_eq!(Client::ready("utf-8", false, json!({})).leave(true), Some(1));
    let mut client = Client::ready("utf-8", false, json!({}));
    client.ask("shutdown", Value::Null).expect("shut down");
    let late = client.ask("textDocument/hover", json!({})).expect_err("too late");
    assert_eq!(late.code, ErrorCode::InvalidRequest as i32);
    assert_eq!(client.leave(true), Some(0));
}

/// A rule of a user's own, with the word that it looks for.
fn rule(word: &str) -> String {
    format!(
        "rules:\n  - id: house/word\n    severity: error\n    confidence: certain\n    message: \"“{{text}}”应为“{{fix}}”\"\n    why: 平台去年更名。\n    \
         check:\n      terms:\n        words:\n          - {{wrong: {word}, right: 云岭一码通}}\n    examples:\n      - bad: 依托“[[{word}]]”平台。\n      \
         - good: 依托“云岭一码通”平台。\n"
    )
}

#[test]
fn rule_files_are_read_again_and_their_faults_are_diagnostics() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("house.yaml");
    let own = format!("file://{}", file.display());
    fs::write(&file, rule("云岭办事通")).expect("written");
    let mut client = Client::in_folder(Some(folder.path()), "utf-16", false, json!({"rules": ["house.yaml"]}));
    client.open(URI, "plaintext", "依托“云岭办事通”平台和“云岭通”平台。");
    let found = client.pushed(URI, 1);
    assert_eq!(codes(&found), ["house/word"]);
    assert_eq!(found[0]["codeDescription"]["href"], own);
    // A mistake: told in the file, and the draft is checked without it.
    let later = |text: &str| {
        let before = fs::metadata(&file).and_then(|known| known.modified()).expect("a time");
        while fs::metadata(&file).and_then(|known| known.modified()).expect("a time") == before {
            fs::write(&file, text).expect("written");
        }
    };
    later(&rule("云岭通").replace("severity", "severty"));
    client.tell(
        "workspace/didChangeWatchedFiles",
        json!({"changes": [{"uri": own, "type": 2}]}),
    );
    let wrong = client.wait_for("textDocument/publishDiagnostics");
    assert_eq!(wrong["uri"], own);
    assert_eq!(
        wrong["diagnostics"][0]["range"]["start"],
        json!({"line": 2, "character": 4})
    );
    assert!(
        wrong["diagnostics"][0]["message"]
            .as_str()
            .is_some_and(|message| message.contains("severty"))
    );
    assert!(client.pushed(URI, 1).is_empty());
    // Mended, and saved in an editor that watches no files.
    later(&rule("云岭通"));
    client.tell("textDocument/didSave", json!({"textDocument": {"uri": own}}));
    let healed = client.wait_for("textDocument/publishDiagnostics");
    assert_eq!((&healed["uri"], &healed["diagnostics"]), (&json!(own), &json!([])));
    assert_eq!(codes(&client.pushed(URI, 1)), ["house/word"]);
    // The client's own settings.
    client.tell(
        "workspace/didChangeConfiguration",
        json!({"settings": {"gouji": {"rules": ["house.yaml"], "ignore": ["house"], "lang": "en"}}}),
    );
    assert!(client.pushed(URI, 1).is_empty());
    assert_eq!(client.end(), Some(0));
}

#[test]
fn the_configuration_is_that_of_the_workspace_as_it_is_now() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("旧稿")).expect("made");
    let uri_of = |name: &str| format!("file://{}/{name}", folder.path().display());
    let (new, old) = (uri_of("new.txt"), uri_of("%E6%97%A7%E7%A8%BF/old.txt"));
    let config = folder.path().join("gouji.yaml");
    let write = |text: &str| {
        fs::write(&config, text).expect("written");
        json!({"changes": [{"uri": uri_of("gouji.yaml"), "type": 1}]})
    };
    let mut client = Client::in_folder(Some(folder.path()), "utf-16", false, json!({}));
    for uri in [&new, &old] {
        client.open(uri, "plaintext", "旅游综合收入172，43亿元。");
        assert_eq!(codes(&client.pushed(uri, 1)), ["num/bad-decimal-point"]);
    }
    // One appears: it is about one of the documents only. They come in the order of their names.
    let written = write("overrides:\n  - paths: [旧稿/]\n    ignore: [num]\n");
    client.tell("workspace/didChangeWatchedFiles", written);
    assert!(!codes(&client.pushed(&old, 1)).contains(&"num/bad-decimal-point"));
    assert_eq!(codes(&client.pushed(&new, 1)), ["num/bad-decimal-point"]);
    // A key that it does not have, and a rule that there is not: told there, and the rest of it counts.
    let written = write("ignore: [num]\nselct: [arith]\n");
    client.tell("workspace/didChangeWatchedFiles", written);
    let wrong = client.wait_for("textDocument/publishDiagnostics");
    assert_eq!(wrong["uri"], uri_of("gouji.yaml"));
    assert_eq!(
        wrong["diagnostics"][0]["range"]["start"],
        json!({"line": 1, "character": 0})
    );
    assert!(!codes(&client.pushed(&new, 1)).contains(&"num/bad-decimal-point"));
    // Nothing that could be read, and then nothing at all.
    let written = write("ignore: [\n");
    client.tell("workspace/didChangeWatchedFiles", written);
    let wrong = client.wait_for("textDocument/publishDiagnostics");
    assert_eq!(wrong["diagnostics"].as_array().map(Vec::len), Some(1), "{wrong}");
    assert_eq!(codes(&client.pushed(&new, 1)), ["num/bad-decimal-point"]);
    fs::remove_file(&config).expect("removed");
    client.tell("textDocument/didSave", json!({"textDocument": {"uri": new}}));
    let healed = client.wait_for("textDocument/publishDiagnostics");
    assert_eq!(
        (&healed["uri"], &healed["diagnostics"]),
        (&json!(uri_of("gouji.yaml")), &json!([]))
    );
    assert_eq!(codes(&client.pushed(&new, 1)), ["num/bad-decimal-point"]);
    assert_eq!(client.end(), Some(0));
}
