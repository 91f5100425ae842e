import type { BranchCommands } from '../../domain/branch-commands.js';
import { outsideDetails, saying, withNote, type Composers, type Of } from './composing.js';
import type { Sealer } from './sealing.js';

/* Composers of acts towards the outside and of the branches (`domain/branch-commands.ts`). See `composing.ts`. */

type ClientBranch = Exclude<keyof BranchCommands, 'update-family' | 'update-surroundings' | 'want-talk'>;
type OutsideAct = 'contact-social-services' | 'report-child-welfare';

/** Reason and details of an act towards the outside, their words sealed. */
function act({ reason, details }: Pick<Of<OutsideAct>, 'reason' | 'details'>, sealer: Sealer) {
  return {
    reason: sealer.seal(reason),
    ...(details === undefined ? {} : { details: outsideDetails(details, sealer) }),
  };
}

const will = {
  'tell-learner': saying,
  'tell-guardian': saying,
  'leave-guardian-untold': saying,
  'withdraw-consent': saying,
  'assess-basis': withNote,
  'settle-conflict': withNote,
  'go-on-without-guardian': saying,
  'note-capacity': ({ capacity, grounds }, sealer) => ({ capacity, grounds: sealer.seal(grounds) }),
  'prohibit-guardian': ({ guardianId, scope, grounds }, sealer) => ({
    guardianId,
    scope,
    grounds: sealer.seal(grounds),
  }),
  'lift-prohibition': saying,
  'confirm-prohibition': saying,
  'agree-contact-ways': withNote,
  'invite-by-hand': saying,
} satisfies Partial<Composers>;

const outward = {
  'contact-social-services': (request, sealer) => {
    const { reason, hopedSupport, details, ...rest } = saying(request);
    return {
      ...rest,
      ...sealer.optional('hopedSupport', hopedSupport),
      ...act({ reason, ...(details === undefined ? {} : { details }) }, sealer),
    };
  },
  'report-child-welfare': ({ addressee, channel, told, ...rest }, sealer) => ({
    addressee,
    channel,
    told,
    ...act(rest, sealer),
  }),
  'report-to-police': ({ addressee, channel, suspicion, ...rest }, sealer) => ({
    addressee,
    channel,
    suspicion,
    ...act(rest, sealer),
  }),
  'report-unborn-child': ({ addressee, channel, ...rest }, sealer) => ({
    addressee,
    channel,
    ...act(rest, sealer),
  }),
  'complete-outside-act': ({ actId, details }, sealer) => ({
    actId,
    details: outsideDetails(details, sealer),
  }),
  'propose-joint-contact': saying,
  'record-joint-contact': saying,
  'guide-to-services': withNote,
  'note-need': saying,
  'record-response': saying,
  'print-form': ({ actId }, sealer, { copy }) => {
    if (copy === null) throw new Error('what was printed is read before the command is composed');
    return { actId, copy: sealer.seal(copy) };
  },
  'ask-advice': ({ role, told }, sealer) => ({ role, told: sealer.seal(told) }),
  'record-advice': ({ adviceId, advice }, sealer) => ({ adviceId, ...sealer.optional('advice', advice) }),
  'record-disclosure': (request, sealer) => {
    const { recipient, what, reason, requestedBy: by, ...rest } = saying(request);
    return {
      ...rest,
      recipient: sealer.seal(recipient),
      what: sealer.seal(what),
      reason: sealer.seal(reason),
      ...(by ? { requestedBy: { who: by.who, ...sealer.optional('name', by.name) } } : {}),
    };
  },
} satisfies Partial<Composers>;

const plan = {
  'record-causes': ({ causes, withGuardian }, sealer) => ({ causes: sealer.seal(causes), withGuardian }),
  'record-turn': saying,
  'end-turn': saying,
  'plan-support': ({ what }, sealer) => ({ what: sealer.seal(what) }),
  'plan-return': ({ steps }, sealer) => ({
    steps: steps.map((step) => ({ ...step, what: sealer.seal(step.what) })),
  }),
  'complete-return-step': withNote,
  'change-service': ({ to, tried }, sealer) => ({ to, tried: sealer.seal(tried) }),
  'plan-transfer': (request, sealer) => {
    const { receiver, ...rest } = saying(request);
    return { ...rest, ...sealer.optional('receiver', receiver) };
  },
  'record-transfer-consent': saying,
  'send-package': saying,
  'confirm-transfer': saying,
  'cancel-transfer': saying,
} satisfies Partial<Composers>;

const record = {
  'write-entry': (request, sealer) => {
    const { text, ...rest } = saying(request);
    return { ...rest, ...sealer.optional('text', text) };
  },
  'correct-entry': ({ entryId, text }, sealer) => ({ entryId, text: sealer.seal(text) }),
  'publish-entries': saying,
  'contact-other-side': saying,
  'share-situation': ({ parts }, sealer) => ({
    parts: parts.map(({ part, text }) => ({ part, text: sealer.seal(text) })),
  }),
  'divide-responsibilities': saying,
} satisfies Partial<Composers>;

const clock = {
  'pause-duty': saying,
  'resume-duty': saying,
  'set-due-date': ({ dutyId, dueOn, reason }, sealer) => ({ dutyId, dueOn, reason: sealer.seal(reason) }),
} satisfies Partial<Composers>;

const glass = {
  'break-glass': ({ reasonCode, reason }, sealer, { glass: added }) => {
    if (added === null) throw new Error('who reviews is found before the command is composed');
    return { reasonCode, reason: sealer.seal(reason), ...added };
  },
  'review-glass': ({ glassId, finding, note }, sealer) => ({ glassId, finding, note: sealer.seal(note) }),
} satisfies Partial<Composers>;

export const branchComposers: Composers<ClientBranch | OutsideAct | 'complete-outside-act'> = {
  ...will,
  ...outward,
  ...plan,
  ...record,
  ...clock,
  ...glass,
};
