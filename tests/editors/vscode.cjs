// Activates the compiled extension in an editor that is none: what VS Code's API would show is noted.
// Usage: TASK=FILE node vscode.cjs EXTENSION; the answer is written where the task says.

'use strict';
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');

const extension = process.argv[2];
const task = JSON.parse(fs.readFileSync(process.env.TASK, 'utf8'));
const manifest = JSON.parse(fs.readFileSync(path.join(extension, 'package.json'), 'utf8'));
const properties = manifest.contributes.configuration.properties;
const said = { errors: [], commands: [], ran: [], diagnostics: {}, logged: [] };

class Disposable {
    constructor(end) { this.end = end; }
    dispose() { this.end?.(); }
    static from(...all) { return new Disposable(() => all.forEach((each) => each.dispose())); }
}
class EventEmitter {
    listeners = new Set();
    event = (listener, self) => {
        const bound = self ? listener.bind(self) : listener;
        this.listeners.add(bound);
        return new Disposable(() => this.listeners.delete(bound));
    };
    fire(value) { this.listeners.forEach((listener) => listener(value)); }
    dispose() { this.listeners.clear(); }
}
class Uri {
    constructor(text) { Object.assign(this, { text, scheme: text.split(':')[0], path: new URL(text).pathname, authority: '', query: '', fragment: '' }); }
    toJSON() { return this.text; }
    get fsPath() { return decodeURIComponent(this.path); }
    toString() { return this.text; }
    with() { return this; }
    static parse(text) { return new Uri(text); }
    static file(file) { return new Uri(require('node:url').pathToFileURL(file).href); }
}
class Position {
    constructor(line, character) { Object.assign(this, { line, character }); }
}
class Range {
    constructor(start, end, endLine, endCharacter) {
        const whole = endLine === undefined ? { start, end } : { start: new Position(start, end), end: new Position(endLine, endCharacter) };
        Object.assign(this, whole);
    }
}
class CodeActionKind {
    constructor(value) { this.value = value; }
    append(part) { return new CodeActionKind(this.value ? `${this.value}.${part}` : part); }
}
for (const [name, value] of Object.entries({ Empty: '', QuickFix: 'quickfix', Refactor: 'refactor', RefactorExtract: 'refactor.extract', RefactorInline: 'refactor.inline', RefactorRewrite: 'refactor.rewrite', Source: 'source', SourceOrganizeImports: 'source.organizeImports', SourceFixAll: 'source.fixAll' })) {
    CodeActionKind[name] = new CodeActionKind(value);
}
class CancellationTokenSource {
    cancelled = new EventEmitter();
    token = { isCancellationRequested: false, onCancellationRequested: this.cancelled.event };
    cancel() { this.token.isCancellationRequested = true; this.cancelled.fire(); }
    dispose() { this.cancelled.dispose(); }
}
class CancellationError extends Error {}
class TabInputText {
    constructor(uri) { this.uri = uri; }
}
class Diagnostic {
    constructor(range, message, severity) { Object.assign(this, { range, message, severity }); }
}

// What nobody here asks for: a class that can be extended, called, and asked for anything.
function anything(name) {
    const made = class { constructor(...given) { this.given = given; } };
    return new Proxy(made, {
        get: (target, key) => (key in target || typeof key === 'symbol' ? target[key] : anything(`${name}.${String(key)}`)),
        apply: () => (/\.on[A-Z]/.test(name) || /\.(register|create)/.test(name) ? anything(name) : undefined),
    });
}
function filled(name, given) {
    return new Proxy(given, { get: (target, key) => (key in target || typeof key === 'symbol' ? target[key] : name === 'vscode' ? anything(`${name}.${String(key)}`) : event(name, String(key))) });
}
function event(name, key) {
    return /^on[A-Z]/.test(key) ? new EventEmitter().event : () => filled(`${name}.${key}`, { dispose: () => undefined, then: undefined });
}

const settings = task.settings;
const configuration = (section) => ({
    get: (name, fallback) => {
        const full = section ? `${section}.${name}` : name;
        return settings[full] ?? properties[full]?.default ?? fallback;
    },
    inspect: (name) => ({ key: name, globalValue: settings[`${section}.${name}`] }),
    has: () => true,
});
const log = (level) => (...words) => said.logged.push(`${level} ${words.join(' ')}`);
const channel = () => ({
    ...Object.fromEntries(['trace', 'debug', 'info', 'warn', 'error', 'append', 'appendLine'].map((level) => [level, log(level)])),
    show: () => said.ran.push('show log'), dispose: () => undefined, clear: () => undefined,
    logLevel: 3, onDidChangeLogLevel: new EventEmitter().event, name: 'blamelint',
});
const folder = { uri: Uri.file(task.folder), name: 'folder', index: 0 };
const document = task.draft && {
    uri: Uri.file(task.draft), fileName: task.draft, languageId: 'markdown', version: 1, isClosed: false, isDirty: false,
    getText: () => fs.readFileSync(task.draft, 'utf8'), isUntitled: false, lineCount: 1,
};
const commands = new Map();
const vscode = filled('vscode', {
    Disposable, EventEmitter, Uri, Position, Range, Diagnostic, CodeActionKind, TabInputText, CancellationTokenSource, CancellationError,
    version: '1.91.0',
    env: { language: 'en', appName: 'none', remoteName: undefined, onDidChangeTelemetryEnabled: new EventEmitter().event },
    DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 },
    commands: filled('commands', {
        registerCommand: (name, work) => { commands.set(name, work); return new Disposable(() => commands.delete(name)); },
        executeCommand: async (name, ...given) => { said.ran.push([name, ...given].join(' ')); },
    }),
    window: filled('window', {
        createOutputChannel: channel,
        showErrorMessage: async (message, ...buttons) => {
            said.errors.push({ message, buttons: buttons.filter((button) => typeof button === 'string') });
            return buttons.find((button) => button === task.press);
        },
        visibleTextEditors: [], activeTextEditor: undefined, tabGroups: { all: document ? [{ tabs: [{ input: new TabInputText(document.uri) }] }] : [], onDidChangeTabs: new EventEmitter().event, onDidChangeTabGroups: new EventEmitter().event },
        withProgress: async (_options, work) => work({ report: () => undefined }, { onCancellationRequested: new EventEmitter().event }),
    }),
    workspace: filled('workspace', {
        workspaceFolders: [folder], getWorkspaceFolder: () => folder, name: 'folder',
        getConfiguration: configuration, textDocuments: document ? [document] : [], notebookDocuments: [],
        isTrusted: true,
    }),
    languages: filled('languages', {
        match: (selector, shown) => selector.some?.((each) => each.language === shown.languageId) ? 10 : 0,
        createDiagnosticCollection: () => ({
            set: (uri, items) => { said.diagnostics[uri.toString()] = items; },
            delete: (uri) => { delete said.diagnostics[uri.toString()]; },
            has: () => false, get: () => [], clear: () => undefined, dispose: () => undefined,
        }),
    }),
});

const load = Module._load;
Module._load = (name, ...rest) => (name === 'vscode' ? vscode : load(name, ...rest));

async function main() {
    const { activate, deactivate } = require(path.join(extension, manifest.main));
    activate({ subscriptions: [], extension: { packageJSON: manifest }, extensionPath: extension, asAbsolutePath: (name) => name });
    said.commands = [...commands.keys()];
    const end = Date.now() + task.patience * 1000;
    const there = () => (document ? (said.diagnostics[document.uri.toString()] ?? []).length > 0 : said.errors.length > 0);
    while (!there() && Date.now() < end) {
        await new Promise((done) => setTimeout(done, 20));
    }
    await new Promise((done) => setTimeout(done, 100));
    await deactivate();
}

const write = () => fs.writeFileSync(task.answer, JSON.stringify(said));
main().catch((error) => { said.error = String(error.stack ?? error); }).finally(() => { write(); process.exit(0); });
