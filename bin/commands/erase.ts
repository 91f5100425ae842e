import pg from 'pg';
import { carryOutAll } from '../erasures/carry-out.js';
import { eraseCase, type ErasureMeans } from '../erasures/erase-case.js';
import { ERASURE_REASONS, listFile, readErasures, signingKeys } from '../erasures/erasure-list.js';
import { retentionPolicy } from '../../policies/retention.js';
import { required } from '../settings.js';
import { readArguments, wrongUse, type OperatorCommand } from './command-line.js';
import { openStore, type Store } from './surroundings.js';

/** Runs something as the role that may erase. */
export async function asEraser<T>({ settings }: Store, act: (client: pg.Client) => Promise<T>): Promise<T> {
  const { databaseEraserUrl } = required(settings, 'databaseEraserUrl');
  const client = new pg.Client({ connectionString: databaseEraserUrl });
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}

async function again(around: Store): Promise<number> {
  const { textKey } = required(around.settings, 'textKey');
  const keys = signingKeys(textKey, around.settings.textKeyOld);
  const list = await readErasures(around.settings.erasureFolder, keys);
  const gone = await asEraser(around, (client) => carryOutAll(client, list));
  console.log(
    `${list.length} erasures stand in the list; ${gone.keys} keys and ${gone.texts} texts had come back and are gone again.`,
  );
  return 0;
}

/** What an erasure works with. */
export function meansOf({ settings, pool }: Store, eraser: pg.Client): ErasureMeans {
  const { textKey } = required(settings, 'textKey');
  const keys = signingKeys(textKey, settings.textKeyOld);
  return {
    ...{ pool, eraser, folder: settings.erasureFolder, keys },
    ...{ policy: retentionPolicy(), now: Date.now() },
  };
}

/** What was erased, in a sentence. */
export function saidOf({ settings }: Store, done: Awaited<ReturnType<typeof eraseCase>>): string {
  const file = listFile(settings.erasureFolder);
  return `${done.erasure.ref}: ${done.keys} keys and ${done.texts} texts are gone; the line is in ${file}.`;
}

const text = { type: 'string' } as const;

function readRequest(args: readonly string[]) {
  const { values } = readArguments('erase', args, {
    ...{ case: text, reason: text, by: text, second: text },
    again: { type: 'boolean' },
  });
  if (values.again) return null;
  const reason = ERASURE_REASONS.find((known) => known === values.reason);
  if (!values.case) throw wrongUse('erase', '--case names the case');
  if (!reason) throw wrongUse('erase', `--reason takes one of ${ERASURE_REASONS.join(', ')}`);
  if (!values.by || !values.second) throw wrongUse('erase', '--by and --second name two people');
  return { caseRef: values.case, reason, by: values.by, second: values.second };
}

export const eraseCommand: OperatorCommand = {
  summary: "erase a closed case's words for good, with four eyes",
  help: `rinnalla erase --case ID|REFERENCE --reason REASON --by PERSON --second PERSON
rinnalla erase --again

Deletes the data keys and all free texts of a case that is closed or void. The log stays whole and tells nothing of
the words; a signed tombstone says that, when and why they were erased, and by whom. A line of it goes into the list
in ERASURE_FOLDER, outside the database and its backups. PERSON is an id or address of the directory: two different
people of the employer whose record the case is, one of them its supervisor or administrator. It cannot be undone.
Reasons: ${ERASURE_REASONS.join(', ')}. \`retention-ended\` is refused before policy says so
(\`rinnalla retention list\`).

--again carries the whole list out once more: after every restore, before API and workers start. Twice is the same as
once. After an erasure make the copy of the vault anew and destroy the one before (docs/runbook.md).`,
  run: async (args) => {
    const request = readRequest(args);
    const around = await openStore({ startServers: request === null });
    try {
      if (request === null) return await again(around);
      const done = await asEraser(around, (eraser) => eraseCase(meansOf(around, eraser), request));
      console.log(saidOf(around, done));
      return 0;
    } finally {
      await around.close();
    }
  },
};
