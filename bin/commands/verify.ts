import type pg from 'pg';
import { accessHash, linkHash } from '../../activities/chain.js';
import { readAnchors, type KeptAnchor } from '../anchors/read-anchors.js';
import { anchorDifferences, knownHeads, type KnownCase, type Log } from './anchor-check.js';
import { lookThrough, type ChainReport } from './chain-faults.js';
import { readArguments, table, wrongUse, type OperatorCommand } from './command-line.js';
import { storedChains, type StoredChains } from './stored-chains.js';
import { openStore } from './surroundings.js';

/** A row, or an anchor, that is not what it was. */
export interface Finding {
  readonly log: Log | 'anchors';
  readonly kind: string;
  readonly ref: string;
  readonly seq: number | null;
  readonly detail: string;
}

/** What a verification looked at and found. */
export interface VerifyReport {
  readonly cases: number;
  readonly events: number;
  readonly access: number;
  readonly anchors: number;
  readonly faults: readonly Finding[];
  /** Worth knowing, and no fault. */
  readonly notes: readonly Finding[];
}

const NOTHING_KNOWN: KnownCase = { ref: '', events: [], access: [] };

function chainsOf(stored: StoredChains): Readonly<Record<Log, ChainReport>> {
  const events = lookThrough(stored.events, stored.eventsHead, (prev, _seq, body) => linkHash(prev, body));
  return { events, access: lookThrough(stored.access, stored.accessHead, accessHash) };
}

/** Faults of one case: of its chains by themselves, then of what anchors know beyond. */
function faultsOf(stored: StoredChains, known: KnownCase): Finding[] {
  const chains = chainsOf(stored);
  return (['events', 'access'] as const).flatMap((log) => {
    const gaps = log === 'events' ? stored.gaps : [];
    const found = [...chains[log].faults, ...anchorDifferences(chains[log], known[log], gaps)];
    return found.map(({ kind, seq, detail }): Finding => ({ log, kind, ref: stored.ref, seq, detail }));
  });
}

/** A case that anchors know and no table. */
function goneCase(caseId: string, { ref, events, access }: KnownCase): Finding[] {
  const empty = { caseId, ref, events: [], eventsHead: null, access: [], accessHead: null, gaps: [] };
  return faultsOf(empty, { ref, events, access });
}

function anchorNotes(anchors: readonly KeptAnchor[], from: number): Finding[] {
  const note = (kind: string, detail: string): Finding => ({
    log: 'anchors',
    kind,
    ref: '',
    seq: null,
    detail,
  });
  const restored = anchors[from];
  if (anchors.length === 0) return [note('no-anchor', 'nothing outside the database bears the logs out yet')];
  if (restored?.restored !== true) return [];
  return [
    note(
      'restored',
      `anchors before ${restored.file} are not compared: it says that a restore lost their rows`,
    ),
  ];
}

function isAsked(only: string | undefined, caseId: string, ref: string): boolean {
  return only === undefined || only === caseId || only === ref;
}

/**
 * Recomputes both logs of every case, or of one, from what lies in the tables, and compares them with the stored
 * heads and with the anchors in a folder. Nothing is written.
 */
export async function verify(
  pool: pg.Pool,
  options: { readonly folder: string; readonly only?: string },
): Promise<VerifyReport> {
  const { folder, only } = options;
  const { anchors, faults: ofFiles } = await readAnchors(folder);
  const from = Math.max(
    0,
    anchors.findLastIndex((anchor) => anchor.restored),
  );
  const known = new Map(knownHeads(anchors.slice(from)));
  const faults: Finding[] = ofFiles.map(({ kind, file, detail }) => ({
    log: 'anchors',
    kind,
    ref: file,
    seq: null,
    detail,
  }));
  const notes = anchorNotes(anchors, from);
  let [cases, events, access] = [0, 0, 0];
  for await (const stored of storedChains(pool, only)) {
    cases += 1;
    events += stored.events.length;
    access += stored.access.length;
    const ofAnchors = known.get(stored.caseId);
    known.delete(stored.caseId);
    // A case of which every row is gone has its name from outside.
    const named = ofAnchors && stored.ref === stored.caseId ? { ...stored, ref: ofAnchors.ref } : stored;
    faults.push(...faultsOf(named, ofAnchors ?? NOTHING_KNOWN));
    notes.push(...gapNotes(stored));
  }
  for (const [caseId, gone] of known)
    if (isAsked(only, caseId, gone.ref)) faults.push(...goneCase(caseId, gone));
  return { cases, events, access, anchors: anchors.length, faults, notes };
}

function gapNotes({ ref, gaps }: StoredChains): Finding[] {
  return gaps.map(({ seq, missing }) => ({
    ...{ log: 'events', kind: 'gap', ref, seq },
    detail: `${missing} events are lost, as the log itself records`,
  }));
}

const line = ({ log, kind, ref, seq, detail }: Finding): string[] => [
  log,
  kind,
  ref,
  seq === null ? '' : String(seq),
  detail,
];

function print({ cases, events, access, anchors, faults, notes }: VerifyReport): void {
  console.log(
    `${cases} cases: ${events} events and ${access} rows of the access log, against ${anchors} anchors.`,
  );
  const heading = ['log', 'what', 'case', 'row', 'detail'];
  if (notes.length > 0) console.log(`\nTo know (${notes.length}):\n${table(heading, notes.map(line))}`);
  if (faults.length > 0) console.log(`\nFaults (${faults.length}):\n${table(heading, faults.map(line))}`);
  if (faults.some(({ kind }) => kind === 'cut-off')) {
    console.log(
      `\nRows are gone that were there. After a restore: run \`npx rinnalla salvage\`, then, when what is left out is known to\nbe lost, \`npx rinnalla anchor --restored\`. Without a restore: somebody has deleted them; docs/runbook.md says what to do.`,
    );
  }
  console.log(`\n${faults.length} faults.`);
}

export const verifyCommand: OperatorCommand = {
  summary: 'recompute the logs and compare them with their heads and the anchors',
  help: `rinnalla verify [--case ID|REFERENCE] [--anchors FOLDER] [--json]

Recomputes the hash chains of the events and of the access log of every case, or one, and compares them with the stored
heads and with every anchor since the last restore. Names each row that was changed, is missing, was re-ordered or
inserted, was cut off, or was written anew together with all that follows it. Reads only.
--anchors  folder of the anchors (default: ANCHOR_FOLDER); give a copy that nobody who runs the database can reach
Exit code 1 when there is a fault.`,
  run: async (args) => {
    const text = { type: 'string' } as const;
    const { values } = readArguments('verify', args, {
      case: text,
      anchors: text,
      json: { type: 'boolean' },
    });
    const { pool, settings, close } = await openStore();
    try {
      const folder = values.anchors ?? settings.anchorFolder;
      const report = await verify(pool, {
        folder,
        ...(values.case === undefined ? {} : { only: values.case }),
      });
      if (values.case !== undefined && report.cases === 0 && report.faults.length === 0)
        throw wrongUse('verify', `There is no case ${values.case}`);
      if (values.json) console.log(JSON.stringify(report));
      else print(report);
      return report.faults.length > 0 ? 1 : 0;
    } finally {
      await close();
    }
  },
};
