import { decide } from '../../../domain/decide.js';
import type { CaseEvent } from '../../../domain/events.js';
import { fold } from '../../../domain/evolve.js';
import { mailsOf } from '../../../domain/mails.js';
import { nextStep, stageRail } from '../../../domain/next-step.js';
import { SIDES } from '../../../domain/people.js';
import { sees } from '../../../domain/sight.js';
import type { CaseState } from '../../../domain/state.js';
import { dayNumber, weekdayOf } from '../../../domain/time/civil-date.js';
import { localDate, localMinute } from '../../../domain/time/zone.js';
import { nextWake } from '../../../domain/wake.js';
import { actor, command, PEOPLE, SYSTEM, text, type Life, type Who } from './world.js';

function must(kept: boolean, promise: string): void {
  if (!kept) throw new Error(`broken: ${promise}`);
}

function owners(state: CaseState): void {
  for (const duty of state.duties.filter((d) => d.status === 'open')) {
    must(Boolean(duty.ownerId), 'every open duty has an owner');
    if (duty.bound !== 'side') continue;
    must(state.responsible[duty.side] === duty.ownerId, 'what a side owes is owed by its responsible person');
  }
}

function responsibility(state: CaseState, log: readonly CaseEvent[]): void {
  must(
    SIDES.some((side) => state.responsible[side] !== undefined),
    'there is always a responsible person',
  );
  const joined = log.some((e) => e.type === 'side-joined' && e.data.side === 'school');
  if (state.source === 'learner' && !joined)
    must(!state.responsible.school, "a learner's own request is secret from the school");
  // Somebody of the school who has made a report herself knows already what she reported.
  const reported = log.some((e) => e.by.personId === PEOPLE.schoolSupervisor);
  if (state.source === 'learner' && !joined && !reported)
    must(sees(actor('schoolSupervisor'), state) === null, 'the school does not see it either');
  for (const side of SIDES) {
    const handover = state.handovers[side];
    if (handover)
      must(
        state.responsible[side] === handover.fromId,
        'the old owner is bound until the hand-over is answered',
      );
  }
}

function awake(life: Life, state: CaseState): void {
  const next = nextWake(state, life.rules);
  if (state.status === 'open')
    must(next !== null && nextStep(state) !== null, 'no open case sleeps, each has a next step');
  if (state.status === 'aftercare') must(next !== null, 'what is owed after closing keeps the case alive');
  if (state.status === 'closed' || state.status === 'void') must(next === null, 'a closed case owes nothing');
  must(stageRail(state).length === 6, 'the rail shows the whole road');
}

function reportable(life: Life, state: CaseState): void {
  const who = (Object.keys(PEOPLE) as Who[]).find((w) => w === 'nurse') ?? 'nurse';
  const given = command(actor(who), 'report-child-welfare', life.today, {
    addressee: 'x',
    channel: 'phone',
    reason: text(),
    told: 'not-told',
  });
  const result = decide(state, given, life.rules, life.now);
  must(result.ok || state.status === 'void', 'a child welfare report waits for nobody, in no state');
}

function meetings(state: CaseState): void {
  const called = state.meetings.filter((m) => m.status === 'called');
  must(called.length <= 1, 'one meeting is called at a time');
  const last = state.meetings.filter((m) => m.status === 'held').at(-1);
  if (last && last.nextOn === null) {
    must(
      state.status !== 'open' || state.marks.every((m) => m.stage !== 'closed'),
      'a meeting ends with a next date or with closing',
    );
  }
}

/** Everything that must hold after every step of every life. */
export function holds(life: Life): void {
  const { state, log } = life;
  if (!state) return;
  must(state.version === log.length && log.every((e, i) => e.seq === i + 1), 'the log has no gap');
  must(
    log.every((e, i) => i === 0 || e.at >= (log[i - 1]?.at ?? 0)),
    'time does not run backwards in a log',
  );
  owners(state);
  responsibility(state, log);
  awake(life, state);
  reportable(life, state);
  meetings(state);
}

/** What must hold of a whole life once it has been lived. */
export function heldThroughout(life: Life): void {
  const { state, log, rules } = life;
  if (!state) return;
  const again = fold(JSON.parse(JSON.stringify(log)) as CaseEvent[], life.caseId);
  must(JSON.stringify(again) === JSON.stringify(state), 'a case is its log, to the byte');
  must(
    JSON.stringify(JSON.parse(JSON.stringify(state))) === JSON.stringify(state),
    'the state survives a journey as JSON',
  );
  let met: CaseState | null = null;
  for (const event of log) {
    const after = fold([event], life.caseId, met);
    if (after) mails(event, met, after, life);
    met = after;
  }
  const law = state.duties.filter((d) => d.force === 'law' && d.status === 'cancelled');
  const lawful = log.some(
    (e) => e.type === 'discussion-declined' || e.type === 'case-voided' || closesLawfully(e),
  );
  must(law.length === 0 || lawful, 'a promise of the law never disappears');
  must(
    !decide(state, command(SYSTEM, 'close-case', life.today, { reason: 'moved', told: [] }), rules, life.now)
      .ok,
    'the service closes nothing',
  );
}

function closesLawfully(event: CaseEvent): boolean {
  const reason = event.type === 'case-closed' ? event.data.reason : null;
  return reason === 'moved' || reason === 'studies-ended';
}

function mails(event: CaseEvent, before: CaseState | null, after: CaseState, life: Life): void {
  const { calendar, mailMinute } = life.rules;
  for (const mail of mailsOf(event, before, after, life.rules)) {
    must(after.status !== 'void', 'a void case sends nothing');
    if ('rung' in mail.to)
      must(after.responsible[mail.to.side] !== undefined, 'a ladder climbs inside an employer that is party');
    const day = dayNumber(localDate(calendar.zone, mail.notBefore));
    const urgent =
      event.type === 'reminder-prepared' &&
      after.duties.some((d) => d.id === event.data.dutyId && d.rule === 'T-OHL15-urgent');
    if (urgent) continue;
    const school = calendar.schoolDays.some(([from, to]) => from <= day && day <= to);
    must(weekdayOf(day) <= 5 || school, 'nothing goes out on a free Saturday or a Sunday');
    must(!calendar.holidays.includes(day), 'nothing goes out on a public holiday');
    if (event.type === 'reminder-prepared')
      must(localMinute(calendar.zone, mail.notBefore) === mailMinute, 'reminders go out at the mail hour');
  }
}
