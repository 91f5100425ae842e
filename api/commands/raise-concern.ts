import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { CommandData } from '../../domain/commands.js';
import { asId, type CaseId, type CommandId, type PersonId, type UnitId } from '../../domain/ids.js';
import type { Side } from '../../domain/people.js';
import { partsOf } from '../../domain/time/civil-date.js';
import { localDate } from '../../domain/time/zone.js';
import { actorAt, worksAt, type Caller, type School } from '../auth/caller.js';
import type { RaiseConcernRequest } from '../contracts/commands.js';
import type { Deps } from '../deps.js';
import { familyFacts } from '../directory/family-facts.js';
import { invalidField } from '../http/problem.js';
import type { Reply } from '../http/route.js';
import { currentRules } from '../rules/current-rules.js';
import { todayInFinland } from '../rules/today.js';
import { bodyHash } from './canonical.js';
import { composeRaise } from './compose.js';
import { giveCommand, refuseEarly, replayIfUsed } from './give-command.js';
import { nextRef } from './inbox.js';
import { refuseEarlyDay } from './request-day.js';
import { checkReferences, referencesOf } from './references.js';
import { createSealer } from './sealing.js';

interface LearnerSchool extends School {
  readonly county: string | null;
  /** The learner's, when it is known. */
  readonly birthDate: string | null;
}

/** The learner's school, when the caller's employer works there; otherwise the learner is unknown to the caller. */
async function schoolOf(pool: pg.Pool, caller: Caller, request: RaiseConcernRequest): Promise<LearnerSchool> {
  const { rows } = await pool.query<{
    id: string;
    controller_id: string;
    county: string | null;
    birth_date: string | null;
  }>({
    name: 'school-of-learner',
    text: `SELECT u.id, u.controller_id, l.birth_date::text AS birth_date, (SELECT c.id FROM controller c WHERE c.kind = 'county' LIMIT 1) AS county
           FROM learner l JOIN unit u ON u.id = l.unit_id WHERE l.person_id = $1`,
    values: [request.learnerId],
  });
  const row = rows[0];
  if (row === undefined) throw invalidField('learnerId', 'unknown-learner');
  const school = {
    id: asId<UnitId>(row.id),
    controllerId: row.controller_id,
    county: row.county,
    birthDate: row.birth_date,
  };
  if (!caller.roles.some((role) => worksAt(role, school))) throw invalidField('learnerId', 'unknown-learner');
  if (request.schoolId !== undefined && request.schoolId !== school.id)
    throw invalidField('schoolId', 'unknown-school');
  return school;
}

/** The person of an employer to whom things fall that nobody was named for. */
export async function coordinatorOf(
  pool: pg.Pool,
  side: Side,
  schoolId: string,
  on: string,
): Promise<PersonId | null> {
  const { rows } = await pool.query<{ holder: string | null }>({
    name: 'coordinator-of',
    text: `SELECT rung_holder('coordinator', $1, $2, $3) AS holder`,
    values: [side, schoolId, on],
  });
  const holder = rows[0]?.holder ?? null;
  return holder === null ? null : asId<PersonId>(holder);
}

/**
 * Who takes it: as named, else the sender for the own side, else the employer's coordinator. The county is always
 * party; the school when its staff sends the concern or it is named.
 */
async function responsibleFor(
  deps: Deps,
  caller: Caller,
  request: RaiseConcernRequest,
  school: School,
): Promise<CommandData['raise-concern']['responsible']> {
  const { roles } = actorAt(caller, school);
  const here = roles.filter((role) => role.unitId === null || role.unitId === school.id);
  const on = todayInFinland(deps.now());
  const take = async (side: Side): Promise<PersonId | null> => {
    const named = request.responsible[side];
    if (named !== undefined) return named;
    if (caller.personId !== null && here.some((role) => role.side === side)) return caller.personId;
    return coordinatorOf(deps.pool, side, school.id, on);
  };
  const schoolIsParty =
    request.responsible.school !== undefined ||
    (here.some((role) => role.side === 'school') && !here.some((role) => role.side === 'county')) ||
    (caller.personId === null && request.source !== 'learner');
  const [county, own] = await Promise.all([take('county'), schoolIsParty ? take('school') : null]);
  return { ...(own === null ? {} : { school: own }), ...(county === null ? {} : { county }) };
}

/** `POST /api/v1/cases`: a concern opens a case. */
export async function raiseConcern(
  deps: Deps,
  caller: Caller,
  key: CommandId,
  request: RaiseConcernRequest,
): Promise<Reply> {
  const hash = bodyHash('cases', request);
  const earlier = await replayIfUsed(deps, caller, key, () => hash);
  if (earlier !== null) return earlier;
  const school = await schoolOf(deps.pool, caller, request);
  const now = deps.now();
  const rules = await currentRules(deps.pool, school.id, now);
  if (rules === null) throw invalidField('schoolId', 'unknown-school');
  const today = localDate(rules.calendar.zone, now);
  if (request.happenedOn !== undefined)
    refuseEarlyDay('happenedOn', request.happenedOn, { today, birthDate: school.birthDate });
  const { learnerId } = request;
  const [responsible, family] = await Promise.all([
    responsibleFor(deps, caller, request, school),
    familyFacts(deps.pool, learnerId, today),
  ]);
  const byService = Object.values(responsible);
  const named = { schoolId: school.id, learnerId, on: today, byService };
  const ids = { id: asId<CommandId>(randomUUID()), caseId: asId<CaseId>(randomUUID()) };
  const envelope = {
    ...ids,
    receivedAt: now,
    happenedOn: request.happenedOn ?? today,
    actor: actorAt(caller, school),
    named: await checkReferences(deps.pool, referencesOf(request), named),
  };
  const sealer = createSealer();
  const compose = (ref: string, seal: typeof sealer) =>
    composeRaise(request, envelope, { ref, schoolId: school.id, responsible, family }, seal);
  // Asked before a number is taken, so that a refusal leaves no gap in the references.
  refuseEarly(null, compose('R-0000-000000', createSealer()), rules, now);
  const ref = await nextRef(deps.pool, partsOf(today).year);
  const countyOnly = responsible.school === undefined && school.county !== null;
  const prepared = {
    command: compose(ref, sealer),
    texts: sealer.sealed,
    ref,
    controllerId: countyOnly && school.county !== null ? school.county : school.controllerId,
    key,
    bodyHash: hash,
    receivedAt: now,
    running: false,
    stuck: false,
    foreseen: null,
  };
  return giveCommand(deps, caller, prepared, 201);
}
