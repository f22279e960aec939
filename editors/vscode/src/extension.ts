// The extension as the editor runs it: starts the server, passes settings on, has the commands.

import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";
import { annotate, type Ledger, options, page, server } from "./logic";

let client: LanguageClient | undefined;

const setting = (name: string): unknown => vscode.workspace.getConfiguration("gouji").get(name);
const chinese = (): boolean => setting("lang") !== "en";
const say = (zh: string, en: string): string => (chinese() ? zh : en);

async function start(): Promise<void> {
  const run: ServerOptions = server(setting);
  const settings: LanguageClientOptions = {
    documentSelector: [
      { scheme: "file", language: "plaintext" },
      { scheme: "file", language: "markdown" },
      { scheme: "untitled", language: "plaintext" },
      { scheme: "untitled", language: "markdown" },
    ],
    initializationOptions: options(setting),
  };
  client = new LanguageClient("gouji", "gouji", run, settings);
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    const told = say(`无法启动 gouji（${run.command}）：${error}`, `gouji (${run.command}) cannot be started: ${error}`);
    const open = say("打开设置", "Open settings");
    if ((await vscode.window.showErrorMessage(told, open)) === open) {
      await vscode.commands.executeCommand("workbench.action.openSettings", "gouji.path");
    }
  }
}

async function restart(): Promise<void> {
  await client?.stop().catch(() => undefined);
  await start();
}

async function showLedger(given?: string): Promise<void> {
  const uri = given ? vscode.Uri.parse(given) : vscode.window.activeTextEditor?.document.uri;
  if (!client || !uri) return;
  const textDocument = { uri: client.code2ProtocolConverter.asUri(uri) };
  const ledger = await client.sendRequest<Ledger | null>("gouji/ledger", { textDocument });
  if (!ledger) {
    await vscode.window.showInformationMessage(say("这不是可以检查的文稿。", "This is no draft that can be checked."));
    return;
  }
  const title = say("数据核对表", "Ledger");
  const panel = vscode.window.createWebviewPanel("gouji.ledger", title, vscode.ViewColumn.Beside, { enableScripts: true });
  panel.webview.html = page(ledger, chinese() ? "zh" : "en", randomBytes(16).toString("hex"));
  panel.webview.onDidReceiveMessage(async ({ line, character }: { line: number; character: number }) => {
    const at = new vscode.Position(line, character);
    const editor = await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.One });
    editor.selection = new vscode.Selection(at, at);
    editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenter);
  });
}

async function writeAnnotated(file?: vscode.Uri): Promise<void> {
  if (file?.scheme !== "file") return;
  const { args, out } = annotate(file.fsPath, setting);
  const cwd = vscode.workspace.getWorkspaceFolder(file)?.uri.fsPath;
  const failed = await new Promise<string | undefined>((resolve) => {
    execFile(server(setting).command, args, { cwd }, (error, _, stderr) => {
      // 1 says that something was found.
      resolve(error && error.code !== 1 ? stderr || String(error) : undefined);
    });
  });
  if (failed) {
    await vscode.window.showErrorMessage(failed);
    return;
  }
  const open = say("打开", "Open");
  const told = say(`已另存：${out}`, `written: ${out}`);
  if ((await vscode.window.showInformationMessage(told, open)) === open) {
    await vscode.env.openExternal(vscode.Uri.file(out));
  }
}

async function settingsChanged(event: vscode.ConfigurationChangeEvent): Promise<void> {
  if (event.affectsConfiguration("gouji.path")) {
    await restart();
  } else if (event.affectsConfiguration("gouji")) {
    await client?.sendNotification("workspace/didChangeConfiguration", { settings: { gouji: options(setting) } });
  }
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    vscode.commands.registerCommand("gouji.ledger", showLedger),
    vscode.commands.registerCommand("gouji.annotate", writeAnnotated),
    vscode.commands.registerCommand("gouji.restart", restart),
    vscode.workspace.onDidChangeConfiguration(settingsChanged),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
