import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** The words of the command with `~` and `${workspaceFolder}` written out; the setting's first word is a program. */
export function writtenOut(words: readonly string[], folder: string | undefined): string[] {
    return words.map((word) => {
        const home = word === '~' || word.startsWith('~/') ? os.homedir() + word.slice(1) : word;
        return folder === undefined ? home : home.replaceAll('${workspaceFolder}', folder);
    });
}

/** The program's path: as it is when it names a folder, else where the search path has it; undefined for none. */
export function locate(program: string, folder: string | undefined): string | undefined {
    const named = program.includes('/') || (process.platform === 'win32' && program.includes('\\'));
    const folders = named ? [folder ?? ''] : (process.env['PATH'] ?? '').split(path.delimiter).filter(Boolean);
    const endings = process.platform === 'win32' ? ['', ...(process.env['PATHEXT'] ?? '.EXE').split(';')] : [''];
    for (const each of folders) {
        for (const ending of endings) {
            const candidate = path.resolve(each, program) + ending;
            if (isProgram(candidate)) {
                return candidate;
            }
        }
    }
    return undefined;
}

function isProgram(file: string): boolean {
    try {
        fs.accessSync(file, fs.constants.X_OK);
        return fs.statSync(file).isFile();
    } catch {
        return false;
    }
}
