// What the extension does apart from the editor: options for the server, the ledger as a page, names of copies.

/** Reads one setting of the section `gouji`. */
export type Setting = (name: string) => unknown;

/** The settings that the server knows. */
const SETTINGS = ["lang", "rules", "select", "ignore", "severity", "minSeverity", "hints", "profile", "year", "area", "maxSize"];

/** The server's options: the settings that say something. What is left out is the configuration's to say. */
export function options(setting: Setting): Record<string, unknown> {
  const told: Record<string, unknown> = { ledgerCommand: "gouji.ledger" };
  for (const name of SETTINGS) {
    const value = setting(name);
    const empty = value === null || value === undefined || value === "" || value === false
      || (Array.isArray(value) && value.length === 0)
      || (typeof value === "object" && value !== null && Object.keys(value).length === 0);
    if (!empty) told[name] = value;
  }
  return told;
}

/** The program and how it is started as a server. */
export function server(setting: Setting): { command: string; args: string[] } {
  const path = setting("path");
  return { command: typeof path === "string" && path.trim() ? path.trim() : "gouji", args: ["lsp"] };
}

/** How the program writes a copy of a Word file with comments, beside it. */
export function annotate(file: string, setting: Setting): { args: string[]; out: string } {
  const dot = file.lastIndexOf(".");
  const out = `${file.slice(0, dot)}-批注${file.slice(dot)}`;
  const args = ["annotate", file, "-o", out, "--quiet"];
  const lang = setting("lang");
  if (lang === "zh" || lang === "en") args.push("--lang", lang);
  for (const rules of (setting("rules") as string[] | undefined) ?? []) args.push("--rules", rules);
  return { args, out };
}

/** A figure of the ledger, as `gouji figures --format json` has it. */
export interface Figure {
  range: { start: { line: number; utf16: number }; end: { line: number; utf16: number } };
  text: string;
  indicator: string | null;
  aspect: string;
  area: string;
  period: string;
  status: string;
  reason?: string;
  relations: { rule: string; verdict: string; equation: string }[];
}

export interface Ledger {
  path: string;
  figures: Figure[];
}

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (c) => escapes[c]);
}

/** The words of the page. */
const WORDS = {
  zh: { title: "数据核对表", place: "位置", indicator: "指标", period: "时期", text: "原文", status: "核对情况", sums: "算式", filter: "筛选" },
  en: { title: "Ledger", place: "place", indicator: "indicator", period: "period", text: "text", status: "status", sums: "sums", filter: "filter" },
};
const STATUSES: Record<string, string> = { verified: "核实", contradicted: "矛盾", unverified: "未核实", "not-checkable": "不可核对" };

/** The ledger as a page. A click on a place tells the editor to go there; `nonce` lets the page's own script run and no other. */
export function page(ledger: Ledger, lang: "zh" | "en", nonce: string): string {
  const words = WORDS[lang];
  const rows = ledger.figures.map((figure) => {
    const { line, utf16 } = figure.range.start;
    const status = lang === "zh" ? STATUSES[figure.status] ?? figure.status : figure.status;
    const sums = figure.relations.filter((sum) => sum.equation).map((sum) => `${escaped(sum.equation)} <code>${escaped(sum.rule)}</code>`);
    const cells = [
      `<a href="#" data-line="${line - 1}" data-character="${utf16 - 1}">${line}:${utf16}</a>`,
      escaped([figure.area, figure.indicator ?? ""].filter(Boolean).join(" ")),
      escaped(figure.period),
      escaped(figure.text),
      escaped(status),
      sums.join("<br>"),
    ];
    return `<tr class="${escaped(figure.status)}">${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
  });
  const heads = [words.place, words.indicator, words.period, words.text, words.status, words.sums];
  return `<!DOCTYPE html>
<html lang="${lang === "zh" ? "zh-CN" : "en"}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-${nonce}'">
<title>${words.title}</title>
<style>
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid var(--vscode-panel-border, #8884); padding: 2px 6px; text-align: left; vertical-align: top; }
tr.contradicted td:nth-child(5) { color: var(--vscode-errorForeground); }
tr.verified td:nth-child(5) { color: var(--vscode-testing-iconPassed, inherit); }
[hidden] { display: none; }
</style>
</head>
<body>
<h2>${words.title} · ${ledger.figures.length}</h2>
<p><input type="search" placeholder="${words.filter}"></p>
<table><thead><tr>${heads.map((head) => `<th>${head}</th>`).join("")}</tr></thead><tbody>
${rows.join("\n")}
</tbody></table>
<script nonce="${nonce}">
const api = acquireVsCodeApi();
document.querySelector("input").addEventListener("input", (event) => {
  const wanted = event.target.value.toLowerCase().split(/\\s+/).filter(Boolean);
  for (const row of document.querySelectorAll("tbody tr")) row.hidden = !wanted.every((word) => row.textContent.toLowerCase().includes(word));
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-line]");
  if (link) api.postMessage({ line: Number(link.dataset.line), character: Number(link.dataset.character) });
});
</script>
</body>
</html>`;
}
