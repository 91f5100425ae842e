import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { faultLine } from '../api/directory/import/faults.js';
import { IdentityKeys } from '../api/directory/import/identity-keys.js';
import { importDirectory } from '../api/directory/import/import-directory.js';
import { findSource } from '../api/directory/import/import-source.js';
import type { ImportReport } from '../api/directory/import/report.js';
import { instant } from '../domain/time/instant.js';
import { seedPublished } from '../policies/seed.js';
import { migrate } from '../prisma/migrate.js';
import { startPostgres } from '../stack/postgres.js';
import { readSecrets } from '../stack/secrets.js';
import { writeLongList, writeRoster } from '../test/support/roster.js';
import { report } from './support/figure.js';

const LONGEST_S = 60;

function written({ touched }: ImportReport): number {
  return Object.values(touched).reduce((sum, rows) => sum + rows, 0);
}

/** The most memory the process has had resident, in MB. */
function peakMegabytes(): number {
  return process.resourceUsage().maxRSS / 1024;
}

/** One employer in a database of its own. */
async function startDirectory(home: string) {
  const postgres = await startPostgres({ home, port: 56_329 });
  const client = new pg.Client({ connectionString: postgres.ownerUrl });
  await migrate({ ownerUrl: postgres.ownerUrl });
  await client.connect();
  await seedPublished(client, instant(Date.now()));
  const controllerId = randomUUID();
  await client.query(`INSERT INTO controller VALUES ($1, 'provider', 'Bench')`, [controllerId]);
  const keys = new IdentityKeys((await readSecrets(home)).textKey);
  const bring = (path: string, dryRun: boolean): Promise<ImportReport> => {
    const source = findSource(path);
    if (!source) throw new Error('nothing to import');
    const now = () => instant(Date.now());
    return importDirectory({ client, keys, controllerId, source, now, dryRun, givenBy: 'bench' });
  };
  const close = async (): Promise<void> => {
    await client.end();
    await postgres.stop();
  };
  return { bring, close };
}

/**
 * `npm run bench -- directory [learners]`: a roster tried, imported, imported again, and imported with every hundredth
 * learner changed; then a list ten times as long whose last row is wrong.
 */
export async function benchDirectory(learners = 100_000): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'rinnalla-bench-'));
  await chmod(home, 0o711);
  const [first, second, long] = ['roster-first', 'roster-second', 'learners.csv'].map((name) =>
    join(home, name),
  );
  if (!first || !second || !long) return;
  await writeRoster(first, { learners });
  await writeRoster(second, { learners, changed: true });
  await writeLongList(long, learners * 10);
  const directory = await startDirectory(home);
  const run = async (name: string, path: string, dryRun = false): Promise<void> => {
    const began = performance.now();
    const result = await directory.bring(path, dryRun);
    const seconds = (performance.now() - began) / 1000;
    const changes = result.changes.map(({ kind, count }) => `${kind} ${count}`).join(', ') || 'nothing';
    const faults = result.faults.map(faultLine).join(', ');
    report({
      ...{ name, value: seconds, unit: 's', budget: `< ${LONGEST_S}`, within: seconds < LONGEST_S },
      note: `${result.outcome}: ${result.read.learners} learners, ${written(result)} rows written (${faults || changes}); peak ${Math.round(peakMegabytes())} MB`,
    });
  };
  try {
    await run('directory-first', first);
    await run('directory-same', first);
    await run('directory-one-percent', second);
    await run('directory-dry-run', second, true);
    await run('directory-long-list', long);
  } finally {
    await directory.close();
    await rm(home, { recursive: true, force: true });
  }
}
