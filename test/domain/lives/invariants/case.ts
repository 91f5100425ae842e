import { isConsented } from '../../../../domain/consent.js';
import { isLive, type Duty } from '../../../../domain/duties.js';
import type { CaseEvent } from '../../../../domain/events.js';
import { nextStep, stageRail } from '../../../../domain/next-step.js';
import { SIDES } from '../../../../domain/people.js';
import { may } from '../../../../domain/permissions.js';
import { EXPECTATIONS } from '../../../../domain/rules.js';
import { sees } from '../../../../domain/sight.js';
import type { CaseState } from '../../../../domain/state.js';
import { remainingDays } from '../../../../domain/time/counting.js';
import { nextWake } from '../../../../domain/wake.js';
import { decide } from '../../../../domain/decide.js';
import { STAFF } from '../cast.js';
import { report } from '../random-command.js';
import { actor, PEOPLE } from '../world.js';
import { passing, standing, type Passing, type Standing } from './must.js';

const isStillSeen = ({ closing, members }: CaseState): boolean =>
  closing?.consentsEnd === true && members.some((member) => isConsented(member.consent));

/** Who answers for a case, and that none is forgotten. */
export const OF_THE_CASE: readonly Standing[] = [
  standing('there is always a responsible person, one on each side that is party', ({ responsible }) =>
    SIDES.some((side) => responsible[side] !== undefined),
  ),
  standing('what a side owes is owed by its responsible person', ({ duties, responsible }) =>
    duties.every((d) => !isLive(d) || d.bound !== 'side' || responsible[d.side] === d.ownerId),
  ),
  standing('whoever hands over stays bound until it is answered', ({ handovers, responsible }) =>
    SIDES.every((side) => !handovers[side] || handovers[side].fromId === responsible[side]),
  ),
  standing('an answer to a hand-over is owed exactly while one is offered', (state) =>
    SIDES.every((side) => {
      const owed = state.duties.some((d) => isLive(d) && d.kind === 'handover-answer' && d.side === side);
      return owed === (state.handovers[side] !== undefined);
    }),
  ),
  standing('no open case sleeps: it owes something, has a next step, and wakes', (state, life) =>
    state.status !== 'open'
      ? true
      : state.duties.some((d) => d.status === 'open') &&
        nextStep(state) !== null &&
        nextWake(state, life.rules) !== null,
  ),
  standing('what is owed after closing keeps the case alive', (state, life) =>
    state.status !== 'aftercare' ? true : nextWake(state, life.rules) !== null,
  ),
  // A consent by which a closed case is seen ends in time: for that alone it wakes.
  standing('a case that is closed or void owes nothing', (state, life) =>
    state.status === 'open' || state.status === 'aftercare'
      ? true
      : !state.duties.some(isLive) && (nextWake(state, life.rules) === null || isStillSeen(state)),
  ),
  standing('the rail shows the whole road', (state) => stageRail(state).length === 6),
  standing(
    'a child welfare report waits for nobody: any staff, any state that is about somebody',
    (state, life) =>
      state.status === 'void' ||
      (STAFF.every(({ actor: who }) => may(who, 'report-child-welfare', state).ok) &&
        // Nobody is kept from it; that it is then recorded is tried by one in turn, every third time.
        (state.version % 3 > 0 || decide(state, report(life.today, state.version), life.rules, life.now).ok)),
  ),
  standing("a learner's own request is secret from the school until the school joins", (state, life) => {
    if (state.source !== 'learner') return true;
    // A learner may also ask somebody of the school, who knows it then.
    const told = life.log.some((e) => e.type === 'side-joined' || isToldAtFirst(e));
    if (told) return true;
    // Somebody of the school who has made a report herself knows already what she reported.
    const knows = life.log.some((e) => e.by.personId === PEOPLE.schoolSupervisor);
    return (
      state.responsible.school === undefined && (knows || sees(actor('schoolSupervisor'), state) === null)
    );
  }),
  standing(
    'one meeting is called at a time',
    ({ meetings }) => meetings.filter((m) => m.status === 'called').length <= 1,
  ),
  standing('no two offers of a time have the same id', ({ offers }) =>
    offers.every((offer, i) => offers.findIndex((it) => it.id === offer.id) === i),
  ),
  standing('what the other side owes never makes us late', ({ duties }) =>
    duties.every((d) => !EXPECTATIONS.has(d.kind) || !d.late),
  ),
  standing('a clock that stands still is looked at again', ({ duties }) =>
    duties.every(
      (d) =>
        d.status !== 'paused' ||
        duties.some((it) => it.status === 'open' && it.kind === 'pause-review' && it.about?.id === d.id),
    ),
  ),
];

function isToldAtFirst(event: CaseEvent): boolean {
  return event.type === 'concern-raised' && event.data.responsible.school !== undefined;
}

/** Other rules, or another school. */
function isRecounting({ type }: CaseEvent): boolean {
  return type === 'rules-adopted' || type === 'fact-corrected';
}

function hasPassed({ kind, dueAt }: Duty, now: number): boolean {
  return dueAt !== null && dueAt <= now && !EXPECTATIONS.has(kind);
}

function dutyIn(state: CaseState | null, id: string): Duty | undefined {
  return state?.duties.find((d) => d.id === id);
}

/** Clocks: what a single event may do to them. */
export const OF_CLOCKS: readonly Passing[] = [
  passing('a clock of the law never stands still', ({ after }) =>
    after.duties.every((d) => d.status !== 'paused' || d.force === 'local'),
  ),
  passing(
    'a pause keeps to the day what was left, and a resumed clock has exactly that left',
    (moment, life) => {
      const { before, event, after } = moment;
      if (event.type !== 'duty-paused' && event.type !== 'duty-resumed') return true;
      const [was, is] = [dutyIn(before, event.data.dutyId), dutyIn(after, event.data.dutyId)];
      if (!was || !is || was.dueOn === null || is.dueOn === null) return true;
      const { calendar } = life.rules;
      const left = event.type === 'duty-paused' ? is.left : was.left;
      return (
        left !== undefined &&
        left >= 0 &&
        left === remainingDays(is.unit, calendar, event.happenedOn, is.dueOn)
      );
    },
  ),
  passing(
    'a date set by hand is not recounted, unless it becomes another clock',
    ({ before, event, after }) =>
      event.type === 'due-date-set' || event.type === 'duty-resumed'
        ? true
        : (before?.duties ?? []).every((d) => {
            const is = dutyIn(after, d.id);
            // It may come earlier by the law itself, whose day bounds what people set.
            const bound = d.force === 'law' && is?.dueOn && d.dueOn && is.dueOn < d.dueOn;
            return !d.byHand || is?.dueOn === d.dueOn || is?.rule !== d.rule || bound;
          }),
  ),
  passing('an urgency puts no limit off, and makes no broken promise kept', ({ before, event, after }) => {
    if (event.type !== 'fact-corrected' || event.data.fact.name !== 'urgent') return true;
    const { value: urgent } = event.data.fact;
    return (before?.duties ?? []).every((d) => {
      const is = dutyIn(after, d.id);
      const broken = d.status === 'open' ? d.late || hasPassed(d, event.at) : d.kept === false;
      if (broken && (d.status === 'open' ? d.late && !is?.late : is?.kept !== false)) return false;
      // Judged on an earlier day it may have been due before; later it never is.
      const isNotLater = d.dueOn === null || (is?.dueOn != null && is.dueOn <= d.dueOn);
      return isNotLater || !(urgent || broken);
    });
  }),
  passing('under other rules a clock that went on keeps its remainder', ({ before, event, after }, life) => {
    if (!isRecounting(event)) return true;
    return after.duties.every((d) => {
      if (!d.resumed || d.status !== 'open' || d.byHand || d.dueOn === null) return true;
      if (dutyIn(before, d.id)?.dueOn === d.dueOn) return true;
      return remainingDays(d.unit, life.rules.calendar, d.resumed.on, d.dueOn) === d.resumed.left;
    });
  }),
  passing('under other rules a day that people agreed on stays', ({ before, event, after }) =>
    !isRecounting(event)
      ? true
      : (before?.duties ?? []).every((d) => !d.agreed || dutyIn(after, d.id)?.dueOn === d.dueOn),
  ),
  passing('a date that moves leaves the old one and the new one in the log', ({ before, event, after }) =>
    (event.duties ?? []).every(
      (line) =>
        !('from' in line) ||
        (line.from.dueOn === dutyIn(before, line.id)?.dueOn &&
          line.to.dueOn === dutyIn(after, line.id)?.dueOn),
    ),
  ),
  passing('nothing falls due before its recorded instant', ({ event, after }) => {
    if (event.type !== 'duty-fell-due') return true;
    const duty = dutyIn(after, event.data.dutyId);
    return duty?.dueAt != null && duty.dueAt <= event.at;
  }),
  passing("nobody but the learner's own leaving ends the promise of a learner's own request", (moment) => {
    const { before, event } = moment;
    if (before?.source !== 'learner') return true;
    const gone = (event.duties ?? []).some(
      (line) => line.op === 'cancel' && dutyIn(before, line.id)?.kind === 'discussion',
    );
    return !gone || event.type === 'case-voided' || leaves(moment);
  }),
  passing('a promise of the law never disappears', (moment) => {
    const { before, event } = moment;
    return (event.duties ?? []).every((line) => {
      const duty = line.op === 'cancel' ? dutyIn(before, line.id) : undefined;
      if (duty?.force !== 'law' || MAY_END.has(event.type)) return true;
      if (duty.kind === 'tell-guardian' && TELLING_ENDS.has(event.type)) return true;
      return leaves(moment) || stays(moment, duty) || isBoundedLater(moment, duty);
    });
  }),
];

const MAY_END: ReadonlySet<string> = new Set(['case-voided', 'discussion-declined']);
const TELLING_ENDS: ReadonlySet<string> = new Set([
  'guardian-prohibited',
  'family-updated',
  'learner-came-of-age',
  'guardian-left-untold',
]);

/** An assessment without a limit gives way to the same with one: the child needs special support (SHL 36 §). */
function isBoundedLater({ event, after }: Parameters<Passing['kept']>[0], { rule, about }: Duty): boolean {
  if (event.type !== 'outside-act-completed' || rule !== 'T-SHL36-other') return false;
  return after.duties.some((d) => d.rule === 'T-SHL36-3m' && d.about?.id === about?.id && isLive(d));
}

/** The learner does not move after all: no other school teaches, and none needs the data. */
function stays({ event }: Parameters<Passing['kept']>[0], { kind, about }: Duty): boolean {
  if (event.type !== 'transfer-cancelled' || kind !== 'teaching-data') return false;
  return event.data.reason === 'not-moving' && about?.id === event.data.transferId;
}

function leaves({ event }: Parameters<Passing['kept']>[0]): boolean {
  if (event.type !== 'case-closed') return false;
  return event.data.reason === 'moved' || event.data.reason === 'studies-ended';
}
