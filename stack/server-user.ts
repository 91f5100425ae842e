import { execFileSync } from 'node:child_process';
import { accessSync, chownSync, constants, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { StackProblem } from './problem.js';

/** The account PostgreSQL runs as. It refuses to run as root, so root has to lend it another one. */
export type ServerUser = { uid: number; gid: number } | undefined;

function idOf(name: string, flag: '-u' | '-g'): number | undefined {
  try {
    return Number(
      execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    );
  } catch {
    return undefined;
  }
}

/** Nothing to change for ordinary users; for root the user `postgres`, made when it is missing. */
export function findServerUser(): ServerUser {
  if (process.getuid?.() !== 0) return undefined;
  if (idOf('postgres', '-u') === undefined) {
    try {
      execFileSync('groupadd', ['--system', 'postgres'], { stdio: 'ignore' });
    } catch {
      // The group may be there already; whether the user can be made is what counts.
    }
    try {
      execFileSync('useradd', ['--system', '-g', 'postgres', '-M', 'postgres'], { stdio: 'ignore' });
    } catch {
      // Read-only systems have no useradd; `nobody` below serves as well.
    }
  }
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = [idOf(name, '-u'), idOf(name, '-g')];
    if (uid !== undefined && gid !== undefined) return { uid, gid };
  }
  throw new StackProblem(
    'PostgreSQL refuses to run as root, and there is no user `postgres` or `nobody` it could run as.',
    'run Rinnalla as an ordinary user, or set DATABASE_URL to a PostgreSQL server of your own.',
  );
}

/** Whether every folder above `path` may be entered by somebody who owns none of them. */
function isReachable(path: string): boolean {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/**
 * The command that runs `program` as the server's user. Where a clone lies in a folder only root may enter
 * (typically /root), the process keeps the one capability it needs to get there.
 */
export function commandAs(user: ServerUser, program: string, args: string[], home: string) {
  if (!user || (isReachable(dirname(program)) && isReachable(home))) {
    return { file: program, args, options: user ?? {} };
  }
  const setpriv = '/usr/bin/setpriv';
  try {
    accessSync(setpriv, constants.X_OK);
  } catch {
    throw new StackProblem(
      `As root, PostgreSQL runs as another user, and that user may not enter ${home}.`,
      'move the clone to a folder others may enter, run as an ordinary user, or set DATABASE_URL.',
    );
  }
  const ids = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'];
  // initdb asks access(2), which forgets capabilities of an ordinary user unless told not to.
  const keep = ['--securebits=+no_setuid_fixup', '--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  return { file: setpriv, args: [...ids, ...keep, '--', program, ...args], options: {} };
}

/** Gives a folder and all in it to the server's user. */
export function handOver(folder: string, user: ServerUser): void {
  if (!user) return;
  chownSync(folder, user.uid, user.gid);
  for (const entry of readdirSync(folder, { recursive: true })) {
    chownSync(join(folder, String(entry)), user.uid, user.gid);
  }
}
