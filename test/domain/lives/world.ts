import type { AnyCommand, CommandData, CommandType } from '../../../domain/commands.js';
import { decide } from '../../../domain/decide.js';
import type { CaseEvent } from '../../../domain/events.js';
import { fold } from '../../../domain/evolve.js';
import {
  asId,
  type CaseId,
  type CommandId,
  type PersonId,
  type TextId,
  type UnitId,
} from '../../../domain/ids.js';
import type { Actor, Side, StaffRole } from '../../../domain/people.js';
import type { Refusal } from '../../../domain/refusals.js';
import type { Rules } from '../../../domain/rules.js';
import type { CaseState } from '../../../domain/state.js';
import { parseDate, type CivilDate } from '../../../domain/time/civil-date.js';
import { instant, type Instant } from '../../../domain/time/instant.js';
import { localDate } from '../../../domain/time/zone.js';
import { nextWake, wake } from '../../../domain/wake.js';
import { compileFor } from '../../../policies/registry.js';

function id<T extends CaseId | PersonId | UnitId | CommandId | TextId>(kind: number, n: number): T {
  return asId<T>(`${kind.toString(16).padStart(8, '0')}-0000-4000-8000-${n.toString(16).padStart(12, '0')}`);
}

export const SCHOOL = id<UnitId>(1, 1);
export const OTHER_SCHOOL = id<UnitId>(1, 2);
export const LEARNER = id<PersonId>(2, 1);
export const GUARDIAN = id<PersonId>(2, 2);

/** People of the sample world by what they do. */
export const PEOPLE = {
  curator: id<PersonId>(3, 1),
  colleague: id<PersonId>(3, 2),
  nurse: id<PersonId>(3, 3),
  teacher: id<PersonId>(3, 4),
  homeroom: id<PersonId>(3, 5),
  countyCoordinator: id<PersonId>(3, 6),
  countySupervisor: id<PersonId>(3, 7),
  schoolCoordinator: id<PersonId>(3, 8),
  schoolSupervisor: id<PersonId>(3, 9),
} as const;
export type Who = keyof typeof PEOPLE;

const POSTS: Record<Who, { role: StaffRole; side: Side; everywhere?: true }> = {
  curator: { role: 'curator', side: 'county' },
  colleague: { role: 'psychologist', side: 'county' },
  nurse: { role: 'school_nurse', side: 'county' },
  teacher: { role: 'class_teacher', side: 'school' },
  homeroom: { role: 'homeroom_teacher', side: 'school' },
  countyCoordinator: { role: 'coordinator', side: 'county', everywhere: true },
  countySupervisor: { role: 'supervisor', side: 'county', everywhere: true },
  schoolCoordinator: { role: 'coordinator', side: 'school' },
  schoolSupervisor: { role: 'supervisor', side: 'school' },
};

export function sideOf(who: Who): Side {
  return POSTS[who].side;
}

export function roleOf(who: Who): StaffRole {
  return POSTS[who].role;
}

/** Somebody with the role that person holds at the sample school. */
export function actor(who: Who): Actor {
  const { role, side, everywhere } = POSTS[who];
  return {
    personId: PEOPLE[who],
    roles: [{ role, side, unitId: everywhere ? null : SCHOOL }],
    kind: 'person',
  };
}

/** The service itself. */
export const SYSTEM: Actor = { personId: null, roles: [], kind: 'system' };

export function rulesOn(on: string, schoolId: UnitId = SCHOOL): Rules {
  return compileFor({ schoolId, level: 'basic', calendarName: 'espoo-sample', on: parseDate(on) });
}

const WHO = Object.keys(POSTS) as Who[];
const ROLES = Object.fromEntries(WHO.map((w) => [PEOPLE[w], [POSTS[w].role]]));
let commands = 0;

/** A command with an id of its own. */
export function command<T extends CommandType>(
  who: Actor,
  type: T,
  happenedOn: CivilDate,
  data: CommandData[T],
): AnyCommand {
  commands += 1;
  // Type and data are paired by the generic; the union of all commands cannot show it.
  return {
    v: 1,
    id: id<CommandId>(4, commands),
    caseId: id<CaseId>(5, 1),
    type,
    receivedAt: null,
    happenedOn,
    actor: who,
    named: Object.fromEntries(WHO.map((w) => [PEOPLE[w], [POSTS[w].side]])),
    ...(type === 'offer-discussion' ? { posts: ROLES } : {}),
    data,
  } as unknown as AnyCommand;
}

export function text(n = 1): { textId: TextId; hmac: string } {
  return { textId: id<TextId>(6, n), hmac: 'ab'.repeat(32) };
}

/** One case living in memory: commands by hand, time by `until`. */
export class Life {
  readonly caseId = id<CaseId>(0xa5a5, 1);
  state: CaseState | null = null;
  rules: Rules;
  readonly log: CaseEvent[] = [];
  now: Instant;

  constructor(rules: Rules, from: number) {
    this.rules = rules;
    this.now = instant(from);
  }

  get today(): CivilDate {
    return localDate(this.rules.calendar.zone, this.now);
  }

  give(given: AnyCommand): { ok: true; events: readonly CaseEvent[] } | Refusal {
    const result = decide(this.state, given, this.rules, this.now);
    if (result.ok) this.take(result.events);
    if (result.ok && given.type === 'adopt-rules') this.rules = given.data.rules;
    return result;
  }

  /** Lets time pass; `asleep`: the engine was down and everything is done at the end. */
  until(then: number, asleep = false): void {
    for (let guard = 0; guard < 500; guard += 1) {
      const next = this.state ? nextWake(this.state, this.rules) : null;
      if (next === null || next > then) break;
      if (!asleep) this.now = instant(Math.max(this.now, next));
      else this.now = instant(Math.max(this.now, then));
      if (!this.wake()) throw new Error('woken for nothing');
    }
    this.now = instant(Math.max(this.now, then));
  }

  private wake(): boolean {
    const events = this.state ? wake(this.state, this.now, this.rules) : [];
    this.take(events);
    return events.length > 0;
  }

  private take(events: readonly CaseEvent[]): void {
    this.log.push(...events);
    this.state = fold(events, this.caseId, this.state);
  }
}

/** Helsinki local time of a sample day as an instant (winter and summer time by the rule set). */
export function at(local: string): number {
  const [date = '', time = '00:00'] = local.split(' ');
  const [h = '0', m = '0'] = time.split(':');
  const utc = Date.parse(`${date}T00:00:00Z`) + (Number(h) * 60 + Number(m)) * 60_000;
  const month = Number(date.slice(5, 7));
  const summer = month > 3 && month < 11 && !(month === 10 && Number(date.slice(8)) >= 25);
  return utc - (summer ? 3 : 2) * 3_600_000;
}
