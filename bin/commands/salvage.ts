import { raiseAlarm } from '../../activities/alarm.js';
import { CASE_WORKFLOW, caseWorkflowId } from '../../workflows/messages.js';
import { StackProblem } from '../../stack/problem.js';
import { forEachOf, readArguments, table, type OperatorCommand } from './command-line.js';
import { runsOf, stepsOf, type Step } from './histories.js';
import { repairStaleViews } from './repair-views.js';
import { salvageCase, type Salvaged } from './salvage-case.js';
import { markSentMails } from './sent-mails.js';
import { openSurroundings, type Surroundings } from './surroundings.js';
import { timelineOf } from './timeline.js';
import { untilWorkers } from './workers.js';

const AT_ONCE = 4;
/** A worker that was just stopped is known to be gone after little more than a minute. */
const WORKER_PATIENCE_MS = 90_000;

/** What a salvage did. */
export interface SalvageReport {
  /** Cases of which the engine keeps a history. */
  readonly cases: number;
  readonly events: number;
  readonly commands: number;
  /** Mails that the engine knows were sent or dropped, and the ledger did not. */
  readonly mails: number;
  /** Mails that left for cases or events that are nowhere. */
  readonly strayMails: number;
  /** Cases for which something came back, is gone, or is not the same. */
  readonly touched: readonly Salvaged[];
}

/** A worker would deliver mail that has been sent, and decide on a log that is behind. */
async function refuseWhileOpen(around: Surroundings, say: (sentence: string) => void): Promise<void> {
  const { rows } = await around.pool.query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM pg_stat_activity WHERE application_name LIKE 'rinnalla-%' AND application_name <> 'rinnalla-operator'`,
  );
  if ((rows[0]?.count ?? 0) > 0)
    throw new StackProblem(
      'The API is running.',
      'stop API and workers first; docs/runbook.md has the order.',
    );
  if (await untilWorkers(around, 'gone', 0)) return;
  say('A worker was here a moment ago; waiting until it is certain that it has stopped ...');
  if (await untilWorkers(around, 'gone', WORKER_PATIENCE_MS)) return;
  throw new StackProblem(
    'A worker is running.',
    'stop API and workers first; docs/runbook.md has the order.',
  );
}

/** References are numbered on from the highest that is in use, so that none is given twice after a restore. */
async function takeReferences(pool: Surroundings['pool']): Promise<void> {
  await pool.query(
    `WITH used AS (SELECT coalesce(max(substring(ref FROM '^R-[0-9]{4}-([0-9]+)$')::bigint), 0) AS highest
                   FROM (SELECT ref FROM case_view UNION ALL SELECT ref FROM command) r)
     SELECT count(nextval('case_ref_seq')) FROM generate_series(coalesce(pg_sequence_last_value('case_ref_seq'), 0) + 1, (SELECT highest FROM used))`,
  );
}

/** Copies from Temporal's histories into PostgreSQL what the log lacks. */
export async function salvage(around: Surroundings): Promise<SalvageReport> {
  const { pool, temporal, settings } = around;
  // The projection appends after the head that the view names: it has to be the log's.
  await repairStaleViews(pool);
  const all: Salvaged[] = [];
  const prefix = caseWorkflowId('');
  await forEachOf(await runsOf(temporal, CASE_WORKFLOW), AT_ONCE, async ({ workflowId, runIds }) => {
    const steps: Step[] = [];
    for (const runId of runIds) steps.push(...(await stepsOf(temporal, settings, workflowId, runId)));
    all.push(await salvageCase(around, workflowId.slice(prefix.length), timelineOf(steps), Date.now()));
  });
  const { marked: mails, unknown: strayMails } = await markSentMails(pool, temporal, settings);
  if (strayMails > 0)
    await raiseAlarm(pool, { kind: 'gap', caseId: null, at: Date.now(), detail: { strayMails } });
  await takeReferences(pool);
  const sum = (pick: (one: Salvaged) => number): number => all.reduce((total, one) => total + pick(one), 0);
  const touched = all.filter(
    ({ events, commands, gap, partsAt }) => events + commands + gap > 0 || partsAt !== null,
  );
  return {
    cases: all.length,
    events: sum((one) => one.events),
    commands: sum((one) => one.commands),
    mails,
    strayMails,
    touched,
  };
}

function lineOf({ ref, events, commands, gap, partsAt }: Salvaged): string[] {
  const said = [
    ...(partsAt === null ? [] : [`the log has gone another way at event ${partsAt}; left as it is`]),
    ...(gap > 0 ? [`${gap} events are gone; recorded in the log`] : []),
  ];
  return [ref, String(events), String(commands), said.join('; ')];
}

function isLost({ gap, partsAt }: Salvaged): boolean {
  return gap > 0 || partsAt !== null;
}

function print({ cases, events, commands, mails, strayMails, touched }: SalvageReport): void {
  console.log(`Temporal keeps histories of ${cases} cases.`);
  console.log(`${events} events came back, ${commands} commands, and what became of ${mails} mails.`);
  if (touched.length > 0) console.log(`\n${table(['case', 'events', 'commands', ''], touched.map(lineOf))}`);
  if (strayMails > 0)
    console.log(
      `\n${strayMails} mails were sent for cases or events that are nowhere; their Message-IDs are in the mail server's log.`,
    );
  const lost = touched.filter(isLost).length;
  console.log(
    lost + strayMails === 0
      ? '\nNothing that the engine remembers is missing.'
      : `\n${lost} cases lack something for good.`,
  );
}

export const salvageCommand: OperatorCommand = {
  summary: "after a restore of PostgreSQL: copy from Temporal's histories what the log lacks",
  help: `rinnalla salvage [--json]

For every case of which Temporal keeps a history: events that follow the stored log without a hole are appended by the
projection itself; commands the inbox has lost are put back; mails that were sent stay sent. Events that are known to
have been and are nowhere are recorded in the log as a gap and made a task of the responsible person. Free texts are in
PostgreSQL only: \`rinnalla audit\` names those that are gone. Doing it twice does nothing more.
API and workers must be stopped. On the embedded stack, stop \`npm start\` first: the command starts the servers by itself.
Exit code 1 when something is lost for good.`,
  run: async (args) => {
    const { values } = readArguments('salvage', args, { json: { type: 'boolean' } });
    const say = (sentence: string): void => console.error(sentence);
    const around = await openSurroundings({ startServers: true, say });
    try {
      await refuseWhileOpen(around, say);
      const report = await salvage(around);
      if (values.json) console.log(JSON.stringify(report));
      else print(report);
      return report.strayMails > 0 || report.touched.some(isLost) ? 1 : 0;
    } finally {
      await around.close();
    }
  },
};
