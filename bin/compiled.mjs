// Our TypeScript, compiled ahead into `build/<hash of the sources>`: a process that compiles what it runs pays seconds of
// computing at every start. Plain JavaScript: it runs before anything is compiled.
//
// 1. A folder is named by everything that is in it, and appears whole by one rename: whoever finds it may run it, and
//    two processes that make it at once make the same.
// 2. Files that are read and not run (texts, policies, migrations) stay where they are: `import.meta.url` of compiled
//    code is the address of its source.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { chmod, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { hashOf } from './hash-of.mjs';
import { endWith, Problem } from './problem.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const builds = join(root, 'build');
const FOLDERS = [
  'domain',
  'policies',
  'workflows',
  'activities',
  'api',
  'prisma',
  'web',
  'stack',
  'stories',
  'bin',
];
/** Imported and not compiled: the translations. */
const COPIED = /^(web\/translations|stories\/words)\/.*\.json$/;
const COMPILED = /(?<!\.d)\.(ts|tsx|mjs)$/;
const LEFT_OUT = /^(web\/dist|prisma\/migrations)\/|\.d\.m?ts$/;
/** Of older states, as many stay: a process that still runs one may have something left to load. */
const KEPT = 2;
const UNFINISHED = '.unfinished-';
/** A folder that is unfinished for so long (ms) was left behind; a younger one somebody may be filling. */
const LEFT_BEHIND = 3_600_000;

function sources() {
  const under = (folder) =>
    readdirSync(join(root, folder), { recursive: true }).map((name) => `${folder}/${String(name)}`);
  return FOLDERS.filter((folder) => existsSync(join(root, folder)))
    .flatMap(under)
    .filter((file) => !LEFT_OUT.test(file) && (COMPILED.test(file) || COPIED.test(file)));
}

async function compileFile(transform, file, into, folder) {
  const source = readFileSync(join(root, file));
  const target = join(into, file.replace(/\.tsx?$/, '.js'));
  mkdirSync(dirname(target), { recursive: true });
  if (!COMPILED.test(file)) return writeFileSync(target, source);
  const { code } = await transform(source, {
    loader: { '.ts': 'ts', '.tsx': 'tsx', '.mjs': 'js' }[extname(file)],
    sourcefile: file,
    ...{ format: 'esm', target: 'node20.19', jsx: 'automatic' },
    define: {
      'import.meta.url': JSON.stringify(pathToFileURL(join(root, file)).href),
      'import.meta.compiled': JSON.stringify(pathToFileURL(`${folder}/`).href),
    },
  });
  return writeFileSync(target, code);
}

/** When a folder was made, in ms of the epoch; undefined when somebody else has removed it meanwhile. */
const madeAt = (name) => statSync(join(builds, name), { throwIfNoEntry: false })?.mtimeMs;

function removeOld(current) {
  const others = readdirSync(builds)
    .map((name) => ({ name, at: madeAt(name) ?? 0 }))
    .filter(({ name }) => join(builds, name) !== current)
    .toSorted((a, b) => b.at - a.at);
  const isUnfinished = ({ name }) => name.startsWith(UNFINISHED);
  const left = others.filter((it) => isUnfinished(it) && it.at < Date.now() - LEFT_BEHIND);
  const old = others.filter((it) => !isUnfinished(it)).slice(KEPT);
  for (const { name } of [...left, ...old]) remove(join(builds, name));
}

function remove(folder) {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Made by another user, and in nobody's way: the code that is asked for is there.
  }
}

async function fill(folder, files, target) {
  const { transform } = await import('esbuild');
  await Promise.all(files.map((file) => compileFile(transform, file, folder, target)));
}

async function compile(files, folder) {
  mkdirSync(builds, { recursive: true });
  const unfinished = await mkdtemp(join(builds, UNFINISHED));
  try {
    await fill(unfinished, files, folder);
    // What one user has compiled another may run: an image is built by root, and runs as somebody else.
    await chmod(unfinished, 0o755);
    // Somebody else who was quicker made the same.
    await rename(unfinished, folder).catch((failure) => {
      if (!existsSync(folder)) throw failure;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  removeOld(folder);
}

/** What kept the code from being compiled, as a sentence with a way out. */
function explained(failure) {
  // The compiler names file and line of each error.
  if (failure.errors) return new Problem(failure.message, 'mend the file that is named, and start again.');
  if (failure.code === 'ERR_MODULE_NOT_FOUND')
    return new Problem('The compiler (esbuild) is not installed.', 'run `npm start` once, or `npm ci`.');
  return new Problem(
    `The compiled code could not be written into ${builds}: ${failure.message}`,
    'let this user write there, with some 10 MB to spare; or start once as a user who may.',
  );
}

/** The folder of the compiled code of the sources as they are now; made first where there is none. */
export async function compiledFolder() {
  const files = sources();
  // The place is in it, because the compiled code knows its sources by it.
  const hash = hashOf(root, [...files, 'package-lock.json'], undefined, root);
  const folder = join(builds, hash.slice(0, 16));
  if (existsSync(folder)) return folder;
  await compile(files, folder).catch((failure) => {
    throw explained(failure);
  });
  return folder;
}

/** Runs an entry point (`bin/worker.ts`) in this very process, so that signals need no forwarding. */
export async function enter(entry, args) {
  const folder = await compiledFolder().catch(endWith);
  const file = join(folder, entry.replace(/\.ts$/, '.js'));
  process.argv = [process.execPath, file, ...args];
  await import(pathToFileURL(file).href);
}
