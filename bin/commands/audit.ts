import { masterKeys, TextVault } from '../../api/vault/text-vault.js';
import { forEachOf, readArguments, table, wrongUse, type OperatorCommand } from './command-line.js';
import { engineFaultsOf } from './engine-check.js';
import { faultsOf, type Fault } from './faults.js';
import { readErasures, signingKeys } from '../erasures/erasure-list.js';
import { required } from '../settings.js';
import { ledgerFaults, ledgerNotes, type Note } from './ledger-check.js';
import { slipEngineFaults, slipFaultsOf, slipInboxFaults, storedSlips } from './slip-check.js';
import { erasureFaults, textsAndGaps } from './text-check.js';
import { isLiving, storedCases } from './stored-cases.js';
import { openSurroundings, type Surroundings } from './surroundings.js';

/** Living cases asked at a time: a question makes a worker replay a case it does not hold. */
const AT_ONCE = 4;

/** What an audit counted and found. */
export interface AuditReport {
  readonly cases: number;
  readonly events: number;
  readonly living: number;
  /** Consultations and requests to talk; none when one case was asked for. */
  readonly slips: number;
  readonly faults: readonly Fault[];
  readonly notes: readonly Note[];
}

/** Looks at every case, or at one (`only`: id or reference), from the log outwards. */
export async function audit(
  { pool, temporal, settings }: Surroundings,
  options: { only?: string; engine: boolean },
): Promise<AuditReport> {
  const { textKey } = required(settings, 'textKey');
  const { textKeyOld, erasureFolder } = settings;
  const words = { pool, vault: new TextVault(masterKeys(textKey, textKeyOld)) };
  const [faults, notes] = [[] as Fault[], [] as Note[]];
  let [cases, events, living] = [0, 0, 0];
  let caseId: string | null = null;
  await forEachOf(storedCases(pool, options.only), AT_ONCE, async (stored) => {
    cases += 1;
    events += stored.events.length;
    living += isLiving(stored.state) ? 1 : 0;
    if (options.only !== undefined) caseId = stored.caseId;
    const texts = await textsAndGaps(words, stored);
    const engine = options.engine ? await engineFaultsOf(pool, temporal, stored) : [];
    faults.push(...faultsOf(stored), ...texts.faults, ...engine);
    notes.push(...texts.notes);
  });
  if (options.only === undefined || caseId !== null) {
    faults.push(...(await ledgerFaults(pool, caseId, Date.now())));
    notes.push(...(await ledgerNotes(pool, caseId)));
    const erasures = await readErasures(erasureFolder, signingKeys(textKey, textKeyOld));
    faults.push(...(await erasureFaults(pool, erasures)));
  }
  const slips = options.only === undefined ? await auditSlips({ pool, temporal }, options.engine, faults) : 0;
  return { cases, events, living, slips, faults, notes };
}

/** Every slip, from its row outwards; what is wrong is added to `faults`. Answers how many there are. */
async function auditSlips(
  { pool, temporal }: Pick<Surroundings, 'pool' | 'temporal'>,
  engine: boolean,
  faults: Fault[],
): Promise<number> {
  let slips = 0;
  await forEachOf(storedSlips(pool), AT_ONCE, async (slip) => {
    slips += 1;
    faults.push(...(await slipFaultsOf(pool, slip)));
    if (engine) faults.push(...(await slipEngineFaults(pool, temporal, slip)));
  });
  faults.push(...(await slipInboxFaults(pool, Date.now())));
  return slips;
}

function print({ cases, events, living, slips, faults, notes }: AuditReport, engine: boolean): void {
  console.log(
    `${cases} cases with ${events} events; ${living} are open or owe something${engine ? ', each asked in the engine' : ''}. ${slips} consultations and requests to talk.`,
  );
  if (notes.length > 0) {
    console.log(`\nTo know (${notes.length}):`);
    console.log(
      table(
        ['what', 'case', 'detail'],
        notes.map((note) => [note.kind, note.ref, note.detail]),
      ),
    );
  }
  if (faults.length > 0) {
    console.log(`\nFaults (${faults.length}):`);
    console.log(
      table(
        ['fault', 'case', 'detail'],
        faults.map((fault) => [fault.kind, fault.ref, fault.detail]),
      ),
    );
  }
  console.log(`\n${faults.length} faults.`);
}

export const auditCommand: OperatorCommand = {
  summary: 'compare log, views, duties, mail ledger, inbox and running workflows',
  help: `rinnalla audit [--case ID|REFERENCE] [--no-engine] [--json]

For every case, or one: the hash chain of the log is whole; view and duties are what the log says; every open case has
a running workflow with the same state and the same next wake; every command has the outcome the log bears out; no
mail waits past its time; sealed texts are what they were; nothing that was erased has come back. Consultations and
requests to talk have no log: their row says what their state says and what their running workflow says, and the words
of an erased one are gone. What is known to be gone is listed, and is no fault.
--no-engine leaves the workflows out. Exit code 1 when there is a fault.`,
  run: async (args) => {
    const { values } = readArguments('audit', args, {
      case: { type: 'string' },
      'no-engine': { type: 'boolean' },
      json: { type: 'boolean' },
    });
    const engine = !values['no-engine'];
    const surroundings = await openSurroundings({ temporal: engine });
    try {
      const report = await audit(surroundings, {
        engine,
        ...(values.case === undefined ? {} : { only: values.case }),
      });
      if (values.case !== undefined && report.cases === 0)
        throw wrongUse('audit', `There is no case ${values.case}`);
      if (values.json) console.log(JSON.stringify(report));
      else print(report, engine);
      return report.faults.length > 0 ? 1 : 0;
    } finally {
      await surroundings.close();
    }
  },
};
