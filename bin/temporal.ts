import { fileURLToPath } from 'node:url';
import { Client, Connection, type ConnectionLike } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { compiledModule } from '../api/threads/compiled-module.js';
import { payloadCodec } from './payload-codec.js';
import { required, type Settings } from './settings.js';

/** The converter that keeps failure texts inside the payload; the bundle needs it, too. */
export const failureConverter = new URL('../workflows/failure-converter.ts', import.meta.url);

/** How everything Temporal stores is written: encrypted when there is a key, failures never in clear outside. */
export function dataConverter({ payloadKey, payloadKeyOld }: Settings): DataConverter {
  const payloadCodecs = payloadKey ? [payloadCodec(payloadKey, payloadKeyOld)] : [];
  return { payloadCodecs, failureConverterPath: fileURLToPath(compiledModule(failureConverter)) };
}

/** A client over a connection that is there. */
export function clientOver(connection: ConnectionLike, settings: Settings): Client {
  return new Client({
    connection,
    namespace: settings.temporalNamespace,
    dataConverter: dataConverter(settings),
  });
}

/** A client of the engine. Connects lazily: a server that is down makes calls fail, not the start. */
export function temporalClient(settings: Settings): {
  readonly client: Client;
  readonly close: () => Promise<void>;
} {
  const { temporalAddress: address } = required(settings, 'temporalAddress');
  const connection = Connection.lazy({ address });
  return { client: clientOver(connection, settings), close: () => connection.close() };
}
