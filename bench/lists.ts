import pg from 'pg';
import { signInAt } from '../test/support/sign-in.js';
import { samplePerson } from '../stack/sample-people.js';
import { median, report, timed } from './support/figure.js';
import { moving, startProduct, type Product } from './support/product.js';

/** Cases that are raised and worked on; the others are their copies. */
const REAL = 100;
const TRIES = 7;
/** Longest that a page of people may take, and one of figures. Milliseconds. */
const PAGE_MS = 300;
const FIGURES_MS = 3_000;

const LISTED = `CREATE TEMPORARY TABLE copied AS
  SELECT v.case_id AS old, gen_random_uuid() AS id, 'R-2025-' || (100000 + row_number() OVER ()) AS ref
  FROM case_view v, generate_series(1, $1::integer)`;
/** What is another in a copy of a row, by table. */
const CHANGED = {
  case_view: `jsonb_build_object('case_id', c.id, 'ref', c.ref, 'state', x.state || jsonb_build_object('caseId', c.id, 'ref', c.ref))`,
  case_duty: `jsonb_build_object('case_id', c.id)`,
  case_event: `jsonb_build_object('case_id', c.id)`,
};

/** Copies rows inside the database as the product wrote them, under other ids. */
async function copyRows(client: pg.PoolClient, table: string, changed: string): Promise<void> {
  const { rows } = await client.query<{ names: string }>(
    `SELECT string_agg(quote_ident(column_name), ', ') AS names FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER'`,
    [table],
  );
  const names = rows[0]?.names ?? '';
  await client.query(
    `INSERT INTO ${table} (${names})
     SELECT ${names} FROM (SELECT (jsonb_populate_record(x, ${changed})).* FROM copied c JOIN ${table} x ON x.case_id = c.old) y`,
  );
  await client.query(`ANALYZE ${table}`);
}

async function fill(product: Product, pool: pg.Pool, cases: number): Promise<void> {
  for (let n = 0; n < REAL; n += 1) {
    const isNew = n % 3 === 0;
    const id = await product.raise(isNew ? 0 : n % 40);
    if (isNew) await product.command(id, moving(n));
  }
  const client = await pool.connect();
  try {
    await client.query(LISTED, [Math.ceil(cases / REAL) - 1]);
    for (const [table, changed] of Object.entries(CHANGED)) await copyRows(client, table, changed);
  } finally {
    client.release();
  }
}

interface Asked {
  readonly who: 'curator' | 'supervisor';
  readonly path: string;
  readonly budget: number;
}

const page = (who: Asked['who'], path: string): Asked => ({ who, path, budget: PAGE_MS });
const figures = (path: string): Asked => ({ who: 'supervisor', path, budget: FIGURES_MS });

const ASKED: readonly Asked[] = [
  page('curator', '/api/v1/tasks'),
  page('curator', '/api/v1/cases'),
  page('curator', '/api/v1/cases?sort=due'),
  page('curator', '/api/v1/cases?responsible=me&sort=due'),
  page('curator', '/api/v1/cases?late=true'),
  page('curator', '/api/v1/cases?q=R-2025-1500'),
  page('supervisor', '/api/v1/cases?status=all&sort=-opened'),
  page('supervisor', '/api/v1/cases?late=true&sort=due'),
  figures('/api/v1/supervision/summary'),
  figures('/api/v1/supervision/forecast'),
  figures('/api/v1/supervision/workload'),
];

/** `npm run bench -- lists [cases]`: what a person and a supervisor wait for, with so many cases in the store. */
export async function benchLists(cases = 100_000): Promise<void> {
  const product = await startProduct();
  const pool = new pg.Pool({ connectionString: product.stack.ownerUrl, max: 2 });
  try {
    await fill(product, pool, cases);
    const cookies = {
      curator: await signInAt(product.app.url, samplePerson('curator').id),
      supervisor: await signInAt(product.app.url, samplePerson('countySupervisor').id),
    };
    for (const { who, path, budget } of ASKED) {
      const times: number[] = [];
      let answered = '';
      for (let n = 0; n < TRIES; n += 1) {
        times.push(
          await timed(async () => {
            const answer = await fetch(product.app.url + path, { headers: { cookie: cookies[who] } });
            answered = `${answer.status}, ${Math.round((await answer.text()).length / 1024)} KB`;
          }),
        );
      }
      const value = median(times);
      report({
        ...{ name: path.replace('/api/v1/', ''), value, unit: 'ms', budget: `< ${budget}` },
        ...{ within: value < budget, note: `${who}; ${cases} cases; ${answered}` },
      });
    }
  } finally {
    await pool.end();
    await product.close();
  }
}
