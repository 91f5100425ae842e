import { createToken, TOKEN_DAYS, type TokenSide } from '../../api/auth/tokens.js';
import { isUuid } from '../../domain/ids.js';
import { STAFF_ROLES } from '../../domain/people.js';
import { instant } from '../../domain/time/instant.js';
import { StackProblem } from '../../stack/problem.js';
import { readArguments, readCount, table, wrongUse, type OperatorCommand } from './command-line.js';
import { openSurroundings } from './surroundings.js';

const SIDES = ['school', 'county', 'both'] as const satisfies readonly TokenSide[];

async function create(args: readonly string[]): Promise<number> {
  const text = { type: 'string' } as const;
  const { values } = readArguments('token', args, { role: text, name: text, side: text, days: text });
  const role = STAFF_ROLES.find((known) => known === values.role);
  const side = SIDES.find((known) => known === values.side);
  if (!role) throw wrongUse('token', `--role takes one of ${STAFF_ROLES.join(', ')}`);
  if (!values.name) throw wrongUse('token', '--name says what the token is for');
  if (values.side !== undefined && !side) throw wrongUse('token', `--side takes one of ${SIDES.join(', ')}`);
  const days = readCount('token', 'days', values.days);
  const { pool, close } = await openSurroundings({ temporal: false });
  try {
    const options = { role, name: values.name, ...(side ? { side } : {}), ...(days ? { days } : {}) };
    const secret = await createToken(pool, options, instant(Date.now()));
    console.log(
      `Token for ${role} "${values.name}", good for ${days ?? TOKEN_DAYS} days. It is shown this once:`,
    );
    console.log(secret);
  } finally {
    await close();
  }
  return 0;
}

interface TokenRow {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly side: string;
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly revoked_at: Date | null;
}

function stateOf(row: TokenRow, now: number): string {
  if (row.revoked_at) return `revoked ${dayOf(row.revoked_at)}`;
  return row.expires_at.getTime() <= now ? 'expired' : 'good';
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

async function list(args: readonly string[]): Promise<number> {
  const { values } = readArguments('token', args, { json: { type: 'boolean' } });
  const { pool, close } = await openSurroundings({ temporal: false });
  try {
    const { rows } = await pool.query<TokenRow>(
      'SELECT id, name, role, side, created_at, expires_at, revoked_at FROM api_token ORDER BY created_at, id',
    );
    if (values.json) console.log(JSON.stringify(rows));
    else {
      const line = (row: TokenRow): string[] => [
        ...[row.id, row.name, row.role, row.side],
        ...[dayOf(row.created_at), dayOf(row.expires_at), stateOf(row, Date.now())],
      ];
      console.log(table(['id', 'name', 'role', 'side', 'made', 'until', 'state'], rows.map(line)));
    }
  } finally {
    await close();
  }
  return 0;
}

async function revoke(args: readonly string[]): Promise<number> {
  const id = readArguments('token', args, {}).positionals[0] ?? '';
  if (!isUuid(id)) throw wrongUse('token', 'revoke takes the id of a token, as `token list` shows it');
  const { pool, close } = await openSurroundings({ temporal: false });
  try {
    const { rows } = await pool.query<{ name: string }>(
      'UPDATE api_token SET revoked_at = coalesce(revoked_at, $2) WHERE id = $1 RETURNING name',
      [id, new Date()],
    );
    const token = rows[0];
    if (!token)
      throw new StackProblem('There is no such token.', '`npx rinnalla token list` shows those there are.');
    console.log(`Token "${token.name}" opens nothing any more.`);
  } finally {
    await close();
  }
  return 0;
}

const ACTS: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = { create, list, revoke };

export const tokenCommand: OperatorCommand = {
  summary: 'make, list and revoke tokens of systems that call the API',
  help: `rinnalla token create --role ROLE --name NAME [--side school|county|both] [--days N]
rinnalla token list [--json]
rinnalla token revoke ID

create prints the token alone on the last line, once; only its hash is kept. Roles:
${STAFF_ROLES.join(', ')}.`,
  run: async ([act = '', ...args]) => {
    const run = ACTS[act];
    if (!run) throw wrongUse('token', act === '' ? 'token needs a word more' : `What is "token ${act}"?`);
    return run(args);
  },
};
