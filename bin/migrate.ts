import pg from 'pg';
import { instant } from '../domain/time/instant.js';
import { seedPublished } from '../policies/seed.js';
import { migrate, MigrationProblem } from '../prisma/migrate.js';
import { readSettings, required, SettingsProblem } from './settings.js';

/** The policies and calendars of this release, as published: what is there already stays as it is. */
async function publishReleased(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await seedPublished(client, instant(Date.now()));
  } finally {
    await client.end();
  }
}

/** Brings the database to the newest schema and policies: `tsx bin/migrate.ts` with DATABASE_OWNER_URL set. */
async function main(): Promise<void> {
  const { databaseOwnerUrl } = required(readSettings(process.env), 'databaseOwnerUrl');
  const { applied, known } = await migrate({ ownerUrl: databaseOwnerUrl });
  await publishReleased(databaseOwnerUrl);
  const names = applied.length > 0 ? `: ${applied.join(', ')}` : '';
  console.log(`${applied.length} migrations applied, ${known} were there${names}.`);
}

main().catch((failure: unknown) => {
  const expected = failure instanceof MigrationProblem || failure instanceof SettingsProblem;
  const message = failure instanceof Error ? failure.message : String(failure);
  console.error(expected ? message : `The database cannot be migrated: ${message}`);
  process.exitCode = 1;
});
