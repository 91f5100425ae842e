import { spawn } from 'node:child_process';
import { z } from 'zod';
import { ACCEPTED_ADVISORIES } from './allowed.js';

/** The registry's answer may take this long. */
const PATIENCE_MS = 60_000;

const advisory = z.object({
  source: z.number(),
  url: z.string().optional(),
  title: z.string().optional(),
});
const report = z.object({
  vulnerabilities: z.record(
    z.string(),
    z.object({ name: z.string(), severity: z.string(), via: z.array(z.union([z.string(), advisory])) }),
  ),
});

/** What the registry knows of the packages of the lock file. */
export type Advisories =
  | { readonly kind: 'not-available'; readonly why: string }
  | { readonly kind: 'looked'; readonly known: number; readonly serious: readonly string[] };

/** Runs `npm audit`; its output, whatever the exit code. */
function npmAudit(): Promise<string> {
  return new Promise((resolve) => {
    let out = '';
    const child = spawn('npm', ['audit', '--json', '--package-lock-only'], {
      stdio: ['ignore', 'pipe', 'ignore'],
      shell: process.platform === 'win32',
      timeout: PATIENCE_MS,
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.once('error', () => resolve(''));
    child.once('close', () => resolve(out));
  });
}

/** Reads a report of `npm audit --json`. Anything that is no report means that the registry told nothing. */
export function readAudit(out: string, today: string, accepted = ACCEPTED_ADVISORIES): Advisories {
  let json: unknown;
  try {
    json = JSON.parse(out);
  } catch {
    return { kind: 'not-available', why: 'npm gave no answer' };
  }
  const parsed = report.safeParse(json);
  if (!parsed.success) {
    const told = z.object({ statusCode: z.number() }).safeParse(json);
    return {
      kind: 'not-available',
      why: told.success ? `the registry answered ${told.data.statusCode}` : 'the registry did not answer',
    };
  }
  const found = Object.values(parsed.data.vulnerabilities);
  const serious = found
    .filter(({ severity }) => severity === 'high' || severity === 'critical')
    .flatMap(({ name, severity, via }) =>
      via.flatMap((it) => {
        // A name only says through which package it comes: that one is on the list by itself.
        if (typeof it === 'string') return [];
        const id = it.url?.split('/').at(-1) ?? String(it.source);
        if ((accepted[id]?.until ?? '') >= today) return [];
        return [`${name}: ${severity}, ${it.title ?? 'no title'} (${id})`];
      }),
    );
  return { kind: 'looked', known: found.length, serious: [...new Set(serious)] };
}

/** Asks the registry for advisories about the packages of the lock file. Never throws: a registry may not have any. */
export async function askAdvisories(today: string): Promise<Advisories> {
  return readAudit(await npmAudit(), today);
}
