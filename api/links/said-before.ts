import type pg from 'pg';
import type { CaseEventOf } from '../../domain/events.js';
import { readLog } from '../cases/read-log.js';
import type { FoundLink } from './find-link.js';

const SAID = ['consent-recorded', 'consent-withdrawn', 'talk-wanted'] as const;

/** What somebody who was asked has said: an answer, that it is taken back, that a talk is wanted. */
type SaidEvent = { [T in (typeof SAID)[number]]: CaseEventOf<T> }[(typeof SAID)[number]];

/** An answer of a person about one member, or that it was taken back. */
export type AnswerEvent = Exclude<SaidEvent, { readonly type: 'talk-wanted' }>;

function isAbout(event: AnswerEvent, memberId: string): boolean {
  return event.type === 'consent-recorded'
    ? event.data.memberId === memberId
    : event.data.memberIds.includes(memberId);
}

/** What the person of a link has said up to the event up to which the case was read. */
export class SaidBefore {
  readonly #events: readonly SaidEvent[];

  constructor(events: readonly SaidEvent[]) {
    this.#events = events;
  }

  /** The last answer about a member, by whatever way it was given; null when there was none. */
  about(memberId: string): AnswerEvent | null {
    const answers = this.#events.filter((it) => it.type !== 'talk-wanted');
    return answers.findLast((it) => isAbout(it, memberId)) ?? null;
  }

  /** Number of the last answer about any of these members; 0 when there was none. */
  lastAbout(memberIds: readonly string[]): number {
    return Math.max(0, ...memberIds.map((id) => this.about(id)?.seq ?? 0));
  }

  /** Number of the event by which a talk was last wished for; 0 when it never was. */
  lastTalk(): number {
    return this.#events.findLast((it) => it.type === 'talk-wanted')?.seq ?? 0;
  }
}

/** Reads what the person of a link has said, no further than the case was read: both tell of the same moment. */
export async function readSaidBefore(pool: pg.Pool, { state, personId }: FoundLink): Promise<SaidBefore> {
  if (state === null) return new SaidBefore([]);
  const events = await readLog(pool, state.caseId, SAID);
  return new SaidBefore(events.filter((it) => it.seq <= state.version && it.data.by === personId));
}
