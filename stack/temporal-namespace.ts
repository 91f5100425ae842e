import type { Connection } from '@temporalio/client';

/** Never encrypted, therefore neutral: which rules a case is under and when it wakes next. */
export const searchAttributes = { RinnallaPolicy: 'Keyword', RinnallaWake: 'Datetime' } as const;

/** How long the engine keeps the history of a case that has ended: at least the age of the oldest usable backup. */
export const retentionDays = 90;

const indexedType = { Keyword: 2, Datetime: 6 } as const;

/**
 * Brings a namespace to what Rinnalla needs: retention and search attributes. Harmless to repeat; rejects while
 * the server is not ready or the namespace is not there.
 */
export async function prepareNamespace(connection: Connection, namespace: string): Promise<void> {
  const { workflowService, operatorService } = connection;
  const found = await workflowService.describeNamespace({ namespace });
  // The generated type wants a Long; the wire takes a number all the same.
  const seconds = retentionDays * 24 * 3600;
  const kept = Number(found.config?.workflowExecutionRetentionTtl?.seconds ?? 0);
  if (kept < seconds) {
    await workflowService.updateNamespace({
      namespace,
      config: { workflowExecutionRetentionTtl: { seconds: seconds as never } },
    });
  }
  const known = await operatorService.listSearchAttributes({ namespace });
  const missing = Object.entries(searchAttributes).filter(
    ([name]) => !(name in (known.customAttributes ?? {})),
  );
  if (missing.length === 0) return;
  await operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(missing.map(([name, type]) => [name, indexedType[type]])),
  });
}

const alreadyExists = 6;

/** Makes a namespace on a server that does not bring it; one that is there is left as it is. */
export async function createNamespace(connection: Connection, namespace: string): Promise<void> {
  try {
    await connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: { seconds: (retentionDays * 24 * 3600) as never },
    });
  } catch (failure) {
    if ((failure as { code?: number }).code !== alreadyExists) throw failure;
  }
}
