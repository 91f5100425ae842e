import { join, resolve } from 'node:path';
import pg from 'pg';
import { startApp, type App } from '../stack/app.js';
import { refuseIfRunning } from '../stack/home-lock.js';
import { keepAlive } from '../stack/keep-alive.js';
import { isFree } from '../stack/ports.js';
import { explain, StackProblem } from '../stack/problem.js';

import { startStack, type Stack } from '../stack/stack.js';
import { loadSampleData } from './load-sample-data.js';
import { carryOutAll } from './erasures/carry-out.js';
import { readErasures, signingKeys } from './erasures/erasure-list.js';
import { keyOldCases } from './key-old-cases.js';
import { sealOldTexts } from './seal-old-texts.js';
import { readSettings, required, type Settings } from './settings.js';

/** `npm start`: the whole product on one machine, from the embedded database to the built web app. */
const began = Date.now();
const KEYS = ['SESSION_SECRET', 'PAYLOAD_KEY', 'PAYLOAD_KEY_OLD', 'TEXT_KEY', 'TEXT_KEY_OLD'] as const;
const say = (sentence: string) => console.log(sentence);
const parts: { name: string; stop(): Promise<void> }[] = [];
const interrupted = new AbortController();
let stopping = false;

async function start(): Promise<void> {
  const settings = readSettings(process.env);
  const fresh = readArguments(process.argv.slice(2));
  await refuseIfRunning(resolve(settings.home));
  await refuseBusyPort(settings);
  say('Starting PostgreSQL, Temporal, the mailbox and the identity provider ...');
  const stack = await startStack({ home: settings.home, fresh, external: settings, say });
  parts.push({ name: 'the stack', stop: () => stack.stop() });
  const unlessStopping = (sentence: string) => {
    if (!stopping) say(sentence);
  };
  await guardTexts(stack);
  parts.push({ name: 'the watch', stop: keepAlive(stack, unlessStopping) });
  const people = settings.environment === 'production' ? [] : await loadSampleData(stack);
  const app = await startApp({
    stack,
    port: settings.port,
    host: settings.host,
    env: { ...given(...KEYS, 'PUBLIC_URL'), NODE_ENV: settings.environment },
    say: unlessStopping,
    signal: interrupted.signal,
  });
  parts.push({ name: 'API and worker', stop: () => app.stop() });
  await stack.lock.announce(app.url);
  announce(stack, app, people);
}

/** Before anything opens: what was erased stays so, whatever was restored; no text lies in clear, no case without keys. */
async function guardTexts(stack: Stack): Promise<void> {
  const own = readSettings({ ...stack.env, ...given(...KEYS, 'ERASURE_FOLDER') });
  const { textKey } = required(own, 'textKey');
  const list = await readErasures(own.erasureFolder, signingKeys(textKey, own.textKeyOld));
  const eraser = new pg.Client({ connectionString: stack.eraserUrl });
  await eraser.connect();
  await carryOutAll(eraser, list).finally(() => eraser.end());
  await sealOldTexts(stack.ownerUrl, own, textKey);
  await keyOldCases(stack.ownerUrl);
}

function readArguments(args: string[]): boolean {
  const unknown = args.find((arg) => arg !== '--fresh');
  if (unknown)
    throw new StackProblem(`What is "${unknown}"?`, '`npm start`, or `npm start -- --fresh` to begin anew.');
  return args.includes('--fresh');
}

/** What the operator has set goes before what the stack has made up. */
function given(...names: string[]): Record<string, string> {
  const found = names.map((name) => [name, process.env[name] ?? ''] as const);
  return Object.fromEntries(found.filter(([, value]) => value !== ''));
}

async function refuseBusyPort({ port, host }: Settings): Promise<void> {
  if (await isFree(port, host)) return;
  throw new StackProblem(
    `Port ${port} is in use by another program.`,
    `take another one: PORT=${port + 1} npm start`,
  );
}

function announce(stack: Stack, app: App, people: string[]): void {
  const lines = [
    '',
    `Rinnalla is ready after ${((Date.now() - began) / 1000).toFixed(1)} s.`,
    '',
    `  Open      ${app.url}`,
    ...(stack.inboxUrl ? [`  Mail      ${stack.inboxUrl}`] : []),
    `  Data      ${stack.home}`,
    `  Logs      ${join(stack.home, 'logs')}`,
    ...(people.length > 0 ? ['', 'Sign in as', ...people.map((person) => `  ${person}`)] : []),
    '',
    'Ctrl-C stops it. Everything is still there at the next start.',
  ];
  say(lines.join('\n'));
}

/** From the last started to the first. */
async function stopAll(): Promise<void> {
  for (const part of parts.splice(0).toReversed()) {
    await part
      .stop()
      .catch((failure: unknown) => console.error(`Stopping ${part.name}: ${explain(failure)}`));
  }
}

function onSignal(): void {
  if (stopping) {
    console.error('Stopped at once. The next start tidies up.');
    process.exit(130);
  }
  stopping = true;
  interrupted.abort();
  say('\nStopping (Ctrl-C again to force) ...');
  // What is half started has to be whole before it can be stopped.
  starting.then(stopAll).then(
    () => {
      say('Stopped.');
      process.exit(0);
    },
    () => process.exit(1),
  );
}

const starting = start().catch(async (failure: unknown) => {
  if (stopping) return;
  stopping = true;
  console.error(`\n${explain(failure, process.env['LOG_LEVEL'] === 'debug')}`);
  await stopAll();
  process.exit(1);
});

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);

// Told to end, npm ends its shell and not what runs in it: when the parent npm gave us is gone, we are to go too.
if (process.env['npm_lifecycle_event']) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    onSignal();
  }, 250);
}
