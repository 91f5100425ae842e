import type { FamilyFacts } from '../domain/branch-commands.js';
import type { CommandData, CommandType, ProposedMember, TextRef } from '../domain/commands.js';
import type { PersonId } from '../domain/ids.js';
import type { RefusalCode } from '../domain/refusals.js';
import type { DutyKind } from '../domain/rules.js';
import type { CaseState } from '../domain/state.js';
import { parseDate } from '../domain/time/civil-date.js';
import type { CalendarFile, PolicyVersion } from '../policies/shapes.js';
import type { StoryName } from './words.js';
import { postOf, type FamilyName, type Name, type Person, type School } from './stage/directory.js';
import type { RollOut } from './stage/versions.js';

/** What a step may know of the case it is taken in. */
export interface Cast {
  readonly ref: string;
  readonly state: CaseState | null;
  readonly schoolId: CommandData['raise-concern']['schoolId'];
  readonly person: (name: Person) => PersonId;
  /** A sealed text. */
  readonly text: () => TextRef;
}

/** Somebody does something, or tries to. Times are local ("2027-08-16 09:00"). */
export interface Deed {
  readonly at: string;
  readonly who: Name | 'service';
  readonly act: (cast: Cast) => { [T in CommandType]: Act<T> }[CommandType];
  /** The day it happened; left out: the day it is recorded. */
  readonly happenedOn?: string;
  /** The rules refuse it, with this code. */
  readonly refused?: RefusalCode;
}

interface Act<T extends CommandType> {
  readonly type: T;
  readonly data: CommandData[T];
}

/** A new version of the school's policy or calendar is published and rolled out over its open cases. */
export type Change = { readonly at: string; readonly mode: RollOut['mode'] } & (
  | { readonly policy: (now: PolicyVersion) => PolicyVersion; readonly because?: string }
  | { readonly calendar: (now: CalendarFile) => CalendarFile; readonly because: string }
);

export type Step = Deed | Change;

/** A story: written once, played as test, as documentation and as demo. */
export interface Script {
  readonly name: StoryName;
  readonly begins: string;
  readonly until: string;
  /** `own`: the school has a policy and a calendar of its own, for a story that changes them. */
  readonly school?: School & { readonly own?: true };
  readonly steps: readonly Step[];
}

/** One deed. */
export function does<T extends CommandType>(
  at: string,
  who: Deed['who'],
  type: T,
  data: CommandData[T] | ((cast: Cast) => CommandData[T]),
  more: Pick<Deed, 'happenedOn' | 'refused'> = {},
): Deed {
  // A type and its data stay paired; the compiler loses that for a generic type.
  const act = (cast: Cast) =>
    ({ type, data: typeof data === 'function' ? data(cast) : data }) as ReturnType<Deed['act']>;
  return { at, who, act, ...more };
}

/** A guardian of the learner; they live together unless it is said otherwise. */
export function guardian(
  { person }: Pick<Cast, 'person'>,
  name: Exclude<FamilyName, 'learner'>,
  more: { readonly livesApart?: boolean } = {},
): FamilyFacts['guardians'][number] {
  const facts = { position: 'guardian', livesApart: false, addressProtected: false } as const;
  return { personId: person(name), ...facts, ...more };
}

/** What the directory says of the family. */
export function family(
  guardians: FamilyFacts['guardians'],
  adultOn: FamilyFacts['adultOn'] = parseDate('2032-03-14'),
): FamilyFacts {
  return { adultOn, prePrimary: false, addressProtected: false, guardians };
}

/** A concern that staff bring, usually the teacher with the learner and the guardian. */
export function raise(
  at: string,
  who: Name,
  change: (cast: Cast) => Partial<CommandData['raise-concern']> = () => ({}),
): Deed {
  return does(at, who, 'raise-concern', (cast) => ({
    ...{ ref: cast.ref, learnerId: cast.person('learner'), schoolId: cast.schoolId },
    ...{ source: 'staff', urgent: false, topic: 'wellbeing', description: cast.text() },
    discussedWith: ['learner', 'guardian'],
    responsible: { county: cast.person('curator'), school: cast.person('teacher') },
    family: family([guardian(cast, 'guardian')]),
    ...change(cast),
  }));
}

/** The curator offers a time ("2027-08-19 10:00"). */
export function offers(at: string, time: string, more: Partial<CommandData['offer-discussion']> = {}): Deed {
  const [day = '', clock = ''] = time.split(' ');
  const [hours = '', minutes = ''] = clock.split(':');
  const when = { on: parseDate(day), minute: Number(hours) * 60 + Number(minutes) };
  return does(at, 'curator', 'offer-discussion', ({ person }) => ({
    ...{ withId: person('curator'), ...when, told: 'in-person', ...more },
  }));
}

/** The curator records that they talked. */
export function talked(at: string): Deed {
  return does(at, 'curator', 'record-discussion', { outcome: 'held' });
}

export function member({ person }: Cast, name: Name): ProposedMember {
  return { personId: person(name), ...postOf(name) };
}

/** The curator proposes a group; its members are m1, m2, … in this order. */
export function group(at: string, ...names: readonly Name[]): Deed {
  return does(at, 'curator', 'propose-group', (cast) => ({
    purpose: cast.text(),
    members: names.map((name) => member(cast, name)),
  }));
}

/** The curator asks for consent. */
export function asks(
  at: string,
  memberIds: readonly string[],
  of: readonly FamilyName[],
  more: Pick<Deed, 'refused'> = {},
): Deed {
  return does(
    at,
    'curator',
    'request-consent',
    ({ person }) => ({ memberIds, askedOf: of.map(person), told: 'in-person' }),
    more,
  );
}

/** Somebody of the family answers for these members; the curator records it. */
export function answers(
  at: string,
  by: FamilyName,
  answer: CommandData['record-consent']['answer'],
  memberIds: readonly string[],
  more: Pick<Deed, 'refused'> = {},
): Deed[] {
  const byRole = by === 'learner' ? 'learner' : 'guardian';
  return memberIds.map((memberId) =>
    does(
      at,
      'curator',
      'record-consent',
      ({ person }) => ({ memberId, answer, by: person(by), byRole, way: 'signed' }),
      more,
    ),
  );
}

/** A meeting at two o'clock is called. */
export function calls(
  at: string,
  who: Name,
  meeting: {
    readonly kind: CommandData['call-meeting']['kind'];
    readonly on: string;
    readonly staff: readonly Name[];
    readonly family: readonly FamilyName[];
  },
  more: Pick<Deed, 'refused'> = {},
): Deed {
  return does(
    at,
    who,
    'call-meeting',
    (cast) => ({
      ...{ kind: meeting.kind, on: parseDate(meeting.on), minute: 14 * 60, place: cast.text() },
      invitedStaff: meeting.staff.map((name) => member(cast, name)),
      invitedFamily: meeting.family.map((name) => ({
        personId: cast.person(name),
        role: name === 'learner' ? 'learner' : 'guardian',
      })),
    }),
    more,
  );
}

/** A meeting was held; without a next day it ends the case, because its goals were met. */
export function met(
  at: string,
  who: Name,
  meeting: {
    readonly id: string;
    readonly present: readonly Person[];
    readonly responsible?: Name;
    readonly next?: string;
    readonly told?: CommandData['close-case']['told'];
  },
): Deed {
  const { id, present, responsible, next, told = ['learner', 'guardian'] } = meeting;
  return does(at, who, 'record-meeting', ({ person, text }) => ({
    ...{ meetingId: id, attended: present.map(person), summary: text(), actions: [] },
    ...(responsible
      ? { responsible: { personId: person(responsible), side: postOf(responsible).side } }
      : {}),
    end: next ? { kind: 'next', on: parseDate(next) } : { kind: 'close', reason: 'goals-met', told },
  }));
}

/** The case is closed outside a meeting. */
export function closes(
  at: string,
  who: Name,
  reason: CommandData['close-case']['reason'],
  told: CommandData['close-case']['told'],
): Deed {
  return does(at, who, 'close-case', { reason, told });
}

/** The duty of a kind that is open in the case. */
export function dutyOf({ state }: Cast, kind: DutyKind): string {
  const duty = state?.duties.find((it) => it.kind === kind && it.status === 'open');
  if (!duty) throw new Error(`no open duty ${kind}`);
  return duty.id;
}
