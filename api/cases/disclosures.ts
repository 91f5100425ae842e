import { annexOf } from '../../domain/annex.js';
import type { DisclosureGround } from '../../domain/codes.js';
import type { TextRef } from '../../domain/commands.js';
import type { CaseEvent, CaseEventOf, EventType } from '../../domain/events.js';
import type { CaseState } from '../../domain/state.js';
import type { DisclosureAnswer } from '../contracts/annex.js';
import type { SeenCase } from './find-case.js';
import { readWords, type WordStore } from './words.js';
import { said, type Words } from './present-annex.js';
import { readLog } from './read-log.js';

/** Events by which something secret left the case, and on what ground. */
const GROUND_OF = {
  'social-services-contacted': 'LSL-25a',
  'child-welfare-reported': 'LSL-25',
  'police-reported': 'LSL-25-police',
  'unborn-child-reported': 'LSL-25',
  'advice-asked': 'OHL-19-advice',
} as const satisfies Partial<Record<EventType, DisclosureGround>>;

const TYPES = [
  'social-services-contacted',
  'child-welfare-reported',
  'police-reported',
  'unborn-child-reported',
  'advice-asked',
  'disclosure-recorded',
  'transfer-planned',
  'package-sent',
] as const;
type Given = { [T in (typeof TYPES)[number]]: CaseEventOf<T> }[(typeof TYPES)[number]];

/** True when something was given to anybody: otherwise the log need not be asked. */
function anythingGiven(state: CaseState): boolean {
  const { advice, disclosures, transfers } = annexOf(state);
  const isSent = transfers.some((it) => it.teachingSentOn !== null || it.welfareSentOn !== null);
  return state.acts.length > 0 || disclosures.length > 0 || advice.length > 0 || isSent;
}

function refsOf(event: Given): TextRef[] {
  switch (event.type) {
    case 'disclosure-recorded':
      return [event.data.recipient, event.data.what, event.data.reason];
    case 'advice-asked':
      return [event.data.told];
    case 'transfer-planned':
      return event.data.receiver === undefined ? [] : [event.data.receiver];
    case 'package-sent':
      return [];
    default:
      return [event.data.reason];
  }
}

/** What one event gave away; a transfer that is only planned gave nothing yet. */
function entryOf(
  event: Given,
  receivers: ReadonlyMap<string, TextRef>,
  words: Words,
): DisclosureAnswer | null {
  const base = { on: event.happenedOn, by: event.by };
  switch (event.type) {
    case 'transfer-planned':
      return null;
    case 'disclosure-recorded': {
      const { disclosureId: id, recipient, what, reason, ground, way } = event.data;
      return {
        ...{ ...base, id, ground, way },
        ...said('recipient', recipient.textId, words),
        ...said('what', what.textId, words),
        ...said('reason', reason.textId, words),
      };
    }
    case 'advice-asked': {
      const { adviceId: id, told } = event.data;
      return { ...base, id, ground: GROUND_OF[event.type], ...said('what', told.textId, words) };
    }
    case 'package-sent': {
      const { transferId, package: sent } = event.data;
      const receiver = receivers.get(transferId)?.textId ?? null;
      const ground = sent === 'teaching' ? 'POL-40' : 'OHL-23-transfer';
      return { ...base, id: `${transferId}/${sent}`, ground, ...said('recipient', receiver, words) };
    }
    default: {
      const { actId: id, addressee, reason } = event.data;
      const ground = GROUND_OF[event.type];
      return { ...base, id, ground, recipient: addressee, ...said('what', reason.textId, words) };
    }
  }
}

/**
 * Everything that was given to anybody outside the group, oldest first (OHL 20 §): entries made by hand, advice that was
 * asked for, acts towards the outside, packages of a transfer. Words for those who may read texts. `ahead`: see `readLog`.
 */
export async function readDisclosures(
  store: WordStore,
  { state, sections }: SeenCase,
  ahead: readonly CaseEvent[] = [],
): Promise<DisclosureAnswer[]> {
  if (!anythingGiven(state)) return [];
  const events = await readLog(store.pool, state.caseId, TYPES, ahead);
  const ids = sections.has('texts') ? events.flatMap(refsOf).map((ref) => ref.textId) : [];
  const words = await readWords(store, state.caseId, ids);
  const receivers = new Map(
    events.flatMap((event) =>
      event.type === 'transfer-planned' && event.data.receiver
        ? [[event.data.transferId, event.data.receiver] as const]
        : [],
    ),
  );
  return events.map((event) => entryOf(event, receivers, words)).filter((entry) => entry !== null);
}
