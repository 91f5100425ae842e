import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { StackProblem } from '../stack/problem.js';

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The headless shell first: the same engine, without the pages and services of a browser that people look at. */
const names = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];
const packages = ['chromium-headless-shell', 'chromium'];

function findOnPath(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

function installWithApt(): string | undefined {
  if (process.getuid?.() !== 0 || !isProgram('/usr/bin/apt-get')) return undefined;
  console.log('Installing Chromium for the browser tests ...');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args: string[]) =>
    spawnSync('apt-get', ['-qq', ...args], { env, stdio: 'ignore', timeout: 300_000 });
  const install = () =>
    packages.some((name) => apt('install', '-y', '--no-install-recommends', name).status === 0);
  // Package lists in a container are often empty or old.
  if (!install() && (apt('update').status !== 0 || !install())) return undefined;
  return findOnPath();
}

function installWithPlaywright(): string | undefined {
  console.log("Fetching Playwright's Chromium for the browser tests ...");
  const cli = join('node_modules', '@playwright', 'test', 'cli.js');
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: 'ignore', timeout: 300_000 });
  return isProgram(chromium.executablePath()) ? chromium.executablePath() : undefined;
}

/**
 * The Chromium the browser tests run in: CHROMIUM_PATH, one on the PATH, Playwright's own, the system's package,
 * or Playwright's download. Throws StackProblem when there is none: a missing browser is never a skipped test.
 */
export function findChromium(): string {
  const given = process.env['CHROMIUM_PATH'];
  if (given && isProgram(given)) return given;
  const own = chromium.executablePath();
  const found =
    findOnPath() ?? (isProgram(own) ? own : undefined) ?? installWithApt() ?? installWithPlaywright();
  if (found) return found;
  throw new StackProblem(
    'The browser tests need Chromium, and none could be found or installed.',
    'install it (`apt-get install chromium`), or name one: CHROMIUM_PATH=/path/to/chromium npm test',
  );
}
