import type { CaseEvent, CaseEventOf } from './events.js';
import type { PersonId } from './ids.js';
import type { MailIntent, MailTemplate } from './mails.js';
import type { Side } from './people.js';
import type { CaseState } from './state.js';
import type { Instant } from './time/instant.js';

function responsibleNow(state: CaseState, side: Side, event: CaseEvent, at: Instant): readonly MailIntent[] {
  const personId = state.responsible[side];
  if (!personId || personId === event.by.personId) return [];
  const still = { kind: 'responsible', side, personId } as const;
  return [{ template: 'responsible-now', to: { personId }, notBefore: at, still, data: {} }];
}

function toPerson(
  template: MailTemplate,
  personId: PersonId | undefined,
  event: CaseEvent,
  at: Instant,
): readonly MailIntent[] {
  if (!personId || personId === event.by.personId) return [];
  return [{ template, to: { personId }, notBefore: at, still: { kind: 'case' }, data: {} }];
}

/** Whoever was responsible, and whoever was asked to be, hears that somebody else is now (core 7; before, not always). */
function formerNow(
  event: CaseEvent,
  side: Side,
  before: CaseState | null,
  state: CaseState,
  at: Instant,
): readonly MailIntent[] {
  if (before === null || before.core < 7) return [];
  const [was, is] = [before.responsible[side], state.responsible[side]];
  const asked = before.handovers[side]?.toId;
  return [
    ...(was === is ? [] : toPerson('responsible-no-more', was, event, at)),
    ...(asked === is ? [] : toPerson('handover-withdrawn', asked, event, at)),
  ];
}

type OfResponsibility =
  | CaseEventOf<'concern-raised'>
  | CaseEventOf<'side-joined'>
  | CaseEventOf<'responsible-reassigned'>
  | CaseEventOf<'handover-expired'>
  | CaseEventOf<'handover-accepted'>
  | CaseEventOf<'handover-refused'>
  | CaseEventOf<'meeting-held'>;

/** Who becomes responsible, and who is no more, is told: there is always one on each side, and both know it. */
export function mailsOfResponsibility(
  event: OfResponsibility,
  before: CaseState | null,
  state: CaseState,
  at: Instant,
): readonly MailIntent[] {
  switch (event.type) {
    case 'concern-raised':
      return responsibleNow(state, 'school', event, at);
    case 'side-joined':
      return responsibleNow(state, event.data.side, event, at);
    case 'responsible-reassigned':
      return [
        ...responsibleNow(state, event.data.side, event, at),
        ...formerNow(event, event.data.side, before, state, at),
      ];
    case 'handover-expired': {
      const { side, toId } = event.data;
      const owner = before?.responsible[side];
      if (owner === toId) return [];
      return [...responsibleNow(state, side, event, at), ...toPerson('handover-expired', owner, event, at)];
    }
    case 'handover-accepted':
      return toPerson('handover-accepted', before?.responsible[event.data.side], event, at);
    case 'handover-refused':
      return toPerson('handover-refused', before?.handovers[event.data.side]?.fromId, event, at);
    case 'meeting-held':
      return appointed(event, before, state, at);
  }
}

/** The group appoints somebody: who was not there, and whoever was responsible until then, is told. */
function appointed(
  event: CaseEventOf<'meeting-held'>,
  before: CaseState | null,
  state: CaseState,
  at: Instant,
): readonly MailIntent[] {
  const { responsible } = event.data;
  if (responsible === undefined || before === null || before.core < 7) return [];
  const { side } = responsible;
  const isNew = before.responsible[side] !== responsible.personId;
  return [
    ...(isNew ? responsibleNow(state, side, event, at) : []),
    ...formerNow(event, side, before, state, at),
  ];
}
