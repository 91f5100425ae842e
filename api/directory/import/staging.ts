import type pg from 'pg';

/** Columns of the tables that hold a file's rows while it is read, by their types in PostgreSQL. */
const TABLES = {
  stage_unit: {
    source_id: 'text',
    name: 'text',
    level: 'text',
    calendar: 'text',
    policy: 'text',
    municipality: 'text',
    file: 'text',
    row: 'integer',
  },
  stage_person: {
    kind: 'text',
    source_id: 'text',
    given_name: 'text',
    family_name: 'text',
    email: 'text',
    phone: 'text',
    language: 'text',
    address_protected: 'boolean',
    staff_number: 'text',
    code_sealed: 'bytea',
    code_match: 'bytea',
    file: 'text',
    row: 'integer',
  },
  stage_learner: {
    source_id: 'text',
    unit: 'text',
    class: 'text',
    birth_date: 'date',
    municipality: 'text',
    file: 'text',
    row: 'integer',
  },
  stage_custody: {
    learner: 'text',
    guardian: 'text',
    position: 'text',
    lives_apart: 'boolean',
    file: 'text',
    row: 'integer',
  },
  stage_post: {
    source_id: 'text',
    role: 'text',
    unit: 'text',
    valid_from: 'date',
    valid_to: 'date',
    file: 'text',
    row: 'integer',
  },
  raw_org: { source_id: 'text', type: 'text' },
  raw_class: { source_id: 'text', title: 'text', homeroom: 'boolean', org: 'text', row: 'integer' },
  raw_user: {
    source_id: 'text',
    given_name: 'text',
    family_name: 'text',
    email: 'text',
    phone: 'text',
    language: 'text',
    address_protected: 'boolean',
    staff_number: 'text',
    code_sealed: 'bytea',
    code_match: 'bytea',
    birth_date: 'date',
    agents: 'text',
    without_custody: 'text',
    lives_apart: 'text',
    municipality: 'text',
    grades: 'text',
    row: 'integer',
  },
  raw_role: {
    user_id: 'text',
    role: 'text',
    org: 'text',
    begins: 'date',
    ends: 'date',
    is_primary: 'boolean',
    row: 'integer',
  },
  raw_enrolment: {
    user_id: 'text',
    class: 'text',
    org: 'text',
    role: 'text',
    begins: 'date',
    ends: 'date',
    is_primary: 'boolean',
    row: 'integer',
  },
  raw_demographic: { user_id: 'text', birth_date: 'date', row: 'integer' },
} as const satisfies Record<string, Record<string, 'text' | 'date' | 'boolean' | 'integer' | 'bytea'>>;

export type StageTable = keyof typeof TABLES;
interface Kinds {
  readonly text: string | null;
  readonly date: string | null;
  readonly boolean: boolean | null;
  readonly integer: number;
  readonly bytea: Buffer | null;
}
/** A row of a table, every column of it. */
export type StageRow<T extends StageTable> = {
  readonly [C in keyof (typeof TABLES)[T]]: (typeof TABLES)[T][C] extends keyof Kinds
    ? Kinds[(typeof TABLES)[T][C]]
    : never;
};

/** Rows that go to the store in one statement: enough to be fast, few enough to be little memory. */
const BATCH = 4_000;

interface Batch {
  readonly statement: { readonly name: string; readonly text: string };
  readonly names: readonly string[];
  readonly columns: unknown[][];
}

function batchOf(table: StageTable): Batch {
  const columns: Readonly<Record<string, string>> = TABLES[table];
  const names = Object.keys(columns);
  const arrays = names.map((name, i) => `$${i + 1}::${columns[name]}[]`).join(', ');
  const text = `INSERT INTO ${table} (${names.join(', ')}) SELECT * FROM unnest(${arrays})`;
  return { statement: { name: `fill-${table}`, text }, names, columns: names.map(() => []) };
}

/**
 * Tables of one import that end with its transaction. Rows are handed in one by one and go to the store in batches: a
 * file of any length takes the same memory.
 */
export class Staging {
  private readonly client: pg.ClientBase;
  private readonly batches = new Map<StageTable, Batch>();
  private underWay: Promise<unknown> = Promise.resolve();

  private constructor(client: pg.ClientBase) {
    this.client = client;
  }

  static async open(client: pg.ClientBase): Promise<Staging> {
    for (const [table, columns] of Object.entries(TABLES)) {
      const list = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
      await client.query(`CREATE TEMP TABLE ${table} (${list.join(', ')}) ON COMMIT DROP`);
    }
    return new Staging(client);
  }

  /** Takes a row; `settle` says when there is room for more. */
  add<T extends StageTable>(table: T, row: StageRow<T>): void {
    let batch = this.batches.get(table);
    if (batch === undefined) {
      batch = batchOf(table);
      this.batches.set(table, batch);
    }
    const values: Readonly<Record<string, unknown>> = row;
    const { names, columns } = batch;
    for (let i = 0; i < names.length; i += 1) columns[i]?.push(values[names[i] ?? '']);
  }

  /** Hands to the store what is a batch by now. To be awaited now and then while rows are added. */
  async settle(): Promise<void> {
    for (const batch of this.batches.values())
      if ((batch.columns[0]?.length ?? 0) >= BATCH) await this.flush(batch);
  }

  /** Everything is in the store, and the planner knows how much it is. */
  async finish(): Promise<void> {
    for (const [table, batch] of this.batches) {
      await this.flush(batch);
      await this.underWay;
      await this.client.query(`ANALYZE ${table}`);
    }
  }

  /** The store takes one batch while the next is read. */
  private async flush({ statement, columns }: Batch): Promise<void> {
    if ((columns[0]?.length ?? 0) === 0) return;
    const values = columns.map((column) => column.splice(0));
    await this.underWay;
    this.underWay = this.client.query({ ...statement, values });
    // Whoever waits for it next is told; until then nobody listens.
    this.underWay.catch(() => undefined);
  }
}
