import type { AdoptionMode } from '../domain/codes.js';
import type { CaseEvent } from '../domain/events.js';
import type { CaseState } from '../domain/state.js';
import type { CivilDate } from '../domain/time/civil-date.js';
import type { ConsentChange, Consequence } from '../domain/branch-events.js';
import type { Directory, Person } from './stage/directory.js';
import type { Codes } from './words.js';

/** A group of codes that the product has words for. */
export type CodeGroup = Exclude<keyof Codes, 'nextStep'>;

/** Something an event says beyond its name, before it is put into words. */
export type Detail =
  | { readonly kind: 'code'; readonly group: CodeGroup; readonly code: string }
  | { readonly kind: 'date'; readonly date: CivilDate }
  | { readonly kind: 'time'; readonly date: CivilDate; readonly minute: number }
  | { readonly kind: 'people'; readonly people: readonly Person[] }
  | { readonly kind: 'consent'; readonly person: Person; readonly state: string }
  | { readonly kind: 'uninvited'; readonly people: readonly Person[] }
  | { readonly kind: 'word'; readonly word: 'urgent' | 'inTime' | 'notInTime' | 'meetingOff' | AdoptionMode };

const code = (group: CodeGroup, value: string): Detail => ({ kind: 'code', group, code: value });
const word = (value: Extract<Detail, { kind: 'word' }>['word']): Detail => ({ kind: 'word', word: value });

interface Around {
  readonly people: Directory;
  readonly before: CaseState | null;
  readonly after: CaseState | null;
}

function named({ people }: Around, ids: readonly string[]): readonly Person[] {
  return ids.flatMap((id) => people.nameOf(id) ?? []);
}

function ofMembers(around: Around, memberIds: readonly string[]): readonly Person[] {
  const members = (around.after?.members ?? []).filter((member) => memberIds.includes(member.id));
  return named(
    around,
    members.map((member) => member.personId),
  );
}

function consents(around: Around, changes: readonly ConsentChange[]): Detail[] {
  return changes.flatMap(({ memberId, consent }) =>
    ofMembers(around, [memberId]).map((person): Detail => ({ kind: 'consent', person, state: consent })),
  );
}

function following(
  around: Around,
  { consents: changes, uninvited, cancelledMeetingIds }: Consequence,
): Detail[] {
  const people = named(around, uninvited);
  return [
    ...consents(around, changes),
    ...(people.length > 0 ? [{ kind: 'uninvited', people } as const] : []),
    ...cancelledMeetingIds.map(() => word('meetingOff')),
  ];
}

function ofDiscussion(event: CaseEvent): Detail[] | null {
  switch (event.type) {
    case 'concern-raised': {
      const { source, topic, urgent } = event.data;
      return [code('requestSource', source), code('topic', topic), ...(urgent ? [word('urgent')] : [])];
    }
    case 'discussion-offered': {
      const { on, minute, inTime, latenessReason } = event.data;
      const late = latenessReason ? [code('latenessReason', latenessReason)] : [];
      return [{ kind: 'time', date: on, minute }, word(inTime ? 'inTime' : 'notInTime'), ...late];
    }
    case 'discussion-recorded':
      return [code('discussionOutcome', event.data.outcome)];
    case 'learner-told':
    case 'guardian-told':
    case 'other-side-contacted':
      return [code('tellingWay', event.data.way)];
    default:
      return null;
  }
}

function ofWill(event: CaseEvent, around: Around): Detail[] | null {
  switch (event.type) {
    case 'group-proposed':
      return [
        {
          kind: 'people',
          people: named(
            around,
            event.data.members.map((it) => it.personId),
          ),
        },
      ];
    case 'consent-requested':
      return [{ kind: 'people', people: named(around, event.data.askedOf) }];
    case 'consent-recorded': {
      const { by, answer, memberId, follows } = event.data;
      const said = [{ kind: 'people', people: named(around, [by]) } as const, code('consent', answer)];
      const now = consents(around, follows?.consents.filter((it) => it.memberId === memberId) ?? []);
      return [...said, ...now];
    }
    case 'consent-withdrawn': {
      const by = { kind: 'people', people: named(around, [event.data.by]) } as const;
      return [by, ...following(around, event.data.follows)];
    }
    case 'guardian-left-untold':
      return [code('untoldGround', event.data.ground)];
    case 'basis-assessed':
      return [code('lawfulBasis', event.data.basis)];
    case 'conflict-settled':
      return [code('conflictOutcome', event.data.outcome), ...following(around, event.data.follows)];
    case 'went-on-without-guardian': {
      const whom = { kind: 'people', people: named(around, [event.data.guardianId]) } as const;
      return [whom, code('unreachedReason', event.data.reason), ...following(around, event.data.follows)];
    }
    case 'capacity-noted':
      return [code('capacity', event.data.capacity), ...following(around, event.data.follows)];
    case 'guardian-prohibited': {
      const whom = { kind: 'people', people: named(around, [event.data.guardianId]) } as const;
      return [whom, code('prohibitionScope', event.data.scope), ...following(around, event.data.follows)];
    }
    case 'prohibition-lifted':
      return [code('liftingReason', event.data.reason), ...following(around, event.data.follows)];
    case 'learner-came-of-age':
      return following(around, event.data.follows);
    default:
      return null;
  }
}

function ofMeeting(event: CaseEvent, around: Around): Detail[] | null {
  switch (event.type) {
    case 'meeting-called': {
      const { kind, on, minute, invitedStaff, invitedFamily } = event.data;
      const ids = [...invitedStaff, ...invitedFamily].map((it) => it.personId);
      const invited = { kind: 'people', people: named(around, ids) } as const;
      return [code('meetingKind', kind), { kind: 'time', date: on, minute }, invited];
    }
    case 'meeting-held': {
      const { attended, end } = event.data;
      const present = { kind: 'people', people: named(around, attended) } as const;
      return end.kind === 'next' ? [present, { kind: 'date', date: end.on }] : [present];
    }
    case 'case-closed':
      return [code('closingReason', event.data.reason)];
    default:
      return null;
  }
}

function ofOutside(event: CaseEvent): Detail[] | null {
  switch (event.type) {
    case 'joint-contact-proposed':
      return [code('jointly', event.data.with)];
    case 'joint-contact-failed':
      return [code('jointContactFailure', event.data.failure)];
    case 'child-welfare-reported':
      return [code('channel', event.data.channel), code('toldOfReport', event.data.told)];
    case 'response-recorded':
      return [code('response', event.data.response)];
    case 'fact-corrected':
      return [code('fact', event.data.fact.name)];
    case 'rules-adopted':
      return event.data.mode ? [word(event.data.mode)] : [];
    default:
      return null;
  }
}

/** What an event says beyond its name. Words that people wrote are no part of a story. */
export function detailsOf(event: CaseEvent, around: Around): readonly Detail[] {
  return ofDiscussion(event) ?? ofWill(event, around) ?? ofMeeting(event, around) ?? ofOutside(event) ?? [];
}
