import type { AnyCommand } from '../domain/commands.js';
import type { CaseEvent, EventType } from '../domain/events.js';
import type { RefusalCode } from '../domain/refusals.js';
import type { Rules } from '../domain/rules.js';
import type { SlipEnvelope, SlipKind, SlipRefusalCode, SlipRules, SlipState } from '../domain/slips/slip.js';
import type { CaseState } from '../domain/state.js';

/**
 * Names and shapes of messages between the door and the engine. The names travel unencrypted and are therefore
 * neutral: nothing here says what a case is about.
 */
export const CASE_WORKFLOW = 'caseWorkflow';
export const POSTMAN_WORKFLOW = 'postmanWorkflow';
/** The one Update by which every command arrives; its argument is an `AnyCommand`, its update id the command's id. */
export const COMMAND_UPDATE = 'command';
/** Query for audits and drills: the living state. Screens read PostgreSQL. */
export const SNAPSHOT_QUERY = 'snapshot';
/** Wakes a postman earlier than its own timer. */
export const MAIL_SIGNAL = 'mail';
/** Type of every failure by which a command is refused; the code travels in its (encoded) details. */
export const REFUSED = 'Refused';
/** Type of the failure by which the projection says that the stored log is another one. */
export const LOG_DIVERGED = 'E1';

/** How many postmen share the recipients. */
export const POSTMAN_SHARDS = 4;

export function caseWorkflowId(caseId: string): string {
  return `case/${caseId}`;
}

export function postmanWorkflowId(shard: number): string {
  return `postman/${shard}`;
}

/** Start argument of a case's run. `carried` is there after continue-as-new only. */
export interface CaseInput {
  readonly caseId: string;
  readonly carried?: Carried;
}

/** What a run hands to the next: state, rules, decisions that are not yet projected, recent command ids. */
export interface Carried {
  readonly state: CaseState;
  readonly rules: Rules;
  readonly recent: readonly AppliedCommand[];
  /** Under a steady stream of commands there is always one that is not yet stored: it moves over with the rest. */
  readonly waiting: readonly Decided[];
}

/** Events that are decided and not yet stored, with the command that caused them; time itself has none. */
export interface Decided {
  readonly events: readonly CaseEvent[];
  readonly command: AnyCommand | null;
  readonly answer: CommandAnswer | null;
}

/** A command that was applied, and the events it caused: the same command again gets the same answer. */
export interface AppliedCommand {
  readonly id: string;
  readonly answer: CommandAnswer;
}

/** Answer to a command that was decided. */
export interface CommandAnswer {
  readonly version: number;
  readonly events: readonly { readonly seq: number; readonly type: EventType }[];
}

/** First (and only) detail of a `REFUSED` failure. */
export interface RefusalDetail {
  readonly code: RefusalCode | SlipRefusalCode;
  readonly source: string;
}

/** Answer to `SNAPSHOT_QUERY`. */
export interface Snapshot {
  readonly state: CaseState | null;
  readonly rules: Rules | null;
  readonly unprojected: readonly CaseEvent[];
  readonly nextWake: number | null;
}

/** Argument of the projection: decisions in order, to be appended after `head`. */
export interface ProjectInput {
  readonly caseId: string;
  /** Number of the last event known to be stored. */
  readonly head: number;
  readonly events: readonly CaseEvent[];
  /** Outcomes of the commands decided by these events. */
  readonly outcomes: readonly AppliedCommand[];
  /** When the case wakes next; for people who look after the engine. */
  readonly nextWake: number | null;
}

/** What a run starts with: the state as the log tells it (null: no log yet), and its rules. */
export interface Beginning {
  readonly core: number;
  readonly state: CaseState | null;
  /** Null when neither a log nor a raised concern is known. */
  readonly rules: Rules | null;
  readonly recent: readonly AppliedCommand[];
}

/** The hands of a case. Idempotent; one object in. */
export interface CaseActivities {
  begin(input: {
    readonly caseId: string;
    readonly now: number;
    readonly carried: boolean;
  }): Promise<Beginning>;
  project(input: ProjectInput): Promise<void>;
}

/** The hands of a postman. */
export interface MailActivities {
  /** Sends what is due for a shard at `now`. */
  deliver(input: { readonly shard: number; readonly now: number }): Promise<Delivered>;
}

/** What one delivery did. Kept in the engine's history: after a restore of the ledger nothing of it goes out again. */
export interface Delivered {
  /** When to look again (epoch ms); null when nothing is planned. */
  readonly again: number | null;
  /** Ledger rows that left, by the Message-ID under which they did. */
  readonly sent: Readonly<Record<string, readonly string[]>>;
  /** Ledger rows that were not sent because they were no longer true, or a later reminder went instead. */
  readonly dropped: readonly string[];
}

/** Start argument of a postman. */
export interface PostmanInput {
  readonly shard: number;
}

/** Workflow types of slips: one thing asked for and one answer, outside any case. */
export const SLIP_WORKFLOWS = {
  consultation: 'consultationWorkflow',
  talk: 'talkWorkflow',
} as const satisfies Record<SlipKind, string>;

export function slipWorkflowId(kind: SlipKind, slipId: string): string {
  return `${kind}/${slipId}`;
}

/** Start argument of a slip's run. What it knows comes from the store. */
export interface SlipInput {
  readonly slipId: string;
}

/** Answer to a command on a slip that was decided. */
export interface SlipAnswer {
  readonly version: number;
}

/** What a run of a slip starts with; no rules: neither a slip nor a command that opens one is known. */
export interface SlipBeginning {
  readonly state: SlipState | null;
  readonly rules: SlipRules | null;
}

/** Argument of storing a slip: its state, with the events and commands that made it so. */
export interface SlipStoreInput {
  readonly kind: SlipKind;
  readonly slipId: string;
  readonly state: SlipState;
  readonly events: readonly SlipEnvelope[];
  /** Ids of the commands that these events carry out. */
  readonly outcomes: readonly string[];
  readonly nextWake: number | null;
}

/** Answer to `SNAPSHOT_QUERY` of a slip. */
export interface SlipSnapshot {
  readonly state: SlipState | null;
  readonly unstored: boolean;
  readonly nextWake: number | null;
}

/** The hands of a slip. Idempotent; one object in. */
export interface SlipActivities {
  beginSlip(input: {
    readonly kind: SlipKind;
    readonly slipId: string;
    readonly now: number;
  }): Promise<SlipBeginning>;
  storeSlip(input: SlipStoreInput): Promise<void>;
}

/** Roll-outs: one workflow each, which holds where it is and nothing of the cases. */
export const BULK_WORKFLOW = 'bulkWorkflow';
/** Tells a roll-out that people want something else of it; what, it reads in the store. */
export const BULK_SIGNAL = 'bulk';

export function bulkWorkflowId(bulkId: string): string {
  return `bulk/${bulkId}`;
}

/** Where a roll-out is. */
export interface BulkProgress {
  /** Place in the list of the last case of this round that was taken up; null: a round begins. */
  readonly cursor: number | null;
  /** Cases a second; null: as fast as was asked. */
  readonly pace: number | null;
  readonly counts: BulkCounts;
}

/** Cases by what became of them, as far as the work has counted. */
export interface BulkCounts {
  readonly done: number;
  readonly unchanged: number;
  readonly refused: number;
}

/** Start argument of a roll-out. `progress` is there after continue-as-new only. */
export interface BulkInput {
  readonly bulkId: string;
  readonly progress?: BulkProgress;
}

/** What one call of the work did. */
export interface BulkStep {
  readonly progress: BulkProgress;
  /** `running`: call again, after `wait` milliseconds. `over`: done, or cancelled. */
  readonly state: 'running' | 'paused' | 'over';
  readonly wait: number;
}

/** The hands of a roll-out. Idempotent; one object in. */
export interface BulkActivities {
  /** Moves some cases; what it did is in the store when it answers. */
  runBulk(input: {
    readonly bulkId: string;
    readonly progress: BulkProgress;
    readonly now: number;
  }): Promise<BulkStep>;
}
