import type { AnyCommand, CommandData, OutsideDetails } from '../../domain/commands.js';
import type { CaseId, CommandId, PersonId, UnitId } from '../../domain/ids.js';
import type { Actor } from '../../domain/people.js';
import type { Rules } from '../../domain/rules.js';
import type { CivilDate } from '../../domain/time/civil-date.js';
import type { Instant } from '../../domain/time/instant.js';
import type { CaseCommandRequest, RaiseConcernRequest } from '../contracts/commands.js';
import type { Sealer } from './sealing.js';

/** What every command carries, known before its data. */
export interface Envelope {
  readonly id: CommandId;
  readonly caseId: CaseId;
  readonly receivedAt: Instant;
  readonly happenedOn: CivilDate;
  readonly actor: Actor;
  readonly named: AnyCommand['named'];
}

/** What the service adds to a concern. */
export interface RaiseAdditions {
  readonly ref: string;
  readonly schoolId: UnitId;
  readonly responsible: CommandData['raise-concern']['responsible'];
}

/** What the service adds to a command on a case that exists: null where the command does not need it. */
export interface Additions {
  /** The coordinator who answers if nobody takes a hand-over. */
  readonly fallbackId: PersonId | null;
  /** The rule set of the school a correction moves the case to. */
  readonly rules: Rules | null;
}

/** A concern as the engine gets it. Its words go into the sealer. */
export function composeRaise(
  request: RaiseConcernRequest,
  envelope: Envelope,
  add: RaiseAdditions,
  sealer: Sealer,
): AnyCommand {
  const { learnerId, source, urgent, topic, discussedWith } = request;
  return {
    v: 1,
    ...envelope,
    type: 'raise-concern',
    data: {
      ...add,
      learnerId,
      source,
      urgent,
      topic,
      ...sealer.optional('description', request.description),
      discussedWith,
    },
  };
}

function outsideDetails(
  details: Extract<CaseCommandRequest, { type: 'complete-outside-act' }>['details'],
  sealer: Sealer,
): OutsideDetails {
  const { measuresTried, homeCooperation, ...rest } = details;
  return {
    ...rest,
    ...sealer.optional('measuresTried', measuresTried),
    ...sealer.optional('homeCooperation', homeCooperation),
  };
}

type Of<T extends CaseCommandRequest['type']> = Extract<CaseCommandRequest, { type: T }>;

function outsideAct<T extends Of<'contact-social-services'> | Of<'report-child-welfare'>>(
  request: T,
  sealer: Sealer,
) {
  const { reason, details } = request;
  return {
    reason: sealer.seal(reason),
    ...(details === undefined ? {} : { details: outsideDetails(details, sealer) }),
  };
}

function correctFact(
  { fact, note }: Of<'correct-fact'>,
  add: Additions,
  sealer: Sealer,
): CommandData['correct-fact'] {
  const words = sealer.optional('note', note);
  if (fact.name !== 'school') return { fact, ...words };
  if (add.rules === null) throw new Error('a correction of the school needs the rule set of that school');
  return { fact: { ...fact, rules: add.rules }, ...words };
}

function recordMeeting(request: Of<'record-meeting'>, sealer: Sealer): CommandData['record-meeting'] {
  const { type: _type, happenedOn: _on, summary, actions, ...rest } = request;
  return {
    ...rest,
    ...sealer.optional('summary', summary),
    actions: actions.map((action) => ({ ...action, what: sealer.seal(action.what) })),
  };
}

function offerHandover(
  request: Of<'offer-handover'>,
  add: Additions,
  sealer: Sealer,
): CommandData['offer-handover'] {
  if (add.fallbackId === null) throw new Error('a hand-over needs somebody to fall back on');
  const { side, toId, reason } = request;
  return { side, toId, fallbackId: add.fallbackId, ...sealer.optional('reason', reason) };
}

/** A command on a case that exists, as the engine gets it. Its words go into the sealer. */
export function composeCommand(
  request: CaseCommandRequest,
  envelope: Envelope,
  add: Additions,
  sealer: Sealer,
): AnyCommand {
  const base = { v: 1 as const, ...envelope };
  const { happenedOn: _on, ...said } = request;
  switch (said.type) {
    case 'offer-discussion':
      return { ...base, type: said.type, data: without(said) };
    case 'record-discussion':
      return { ...base, type: said.type, data: without(said) };
    case 'decline-discussion':
      return { ...base, type: said.type, data: without(said) };
    case 'join-side':
      return { ...base, type: said.type, data: without(said) };
    case 'request-consent':
      return { ...base, type: said.type, data: without(said) };
    case 'cancel-meeting':
      return { ...base, type: said.type, data: without(said) };
    case 'close-case':
      return { ...base, type: said.type, data: without(said) };
    case 'accept-handover':
      return { ...base, type: said.type, data: without(said) };
    case 'refuse-handover':
      return { ...base, type: said.type, data: without(said) };
    case 'reassign':
      return { ...base, type: said.type, data: without(said) };
    default:
      return composeWithWords(said, base, add, sealer);
  }
}

/** The data of a request that holds no words: everything but its type. */
function without<T extends { type: string }>({ type: _type, ...data }: T): Omit<T, 'type'> {
  return data;
}

type WithWords = Exclude<
  CaseCommandRequest,
  {
    type:
      | 'offer-discussion'
      | 'record-discussion'
      | 'decline-discussion'
      | 'join-side'
      | 'request-consent'
      | 'cancel-meeting'
      | 'close-case'
      | 'accept-handover'
      | 'refuse-handover'
      | 'reassign';
  }
>;

function composeWithWords(
  said: WithWords,
  base: Envelope & { readonly v: 1 },
  add: Additions,
  sealer: Sealer,
): AnyCommand {
  switch (said.type) {
    case 'explain-lateness': {
      const { type, note, ...rest } = said;
      return { ...base, type, data: { ...rest, ...sealer.optional('note', note) } };
    }
    case 'propose-group': {
      const { type, purpose, members } = said;
      return { ...base, type, data: { ...sealer.optional('purpose', purpose), members } };
    }
    case 'record-consent': {
      const { type, limits, ...rest } = said;
      return { ...base, type, data: { ...rest, ...sealer.optional('limits', limits) } };
    }
    case 'call-meeting': {
      const { type, place, ...rest } = said;
      return { ...base, type, data: { ...rest, ...sealer.optional('place', place) } };
    }
    case 'record-meeting':
      return { ...base, type: said.type, data: recordMeeting(said, sealer) };
    case 'complete-action': {
      const { type, actionId, note } = said;
      return { ...base, type, data: { actionId, ...sealer.optional('note', note) } };
    }
    case 'reopen-case':
      return { ...base, type: said.type, data: { reason: sealer.seal(said.reason) } };
    case 'contact-social-services': {
      const { type, addressee, channel, jointly } = said;
      return { ...base, type, data: { addressee, channel, jointly, ...outsideAct(said, sealer) } };
    }
    case 'report-child-welfare': {
      const { type, addressee, channel, told } = said;
      return { ...base, type, data: { addressee, channel, told, ...outsideAct(said, sealer) } };
    }
    case 'complete-outside-act':
      return {
        ...base,
        type: said.type,
        data: { actId: said.actId, details: outsideDetails(said.details, sealer) },
      };
    case 'offer-handover':
      return { ...base, type: said.type, data: offerHandover(said, add, sealer) };
    case 'correct-fact':
      return { ...base, type: said.type, data: correctFact(said, add, sealer) };
    case 'void-case': {
      const { type, reason, note } = said;
      return { ...base, type, data: { reason, ...sealer.optional('note', note) } };
    }
  }
}
