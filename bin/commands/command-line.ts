import { parseArgs, type ParseArgsConfig } from 'node:util';
import { StackProblem } from '../../stack/problem.js';

/** An operator's command: what help says of it, and what it does. Answers the exit code. */
export interface OperatorCommand {
  /** One line for the list. */
  readonly summary: string;
  /** All of it, for `rinnalla help <command>`. */
  readonly help: string;
  readonly run: (args: readonly string[]) => Promise<number>;
}

/** Reads options and words of a command; what is not known is said in a sentence that points at the help. */
export function readArguments<T extends NonNullable<ParseArgsConfig['options']>>(
  command: string,
  args: readonly string[],
  options: T,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (failure) {
    throw wrongUse(command, failure instanceof Error ? failure.message : String(failure));
  }
}

/** The command was typed in a way it does not understand. */
export function wrongUse(command: string, what: string): StackProblem {
  return new StackProblem(
    what.replace(/\.?$/, '.'),
    `\`npx rinnalla help ${command}\` shows how it is used.`,
  );
}

/** Reads a whole number above zero of an option; undefined when it was not given. */
export function readCount(command: string, name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (Number.isInteger(number) && number > 0) return number;
  throw wrongUse(command, `--${name} takes a whole number above zero`);
}

/** Rows under a heading, columns as wide as their widest cell. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const width = heading.map((_, column) =>
    Math.max(...[heading, ...rows].map((row) => (row[column] ?? '').length)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(width[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [heading, ...rows].map(line).join('\n');
}

/** Does one thing for each item, so many at a time; the first failure ends it. */
export async function forEachOf<T>(
  items: Iterable<T> | AsyncIterable<T>,
  atOnce: number,
  act: (item: T) => Promise<void>,
): Promise<void> {
  // One iterator for all: each takes the next item when it is done with its own.
  const queue = (async function* () {
    yield* items;
  })();
  const work = async (): Promise<void> => {
    for await (const item of queue) await act(item);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
