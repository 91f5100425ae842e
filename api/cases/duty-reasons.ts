import type { DutyAnswer } from '../contracts/duties.js';
import type { SeenCase } from './find-case.js';
import { said } from './present-annex.js';
import { readLog } from './read-log.js';
import { readWords, type WordStore } from './words.js';

type Reasons = Pick<DutyAnswer, 'pause' | 'setByHand'>;

/**
 * Who let a duty rest or set its day by hand, and why, by duty: what was said last. The log alone knows; most cases
 * have nothing to ask for. Words for those who may read texts.
 */
export async function readDutyReasons(
  store: WordStore,
  { state, sections }: SeenCase,
): Promise<ReadonlyMap<string, Reasons>> {
  const moved = state.duties.filter((duty) => duty.status === 'paused' || duty.byHand);
  if (moved.length === 0) return new Map();
  const events = await readLog(store.pool, state.caseId, ['duty-paused', 'due-date-set']);
  const texts = events.flatMap((event) => (event.type === 'due-date-set' ? [event.data.reason.textId] : []));
  const words = await readWords(store, state.caseId, sections.has('texts') ? texts : []);
  const found = new Map<string, Reasons>();
  for (const { type, data, by, happenedOn: on } of events) {
    const duty = moved.find((it) => it.id === data.dutyId);
    if (duty === undefined) continue;
    const known = found.get(duty.id) ?? {};
    if (type === 'due-date-set') {
      const setByHand = { was: data.was, on, by, ...said('reason', data.reason.textId, words) };
      found.set(duty.id, { ...known, setByHand });
    } else if (duty.status === 'paused') {
      found.set(duty.id, { ...known, pause: { reason: data.reason, on, by } });
    }
  }
  return found;
}
