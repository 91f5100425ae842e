import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { askWhatIf } from '../api/bulk/what-if.js';
import type { Candidate } from '../api/bulk/candidate.js';
import { inThreads } from '../api/threads/in-threads.js';
import type { Rules } from '../domain/rules.js';
import { parseDate } from '../domain/time/civil-date.js';
import { instant } from '../domain/time/instant.js';
import { calendarOf, compileFor } from '../policies/registry.js';
import { rulesFor } from '../policies/published.js';
import { seedPublished } from '../policies/seed.js';
import { BASIC_SCHOOL } from '../stack/sample-people.js';
import { seedSampleData } from '../stack/sample-data.js';
import { startStack } from '../stack/stack.js';
import { asId, type UnitId } from '../domain/ids.js';
import { report } from './support/figure.js';
import { syntheticLogs, type SyntheticLog } from './support/synthetic-logs.js';
import type { LogsAnswer, LogsPiece, LogsQuestion } from './support/what-if-over-logs.js';

const EVENTS = 40;
/** Different logs; each stands for as many cases as there are more. */
const VARIANTS = 200;
/** Cases that a thread takes at a time. */
const PIECE = 4_000;
const MEGABYTE = 1024 * 1024;
const SECONDS = 30;

/** The days of a storm, taken off every calendar. */
const STORM = [parseDate('2026-12-02'), parseDate('2026-12-03'), parseDate('2027-02-03')];

function stormy(): ReturnType<typeof calendarOf> {
  const calendar = calendarOf('espoo-sample');
  const years = calendar.years.map((year, index) => {
    if (index > 0) return year;
    const exceptional = [
      ...year.exceptional,
      ...STORM.map((date) => ({ date, work: false, source: 'SAMPLE' })),
    ];
    return { ...year, exceptional, workingDays: year.workingDays - STORM.length };
  });
  return { ...calendar, years };
}

/** Asks of logs, on the threads on which the product asks of the store. */
async function overLogs(logs: readonly SyntheticLog[], cases: number, rules: Rules): Promise<void> {
  const began = performance.now();
  const cpu = process.cpuUsage();
  const candidate: Rules = {
    ...rules,
    id: 'candidate',
    duties: { ...rules.duties, 'L-NEXT': { unit: 'institution-day', length: 2, ladder: 'standard' } },
  };
  const pieces = Array.from({ length: Math.ceil(cases / PIECE) }, (_, n): LogsPiece => {
    const from = n * PIECE;
    return { from, cases: Math.min(PIECE, cases - from) };
  });
  const module = new URL('./support/what-if-over-logs.ts', import.meta.url);
  const found = await inThreads<LogsQuestion, LogsPiece, LogsAnswer>(
    module,
    { logs, rules, candidate },
    pieces,
  );
  const sum = (key: 'moved' | 'newlyLate' | 'extra') => found.reduce((all, one) => all + one[key], 0);
  const rss = Math.max(...found.map((one) => one.rss));
  const seconds = (performance.now() - began) / 1000;
  const used = process.cpuUsage(cpu);
  const busy = (((used.user + used.system) / 1e6) * 100_000) / cases;
  const whole = (seconds / cases) * 100_000;
  const note = `${cases} cases of ${EVENTS} events; ${sum('moved')} moved, ${sum('newlyLate')} newly late, ${sum('extra')} extra reminders`;
  report({ name: 'what-if-over-logs', value: seconds, unit: 's', note });
  report({
    ...{ name: 'what-if-over-logs-100000', value: whole, unit: 's' },
    ...{
      budget: `<= ${SECONDS}`,
      within: whole <= SECONDS,
      note: `two threads, busy for ${busy.toFixed(1)} s`,
    },
  });
  report({
    ...{ name: 'what-if-memory', value: rss / MEGABYTE, unit: 'MB', budget: '< 1024' },
    within: rss / MEGABYTE < 1024,
  });
}

/** Fills the store with open cases: each variant once, then copied inside the database. */
async function fill(
  pool: pg.Pool,
  logs: readonly SyntheticLog[],
  cases: number,
  rulesId: string,
): Promise<void> {
  const rows = logs.map(({ state }) => ({
    ...state,
    caseId: randomUUID(),
    rulesId,
    schoolId: BASIC_SCHOOL.id,
  }));
  await pool.query(
    `INSERT INTO case_view (case_id, ref, controller_id, learner_id, school_id, status, stage, urgent, responsible_school,
       responsible_county, version, head_hash, opened_at, updated_at, late, state)
     SELECT gen_random_uuid(), 'R-2026-' || n, u.controller_id, (s ->> 'learnerId')::uuid, u.id, 'open', s ->> 'stage', false,
       (s #>> '{responsible,school}')::uuid, (s #>> '{responsible,county}')::uuid, ${EVENTS}, '', now(), now(), false, s
     FROM generate_series(1, $2::integer) n
     JOIN LATERAL (SELECT $1::jsonb -> (n % jsonb_array_length($1::jsonb)) AS s) x ON true
     JOIN unit u ON u.id = $3`,
    [JSON.stringify(rows), cases, BASIC_SCHOOL.id],
  );
  await pool.query('ANALYZE case_view');
}

/** The same question as the endpoint and the operator's command ask it: of PostgreSQL, streamed. */
async function overStore(logs: readonly SyntheticLog[], cases: number): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'rinnalla-bench-'));
  await chmod(home, 0o711);
  const ports = { postgres: 56_329, temporal: 18_233, smtp: 13_525, inbox: 19_025 };
  const stack = await startStack({ home, ports });
  const pool = new pg.Pool({ connectionString: stack.ownerUrl, max: 4 });
  try {
    await seedSampleData(stack);
    const now = instant(Date.now());
    await seedPublished(pool, now);
    const on = parseDate('2026-11-23');
    const rules = await rulesFor(pool, asId<UnitId>(BASIC_SCHOOL.id), { on, now });
    if (!rules) throw new Error('no sample school');
    await fill(pool, logs, cases, rules.id);
    const calendar = stormy();
    const { name, validFrom } = calendar;
    const candidate: Candidate = {
      id: null,
      kind: 'calendar',
      name,
      validFrom,
      rolledOut: { kind: 'calendar', calendar },
    };
    let rss = 0;
    const watch = setInterval(() => (rss = Math.max(rss, process.memoryUsage.rss())), 250);
    const began = performance.now();
    const answer = await askWhatIf(pool, {
      ...{ candidate, mode: 'recompute', schools: [BASIC_SCHOOL.id], now, limit: 100 },
      ...{ known: () => 'true', sides: ['school', 'county'] },
    }).finally(() => clearInterval(watch));
    const seconds = (performance.now() - began) / 1000;
    const whole = (seconds / answer.counts.cases) * 100_000;
    report({
      ...{ name: 'what-if-over-store-100000', value: whole, unit: 's', budget: `<= ${SECONDS}` },
      within: whole <= SECONDS,
      note: `${answer.counts.cases} cases in ${seconds.toFixed(1)} s; ${answer.counts.moved} moved; ${Math.round(rss / MEGABYTE)} MB at the most`,
    });
  } finally {
    await pool.end();
    await stack.stop();
    await rm(home, { recursive: true, force: true });
  }
}

/** `npm run bench -- what-if [open cases]`: what a version would do to every open case. */
export async function benchWhatIf(cases = 100_000): Promise<void> {
  const logs = syntheticLogs(VARIANTS, EVENTS);
  const on = parseDate('2026-10-01');
  const schoolId = logs[0]?.state.schoolId;
  if (!schoolId) throw new Error('no log');
  await overLogs(logs, cases, compileFor({ schoolId, level: 'basic', calendarName: 'espoo-sample', on }));
  await overStore(logs, cases);
}
