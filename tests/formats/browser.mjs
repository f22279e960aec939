// Opens the page in headless Chromium and works with it as a reader does. Speaks the DevTools protocol over pipes, which needs no package.
// Arguments: chromium, the page, a folder, and the texts that the findings of its first draft stand at as JSON.
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [program, page, folder, expected] = process.argv.slice(2);
const { findings, text } = JSON.parse(expected);
const browser = spawn(program, [
  "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
  "--disable-sync", "--disable-dev-shm-usage", "--remote-debugging-pipe", `--user-data-dir=${folder}/profile`,
], { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });

const waiting = new Map();
const events = [];
let next = 0;
let rest = Buffer.alloc(0);
browser.stdio[4].on("data", (data) => {
  rest = Buffer.concat([rest, data]);
  for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
    const message = JSON.parse(rest.subarray(0, end).toString());
    rest = rest.subarray(end + 1);
    if (message.id) {
      const { resolve, reject } = waiting.get(message.id);
      waiting.delete(message.id);
      message.error ? reject(new Error(JSON.stringify(message.error))) : resolve(message.result);
    } else {
      events.push(message);
    }
  }
});
const send = (method, params = {}, sessionId) =>
  new Promise((resolve, reject) => {
    next += 1;
    waiting.set(next, { resolve, reject });
    browser.stdio[3].write(JSON.stringify({ id: next, method, params, sessionId }) + "\0");
  });
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const check = (what, so) => {
  if (!so) throw new Error(`not so: ${what}`);
  console.log(`seen: ${what}`);
};

async function steps() {
  const { targetId } = await send("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
  const call = (method, params) => send(method, params, sessionId);
  const value = async (expression) => {
    const { result, exceptionDetails } = await call("Runtime.evaluate", { expression, returnByValue: true });
    if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
    return result.value;
  };
  const key = async (name) => {
    await call("Input.dispatchKeyEvent", { type: "keyDown", key: name, text: name });
    await call("Input.dispatchKeyEvent", { type: "keyUp", key: name });
  };
  const open = async () => {
    events.length = 0;
    await call("Page.navigate", { url: pathToFileURL(page).href });
    for (let tries = 0; tries < 600 && !events.some((event) => event.method === "Page.loadEventFired"); tries += 1) await pause(50);
  };
  for (const domain of ["Page", "Runtime", "Log"]) await call(`${domain}.enable`);
  await call("Emulation.setDeviceMetricsOverride", { width: 1280, height: 900, deviceScaleFactor: 1, mobile: false });
  await open();

  // What is shown.
  const shown = await value("[...document.querySelectorAll('#d1 .line')].map((line) => line.textContent).join('\\n')");
  check("the draft is there, to the letter", shown === text.trimEnd().replaceAll("\r\n", "\n") || shown.trimEnd() === text.trimEnd());
  const marked = await value(`${JSON.stringify(findings)}.map((_, number) => [...document.querySelectorAll('#d1 mark')]
    .filter((mark) => mark.dataset.findings.split(' ').includes(String(number)) && /error|warning|info/.test(mark.className))
    .map((mark) => mark.textContent).join(''))`);
  check("every finding is marked at its text", findings.every((finding, number) => marked[number].startsWith(finding)));
  check("no id twice", await value("(() => { const ids = [...document.querySelectorAll('[id]')].map((e) => e.id); return new Set(ids).size === ids.length; })()"));
  check("every link leads somewhere", await value("[...document.querySelectorAll('a[href^=\"#\"]')].every((a) => document.getElementById(a.getAttribute('href').slice(1)))"));

  // Ticking off, by keyboard; it is remembered.
  const ticked = "document.querySelectorAll('#d1 .finding.done').length";
  await key("j");
  await key("j");
  check("the second finding is looked at", (await value("document.querySelector('.finding.current').dataset.finding")) === "1");
  await key("k");
  await key("x");
  check("one is ticked off", (await value(ticked)) === 1 && (await value("document.querySelector('#d1 .count').textContent")).endsWith(" 1"));
  check("its mark is faint", await value("document.querySelector('#d1 mark[data-findings=\"0\"]').classList.contains('done')"));
  await open();
  check("the tick is there after a reload", (await value(ticked)) === 1);
  await value("document.querySelector('#d1 .hide-done').click()");
  check("ticked ones can be hidden", await value("document.querySelector('#d1 .finding.done').hidden"));
  await value("document.querySelector('#d1 .hide-done').click()");
  await value("document.querySelector('#d1 .finding.done input').click()");
  check("a tick can be taken back", (await value(ticked)) === 0);

  // The ledger.
  const rows = "[...document.querySelectorAll('#d1 tbody tr')].filter((row) => !row.hidden)";
  const all = await value(`${rows}.length`);
  await key("/");
  await call("Input.insertText", { text: "亿元" });
  const some = await value(`${rows}.length`);
  check("the filter keeps the rows with its words", some > 0 && some < all && (await value(`${rows}.every((row) => row.textContent.includes('亿元'))`)));
  check("the number of rows is told", (await value("document.querySelector('#d1 .shown').textContent")) === `${some} / ${all}`);
  await value("(() => { const s = document.querySelector('#d1 select.status'); s.value = 'contradicted'; s.dispatchEvent(new Event('change')); })()");
  check("so does the status", await value(`${rows}.length > 0 && ${rows}.every((row) => row.dataset.status === 'contradicted')`));

  // Light and dark.
  const paper = "getComputedStyle(document.body).backgroundColor";
  const look = async (name, scheme) => {
    await call("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }] });
    const { data } = await call("Page.captureScreenshot", { format: "png" });
    writeFileSync(`${folder}/${name}.png`, Buffer.from(data, "base64"));
    return value(paper);
  };
  await open();
  const [light, dark] = [await look("light", "light"), await look("dark", "dark")];
  check("dark where the system is dark", light === "rgb(255, 255, 255)" && dark !== light);
  await key("t");
  check("and light again at will", (await value(paper)) === light);

  // On paper.
  const { data } = await call("Page.printToPDF", { printBackground: true });
  const pdf = Buffer.from(data, "base64");
  writeFileSync(`${folder}/page.pdf`, pdf);
  check("it prints", pdf.subarray(0, 5).toString() === "%PDF-" && pdf.length > 5000);

  const wrong = events.filter((event) =>
    event.method === "Runtime.exceptionThrown" ||
    (event.method === "Runtime.consoleAPICalled" && event.params.type === "error") ||
    (event.method === "Log.entryAdded" && event.params.entry.level === "error"));
  check(`no error in the console ${JSON.stringify(wrong)}`, wrong.length === 0);
}

const late = setTimeout(() => {
  console.log("took too long");
  browser.kill();
  process.exit(1);
}, 150000);
steps()
  .then(() => console.log("all steps done"))
  .catch((error) => {
    console.log(String(error.stack));
    process.exitCode = 1;
  })
  .finally(async () => {
    clearTimeout(late);
    await send("Browser.close").catch(() => browser.kill());
    browser.once("exit", () => process.exit());
    setTimeout(() => browser.kill("SIGKILL"), 5000).unref();
  });
