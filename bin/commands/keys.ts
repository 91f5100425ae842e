import pg from 'pg';
import { createKeyring } from '../../api/vault/keyring.js';
import { masterKeys, TextVault, type Shelf } from '../../api/vault/text-vault.js';
import { required } from '../settings.js';
import { readArguments, table, wrongUse, type OperatorCommand } from './command-line.js';
import { openStore, type Store } from './surroundings.js';

interface KeyRow {
  readonly id: string;
  readonly subject_id: string;
  readonly wrapped: Buffer;
  readonly master_id: string;
}

const UNDER_OLD = {
  case: 'SELECT id, case_id AS subject_id, wrapped, master_id FROM vault.case_key WHERE master_id <> $1',
  slip: 'SELECT id, slip_id AS subject_id, wrapped, master_id FROM vault.slip_key WHERE master_id <> $1',
} as const satisfies Record<Shelf, string>;
const REWRAP = {
  case: 'UPDATE vault.case_key SET wrapped = $2, master_id = $3 WHERE id = $1',
  slip: 'UPDATE vault.slip_key SET wrapped = $2, master_id = $3 WHERE id = $1',
} as const satisfies Record<Shelf, string>;

async function list({ pool, settings }: Store): Promise<void> {
  const { payloadKey, payloadKeyOld, textKeyOld } = settings;
  const { textKey } = required(settings, 'textKey');
  const masters = masterKeys(textKey, textKeyOld);
  const { rows } = await pool.query<{ master_id: string; n: number }>(
    `SELECT master_id, count(*)::integer AS n
     FROM (SELECT master_id FROM vault.case_key UNION ALL SELECT master_id FROM vault.slip_key) k GROUP BY master_id`,
  );
  const wraps = new Map(rows.map((row) => [row.master_id, row.n]));
  const payload = payloadKey ? createKeyring('payload', payloadKey, payloadKeyOld) : null;
  const line = (what: string, id: string, isCurrent: boolean, used: string) => [
    ...[what, id, isCurrent ? 'encrypts' : 'decrypts only', used],
  ];
  const unknown = [...wraps.keys()].filter((id) => !masters.ids.includes(id));
  console.log(
    table(
      ['for', 'key', 'does', 'in use'],
      [
        ...(payload?.ids ?? []).map((id) => line('payloads', id, id === payload?.current.id, '')),
        ...masters.ids.map((id) =>
          line('data keys', id, id === masters.current.id, `${wraps.get(id) ?? 0} data keys`),
        ),
        ...unknown.map((id) => ['data keys', id, 'IS MISSING', `${wraps.get(id) ?? 0} data keys`]),
      ],
    ),
  );
}

/** Wraps every data key anew that is not under the present master key. Texts stay as they are. */
async function rewrap({ settings }: Store): Promise<number> {
  const { databaseOwnerUrl, textKey } = required(settings, 'databaseOwnerUrl', 'textKey');
  const masters = masterKeys(textKey, settings.textKeyOld);
  const vault = new TextVault(masters);
  const client = new pg.Client({ connectionString: databaseOwnerUrl });
  await client.connect();
  try {
    let done = 0;
    for (const shelf of ['case', 'slip'] as const) {
      const { rows } = await client.query<KeyRow>(UNDER_OLD[shelf], [masters.current.id]);
      for (const { id, subject_id, wrapped, master_id } of rows) {
        const anew = vault.rewrap({ id, wrapped, masterId: master_id }, subject_id);
        await client.query(REWRAP[shelf], [id, anew.wrapped, anew.masterId]);
      }
      done += rows.length;
    }
    return done;
  } finally {
    await client.end();
  }
}

export const keysCommand: OperatorCommand = {
  summary: 'which keys are in use, and data keys under a new master key',
  help: `rinnalla keys
rinnalla keys rewrap

Without a word: the names of the keys the settings hold, and how many data keys are wrapped in each master key. A name
is no secret. What Temporal has stored under which payload key cannot be listed cheaply: keep PAYLOAD_KEY_OLD until the
namespace's retention has passed and no case that began before the change is open, or rebuild Temporal's store.
rewrap wraps every data key under TEXT_KEY that is still under one of TEXT_KEY_OLD; afterwards that one can go
(docs/operations.md).`,
  run: async (args) => {
    const { positionals } = readArguments('keys', args, {});
    const [act] = positionals;
    if (act !== undefined && act !== 'rewrap') throw wrongUse('keys', `What is "keys ${act}"?`);
    const around = await openStore();
    try {
      if (act === 'rewrap') console.log(`${await rewrap(around)} data keys are wrapped anew.`);
      await list(around);
      return 0;
    } finally {
      await around.close();
    }
  },
};
