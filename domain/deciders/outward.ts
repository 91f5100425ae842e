import { annexOf } from '../annex.js';
import type { Need, Response } from '../codes.js';
import type { CommandData } from '../commands.js';
import { anyResponsible, draft, personal, responsibleFor, type Decider } from '../decision.js';
import { stoodOn } from '../disclosure-consent.js';
import { isLive, type Duty } from '../duties.js';
import { isOwed, ownOf } from '../personal-duties.js';
import { refuse } from '../refusals.js';
import { EXPECTATIONS, ruleOf, type RuleId, type Rules } from '../rules.js';
import type { CaseState } from '../state.js';
import { addMonths, type CivilDate } from '../time/civil-date.js';

/** A contact to social services is to be made together with child or guardian, without delay (LSL 25 a §). */
export const proposeJointContact: Decider<'propose-joint-contact'> = (deciding) => {
  const { state, data, on, author, book } = deciding;
  const own = author.personId && author.side ? personal(author.personId, author.side) : null;
  const owing = own ?? responsibleFor(state, author);
  if (!isOwed(deciding, 'joint-contact', owing.ownerId)) book.arm('W-LSL25a-joint', on, owing);
  return [draft(book, 'joint-contact-proposed', data)];
};

/**
 * The joint contact did not come about. Where the criteria of LSL 25 § are met a report follows without delay: the
 * duty stays with the person who has it. Said by that person or by a responsible one (core 3), not by whoever owes
 * something else.
 */
export const recordJointContact: Decider<'record-joint-contact'> = (deciding) => {
  const { state, data, on, author, book } = deciding;
  const first = book.open('joint-contact')[0];
  if (!first) return refuse('no-joint-contact', 'LSL 25 a §');
  // Each has their own (core 7): one's own did not come about, or said by a responsible person, nobody's.
  const failed = state.core >= 7 ? ownOf(deciding, 'joint-contact') : [first];
  const { school, county } = state.responsible;
  const owners = failed.map((it) => it.ownerId);
  const mayTell = [...owners, school, county].includes(author.personId ?? undefined);
  if (state.core >= 3 && !mayTell) return refuse('not-allowed', 'LSL 25 a §');
  if (state.core < 7) book.done('joint-contact', on);
  for (const duty of failed) {
    if (state.core >= 7) book.doneAs(duty, on, duty.dueOn === null || on <= duty.dueOn);
    const { ownerId, side } = duty;
    if (data.criteriaMet && !isOwed(deciding, 'child-welfare-report', ownerId))
      book.arm('W-LSL25-report', on, personal(ownerId, side));
  }
  return [draft(book, 'joint-contact-failed', data)];
};

/** Who agrees to a contact with social work is owed one: that ends what is owed, not that they were guided (core 4). */
function owesContact(
  { core, acts }: CaseState,
  { service, withConsent }: CommandData['guide-to-services'],
  on: CivilDate,
): boolean {
  const contacted = acts.some((act) => act.kind === 'contact-social-services' && act.on >= on);
  return core >= 4 && withConsent && service === 'family-social-work' && !contacted;
}

/** Somebody whose need of social care is evident was guided to apply (SHL 35 §). */
export const guideToServices: Decider<'guide-to-services'> = ({ state, data, on, author, book }) => {
  if (!owesContact(state, data, on)) book.done('guide-to-services', on);
  else if (book.open('guide-to-services').length === 0)
    book.arm('W-SHL35-guide', on, responsibleFor(state, author));
  return [draft(book, 'services-guided', data)];
};

const CLOCK_OF: Readonly<Record<Need, RuleId>> = {
  'social-services': 'W-SHL35-guide',
  therapy: 'T-THoL-28d',
  'psychosocial-support': 'T-SHL-terapia-1m',
  'primary-care': 'T-primary-14d',
};

/** What holds where the act gives its limit to the younger only: the same is expected, and nobody is forgotten. */
const FOR_OLDER: Partial<Record<RuleId, RuleId>> = {
  'T-THoL-28d': 'W-THoL-treatment',
  'T-primary-14d': 'W-THoL-treatment',
  'T-SHL-terapia-1m': 'T-SHL45-3m',
};

/** The rule for a learner of this age. Whose birthday nobody knows is taken for young: most learners are. */
function ruleForAge(rule: RuleId, rules: Rules, state: Pick<CaseState, 'annex'>, on: CivilDate): RuleId {
  const { adultUnder } = ruleOf(rules, rule);
  const { adultOn = null } = annexOf(state).family ?? {};
  if (adultUnder === undefined || adultOn === null) return rule;
  return addMonths(adultOn, 12 * adultUnder) <= on ? (FOR_OLDER[rule] ?? rule) : rule;
}

/** A need was established: the duty to guide begins, or the other side's clock (THoL, the 28-day guarantee). */
export const noteNeed: Decider<'note-need'> = ({ state, data, on, author, book, rules }) => {
  book.arm(ruleForAge(CLOCK_OF[data.need], rules, state, on), on, responsibleFor(state, author));
  return [draft(book, 'need-noted', data)];
};

/** The day on which the matter became pending with social services (SHL 45 §); before core 3 it was not asked for. */
function pendingSince({ core, acts }: CaseState, { about }: Duty): CivilDate | undefined {
  return core < 3 ? undefined : acts.find((act) => act.id === about?.id)?.on;
}

/** Nobody waits to see it begin when it is decided whether it does, or when it is completed. */
function endsBeginning({ kind }: Duty, response: Response): boolean {
  return kind === 'expected-decision' || (kind === 'expected-assessment' && response === 'done');
}

/** What became of something the other side owed. "Not told" is an answer: the school is otherwise an outsider. */
export const recordResponse: Decider<'record-response'> = ({ state, data, on, book }) => {
  const duty = state.duties.find((d) => d.id === data.dutyId);
  if (!duty || !isLive(duty) || !EXPECTATIONS.has(duty.kind)) return refuse('not-expected', 'LSL 26 §');
  const met: Response = 'done';
  // That no assessment begins is a decision too (core 7).
  const isDecided = state.core >= 7 && duty.kind === 'expected-decision' && data.response === 'not-needed';
  const isMet = data.response === met || isDecided;
  book.doneAs(duty, on, isMet && (duty.dueOn === null || on <= duty.dueOn));
  // An assessment that is done is followed by a decision to be carried out; another service by what a child needs.
  const owing = {
    ownerId: duty.ownerId,
    side: duty.side,
    bound: duty.bound,
    ...(duty.about ? { about: duty.about } : {}),
  };
  if (state.core >= 3 && endsBeginning(duty, data.response))
    for (const it of book.open('expected-start', duty.about?.id))
      book.doneAs(it, on, data.response === met && it.dueOn !== null && on <= it.dueOn);
  if (duty.kind === 'expected-assessment' && data.response === 'done')
    book.arm('T-SHL45-3m', pendingSince(state, duty) ?? on, owing);
  if (duty.kind !== 'expected-service' && data.response === 'other-service') book.arm('W-SHL13', on, owing);
  return [draft(book, 'response-recorded', data)];
};

/** The form of an act was printed: what was on the paper is kept as it was. */
export const printForm: Decider<'print-form'> = ({ state, data, book }) => {
  if (!state.acts.some((act) => act.id === data.actId)) return refuse('unknown-act', 'LSL 25 §');
  return [draft(book, 'form-printed', data)];
};

/** A member asks an expert for advice and tells what that needs: a disclosure, no membership (OHL 19 §). */
export const askAdvice: Decider<'ask-advice'> = ({ state, data, on, author, book }) => {
  const adviceId = `v${annexOf(state).advice.length + 1}`;
  const about = { of: 'advice', id: adviceId } as const;
  const owing =
    author.personId && author.side
      ? personal(author.personId, author.side, about)
      : { ...anyResponsible(state), about };
  book.arm('L-ADVICE', on, owing);
  return [draft(book, 'advice-asked', { ...data, adviceId })];
};

export const recordAdvice: Decider<'record-advice'> = ({ state, data, on, book }) => {
  const advice = annexOf(state).advice.find((it) => it.id === data.adviceId && it.answeredOn === null);
  if (!advice) return refuse('unknown-advice', 'OHL 19 §');
  book.done('advice-answer', on, advice.id);
  return [draft(book, 'advice-recorded', data)];
};

/**
 * What was given to an outsider: which data, to whom, on what ground and why (OHL 20 §). Where the ground is an itemised
 * consent it says which, and that consent stood on the day (core 7).
 */
export const recordDisclosure: Decider<'record-disclosure'> = ({ state, data, on, book }) => {
  const { ground, consent } = data;
  const isByConsent = state.core >= 7 && ground === 'itemised-consent';
  if (isByConsent && !(consent && stoodOn(state, consent, on)))
    return refuse('disclosure-consent-missing', 'OHL 19 §');
  const disclosureId = `l${annexOf(state).disclosures.length + 1}`;
  return [draft(book, 'disclosure-recorded', { ...data, disclosureId })];
};
