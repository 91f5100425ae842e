import type pg from 'pg';
import { nextStep, stageRail, type NextStep } from '../../domain/next-step.js';
import { may } from '../../domain/permissions.js';
import type { Actor } from '../../domain/people.js';
import type { Rules } from '../../domain/rules.js';
import type { CaseState, Handover } from '../../domain/state.js';
import { localDate } from '../../domain/time/zone.js';
import {
  CLIENT_COMMANDS,
  isClientCommand,
  type CaseAnswer,
  type NextStepAnswer,
} from '../contracts/cases.js';
import type { Deps } from '../deps.js';
import { basisFor } from '../rules/basis.js';
import type { SeenCase } from './find-case.js';
import { mentionedIn, readPeople, type KnownPerson } from './people.js';
import { iso, presentDuty } from './present-duty.js';

/** The next step as answers carry it. */
export function presentStep(step: NextStep | null, rules: Rules): NextStepAnswer | null {
  if (step === null) return null;
  const { code, dutyId, dueOn, why, command, alternative } = step;
  return {
    code,
    dutyId,
    command: isClientCommand(command) ? command : null,
    alternative: alternative !== null && isClientCommand(alternative) ? alternative : null,
    dueOn,
    why,
    basis: basisFor(why, rules.policy),
  };
}

/** What the viewer may do now, by the one table of permissions. */
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

interface Texts {
  readonly description: string | null;
  readonly byId: ReadonlyMap<string, string>;
}

/** The words shown on the case page: how the concern was described, and what the actions are. */
async function readTexts(pool: pg.Pool, state: CaseState): Promise<Texts> {
  const { rows } = await pool.query<{ id: string; body: string; first: boolean }>({
    name: 'case-texts',
    text: `SELECT t.id, t.body, t.command_id = e.command_id AS first
           FROM sealed_text t JOIN case_event e ON e.case_id = t.case_id AND e.seq = 1
           WHERE t.case_id = $1 AND (t.command_id = e.command_id OR t.id = ANY ($2::uuid[]))`,
    values: [state.caseId, state.actions.map((it) => it.textId)],
  });
  return {
    description: rows.find((row) => row.first)?.body ?? null,
    byId: new Map(rows.map((row) => [row.id, row.body])),
  };
}

function head(seen: SeenCase, deps: Deps) {
  const { state, rules, school, actor } = seen;
  const { school: ofSchool, county } = state.responsible;
  return {
    id: state.caseId,
    ref: state.ref,
    version: state.version,
    stage: state.stage,
    status: state.status,
    urgent: state.urgent,
    late: state.duties.some((duty) => duty.status === 'open' && duty.late),
    schoolId: state.schoolId,
    schoolName: school.name,
    openedAt: iso(state.openedAt),
    responsible: { ...(ofSchool ? { school: ofSchool } : {}), ...(county ? { county } : {}) },
    stages: stageRail(state),
    commands: choices(actor, state),
    today: localDate(rules.calendar.zone, deps.now()),
    policy: rules.policy,
  };
}

type Part = Partial<CaseAnswer>;

function learnerPart({ state }: SeenCase, known: ReadonlyMap<string, KnownPerson>): Part {
  const learner = known.get(state.learnerId);
  if (learner === undefined) return {};
  const { initials, entry } = learner;
  return {
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

function dutiesPart({ state, rules }: SeenCase, today: ReturnType<typeof localDate>): Part {
  const { school, county } = state.handovers;
  return {
    nextStep: presentStep(nextStep(state), rules),
    duties: state.duties.map((duty) => presentDuty(duty, rules, today)),
    handovers: {
      ...(school ? { school: presentHandover(school) } : {}),
      ...(county ? { county: presentHandover(county) } : {}),
    },
  };
}

function discussionPart({ state }: SeenCase, texts: Texts | null): Part {
  return {
    topic: state.topic,
    source: state.source,
    requestedOn: state.requestedOn,
    ...(texts?.description ? { description: texts.description } : {}),
    offers: state.offers.map((offer) => ({ ...offer })),
  };
}

function consentsPart({ state }: SeenCase): Part {
  return {
    members: state.members.map((it) => ({ ...it, answers: it.answers.map((given) => ({ ...given })) })),
  };
}

function meetingsPart({ state }: SeenCase, texts: Texts | null): Part {
  return {
    meetings: state.meetings.map((it) => ({
      ...it,
      staff: [...it.staff],
      family: [...it.family],
      attended: [...it.attended],
    })),
    actions: state.actions.map(({ textId, ...it }) => {
      const what = texts?.byId.get(textId);
      return { ...it, ...(what === undefined ? {} : { what }) };
    }),
  };
}

/** A case in an answer: only the sections its viewer may see; the others are absent. */
export async function presentCase(deps: Deps, seen: SeenCase): Promise<CaseAnswer> {
  const { state, rules, sections } = seen;
  const today = localDate(rules.calendar.zone, deps.now());
  const at = { schoolId: state.schoolId, on: today };
  const [known, texts] = await Promise.all([
    readPeople(deps.pool, mentionedIn(state), at),
    sections.has('texts') ? readTexts(deps.pool, state) : null,
  ]);
  const { closing } = state;
  const answer: CaseAnswer = {
    ...head(seen, deps),
    ...(sections.has('people') ? learnerPart(seen, known) : {}),
    ...(sections.has('duties') ? dutiesPart(seen, today) : {}),
    ...(sections.has('discussion') ? discussionPart(seen, texts) : {}),
    ...(sections.has('consents') ? consentsPart(seen) : {}),
    ...(sections.has('meetings') ? meetingsPart(seen, texts) : {}),
    ...(sections.has('acts') ? { acts: state.acts.map((it) => ({ ...it, has: { ...it.has } })) } : {}),
    ...(sections.has('timeline') && closing ? { closing: { ...closing, told: [...closing.told] } } : {}),
  };
  return { ...answer, ...peoplePart(seen, known, answer) };
}
