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

async function play(stack: Stack, script: Script, words: Words): Promise<void> {
  const { title, about } = words.story.stories[script.name];
  console.log(`\n${title}\n\n${about}`);
  const { appUrl: databaseUrl, ownerUrl, temporalAddress, temporalNamespace, smtpUrl } = stack;
  const theatre = await openTheatre({ databaseUrl, ownerUrl, temporalAddress, temporalNamespace, smtpUrl });
  let printed = 0;
  try {
    await perform(theatre, script, (rows) => {
      for (const row of rows.slice(printed)) print(words, row);
      printed = rows.length;
    });
  } finally {
    await theatre.close();
  }
}

/** The folder of the demo, and what becomes of it: one that was made for it is thrown away. */
async function openFolder(home: string | null): Promise<{ home: string; leave: () => Promise<void> }> {
  if (home !== null) return { home: resolve(home), leave: () => Promise.resolve() };
  const made = await mkdtemp(join(tmpdir(), 'rinnalla-demo-'));
  // PostgreSQL runs as another user where we are root, and has to get through.
  await chmod(made, 0o711);
  return { home: made, leave: () => rm(made, { recursive: true, force: true }) };
}

async function main(): Promise<void> {
  const { script, language, home } = readWish(process.argv.slice(2));
  const words = wordsIn(language);
  if (!script) return list(words);
  const folder = await openFolder(home);
  try {
    const stack = await startStack({ home: folder.home, tests: true, ports });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => {
        const leave = (): never => process.exit(130);
        stack.stop().then(folder.leave).then(leave, leave);
      });
    try {
      await play(stack, script, words);
    } finally {
      await stack.stop();
    }
  } finally {
    await folder.leave();
  }
}

main().then(
  () => process.exit(0),
  (failure: unknown) => {
    console.error(explain(failure, process.env['LOG_LEVEL'] === 'debug'));
    process.exit(1);
  },
);
