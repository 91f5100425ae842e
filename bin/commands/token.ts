import { TOKEN_SCOPES, type TokenScope } from '../../api/auth/caller.js';
import { createToken, TOKEN_DAYS, type TokenOptions, type TokenSide } from '../../api/auth/tokens.js';
import { isUuid } from '../../domain/ids.js';
import { STAFF_ROLES } from '../../domain/people.js';
import { instant } from '../../domain/time/instant.js';
import { StackProblem } from '../../stack/problem.js';
import { readArguments, readCount, table, wrongUse, type OperatorCommand } from './command-line.js';
import { openStore } from './surroundings.js';

const SIDES = ['school', 'county', 'both'] as const satisfies readonly TokenSide[];

function readScopes(value: string): TokenScope[] {
  return value.split(',').map((word) => {
    const scope = TOKEN_SCOPES.find((known) => known === word.trim());
    if (!scope) throw wrongUse('token', `--scope takes ${TOKEN_SCOPES.join(', ')}, several by commas`);
    return scope;
  });
}

function readOptions(args: readonly string[]): TokenOptions {
  const text = { type: 'string' } as const;
  const options = { role: text, name: text, side: text, days: text, scope: text, controller: text };
  const { values } = readArguments('token', args, options);
  const role = STAFF_ROLES.find((known) => known === values.role);
  const side = SIDES.find((known) => known === values.side);
  if (!role) throw wrongUse('token', `--role takes one of ${STAFF_ROLES.join(', ')}`);
  if (!values.name) throw wrongUse('token', '--name says what the token is for');
  if (values.side !== undefined && !side) throw wrongUse('token', `--side takes one of ${SIDES.join(', ')}`);
  const days = readCount('token', 'days', values.days);
  if (days !== undefined && days > TOKEN_DAYS)
    throw wrongUse('token', `--days takes at most ${TOKEN_DAYS}: make a new token when it ends`);
  if (values.controller !== undefined && !isUuid(values.controller))
    throw wrongUse('token', '--controller takes the id of an employer');
  return {
    role,
    name: values.name,
    ...(side ? { side } : {}),
    ...(days ? { days } : {}),
    ...(values.scope === undefined ? {} : { scopes: readScopes(values.scope) }),
    ...(values.controller === undefined ? {} : { controllerId: values.controller }),
  };
}

async function create(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  const { role, name, days = TOKEN_DAYS } = options;
  const { pool, close } = await openStore();
  try {
    const secret = await createToken(pool, options, instant(Date.now()));
    console.log(`Token for ${role} "${name}", good for ${days} days. It is shown this once:`);
    console.log(secret);
  } catch (failure) {
    throw failure instanceof RangeError ? wrongUse('token', failure.message) : failure;
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
  readonly scopes: readonly TokenScope[];
  /** Null: every employer of the side. */
  readonly controller: string | null;
  readonly used_at: Date | null;
}

const LIST = `
  SELECT t.id, t.name, t.role, t.side, t.scopes, c.name AS controller, t.created_at, t.expires_at, t.used_at,
         t.revoked_at
  FROM api_token t LEFT JOIN controller c ON c.id = t.controller_id ORDER BY t.created_at, t.id`;

function stateOf(row: TokenRow, now: number): string {
  if (row.revoked_at) return `revoked ${dayOf(row.revoked_at)}`;
  return row.expires_at.getTime() <= now ? 'expired' : 'good';
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** The instant of the last use, to the minute. */
function usedOf({ used_at: at }: TokenRow): string {
  return at ? `${at.toISOString().slice(0, 16)}Z` : 'never';
}

async function list(args: readonly string[]): Promise<number> {
  const { values } = readArguments('token', args, { json: { type: 'boolean' } });
  const { pool, close } = await openStore();
  try {
    const { rows } = await pool.query<TokenRow>(LIST);
    if (values.json) console.log(JSON.stringify(rows));
    else {
      const line = (row: TokenRow): string[] => [
        ...[row.id, row.name, row.role, row.controller ?? row.side, row.scopes.join(',')],
        ...[dayOf(row.created_at), dayOf(row.expires_at), usedOf(row), stateOf(row, Date.now())],
      ];
      const head = ['id', 'name', 'role', 'side', 'scopes', 'made', 'until', 'last used', 'state'];
      console.log(table(head, rows.map(line)));
    }
  } finally {
    await close();
  }
  return 0;
}

async function revoke(args: readonly string[]): Promise<number> {
  const id = readArguments('token', args, {}).positionals[0] ?? '';
  if (!isUuid(id)) throw wrongUse('token', 'revoke takes the id of a token, as `token list` shows it');
  const { pool, close } = await openStore();
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
  help: `rinnalla token create --role ROLE --name NAME [--side school|county|both] [--controller ID]
                      [--scope read,command,administer] [--days N]
rinnalla token list [--json]
rinnalla token revoke ID

create prints the token alone on the last line, once; only its hash is kept. It lives at most ${TOKEN_DAYS} days.
--scope says what it may be used for within what its role may (default all three); --controller confines it to
one employer. Roles:
${STAFF_ROLES.join(', ')}.`,
  run: async ([act = '', ...args]) => {
    const run = ACTS[act];
    if (!run) throw wrongUse('token', act === '' ? 'token needs a word more' : `What is "token ${act}"?`);
    return run(args);
  },
};
