import { Connection } from '@temporalio/client';
import pg from 'pg';
import { StackProblem } from './problem.js';
import { prepareNamespace } from './temporal-namespace.js';

/** Servers that are used instead of embedded ones; what is undefined is embedded. */
export type External = {
  databaseUrl?: string | undefined;
  databaseApiUrl?: string | undefined;
  databaseOwnerUrl?: string | undefined;
  databaseEraserUrl?: string | undefined;
  temporalAddress?: string | undefined;
  temporalNamespace?: string | undefined;
  smtpUrl?: string | undefined;
  oidc?: { issuer: string; clientId: string; clientSecret: string } | undefined;
  publicUrl?: string | undefined;
};

/** Servers that are not ours may be away; better a sentence now than a timeout later. */
export async function checkExternal(
  external: External,
  stack: { ownerUrl: string; temporalNamespace: string },
): Promise<void> {
  if (external.databaseUrl) {
    const client = new pg.Client({ connectionString: stack.ownerUrl, connectionTimeoutMillis: 5_000 });
    try {
      await client.connect();
      await client.end();
    } catch (failure) {
      throw new StackProblem(
        `The PostgreSQL server of DATABASE_URL does not answer: ${(failure as Error).message}.`,
        'start it or correct the address, or unset DATABASE_URL to use the embedded one.',
      );
    }
  }
  if (!external.temporalAddress) return;
  try {
    const connection = await Connection.connect({ address: external.temporalAddress, connectTimeout: '5s' });
    await prepareNamespace(connection, stack.temporalNamespace).finally(() => connection.close());
  } catch (failure) {
    throw new StackProblem(
      `The Temporal server at ${external.temporalAddress} does not serve namespace ${stack.temporalNamespace}: ${(failure as Error).message}.`,
      'start it or correct TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE, or unset TEMPORAL_ADDRESS to use the embedded one.',
    );
  }
}
