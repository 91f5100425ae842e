import { openSync, renameSync, statSync } from 'node:fs';

/** The last lines of a log that say something, joined for one sentence. */
export function lastLines(text: string, count: number): string {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.slice(-count).join(' | ') || 'it said nothing';
}

/** The last line that names an error, or the last lines: Node ends a crash with frames and its version. */
export function lastError(text: string): string {
  const errors = text
    .split('\n')
    .slice(-40)
    .filter((line) => /\bError\b.*:|stopped:|"level":(50|60)/.test(line));
  return errors.at(-1)?.trim() ?? lastLines(text, 3);
}

/** Opens a log to append to. One that has grown beyond 5 MB becomes `.old` first, so that none fills the disk. */
export function openLog(file: string): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > 5_000_000) renameSync(file, `${file}.old`);
  return openSync(file, 'a');
}
