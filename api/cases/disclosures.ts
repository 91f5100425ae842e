import { annexOf } from '../../domain/annex.js';
import type { DisclosureGround, TransferPackage } from '../../domain/codes.js';
import type { TextRef } from '../../domain/commands.js';
import type { CaseEvent, CaseEventOf, EventType } from '../../domain/events.js';
import type { CaseState } from '../../domain/state.js';
import type { DisclosureAnswer } from '../contracts/annex.js';
import { readSchools } from './case-words.js';
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

/** On what ground a package goes, and what for. */
const WHY_OF = {
  teaching: { ground: 'POL-40', reasonCode: 'teaching' },
  welfare: { ground: 'OHL-23-transfer', reasonCode: 'welfare-continuity' },
} as const satisfies Record<TransferPackage, Pick<DisclosureAnswer, 'ground' | 'reasonCode'>>;

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
    case 'disclosure-recorded': {
      const { recipient, what, reason, requestedBy } = event.data;
      return [recipient, what, reason, ...(requestedBy?.name ? [requestedBy.name] : [])];
    }
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

/** Who receives each transfer: a school of this installation by its name, another as it was written. */
type Receivers = ReadonlyMap<string, string>;

function receiversOf(
  events: readonly Given[],
  words: Words,
  schools: ReadonlyMap<string, string>,
): Receivers {
  const named = events.flatMap((event) => {
    if (event.type !== 'transfer-planned') return [];
    const { transferId, toUnitId, receiver } = event.data;
    const name = schools.get(toUnitId ?? '') ?? words.get(receiver?.textId ?? '');
    return name === undefined ? [] : [[transferId, name] as const];
  });
  return new Map(named);
}

/** What an entry by hand says. */
function recorded({ data }: CaseEventOf<'disclosure-recorded'>, words: Words) {
  const { disclosureId: id, recipient, what, reason, ground, way, requestedBy: by, consent } = data;
  return {
    ...{ id, ground, way },
    ...said('recipient', recipient.textId, words),
    ...said('what', what.textId, words),
    ...said('reason', reason.textId, words),
    ...(by ? { requestedBy: { who: by.who, ...said('name', by.name?.textId ?? null, words) } } : {}),
    ...(consent ? { consent } : {}),
  };
}

/** What one event gave away; a transfer that is only planned gave nothing yet. */
function entryOf(event: Given, receivers: Receivers, words: Words): DisclosureAnswer | null {
  const base = { on: event.happenedOn, by: event.by };
  switch (event.type) {
    case 'transfer-planned':
      return null;
    case 'disclosure-recorded':
      return { ...base, ...recorded(event, words) };
    case 'advice-asked': {
      const { adviceId: id, role: recipientRole, told } = event.data;
      const why = { ground: GROUND_OF[event.type], reasonCode: 'advice' } as const;
      return { ...{ ...base, id, ...why, recipientRole }, ...said('what', told.textId, words) };
    }
    case 'package-sent': {
      const { transferId, package: sent } = event.data;
      const recipient = receivers.get(transferId);
      return {
        ...{ ...base, id: `${transferId}/${sent}`, ...WHY_OF[sent], package: sent },
        ...(recipient === undefined ? {} : { recipient }),
      };
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
  const [words, schools] = await Promise.all([
    readWords(store, state.caseId, ids),
    readSchools(store.pool, state),
  ]);
  const receivers = receiversOf(events, words, schools);
  return events.map((event) => entryOf(event, receivers, words)).filter((entry) => entry !== null);
}
