// What the extension does apart from the editor.

import assert from "node:assert/strict";
import { test } from "node:test";
import { annotate, type Figure, options, page, server } from "../src/logic";

const settings = (told: Record<string, unknown>) => (name: string) => told[name];

test("only settings that say something reach the server", () => {
  const told = { lang: null, rules: [], select: ["arith"], severity: {}, hints: false, year: 2023, area: "", path: "x", minSeverity: "info" };
  assert.deepEqual(options(settings(told)), { ledgerCommand: "gouji.ledger", select: ["arith"], year: 2023, minSeverity: "info" });
});

test("the program is the one of the setting, else the one in PATH", () => {
  assert.deepEqual(server(settings({ path: " /opt/gouji " })), { command: "/opt/gouji", args: ["lsp"] });
  assert.deepEqual(server(settings({ path: "" })), { command: "gouji", args: ["lsp"] });
});

test("a copy stands beside its draft and never takes its place", () => {
  const { args, out } = annotate("/稿/报告.v2.docx", settings({ lang: "en", rules: ["house.yaml"] }));
  assert.equal(out, "/稿/报告.v2-批注.docx");
  assert.deepEqual(args, ["annotate", "/稿/报告.v2.docx", "-o", out, "--quiet", "--lang", "en", "--rules", "house.yaml"]);
});

const figure: Figure = {
  range: { start: { line: 5, utf16: 7 }, end: { line: 5, utf16: 12 } },
  text: "<b>91.6%</b>",
  indicator: "民生支出",
  aspect: "share",
  area: "",
  period: "2022",
  status: "contradicted",
  relations: [
    { rule: "arith/share-of-total", verdict: "contradicted", equation: "3.37亿元 ÷ 4.13亿元 = 81.6%" },
    { rule: "x", verdict: "unknown", equation: "" },
  ],
};

test("the ledger is a page on which nothing of a draft is taken for HTML", () => {
  const text = page({ path: "a.txt", figures: [figure] }, "zh", "n0");
  assert.ok(text.includes("&lt;b&gt;91.6%&lt;/b&gt;") && !text.includes("<b>91.6"));
  assert.ok(text.includes('<a href="#" data-line="4" data-character="6">5:7</a>'));
  assert.ok(text.includes("<td>矛盾</td>") && text.includes("3.37亿元 ÷ 4.13亿元 = 81.6%"));
  assert.ok(text.includes("script-src 'nonce-n0'") && text.includes('<script nonce="n0">'));
  assert.ok(page({ path: "a.txt", figures: [] }, "en", "n").includes("Ledger · 0"));
});
