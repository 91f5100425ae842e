import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whether a process with this id exists (also one that belongs to somebody else). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (failure) {
    return (failure as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The command line of a process, or an empty string: used to see whether a remembered pid is still ours. */
export async function commandLineOf(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    return readFile(`/proc/${pid}/cmdline`, 'utf8').then(
      (text) => text.replaceAll('\0', ' ').trim(),
      () => '',
    );
  }
  return new Promise((resolve) => {
    execFile('ps', ['-o', 'args=', '-p', String(pid)], (failure, out) => resolve(failure ? '' : out.trim()));
  });
}

/** When a process was started, in a form that only compares; two processes with one pid never share it. */
export async function startedAt(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  }
  return new Promise((resolve) => {
    execFile('ps', ['-o', 'lstart=', '-p', String(pid)], (failure, out) =>
      resolve(failure ? '' : out.trim()),
    );
  });
}

/** A zombie answers to signal 0 but has ended: its parent has not collected it yet. */
async function hasEnded(pid: number): Promise<boolean> {
  if (!isAlive(pid)) return true;
  if (process.platform !== 'linux') return false;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat === '' || /\) Z /.test(stat);
}

/**
 * Ends a process by its id and waits until it is gone: `signal` first, SIGKILL after `patienceMs`.
 * Returns true when it went by itself.
 */
export async function endProcess(pid: number, signal: NodeJS.Signals, patienceMs: number): Promise<boolean> {
  if (!sendSignal(pid, signal)) return true;
  if (await waitUntil(() => hasEnded(pid), patienceMs)) return true;
  sendSignal(pid, 'SIGKILL');
  await waitUntil(() => hasEnded(pid), 5_000);
  return false;
}

function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** Asks again and again until the answer is true; false when the patience is over. */
export async function waitUntil(
  ask: () => boolean | Promise<boolean>,
  patienceMs: number,
  everyMs = 25,
): Promise<boolean> {
  const end = Date.now() + patienceMs;
  for (;;) {
    if (await ask()) return true;
    if (Date.now() >= end) return false;
    await sleep(everyMs);
  }
}
