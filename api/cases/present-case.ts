import { monitorOf } from '../../domain/monitors.js';
import { agreedItemsOf } from '../../domain/consent.js';
import { annexOf } from '../../domain/annex.js';
import { statusShown } from '../../domain/duty-sight.js';
import type { CaseEvent } from '../../domain/events.js';
import { isLive } from '../../domain/duties.js';
import { glassesOf } from '../../domain/glass.js';
import { nextStep, stageRail, type NextStep } from '../../domain/next-step.js';
import { may, mayComplete } from '../../domain/permissions.js';
import type { Actor } from '../../domain/people.js';
import type { Rules } from '../../domain/rules.js';
import { SECTIONS } from '../../domain/sight.js';
import type { CaseAction, CaseState, Handover, Member } from '../../domain/state.js';
import type { CivilDate } from '../../domain/time/civil-date.js';
import { localDate } from '../../domain/time/zone.js';
import type { AddresseeBook } from '../../policies/addressees.js';
import { readAddressees } from '../../policies/published-addressees.js';
import {
  CLIENT_COMMANDS,
  isClientCommand,
  type CaseAnswer,
  type MemberAnswer,
  type NextStepAnswer,
} from '../contracts/cases.js';
import type { Deps } from '../deps.js';
import { basisFor } from '../rules/basis.js';
import { addresseesFor } from './addressees.js';
import { readCaseWords, readResponses, readSchools, type CaseWords } from './case-words.js';
import { readDisclosures } from './disclosures.js';
import type { SeenCase } from './find-case.js';
import { mentionedIn, readPeople, type KnownPerson } from './people.js';
import {
  presentActs,
  presentFamily,
  presentPlans,
  presentReport,
  said,
  type Words,
} from './present-annex.js';
import { hasLateness, iso, presentDuty } from './present-duty.js';
import { readWords, type WordStore } from './words.js';

/** With what a case is presented. */
export type CaseStore = WordStore & Pick<Deps, 'now'>;

/** The next step as answers carry it. */
export function presentStep(
  { rules, names }: Pick<SeenCase, 'rules' | 'names'>,
  step: NextStep | null,
): NextStepAnswer | null {
  if (step === null) return null;
  const { code, dutyId, dueOn, why, command, alternative } = step;
  return {
    code,
    dutyId: names.nameOf(dutyId),
    command: isClientCommand(command) ? command : null,
    alternative: alternative !== null && isClientCommand(alternative) ? alternative : null,
    dueOn,
    why,
    basis: basisFor(why, rules.policy),
  };
}

/** What the viewer may do now, by the one table of permissions and as far as they may know what it would be about. */
function choices(actor: Actor, state: CaseState): CaseAnswer['commands'] {
  return CLIENT_COMMANDS.filter((type) => type !== 'raise-concern').map((type) => {
    const allowed = may(actor, type, state);
    return allowed.ok
      ? { type, allowed: true }
      : { type, allowed: false, reason: allowed.code, source: allowed.source };
  });
}

function presentHandover(handover: Handover) {
  return { ...handover, offeredAt: iso(handover.offeredAt), expiresAt: iso(handover.expiresAt) };
}

function head(seen: SeenCase, deps: CaseStore) {
  const { state, known, rules, school, actor, sections } = seen;
  const { school: ofSchool, county } = state.responsible;
  return {
    id: state.caseId,
    ref: state.ref,
    version: state.version,
    stage: state.stage,
    status: statusShown(known),
    urgent: state.urgent,
    late: hasLateness(known),
    schoolId: state.schoolId,
    schoolName: school.name,
    openedAt: iso(state.openedAt),
    responsible: { ...(ofSchool ? { school: ofSchool } : {}), ...(county ? { county } : {}) },
    stages: stageRail(state),
    commands: choices(actor, known),
    today: todayOf(deps, rules),
    policy: rules.policy,
    reportHome: rules.reportHome ?? ('rinnalla' as const),
    sections: SECTIONS.filter((section) => sections.has(section)),
  };
}

/** Sections that stand in the answer itself, as far as the viewer may see them; the others have routes of their own. */
export const IN_THE_CASE = SECTIONS.filter((section) => section !== 'access');

type Part = Partial<CaseAnswer>;

function learnerPart(
  { state, sections }: SeenCase,
  known: ReadonlyMap<string, KnownPerson>,
  book: AddresseeBook,
): Part {
  const learner = known.get(state.learnerId);
  if (learner === undefined) return {};
  const { initials, entry, municipality } = learner;
  // Of a child whose address is protected, the municipality is too: told to those who keep the acts only.
  const hidden = annexOf(state).family?.addressProtected === true && !sections.has('acts');
  return {
    addressees: addresseesFor(book, hidden ? null : municipality),
    learner: {
      id: state.learnerId,
      initials,
      name: entry.name,
      ...(learner.class === null ? {} : { class: learner.class }),
    },
  };
}

/** Names of those whose id stands in the answer, and of nobody else; the family's only for those who see people. */
function peoplePart({ sections }: SeenCase, known: ReadonlyMap<string, KnownPerson>, shown: Part): Part {
  const text = JSON.stringify(shown);
  const named = [...known].filter(
    ([id, person]) => (person.isStaff || sections.has('people')) && text.includes(id),
  );
  return { people: Object.fromEntries(named.map(([id, person]) => [id, person.entry])) };
}

/** The promises this viewer may know of, and of them the one that comes first. */
function dutiesPart(seen: SeenCase, today: CivilDate): Part {
  const { known } = seen;
  const { school, county } = known.handovers;
  return {
    nextStep: presentStep(seen, nextStep(known)),
    duties: known.duties.map((duty) => presentDuty(seen, duty, today)),
    handovers: {
      ...(school ? { school: presentHandover(school) } : {}),
      ...(county ? { county: presentHandover(county) } : {}),
    },
  };
}

function discussionPart({ state }: SeenCase, texts: CaseWords | null): Part {
  return {
    topic: state.topic,
    source: state.source,
    requestedOn: state.requestedOn,
    ...(texts?.description ? { description: texts.description } : {}),
    offers: state.offers.map((offer) => ({ ...offer })),
  };
}

function presentMember(state: CaseState, member: Member, words: Words): MemberAnswer {
  const { external, askedOf, items, stood, ...it } = member;
  const agreed = agreedItemsOf(state, member);
  return {
    ...it,
    answers: it.answers.map(({ items: own, ...given }) => ({
      ...given,
      ...(own ? { items: [...own] } : {}),
    })),
    ...(external
      ? { external: { organisation: external.organisation, ...said('name', external.nameTextId, words) } }
      : {}),
    ...(askedOf ? { askedOf: [...askedOf] } : {}),
    ...(items ? { items: [...items] } : {}),
    ...(agreed ? { agreedItems: [...agreed] } : {}),
    ...(stood ? { stood: stood.map((days) => ({ ...days })) } : {}),
  };
}

function consentsPart({ state }: SeenCase, words: Words): Part {
  const { goneOnWithout } = annexOf(state);
  return {
    members: state.members.map((it) => presentMember(state, it, words)),
    ...(goneOnWithout ? { goneOnWithout: goneOnWithout.map((it) => ({ ...it })) } : {}),
  };
}

/** Whether the caller may say of this action, and not only of some action, that it is done. */
function isCompletable({ state, actor }: SeenCase, action: CaseAction): boolean {
  if (action.doneOn !== null || !may(actor, 'complete-action', state).ok) return false;
  const duty = state.duties.find((it) => it.kind === 'action' && it.about?.id === action.id && isLive(it));
  return mayComplete(actor.personId, state, duty);
}

function meetingsPart(seen: SeenCase, words: Words): Part {
  const { state } = seen;
  return {
    meetings: state.meetings.map((it) => ({
      ...it,
      staff: [...it.staff],
      family: [...it.family],
      attended: [...it.attended],
    })),
    actions: state.actions.map((action) => {
      const { textId, ...it } = action;
      const by = { monitorId: monitorOf(state, action), mayComplete: isCompletable(seen, action) };
      return { ...it, ...by, ...said('what', textId, words) };
    }),
  };
}

function todayOf({ now }: Pick<Deps, 'now'>, rules: Rules): CivilDate {
  return localDate(rules.calendar.zone, now());
}

/** Sections besides the straight road. */
async function besidePart(
  deps: CaseStore,
  seen: SeenCase,
  words: Words,
  ahead: readonly CaseEvent[],
): Promise<Part> {
  const { state, rules, sections } = seen;
  const { pool } = deps;
  const [responses, schools, disclosures] = await Promise.all([
    sections.has('acts') ? readResponses(pool, state, ahead) : new Map(),
    sections.has('plans') ? readSchools(pool, state) : new Map(),
    sections.has('disclosures') ? readDisclosures(deps, seen, ahead) : null,
  ]);
  return {
    ...(sections.has('acts') ? { acts: presentActs(seen, { responses, today: todayOf(deps, rules) }) } : {}),
    ...(sections.has('report') ? { report: presentReport(state, rules, words) } : {}),
    ...(sections.has('plans')
      ? {
          plans: presentPlans(state, words, schools),
          advice: annexOf(state).advice.map((it) => ({ ...it })),
        }
      : {}),
    ...(sections.has('family') ? { family: presentFamily(state) } : {}),
    ...(disclosures ? { disclosures } : {}),
  };
}

/** Emergencies, for those who may know who looked and for whoever must review one; its words are what is reviewed. */
async function glassesPart(deps: CaseStore, { state, sections, actor }: SeenCase): Promise<Part> {
  const glasses = glassesOf(state);
  const reviews = state.duties.some(
    (it) => it.kind === 'glass-review' && isLive(it) && it.ownerId === actor.personId,
  );
  if (glasses.length === 0 || !(sections.has('access') || reviews)) return {};
  const words = await readWords(
    deps,
    state.caseId,
    glasses.map((it) => it.reasonTextId),
  );
  return {
    glasses: glasses.map(({ reasonTextId, from, until, ...it }) => ({
      ...{ ...it, from: iso(from), until: iso(until) },
      ...(reviews || sections.has('texts') ? said('words', reasonTextId, words) : {}),
    })),
  };
}

/**
 * A case in an answer: only the sections its viewer may see; the others are absent. `ahead`: events that made this
 * state and may not be stored yet.
 */
export async function presentCase(
  deps: CaseStore,
  seen: SeenCase,
  ahead: readonly CaseEvent[] = [],
): Promise<CaseAnswer> {
  const { state, rules, sections } = seen;
  const today = todayOf(deps, rules);
  const at = { schoolId: state.schoolId, on: today };
  const [known, texts, book] = await Promise.all([
    readPeople(deps.pool, mentionedIn(state), at),
    sections.has('texts') ? readCaseWords(deps, state) : null,
    sections.has('people') ? readAddressees(deps.pool, today) : null,
  ]);
  const words: Words = texts?.byId ?? new Map();
  const { closing } = state;
  const answer: CaseAnswer = {
    ...head(seen, deps),
    ...(book === null ? {} : learnerPart(seen, known, book)),
    ...(sections.has('duties') ? dutiesPart(seen, today) : {}),
    ...(sections.has('discussion') ? discussionPart(seen, texts) : {}),
    ...(sections.has('consents') ? consentsPart(seen, words) : {}),
    ...(sections.has('meetings') ? meetingsPart(seen, words) : {}),
    ...(await besidePart(deps, seen, words, ahead)),
    ...(await glassesPart(deps, seen)),
    ...(sections.has('timeline') && closing ? { closing: { ...closing, told: [...closing.told] } } : {}),
  };
  return { ...answer, ...peoplePart(seen, known, answer) };
}
