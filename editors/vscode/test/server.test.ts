// The server as the extension talks to it: through vscode-jsonrpc, with the options that it passes. Skipped where GOUJI names no program.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { test } from "node:test";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";
import { type Ledger, options, page, server } from "../src/logic";

const program = process.env.GOUJI;
const uri = "untitled:Untitled-1";
const text = "𠮷祥😀：一般公共预算支出4.13亿元，其中民生支出3.37亿元，占一般公共预算支出的91.6%。\n";

interface Diagnostics {
  uri: string;
  version?: number;
  diagnostics: { code: string; range: { start: { line: number; character: number } } }[];
}

test("the server answers the extension", { skip: program ? false : "GOUJI names no program" }, async () => {
  const settings = (name: string) => ({ path: program, minSeverity: "warning" })[name];
  const { command, args } = server(settings);
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  const published: Diagnostics[] = [];
  let heard = () => {};
  connection.onNotification("textDocument/publishDiagnostics", (told: Diagnostics) => {
    published.push(told);
    heard();
  });
  connection.listen();
  const version = async (wanted: number): Promise<Diagnostics> => {
    for (;;) {
      const found = published.find((told) => told.version === wanted);
      if (found) return found;
      await new Promise<void>((resolve) => (heard = resolve));
    }
  };

  await connection.sendRequest("initialize", { processId: process.pid, rootUri: null, capabilities: {}, initializationOptions: options(settings) });
  await connection.sendNotification("initialized", {});
  await connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "plaintext", version: 1, text } });
  const first = await version(1);
  assert.deepEqual(first.diagnostics.map((found) => found.code), ["arith/share-of-total"]);
  // 𠮷 and 😀 are two units each.
  assert.deepEqual(first.diagnostics[0].range.start, { line: 0, character: [..."𠮷祥😀：一般公共预算支出4.13亿元，其中民生支出3.37亿元，占一般公共预算支出的"].length + 2 });

  const lenses = await connection.sendRequest<{ command: { command: string; arguments: string[] } }[]>("textDocument/codeLens", { textDocument: { uri } });
  assert.deepEqual([lenses[0].command.command, lenses[0].command.arguments], ["gouji.ledger", [uri]]);
  const ledger = await connection.sendRequest<Ledger>("gouji/ledger", { textDocument: { uri } });
  assert.ok(page(ledger, "zh", "n").includes("一般公共预算支出"));

  await connection.sendNotification("workspace/didChangeConfiguration", { settings: { gouji: options((name) => ({ ignore: ["arith"] })[name]) } });
  await connection.sendNotification("textDocument/didChange", { textDocument: { uri, version: 2 }, contentChanges: [{ text }] });
  assert.deepEqual((await version(2)).diagnostics, []);

  await connection.sendRequest("shutdown");
  await connection.sendNotification("exit");
  assert.equal(await ended, 0);
});
