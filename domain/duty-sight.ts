import { annexOf } from './annex.js';
import { isLive, type Duty } from './duties.js';
import type { CaseEvent } from './events.js';
import type { PersonId } from './ids.js';
import { DUTY_KINDS, type DutyKind } from './rules.js';
import { SIGHTS, type Section } from './sight.js';
import type { CaseState, CaseStatus } from './state.js';

/* Which promises somebody is shown. Contract:
 *
 * 1. A promise tells what it is about: that a report is owed tells of the report. It shows only to those who see the
 *    section which that belongs to, besides the section of promises.
 * 2. What one owes oneself always shows: it is one's own duty (R2, OHL 22 §).
 * 3. A promise about another one shows as that one does.
 * 4. What is derived from promises (the next step, what falls due first, lateness, that a closed case still owes
 *    something) is derived from those that show, and from no others.
 */

/** The section of which a promise tells by its kind alone. `duties`: of nothing but how far the case is. */
export const TOLD_BY = {
  discussion: 'duties',
  'discussion-outcome': 'duties',
  'next-step': 'duties',
  'tell-learner': 'duties',
  'tell-guardian': 'duties',
  'absence-causes': 'duties',
  'consent-answer': 'duties',
  'talk-first': 'duties',
  'consent-conflict': 'duties',
  // That consent fell away; what was then found lawful without it is told of acts (`basis-assessed`).
  'lawful-basis': 'duties',
  convene: 'duties',
  'meeting-record': 'duties',
  'report-parts': 'duties',
  'follow-up': 'duties',
  action: 'duties',
  'advice-answer': 'duties',
  'county-contact': 'duties',
  'handover-answer': 'duties',
  successor: 'duties',
  'support-plan': 'duties',
  'return-plan': 'duties',
  'return-step': 'duties',
  'teaching-data': 'duties',
  'transfer-answer': 'duties',
  // About another promise: as that one.
  'pause-review': 'duties',
  // That there is a contact or a report, that one is owed, and what is waited for because of it.
  'child-welfare-report': 'acts',
  'police-report': 'acts',
  'joint-contact': 'acts',
  'outside-details': 'acts',
  'outside-acknowledgement': 'acts',
  'outside-follow-up': 'acts',
  'expected-urgency': 'acts',
  'expected-decision': 'acts',
  'expected-start': 'acts',
  'expected-assessment': 'acts',
  // Of which care somebody is in need; about an act it tells of the act.
  'guide-to-services': 'plans',
  'expected-service': 'plans',
  'expected-treatment': 'plans',
  // That a guardian is forbidden; that an address is protected.
  'prohibition-review': 'family',
  'manual-invitation': 'family',
  // That somebody opened the case in an emergency.
  'glass-review': 'access',
} as const satisfies Record<DutyKind, Section>;

const POST_SECTIONS: ReadonlySet<Section> = new Set<Section>(SIGHTS.post.sections);

/** Kinds that show to everybody who sees promises, whatever they are about. */
export const OPENLY_SHOWN: readonly DutyKind[] = DUTY_KINDS.filter(
  (kind) => TOLD_BY[kind] === 'duties' && kind !== 'pause-review',
);

/** Kinds that show to everybody who holds a post over a case, whatever they are about. */
export const SHOWN_TO_POSTS: readonly DutyKind[] = DUTY_KINDS.filter(
  (kind) => POST_SECTIONS.has(TOLD_BY[kind]) && kind !== 'pause-review',
);

/** The section of which this promise tells, leaving aside one that is about another promise. */
export function toldBy({ kind, about, status }: Pick<Duty, 'kind' | 'about' | 'status'>): Section {
  if (about?.of === 'act') return 'acts';
  if (about?.of === 'prohibition') return 'family';
  if (about?.of === 'glass') return 'access';
  // Nobody waits any more to tell a guardian: perhaps that guardian may not be told.
  if (kind === 'tell-guardian' && status === 'cancelled') return 'family';
  return TOLD_BY[kind];
}

/** Who looks at a case, with the sections they see of it. */
export interface Viewer {
  readonly personId: PersonId | null;
  readonly sections: ReadonlySet<Section>;
}

/**
 * Whether a viewer is shown a promise.
 *
 * @param duties all promises of the case, whether they show or not
 */
export function seesDuty(viewer: Viewer, duty: Duty, duties: readonly Duty[]): boolean {
  const { about, ownerId } = duty;
  if (ownerId === viewer.personId) return true;
  if (about?.of === 'duty') return about.id !== duty.id && seesDutyOf(viewer, about.id, duties);
  return viewer.sections.has('duties') && viewer.sections.has(toldBy(duty));
}

/** Whoever holds a post over a case and is nobody else in it. */
export const POST: Viewer = { personId: null, sections: POST_SECTIONS };

/**
 * How a case stands for who knows of these promises: that a closed one still owes something tells of what is owed, so
 * it is closed for whom nothing of it shows.
 */
export function statusShown({ status, duties }: Pick<CaseState, 'status' | 'duties'>): CaseStatus {
  return status === 'aftercare' && !duties.some(isLive) ? 'closed' : status;
}

/** The promise of which an entry of the log tells; null: of none. */
export function dutyOf({ data }: CaseEvent): string | null {
  return 'dutyId' in data ? data.dutyId : null;
}

/** As `seesDuty`, of the promise with this id; of none that is not there. */
function seesDutyOf(viewer: Viewer, dutyId: string, duties: readonly Duty[]): boolean {
  const duty = duties.find((it) => it.id === dutyId);
  return duty !== undefined && seesDuty(viewer, duty, duties);
}

/** Somebody made this act towards the outside, or owes something about it still. */
export function isOwnAct(personId: PersonId | null, actId: string, { acts, duties }: CaseState): boolean {
  return (
    personId !== null &&
    (acts.some((it) => it.id === actId && it.by === personId) ||
      duties.some((it) => it.ownerId === personId && isLive(it) && it.about?.id === actId))
  );
}

/**
 * The state with the promises, acts and prohibitions that a viewer may know of, and no others: for what an answer
 * derives from it. Whether a command is then carried out, the whole state decides.
 */
export function knownTo(viewer: Viewer, state: CaseState): CaseState {
  const { personId, sections } = viewer;
  const annex = annexOf(state);
  const knowsAll = sections.has('family') || annex.prohibitions.length === 0;
  return {
    ...state,
    duties: state.duties.filter((it) => seesDuty(viewer, it, state.duties)),
    acts: state.acts.filter((it) => sections.has('acts') || isOwnAct(personId, it.id, state)),
    ...(knowsAll ? {} : { annex: { ...annex, prohibitions: [] } }),
  };
}
