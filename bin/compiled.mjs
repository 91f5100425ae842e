// Our TypeScript, compiled ahead into `build/<hash of the sources>`: a process that compiles what it runs pays seconds of
// computing at every start. Plain JavaScript: it runs before anything is compiled.
//
// 1. A folder is named by everything that is in it, and appears whole by one rename: whoever finds it may run it, and
//    two processes that make it at once make the same.
// 2. Files that are read and not run (texts, policies, migrations) stay where they are: `import.meta.url` of compiled
//    code is the address of its source.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { hashOf } from './hash-of.mjs';

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
    ...{ format: 'esm', target: 'node20', jsx: 'automatic' },
    define: {
      'import.meta.url': JSON.stringify(pathToFileURL(join(root, file)).href),
      'import.meta.compiled': JSON.stringify(pathToFileURL(`${folder}/`).href),
    },
  });
  return writeFileSync(target, code);
}

function removeOld(current) {
  const age = (name) => statSync(join(builds, name)).mtimeMs;
  const others = readdirSync(builds).filter((name) => join(builds, name) !== current);
  for (const name of others.toSorted((a, b) => age(b) - age(a)).slice(KEPT))
    rmSync(join(builds, name), { recursive: true, force: true });
}

async function compile(files, folder) {
  const { transform } = await import('esbuild');
  mkdirSync(builds, { recursive: true });
  const unfinished = await mkdtemp(join(builds, '.unfinished-'));
  await Promise.all(files.map((file) => compileFile(transform, file, unfinished, folder)));
  // Somebody else who was quicker made the same.
  await rename(unfinished, folder).catch((failure) => {
    if (!existsSync(folder)) throw failure;
    return rm(unfinished, { recursive: true, force: true });
  });
  removeOld(folder);
}

/** The folder of the compiled code of the sources as they are now; made first where there is none. */
export async function compiledFolder() {
  const files = sources();
  // The place is in it, because the compiled code knows its sources by it.
  const hash = hashOf(root, [...files, 'package-lock.json'], undefined, root);
  const folder = join(builds, hash.slice(0, 16));
  if (!existsSync(folder)) await compile(files, folder);
  return folder;
}

/** Runs an entry point (`bin/worker.ts`) in this very process, so that signals need no forwarding. */
export async function enter(entry, args) {
  const file = join(await compiledFolder(), entry.replace(/\.ts$/, '.js'));
  process.argv = [process.execPath, file, ...args];
  await import(pathToFileURL(file).href);
}
