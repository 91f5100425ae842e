import { migrate, MigrationProblem } from '../prisma/migrate.js';
import { readSettings, required, SettingsProblem } from './settings.js';

/** Brings the database to the newest schema: `tsx bin/migrate.ts` with DATABASE_OWNER_URL set. */
async function main(): Promise<void> {
  const { databaseOwnerUrl } = required(readSettings(process.env), 'databaseOwnerUrl');
  const { applied, known } = await migrate({ ownerUrl: databaseOwnerUrl });
  const names = applied.length > 0 ? `: ${applied.join(', ')}` : '';
  console.log(`${applied.length} migrations applied, ${known} were there${names}.`);
}

main().catch((failure: unknown) => {
  const expected = failure instanceof MigrationProblem || failure instanceof SettingsProblem;
  const message = failure instanceof Error ? failure.message : String(failure);
  console.error(expected ? message : `The database cannot be migrated: ${message}`);
  process.exitCode = 1;
});
