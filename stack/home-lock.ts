import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StackProblem } from './problem.js';
import { isAlive, startedAt } from './processes.js';

type Holder = { pid: number; started: string; address?: string };

/** The right to use a state folder, held by one running stack. */
export type HomeLock = {
  /** Notes where the stack can be reached, for the sentence a second starter gets. */
  announce(address: string): Promise<void>;
  release(): Promise<void>;
};

async function readHolder(file: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

/** Says so when a stack is running on this folder already; cheap, for a look before anything is started. */
export async function refuseIfRunning(home: string): Promise<void> {
  const holder = await readHolder(join(home, 'running.json'));
  if (holder && (await isHolding(holder))) refuse(home, holder);
}

/** The start time tells a living holder from another process that was given its pid. */
async function isHolding(holder: Holder): Promise<boolean> {
  return isAlive(holder.pid) && (await startedAt(holder.pid)) === holder.started;
}

/**
 * Takes the lock of a state folder. Two stacks on one folder would stop each other's servers, so the second
 * starter gets a sentence with the address of the first. A lock whose holder is dead counts as none.
 */
export async function lockHome(home: string): Promise<HomeLock> {
  await mkdir(home, { recursive: true });
  const file = join(home, 'running.json');
  const mine: Holder = { pid: process.pid, started: await startedAt(process.pid) };
  for (let round = 0; round < 3; round += 1) {
    try {
      await writeFile(file, JSON.stringify(mine), { flag: 'wx' });
      return lockOf(file, mine);
    } catch (failure) {
      if ((failure as NodeJS.ErrnoException).code !== 'EEXIST') throw failure;
    }
    const holder = await readHolder(file);
    if (holder && (await isHolding(holder))) refuse(home, holder);
    await rm(file, { force: true });
  }
  throw new StackProblem(
    `The folder ${home} is being started by somebody else right now.`,
    'try again in a moment.',
  );
}

function lockOf(file: string, mine: Holder): HomeLock {
  return {
    async announce(address) {
      await writeFile(file, JSON.stringify({ ...mine, address }));
    },
    async release() {
      if ((await readHolder(file))?.pid === mine.pid) await rm(file, { force: true });
    },
  };
}

function refuse(home: string, holder: Holder): never {
  const where = holder.address ? ` It answers at ${holder.address}.` : '';
  throw new StackProblem(
    `Rinnalla is running on ${home} already (pid ${holder.pid}).${where}`,
    `stop it with Ctrl-C in its window (or \`kill ${holder.pid}\`), or use another folder: RINNALLA_HOME=./.rinnalla-2 npm start`,
  );
}
