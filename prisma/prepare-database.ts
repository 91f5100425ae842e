import pg from 'pg';

export type PrepareOptions = {
  /** Connection as a role that may create roles and databases. */
  adminUrl: string;
  /** Role that owns the schema; its database is created when it is missing. */
  ownerUrl: string;
  /** Role of worker and operator. */
  appUrl: string;
  /** Role of the API: what `appUrl` may, seen through row-level security (docs/decisions/0045). */
  apiUrl: string;
  /** Role of erasure. */
  eraserUrl: string;
  /** Further databases that belong to a role of their own, such as Temporal's. */
  others?: { ownerUrl: string; databases: string[] }[];
};

type Account = { role: string; password: string; database: string };

function accountOf(url: string): Account {
  const { username, password, pathname } = new URL(url);
  return {
    role: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: pathname.slice(1),
  };
}

/**
 * Makes the roles and databases that the given addresses name, and sets the roles' passwords to those in the
 * addresses. Harmless to repeat. The grants themselves come with the migrations.
 */
export async function prepareDatabase(options: PrepareOptions): Promise<void> {
  const owner = accountOf(options.ownerUrl);
  const client = new pg.Client({ connectionString: options.adminUrl });
  await client.connect();
  try {
    const [app, api] = [accountOf(options.appUrl), accountOf(options.apiUrl)];
    for (const account of [owner, app, api, accountOf(options.eraserUrl)]) await ensureRole(client, account);
    await inherit(client, api.role, app.role);
    await ensureDatabase(client, owner.database, owner.role);
    for (const other of options.others ?? []) {
      const account = accountOf(other.ownerUrl);
      await ensureRole(client, account);
      for (const database of other.databases) await ensureDatabase(client, database, account.role);
    }
  } finally {
    await client.end();
  }
}

async function ensureRole(client: pg.Client, { role, password }: Account): Promise<void> {
  const known = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  const verb = known.rowCount ? 'ALTER' : 'CREATE';
  // Neither names nor passwords can be parameters of these statements.
  await client.query(
    `${verb} ROLE ${pg.escapeIdentifier(role)} LOGIN PASSWORD ${pg.escapeLiteral(password)}`,
  );
}

/** One role may what another may; it never becomes the other, so that what narrows it always narrows it. */
async function inherit(client: pg.Client, heir: string, role: string): Promise<void> {
  const [to, of] = [pg.escapeIdentifier(heir), pg.escapeIdentifier(role)];
  await client.query(`GRANT ${of} TO ${to} WITH INHERIT TRUE, SET FALSE`);
}

async function ensureDatabase(client: pg.Client, name: string, owner: string): Promise<void> {
  const known = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
  if (known.rowCount) return;
  await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)} OWNER ${pg.escapeIdentifier(owner)}`);
}
