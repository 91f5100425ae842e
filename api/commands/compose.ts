import { randomUUID } from 'node:crypto';
import type { AnyCommand, CommandData, ProposedMember } from '../../domain/commands.js';
import { asId, type PersonId } from '../../domain/ids.js';
import type { CaseCommandRequest, RaiseConcernRequest } from '../contracts/commands.js';
import { branchComposers } from './compose-branches.js';
import {
  saying,
  withNote,
  type Additions,
  type Composers,
  type Envelope,
  type Of,
  type RaiseAdditions,
} from './composing.js';
import type { Sealer } from './sealing.js';

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

function correctFact(
  { fact, note }: Of<'correct-fact'>,
  sealer: Sealer,
  add: Additions,
): CommandData['correct-fact'] {
  const words = sealer.optional('note', note);
  if (fact.name !== 'school') return { fact, ...words };
  if (add.rules === null) throw new Error('a correction of the school needs the rule set of that school');
  return { fact: { ...fact, rules: add.rules }, ...words };
}

/** A member from outside gets an id that says nothing: the directory does not know them, and their name is sealed. */
function proposedMember(
  { personId, role, side, external }: Of<'propose-group'>['members'][number],
  sealer: Sealer,
): ProposedMember {
  if (external !== undefined) {
    const { organisation, name } = external;
    const outside = { organisation, name: sealer.seal(name) };
    return { personId: asId<PersonId>(randomUUID()), role, side, external: outside };
  }
  if (personId === undefined) throw new Error('the contract lets nobody through without id or name');
  return { personId, role, side };
}

function callMeeting(
  request: Of<'call-meeting'>,
  sealer: Sealer,
  add: Additions,
): CommandData['call-meeting'] {
  const { place, invitedStaff, ...rest } = saying(request);
  const invited = invitedStaff.map((member) => {
    const external = add.externals.get(member.personId);
    return external === undefined ? member : { ...member, external };
  });
  return { ...rest, invitedStaff: invited, ...sealer.optional('place', place) };
}

function recordMeeting(request: Of<'record-meeting'>, sealer: Sealer): CommandData['record-meeting'] {
  const { summary, actions, ...rest } = saying(request);
  return {
    ...rest,
    ...sealer.optional('summary', summary),
    actions: actions.map((action) => ({ ...action, what: sealer.seal(action.what) })),
  };
}

function offerHandover(
  { side, toId, reason }: Of<'offer-handover'>,
  sealer: Sealer,
  add: Additions,
): CommandData['offer-handover'] {
  if (add.fallbackId === null) throw new Error('a hand-over needs somebody to fall back on');
  return { side, toId, fallbackId: add.fallbackId, ...sealer.optional('reason', reason) };
}

const COMPOSERS: Composers = {
  'offer-discussion': saying,
  'record-discussion': saying,
  'decline-discussion': saying,
  'join-side': saying,
  'request-consent': (request, _sealer, { asking }) => {
    const { channel: _channel, language: _language, secondFactor: _factor, ...rest } = saying(request);
    return { ...rest, ...(asking === null ? {} : { asking }) };
  },
  'cancel-meeting': saying,
  'close-case': saying,
  'accept-handover': saying,
  'refuse-handover': saying,
  reassign: saying,
  'explain-lateness': withNote,
  'complete-action': withNote,
  'void-case': withNote,
  'propose-group': ({ purpose, members }, sealer) => ({
    ...sealer.optional('purpose', purpose),
    members: members.map((member) => proposedMember(member, sealer)),
  }),
  'record-consent': (request, sealer) => {
    const { limits, ...rest } = saying(request);
    return { ...rest, ...sealer.optional('limits', limits) };
  },
  'call-meeting': callMeeting,
  'record-meeting': recordMeeting,
  'reopen-case': ({ reason }, sealer) => ({ reason: sealer.seal(reason) }),
  'offer-handover': offerHandover,
  'correct-fact': correctFact,
  ...branchComposers,
};

/** A command on a case that exists, as the engine gets it. Its words go into the sealer. */
export function composeCommand(
  request: CaseCommandRequest,
  envelope: Envelope,
  add: Additions,
  sealer: Sealer,
): AnyCommand {
  const { type } = request;
  return commandOf(type, request, envelope, add, sealer);
}

function commandOf<T extends CaseCommandRequest['type']>(
  type: T,
  request: Of<T>,
  envelope: Envelope,
  add: Additions,
  sealer: Sealer,
): AnyCommand {
  const data = COMPOSERS[type](request, sealer, add);
  // The table pairs each type with its own data; over the union the compiler cannot follow that.
  return { v: 1, ...envelope, type, data } as AnyCommand;
}
