import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testStack } from '../support/test-stack.js';

/** Somebody at the terminal, with a folder for files. */
export interface Terminal {
  /** `rinnalla …` as an operator types it, on the stores of the tests. */
  readonly run: (...args: string[]) => Promise<{ readonly code: number; readonly out: string }>;
  readonly file: (content: unknown) => Promise<string>;
  readonly leave: () => Promise<void>;
}

export async function openTerminal(): Promise<Terminal> {
  const folder = await mkdtemp(join(tmpdir(), 'rinnalla-files-'));
  const env = { ...process.env, DATABASE_URL: testStack().databaseUrl, RINNALLA_HOME: folder };
  return {
    run: (...args) =>
      new Promise((resolve) => {
        execFile(process.execPath, ['bin/rinnalla.mjs', ...args], { env }, (failure, out, said) => {
          resolve({ code: failure === null ? 0 : Number(failure.code ?? 1), out: out + said });
        });
      }),
    file: async (content) => {
      const path = join(folder, 'file.json');
      await writeFile(path, JSON.stringify(content));
      return path;
    },
    leave: () => rm(folder, { recursive: true, force: true }),
  };
}
