import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { LANGUAGES, type Language } from '../activities/mail/texts.js';
import { explain, StackProblem } from '../stack/problem.js';
import { startStack, type Stack } from '../stack/stack.js';
import { STORIES } from '../stories/all.js';
import { perform } from '../stories/perform.js';
import { say } from '../stories/say.js';
import type { Script } from '../stories/script.js';
import { openTheatre } from '../stories/stage/theatre.js';
import type { Row } from '../stories/table.js';
import { wordsIn, type Words } from '../stories/words.js';

/** `npm run demo -- <story>`: plays a story of a school year on the embedded stack, in seconds. */
interface Wish {
  readonly script: Script | null;
  readonly language: Language;
  readonly home: string | null;
}

// Away from the ports of `npm start` and of the tests.
const ports = { postgres: 56_329, temporal: 18_233, smtp: 13_525, inbox: 19_025 };

function readWish(args: readonly string[]): Wish {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { language: { type: 'string', default: 'en' }, home: { type: 'string' } },
    allowPositionals: true,
  });
  const language = LANGUAGES.find((it) => it === values.language);
  if (!language)
    throw new StackProblem(
      `There is no language "${values.language}".`,
      `take one of ${LANGUAGES.join(', ')}.`,
    );
  const [name] = positionals;
  const script = STORIES.find((it) => it.name === name) ?? null;
  if (name !== undefined && !script)
    throw new StackProblem(`There is no story "${name}".`, '`npm run demo` lists them.');
  return { script, language, home: values.home ?? null };
}

function list({ story }: Words): void {
  const width = Math.max(...STORIES.map(({ name }) => name.length));
  console.log(`${story.usage}\n\n${story.list}`);
  for (const { name } of STORIES) console.log(`  ${name.padEnd(width)}  ${story.stories[name].title}`);
}

function print(words: Words, row: Row): void {
  const { when, who, what, mails } = say(words, row);
  console.log(`\n${when}  ${who}`);
  for (const line of what) console.log(`    ${line}`);
  for (const mail of mails) console.log(`    ✉ ${mail}`);
}

/** What is open, to be closed from the last to the first, whatever ends the demo. */
const open: (() => Promise<unknown>)[] = [];

async function closeAll(): Promise<void> {
  for (const close of open.splice(0).toReversed()) await close().catch(() => undefined);
}

async function play(stack: Stack, script: Script, words: Words): Promise<void> {
  const { title, about } = words.story.stories[script.name];
  console.log(`\n${title}\n\n${about}`);
  const { appUrl: databaseUrl, ownerUrl, temporalAddress, temporalNamespace, smtpUrl } = stack;
  const theatre = await openTheatre({ databaseUrl, ownerUrl, temporalAddress, temporalNamespace, smtpUrl });
  open.push(theatre.close);
  let printed = 0;
  await perform(theatre, script, (rows) => {
    for (const row of rows.slice(printed)) print(words, row);
    printed = rows.length;
  });
}

/** The folder of the demo. One that was made for it is thrown away afterwards. */
async function openFolder(home: string | null): Promise<string> {
  if (home !== null) return resolve(home);
  const made = await mkdtemp(join(tmpdir(), 'rinnalla-demo-'));
  open.push(() => rm(made, { recursive: true, force: true }));
  // PostgreSQL runs as another user where we are root, and has to get through.
  await chmod(made, 0o711);
  return made;
}

let leaving = false;
let starting: Promise<Stack> | undefined;

async function main(): Promise<void> {
  const { script, language, home } = readWish(process.argv.slice(2));
  const words = wordsIn(language);
  if (!script) return list(words);
  const folder = await openFolder(home);
  starting = startStack({ home: folder, tests: true, ports });
  const stack = await starting;
  open.push(() => stack.stop());
  if (!leaving) await play(stack, script, words);
}

/** Ends early: what is half started has to be whole before it can be stopped. */
async function leave(code: number): Promise<void> {
  if (leaving) process.exit(code);
  leaving = true;
  // The story is under way: what it asks of parts that are gone fails, and nobody needs to know.
  process.on('uncaughtException', () => undefined);
  await starting?.catch(() => undefined);
  await closeAll();
  process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void leave(130));
// Whoever reads along has seen enough.
process.stdout.on('error', () => void leave(0));

main().then(
  async () => {
    if (leaving) return;
    await closeAll();
    process.exit(0);
  },
  async (failure: unknown) => {
    if (leaving) return;
    console.error(explain(failure, process.env['LOG_LEVEL'] === 'debug'));
    await closeAll();
    process.exit(1);
  },
);
