// The one door of `npm start` and `npm test` on a machine that has Node and nothing of ours.
// Plain JavaScript without dependencies: it runs before there are any.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hashOf } from './hash-of.mjs';
import { endWith, Problem } from './problem.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamps = join(root, 'node_modules', '.rinnalla');
const [mode, ...args] = process.argv.slice(2);

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Problem(
    `Rinnalla needs Node 20.19 or newer; this is ${process.versions.node}.`,
    'install a newer Node (https://nodejs.org) and run the same command again.',
  );
}

const readStamp = (name) => {
  try {
    return readFileSync(join(stamps, name), 'utf8');
  } catch {
    return undefined;
  }
};

function writeStamp(name, value) {
  mkdirSync(stamps, { recursive: true });
  writeFileSync(join(stamps, name), value);
}

/** Runs a program quietly; rejects with its last lines. */
function run(file, programArgs, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, programArgs, {
      cwd: root,
      env: { ...process.env, NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => (said = (said + chunk).slice(-4000)));
    }
    child.once('error', (failure) => reject(new Error(failure.message)));
    child.once('close', (code) => {
      if (code === 0) return resolve();
      // Frames of a stack and advice say little to who reads this; the first errors name the cause.
      const lines = said.split('\n').map((line) => line.replace(/^npm error/, '').trim());
      const worth = lines.filter((line) => line !== '' && !/^at |^[{}]|^errors: /.test(line));
      const errors = worth.filter((line) => /error|fail|code|missing|not /i.test(line));
      reject(new Error((errors.length > 0 ? errors.slice(0, 4) : worth.slice(-4)).join('\n  ')));
    });
  });
}

/** A node_modules that npm filled from exactly this lock file needs no second installation. */
function isInstalledFromLock() {
  try {
    const read = (path) => JSON.parse(readFileSync(join(root, path), 'utf8')).packages;
    const [wanted, there] = [read('package-lock.json'), read('node_modules/.package-lock.json')];
    return Object.entries(wanted).every(
      ([name, entry]) =>
        name === '' || entry.optional || entry.devOptional || there[name]?.version === entry.version,
    );
  } catch {
    return false;
  }
}

async function installDependencies() {
  const lock = hashOf(root, ['package-lock.json']);
  if (readStamp('lock') === lock) return;
  if (!isInstalledFromLock()) {
    console.log('Installing dependencies ...');
    // npm tells a script which npm runs it; on a bare call there is the one on the PATH.
    const npm = process.env.npm_execpath;
    const [file, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
    const flags = ['ci', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];
    const server = fetchTemporal();
    await run(file, [...first, ...flags]).catch((failure) => {
      throw new Problem(
        `npm could not install the dependencies:\n  ${failure.message}`,
        'check that this machine reaches the npm registry (a proxy?), then run the same command again.',
      );
    });
    await server;
  }
  writeStamp('lock', lock);
}

/** Fetched while npm is busy. Failing here is no failure: the stack tries again and says what is wrong. */
async function fetchTemporal() {
  if (process.env.TEMPORAL_ADDRESS) return;
  const { obtainTemporal } = await import('../stack/temporal-binary.mjs');
  await obtainTemporal({ say: console.log }).catch(() => {});
}

async function generateClient() {
  if (!existsSync(join(root, 'prisma', 'schema.prisma'))) return;
  const { clientIsCurrent, generate } = await import('./generate-client.mjs');
  if (clientIsCurrent()) return;
  await generate().catch((failure) => {
    throw new Problem(
      `The Prisma client could not be generated:\n  ${failure.message}`,
      'run `npm ci` and try again.',
    );
  });
}

async function buildWeb() {
  if (!existsSync(join(root, 'web', 'index.html'))) return;
  const inputs = hashOf(
    root,
    ['web', 'domain', 'policies', 'api/contracts', 'package-lock.json'],
    /^web\/dist\//,
  );
  const stamp = join(root, 'web', 'dist', '.inputs');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs) return;
  console.log('Building the web app ...');
  await run(process.execPath, [
    join(root, 'node_modules/vite/bin/vite.js'),
    'build',
    'web',
    '--logLevel',
    'warn',
  ]).catch((failure) => {
    throw new Problem(
      `The web app could not be built:\n  ${failure.message}`,
      'run `npm run build:web` to see all of it.',
    );
  });
  // Inside the folder that a build empties: an interrupted build leaves no stamp.
  writeFileSync(stamp, inputs);
}

async function main() {
  checkNode();
  process.chdir(root);
  if (!['start', 'test', 'prepare'].includes(mode))
    throw new Problem(`What is "${mode}"?`, 'use `npm start` or `npm test`.');
  await installDependencies();
  await generateClient();
  // For CI, whose checks come before the tests: what is generated has to be there for the compiler.
  if (mode === 'prepare') return;
  // One test level by name rarely needs the web app; the whole run and the start always do.
  const needsWeb = mode === 'start' || !args.includes('--project') || args.includes('web');
  if (needsWeb) await buildWeb();
  const { enter } = await import('./compiled.mjs');
  await enter(`bin/${mode}.ts`, args);
}

main().catch(endWith);
