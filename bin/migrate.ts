import pg from 'pg';
import { instant } from '../domain/time/instant.js';
import { seedPublished } from '../policies/seed.js';
import { migrate, MigrationProblem } from '../prisma/migrate.js';
import { keyOldCases } from './key-old-cases.js';
import { sealOldTexts } from './seal-old-texts.js';
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

/** Brings the database to the newest schema and policies: `node bin/run.mjs bin/migrate.ts` with DATABASE_OWNER_URL set. */
async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const { databaseOwnerUrl } = required(settings, 'databaseOwnerUrl');
  const { applied, known } = await migrate({ ownerUrl: databaseOwnerUrl });
  await publishReleased(databaseOwnerUrl);
  const keyed = await keyOldCases(databaseOwnerUrl);
  // Where this runs without the key, `rinnalla texts seal` does it.
  const { textKey } = settings;
  const sealed = textKey ? await sealOldTexts(databaseOwnerUrl, settings, textKey) : 0;
  const names = applied.length > 0 ? `: ${applied.join(', ')}` : '';
  console.log(`${applied.length} migrations applied, ${known} were there${names}.`);
  if (keyed > 0) console.log(`${keyed} cases were given the keys by which row-level security finds them.`);
  if (sealed > 0) console.log(`${sealed} texts were in clear and are sealed now.`);
}

main().catch((failure: unknown) => {
  const expected = failure instanceof MigrationProblem || failure instanceof SettingsProblem;
  const message = failure instanceof Error ? failure.message : String(failure);
  console.error(expected ? message : `The database cannot be migrated: ${message}`);
  process.exitCode = 1;
});
