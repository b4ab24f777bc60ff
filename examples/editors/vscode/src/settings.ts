import * as vscode from 'vscode';

/** Where all settings stand, those of the server and those of this extension. */
export const SECTION = 'blamelint';
/** What is for this extension; the server does not know it. */
const OWN = ['server.', 'trace.'];

/**
 * What the writer has set for the server, by the names of a config file.
 *
 * Defaults are left out: the server has its own, and a default that is sent would go before that of a profile.
 */
export function settingsFor(scope: vscode.ConfigurationScope | undefined, names: readonly string[]): Record<string, unknown> {
    const all = vscode.workspace.getConfiguration(SECTION, scope ?? null);
    const said: Record<string, unknown> = {};
    for (const name of names.filter((each) => !OWN.some((own) => each.startsWith(own)))) {
        const seen = all.inspect(name);
        const levels = [
            seen?.globalValue, seen?.workspaceValue, seen?.workspaceFolderValue,
            seen?.globalLanguageValue, seen?.workspaceLanguageValue, seen?.workspaceFolderLanguageValue,
        ];
        if (levels.some((value) => value !== undefined)) {
            said[name] = all.get(name);
        }
    }
    return said;
}

/** The names of all settings, as the manifest has them, without the section. */
export function namesIn(manifest: unknown): string[] {
    const { contributes } = manifest as { contributes: { configuration: { properties: Record<string, unknown> } } };
    return Object.keys(contributes.configuration.properties).map((name) => name.slice(SECTION.length + 1));
}
