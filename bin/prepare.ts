import { Connection } from '@temporalio/client';
import { prepareDatabase } from '../prisma/prepare-database.js';
import { createNamespace, prepareNamespace } from '../stack/temporal-namespace.js';
import { readSettings, required, type Settings, SettingsProblem } from './settings.js';

/**
 * Prepares servers that are not ours, once and harmless to repeat:
 * `node bin/run.mjs bin/prepare.ts database` makes roles and databases, Temporal's own included;
 * `node bin/run.mjs bin/prepare.ts namespace` makes Temporal's namespace with its retention and search attributes.
 * The embedded stack runs the same functions at each start.
 */
const steps: Record<string, (settings: Settings) => Promise<string>> = { database, namespace };

async function database(settings: Settings): Promise<string> {
  const urls = required(
    settings,
    ...([
      'databaseAdminUrl',
      'databaseOwnerUrl',
      'databaseUrl',
      'databaseApiUrl',
      'databaseEraserUrl',
    ] as const),
  );
  const temporal = settings.temporalDatabaseUrl;
  await prepareDatabase({
    adminUrl: urls.databaseAdminUrl,
    ownerUrl: urls.databaseOwnerUrl,
    appUrl: urls.databaseUrl,
    apiUrl: urls.databaseApiUrl,
    eraserUrl: urls.databaseEraserUrl,
    others: temporal ? [{ ownerUrl: temporal, databases: ['temporal', 'temporal_visibility'] }] : [],
  });
  return 'Roles and databases are there.';
}

async function namespace(settings: Settings): Promise<string> {
  const { temporalAddress: address } = required(settings, 'temporalAddress');
  const name = settings.temporalNamespace;
  const connection = await Connection.connect({ address });
  try {
    await createNamespace(connection, name);
    await prepareNamespace(connection, name);
  } finally {
    await connection.close();
  }
  return `Namespace ${name} is there.`;
}

async function main(): Promise<void> {
  const step = steps[process.argv[2] ?? ''];
  if (!step) throw new SettingsProblem([`say what to prepare: ${Object.keys(steps).join(' or ')}`]);
  console.log(await step(readSettings(process.env)));
}

main().catch((failure: unknown) => {
  console.error(failure instanceof Error ? failure.message : String(failure));
  process.exitCode = 1;
});
