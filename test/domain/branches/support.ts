import type { FamilyFacts } from '../../../domain/branch-commands.js';
import type { CommandData, CommandType } from '../../../domain/commands.js';
import type { Duty } from '../../../domain/duties.js';
import type { CaseEvent } from '../../../domain/events.js';
import { asId, type PersonId } from '../../../domain/ids.js';
import type { Actor } from '../../../domain/people.js';
import type { RefusalCode } from '../../../domain/refusals.js';
import type { DutyKind, Rules } from '../../../domain/rules.js';
import type { CaseState } from '../../../domain/state.js';
import { dayNumber, parseDate, type CivilDate } from '../../../domain/time/civil-date.js';
import {
  actor,
  at,
  command,
  LEARNER,
  Life,
  PEOPLE,
  roleOf,
  rulesOn,
  SCHOOL,
  sideOf,
  text,
  type Who,
} from '../lives/world.js';

const RULES = rulesOn('2026-10-01');

/** The same calendar without school on a day, as after a storm. */
export function withoutSchool({ calendar }: Rules, date: string): Pick<Rules, 'calendar'> {
  const gone = dayNumber(parseDate(date));
  const schoolDays = calendar.schoolDays
    .flatMap(([from, to]): [number, number][] =>
      from <= gone && gone <= to
        ? [
            [from, gone - 1],
            [gone + 1, to],
          ]
        : [[from, to]],
    )
    .filter(([from, to]) => from <= to);
  return { calendar: { ...calendar, schoolDays } };
}

/** The two guardians of the sample learner, and a parent who is none. */
export const MOTHER = asId<PersonId>('00000002-0000-4000-8000-0000000000a1');
export const FATHER = asId<PersonId>('00000002-0000-4000-8000-0000000000a2');
export const PARENT = asId<PersonId>('00000002-0000-4000-8000-0000000000a3');

export function family(change: Partial<FamilyFacts> = {}, apart = false): FamilyFacts {
  const guardian = { position: 'guardian', livesApart: apart, addressProtected: false } as const;
  return {
    adultOn: parseDate('2030-01-15'),
    prePrimary: false,
    addressProtected: false,
    guardians: [
      { personId: MOTHER, ...guardian },
      { personId: FATHER, ...guardian },
      { personId: PARENT, ...guardian, position: 'parent-not-guardian', livesApart: true },
    ],
    ...change,
  };
}

/** A case told step by step; every step must be taken unless it says otherwise. */
export class Road {
  readonly life = new Life(RULES, at('2026-11-17 09:00'));

  get state(): CaseState {
    const { state } = this.life;
    if (!state) throw new Error('no case');
    return state;
  }

  /** The last event. */
  get last(): CaseEvent | undefined {
    return this.life.log.at(-1);
  }

  give<T extends CommandType>(who: Who | Actor, type: T, data: CommandData[T], on?: string): this {
    const result = this.try(who, type, data, on);
    if (!result.ok) throw new Error(`${type} is refused: ${result.code}`);
    return this;
  }

  /** The code by which it is refused, or `done`. */
  refused<T extends CommandType>(
    who: Who | Actor,
    type: T,
    data: CommandData[T],
    on?: string,
  ): RefusalCode | 'done' {
    const result = this.try(who, type, data, on);
    return result.ok ? 'done' : result.code;
  }

  private try<T extends CommandType>(who: Who | Actor, type: T, data: CommandData[T], on?: string) {
    const by = typeof who === 'string' ? actor(who) : who;
    return this.life.give(command(by, type, on ? parseDate(on) : this.life.today, data));
  }

  until(local: string): this {
    this.life.until(at(local));
    return this;
  }

  /** Open duties of a kind. */
  owed(kind: DutyKind): readonly Duty[] {
    return this.state.duties.filter((duty) => duty.kind === kind && duty.status === 'open');
  }

  get today(): CivilDate {
    return this.life.today;
  }
}

/** A concern, by default with learner and guardian spoken to, school and county party. */
export function concern(change: Partial<CommandData['raise-concern']> = {}): CommandData['raise-concern'] {
  return {
    ...{ ref: 'R-2026-000001', learnerId: LEARNER, schoolId: SCHOOL, source: 'staff', urgent: false },
    ...{ topic: 'wellbeing', discussedWith: ['learner', 'guardian'], family: family() },
    responsible: { county: PEOPLE.curator, school: PEOPLE.teacher },
    ...change,
  };
}

/** A case with that concern, brought by the curator unless said otherwise. */
export function raised(change: Partial<CommandData['raise-concern']> = {}, who: Who = 'curator'): Road {
  return new Road().give(who, 'raise-concern', concern(change));
}

/** The discussion held and a group of two proposed: m1 the nurse, m2 the homeroom teacher. */
export function withGroup(change: Partial<CommandData['raise-concern']> = {}): Road {
  const road = raised(change);
  const { today } = road;
  road
    .give('curator', 'offer-discussion', {
      withId: PEOPLE.curator,
      on: today,
      minute: 600,
      told: 'in-person',
    })
    .give('curator', 'record-discussion', { outcome: 'held' });
  const member = (who: Who) => ({ personId: PEOPLE[who], role: roleOf(who), side: sideOf(who) });
  return road.give('curator', 'propose-group', { members: [member('nurse'), member('homeroom')] });
}

export function ask(road: Road, askedOf: readonly PersonId[]): Road {
  return road.give('curator', 'request-consent', { memberIds: ['m1', 'm2'], askedOf, told: 'in-person' });
}

type Answer = CommandData['record-consent']['answer'];

export function answerOf(memberId: string, by: PersonId, answer: Answer): CommandData['record-consent'] {
  const byRole = by === LEARNER ? 'learner' : 'guardian';
  return { memberId, answer, by, byRole, way: 'signed' };
}

/** A case with one member from outside, m1, to whose items the learner said yes in writing. */
export function withOutsider(): Road {
  const psychiatry = { organisation: 'child-psychiatry', name: text() } as const;
  const outsider = { personId: PEOPLE.colleague, role: 'other_expert', side: 'county' } as const;
  return raised()
    .give('curator', 'propose-group', { members: [{ ...outsider, external: psychiatry }] })
    .give('curator', 'record-consent', { ...answerOf('m1', LEARNER, 'given'), items: ['wellbeing'] });
}

export function consents(road: Road): (string | undefined)[] {
  return road.state.members.map((member) => member.consent);
}

/** A group whose members both have consent, and a meeting called for the next day. */
export function calledGroup(change: Partial<CommandData['raise-concern']> = {}): Road {
  const road = ask(withGroup(change), [LEARNER, MOTHER, FATHER]);
  for (const id of ['m1', 'm2']) road.give('curator', 'record-consent', answerOf(id, LEARNER, 'given'));
  const staff = road.state.members.map(({ personId, role, side }) => ({ personId, role, side }));
  return road.give('curator', 'call-meeting', {
    ...{ kind: 'expert-group', on: parseDate('2026-11-18'), minute: 600, invitedStaff: staff },
    invitedFamily: [
      { personId: LEARNER, role: 'learner' },
      { personId: MOTHER, role: 'guardian' },
    ],
  });
}

/** The same, held, with the next meeting agreed. */
export function heldGroup(change: Partial<CommandData['raise-concern']> = {}): Road {
  return calledGroup(change)
    .until('2026-11-18 12:00')
    .give('curator', 'record-meeting', {
      ...{ meetingId: 'k1', attended: [PEOPLE.nurse, PEOPLE.homeroom, LEARNER, MOTHER] },
      ...{ responsible: { personId: PEOPLE.nurse, side: 'county' }, actions: [] },
      end: { kind: 'next', on: parseDate('2026-12-09') },
    });
}
