import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An empty state folder for one test file, and the function that removes it. */
export async function stateFolder(): Promise<{ home: string; remove(): Promise<void> }> {
  const home = await mkdtemp(join(tmpdir(), 'rinnalla-stack-'));
  // PostgreSQL runs as another user where the tests run as root, and has to get through.
  await chmod(home, 0o711);
  return { home, remove: () => rm(home, { recursive: true, force: true }) };
}
