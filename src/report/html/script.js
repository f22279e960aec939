"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // What is remembered stays in this browser; where it may not, the page works without.
  const remembered = (key) => {
    try { return localStorage.getItem(key); } catch { return null; }
  };
  const remember = (key, value) => {
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
    } catch { /* nothing is remembered */ }
  };

  // Light and dark.
  const root = document.documentElement;
  const dark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const theme = remembered("gouji theme");
  if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  const turn = () => {
    root.dataset.theme = dark() ? "light" : "dark";
    remember("gouji theme", root.dataset.theme);
  };
  document.getElementById("theme").addEventListener("click", turn);
  document.getElementById("print").addEventListener("click", () => print());

  // Several drafts: links between them.
  const articles = all("article");
  if (articles.length > 1) {
    const nav = document.getElementById("drafts");
    for (const article of articles) {
      const link = document.createElement("a");
      link.href = "#" + article.id;
      link.textContent = article.dataset.name;
      nav.append(link);
    }
  }

  const findings = all(".finding");
  const marksOf = (finding) =>
    all("mark", finding.closest("article")).filter((mark) => mark.dataset.findings.split(" ").includes(finding.dataset.finding));
  const findingOf = (mark, number) => document.getElementById(mark.closest("article").id + "-l" + number);

  // Ticking off.
  const counts = (article) => {
    const count = article.querySelector(".count");
    const boxes = all(".done[data-key]", article);
    const done = boxes.filter((box) => box.checked).length;
    count.textContent = done ? `${boxes.length} · ${count.dataset.done} ${done}` : String(boxes.length);
  };
  const show = (box) => {
    const finding = box.closest(".finding");
    finding.classList.toggle("done", box.checked);
    finding.hidden = box.checked && finding.closest(".findings").querySelector(".hide-done").checked;
    for (const mark of marksOf(finding)) {
      const left = mark.dataset.findings.split(" ").some((number) => !findingOf(mark, number).querySelector("input").checked);
      mark.classList.toggle("done", !left);
    }
    counts(finding.closest("article"));
  };
  for (const box of all(".done[data-key]")) {
    box.checked = remembered(box.dataset.key) !== null;
    box.addEventListener("change", () => {
      remember(box.dataset.key, box.checked ? "1" : null);
      show(box);
    });
  }
  all(".done[data-key]").filter((box) => box.checked).forEach(show);
  for (const hide of all(".hide-done")) {
    hide.addEventListener("change", () => all(".done[data-key]", hide.closest(".findings")).forEach(show));
  }

  // The finding that is looked at.
  let current = null;
  const look = (finding, atText) => {
    if (current) {
      current.classList.remove("current");
      marksOf(current).forEach((mark) => mark.classList.remove("current"));
    }
    current = finding;
    finding.classList.add("current");
    const marks = marksOf(finding);
    marks.forEach((mark) => mark.classList.add("current"));
    finding.focus({ preventScroll: true });
    finding.scrollIntoView({ block: "nearest" });
    const place = marks.find((mark) => !mark.classList.contains("related")) || marks[0];
    if (atText && place) place.scrollIntoView({ block: "center" });
  };
  for (const mark of all("mark")) {
    mark.addEventListener("click", () => look(findingOf(mark, mark.dataset.findings.split(" ")[0]), false));
  }
  for (const finding of findings) {
    finding.addEventListener("click", (event) => {
      if (!event.target.closest("a, input, label")) look(finding, true);
    });
  }
  const step = (by) => {
    const shown = findings.filter((finding) => !finding.hidden);
    if (!shown.length) return;
    const at = shown.indexOf(current);
    const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(shown.length - 1, Math.max(0, at + by));
    look(shown[next], true);
  };

  // The ledger.
  for (const ledger of all(".ledger")) {
    const [words, status] = [ledger.querySelector(".words"), ledger.querySelector(".status")];
    const rows = all("tbody tr", ledger);
    const sift = () => {
      const wanted = words.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const text = row.textContent.toLowerCase();
        const fits = wanted.every((word) => text.includes(word)) && (!status.value || row.dataset.status === status.value);
        row.hidden = !fits;
        shown += fits;
      }
      ledger.querySelector(".shown").textContent = shown === rows.length ? String(rows.length) : `${shown} / ${rows.length}`;
    };
    words.addEventListener("input", sift);
    status.addEventListener("change", sift);
  }

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") { document.activeElement?.blur(); return; }
    if (event.target.closest("input[type=search], select")) return;
    const keys = {
      j: () => step(1), k: () => step(-1),
      x: () => current?.querySelector("input").click(),
      t: turn,
      "/": () => {
        const ledger = (current ? current.closest("article") : document).querySelector(".ledger .words");
        ledger?.focus();
        ledger?.scrollIntoView({ block: "center" });
      },
    };
    const act = keys[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });
})();
