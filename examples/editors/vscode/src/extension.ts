import * as vscode from 'vscode';
import {
    CloseAction, ErrorAction, LanguageClient, RevealOutputChannelOn, TransportKind,
    type LanguageClientOptions, type ServerOptions,
} from 'vscode-languageclient/node';
import { locate, writtenOut } from './command';
import { SECTION, namesIn, settingsFor } from './settings';

const LANGUAGES = ['markdown', 'plaintext', 'git-commit'];
const SCHEMES = ['file', 'untitled'];
const COMMAND = `${SECTION}.server.command`;
/** How often a server that ended by itself is started again within three minutes. */
const RESTARTS = 3;

let output: vscode.LogOutputChannel;
let settingNames: string[];
let client: LanguageClient | undefined;
/** Starts and stops, one after the other. */
let turn: Promise<void> = Promise.resolve();

export function activate(context: vscode.ExtensionContext): void {
    output = vscode.window.createOutputChannel('blamelint', { log: true });
    settingNames = namesIn(context.extension.packageJSON);
    context.subscriptions.push(
        output,
        vscode.commands.registerCommand('blamelint.restart', restart),
        vscode.commands.registerCommand('blamelint.showLog', () => output.show()),
        vscode.workspace.onDidChangeConfiguration((event) => {
            if (event.affectsConfiguration(COMMAND)) {
                void restart();
            }
        }),
        vscode.workspace.onDidGrantWorkspaceTrust(() => restart()),
    );
    void restart();
}

export function deactivate(): Promise<void> {
    return inTurn(stop);
}

function restart(): Promise<void> {
    return inTurn(async () => {
        await stop();
        await start();
    });
}

function inTurn(work: () => Promise<void>): Promise<void> {
    turn = turn.then(work).catch((error: unknown) => output.error(String(error)));
    return turn;
}

async function start(): Promise<void> {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    const words = vscode.workspace.getConfiguration().get<string[]>(COMMAND) ?? [];
    const [program = '', ...args] = writtenOut(words, folder);
    const command = program === '' ? undefined : locate(program, folder);
    if (command === undefined) {
        void offerHelp(
            program === ''
                ? `blamelint: the setting ${COMMAND} is empty; it names no server.`
                : `blamelint: there is no program ${JSON.stringify(program)}. Install it with "pip install blamelint", or say where it is.`,
        );
        return;
    }
    const server: ServerOptions = { command, args, transport: TransportKind.stdio };
    client = new LanguageClient(SECTION, 'blamelint', server, clientOptions());
    output.info(`starting ${[command, ...args].join(' ')}`);
    try {
        await client.start();
    } catch (error) {
        client = undefined;
        void offerHelp(`blamelint: ${JSON.stringify(words.join(' '))} does not serve. ${String(error)}`);
    }
}

async function stop(): Promise<void> {
    const running = client;
    client = undefined;
    await running?.dispose();
}

/** Say what is wrong, with buttons that lead on. */
async function offerHelp(message: string): Promise<void> {
    output.error(message);
    const setting = 'Open Setting', again = 'Try Again', log = 'Show Log';
    const chosen = await vscode.window.showErrorMessage(message, setting, again, log);
    if (chosen === setting) {
        await vscode.commands.executeCommand('workbench.action.openSettings', COMMAND);
    } else if (chosen === again) {
        await restart();
    } else if (chosen === log) {
        output.show();
    }
}

function clientOptions(): LanguageClientOptions {
    const ended: number[] = [];
    return {
        documentSelector: [
            ...LANGUAGES.flatMap((language) => SCHEMES.map((scheme) => ({ language, scheme }))),
            { language: 'toml', scheme: 'file', pattern: '**/{blamelint,.blamelint}.toml' },
        ],
        outputChannel: output,
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        // Reported by `start`, with a way out.
        initializationFailedHandler: () => false,
        errorHandler: {
            error: () => ({ action: ErrorAction.Continue }),
            closed: () => {
                ended.push(Date.now());
                const soon = ended.filter((time) => Date.now() - time < 3 * 60_000);
                if (soon.length <= RESTARTS) {
                    return { action: CloseAction.Restart, handled: true };
                }
                void offerHelp(`blamelint: the server ended ${soon.length} times within three minutes.`);
                return { action: CloseAction.DoNotRestart, handled: true };
            },
        },
        middleware: {
            workspace: {
                configuration: (params) =>
                    params.items.map(({ section, scopeUri }) =>
                        section === SECTION
                            ? settingsFor(scopeUri === undefined ? undefined : vscode.Uri.parse(scopeUri), settingNames)
                            : null,
                    ),
            },
        },
    };
}
