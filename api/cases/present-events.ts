import { dutyOf } from '../../domain/duty-sight.js';
import type { CaseEvent, EventType } from '../../domain/events.js';
import type { Section } from '../../domain/sight.js';
import type { CaseEventAnswer, EventList } from '../contracts/events.js';
import type { SeenCase } from './find-case.js';
import { iso } from './present-duty.js';
import { readWords, type WordStore } from './words.js';

/** The section in which each kind of event shows; `head`: to everybody who may see the log at all. */
const SECTION_OF = {
  'concern-raised': 'head',
  'discussion-offered': 'discussion',
  'discussion-recorded': 'discussion',
  'discussion-declined': 'discussion',
  'lateness-explained': 'duties',
  'side-joined': 'head',
  'group-proposed': 'consents',
  'consent-requested': 'consents',
  'consent-recorded': 'consents',
  'meeting-called': 'meetings',
  'meeting-cancelled': 'meetings',
  'meeting-held': 'meetings',
  'action-completed': 'meetings',
  'case-closed': 'head',
  'case-reopened': 'head',
  'social-services-contacted': 'acts',
  'child-welfare-reported': 'acts',
  'outside-act-completed': 'acts',
  'handover-offered': 'duties',
  'handover-accepted': 'duties',
  'handover-refused': 'duties',
  'handover-expired': 'duties',
  'responsible-reassigned': 'duties',
  'fact-corrected': 'head',
  'case-voided': 'head',
  'rules-adopted': 'duties',
  'duty-fell-due': 'duties',
  'reminder-prepared': 'duties',
  'decision-lost': 'duties',
  'gap-recorded': 'head',
  'learner-told': 'duties',
  'guardian-told': 'duties',
  'guardian-left-untold': 'acts',
  'other-side-contacted': 'duties',
  'duty-paused': 'duties',
  'duty-resumed': 'duties',
  'due-date-set': 'duties',
  'glass-broken': 'access',
  'glass-mended': 'access',
  'glass-reviewed': 'access',
  'consent-withdrawn': 'consents',
  'consent-expired': 'consents',
  'talk-wanted': 'consents',
  // What is lawful without consent may be a report that is thought of.
  'basis-assessed': 'acts',
  'conflict-settled': 'consents',
  'went-on-without-guardian': 'consents',
  'capacity-noted': 'family',
  'guardian-prohibited': 'family',
  'prohibition-lifted': 'family',
  'prohibition-confirmed': 'family',
  'family-updated': 'family',
  // Which guardian speaks which language is the family's; that a learner moved or somebody left shows as a duty.
  'surroundings-updated': 'family',
  'learner-came-of-age': 'family',
  // By hand: an address is protected.
  'invited-by-hand': 'family',
  'joint-contact-proposed': 'acts',
  'joint-contact-failed': 'acts',
  'police-reported': 'acts',
  'unborn-child-reported': 'acts',
  'response-recorded': 'acts',
  'form-printed': 'acts',
  'disclosure-recorded': 'disclosures',
  'entry-written': 'report',
  'entry-corrected': 'report',
  'entries-published': 'report',
  'contact-ways-agreed': 'plans',
  'services-guided': 'plans',
  'need-noted': 'plans',
  'advice-asked': 'plans',
  'advice-recorded': 'plans',
  'causes-recorded': 'plans',
  'turn-recorded': 'plans',
  'turn-ended': 'plans',
  'support-planned': 'plans',
  'return-planned': 'plans',
  'return-step-completed': 'plans',
  'service-changed': 'plans',
  'transfer-planned': 'plans',
  'transfer-consent-recorded': 'plans',
  'package-sent': 'plans',
  'transfer-confirmed': 'plans',
  'transfer-cancelled': 'plans',
  'situation-shared': 'plans',
  'responsibilities-divided': 'plans',
} as const satisfies Record<EventType, Section>;

/** Sections whose entries stand in the log, and the words of them. */
export const IN_THE_LOG: readonly Section[] = [...new Set<Section>(Object.values(SECTION_OF)), 'texts'];

/** What of the first event belongs to another section than the head of the case. */
const ELSEWHERE: Readonly<Record<string, Section>> = {
  source: 'discussion',
  topic: 'discussion',
  description: 'discussion',
  discussedWith: 'discussion',
  family: 'family',
};

function isTextRef(value: object): value is { textId: string; hmac: string } {
  return 'textId' in value && 'hmac' in value && typeof value.textId === 'string';
}

/** Event data without the proofs of texts; text ids met on the way are collected. */
function plain(value: unknown, textIds: Set<string>): unknown {
  if (Array.isArray(value)) return value.map((inner) => plain(inner, textIds));
  if (typeof value !== 'object' || value === null) return value;
  if (isTextRef(value)) {
    textIds.add(value.textId);
    return { textId: value.textId };
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner, textIds)]));
}

function dataOf(
  event: CaseEvent,
  { sections, names }: SeenCase,
  textIds: Set<string>,
): Record<string, unknown> {
  const elsewhere = event.type === 'concern-raised' ? ELSEWHERE : {};
  const entries = Object.entries(event.data).filter(([key]) => {
    const section = elsewhere[key];
    return section === undefined || sections.has(section);
  });
  const dutyId = dutyOf(event);
  return {
    ...Object.fromEntries(entries.map(([key, value]) => [key, plain(value, textIds)])),
    ...(dutyId === null ? {} : { dutyId: names.nameOf(dutyId) }),
  };
}

function present(event: CaseEvent, seen: SeenCase, textIds: Set<string>): CaseEventAnswer {
  return {
    seq: event.seq,
    type: event.type,
    at: iso(event.at),
    happenedOn: event.happenedOn,
    by: event.by,
    ...(event.stage === undefined ? {} : { stage: event.stage }),
    data: dataOf(event, seen, textIds),
  };
}

/** Whether an entry shows: its section does, and the promise it is about, if it is about one. */
function isShown(event: CaseEvent, { known, sections }: SeenCase): boolean {
  const dutyId = dutyOf(event);
  if (!sections.has(SECTION_OF[event.type])) return false;
  return dutyId === null || known.duties.some((it) => it.id === dutyId);
}

/** The log of a case as far as the viewer sees it; `texts` for those who may read words, without erased ones. */
export async function readEvents(
  store: WordStore,
  seen: SeenCase,
  page: { readonly after: number; readonly limit: number },
): Promise<EventList> {
  const { state, sections } = seen;
  const { rows } = await store.pool.query<{ seq: number; body: string }>({
    name: 'read-events',
    text: 'SELECT seq, body FROM case_event WHERE case_id = $1 AND seq > $2 ORDER BY seq LIMIT $3',
    values: [state.caseId, page.after, page.limit],
  });
  // The log holds what the core made, to the byte.
  const events = rows.map((row) => JSON.parse(row.body) as CaseEvent);
  const textIds = new Set<string>();
  const items = events.filter((event) => isShown(event, seen)).map((event) => present(event, seen, textIds));
  const last = rows.at(-1);
  return {
    items,
    ...(last !== undefined && rows.length === page.limit && last.seq < state.version
      ? { next: String(last.seq) }
      : {}),
    ...(sections.has('texts')
      ? { texts: Object.fromEntries(await readWords(store, state.caseId, [...textIds])) }
      : {}),
  };
}
