import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type {
  ConsultationCommand,
  ConsultationState,
  ConsultedRole,
} from '../../domain/consultation/consultation.js';
import { CONSULTATION } from '../../domain/consultation/rules.js';
import { asId, type CommandId, type UnitId } from '../../domain/ids.js';
import type { Side } from '../../domain/people.js';
import { slipRules } from '../../policies/slips.js';
import type { SlipRules } from '../../domain/slips/slip.js';
import { actorAt, worksAt, type Caller, type School } from '../auth/caller.js';
import { bodyHash } from '../commands/canonical.js';
import { createSealer } from '../commands/sealing.js';
import type { AnswerConsultation, AskConsultation } from '../contracts/consultations.js';
import type { Deps } from '../deps.js';
import { HttpProblem, invalidField, refused } from '../http/problem.js';
import type { Reply } from '../http/route.js';
import { currentRules, rulesById } from '../rules/current-rules.js';
import { todayInFinland } from '../rules/today.js';
import { giveSlipCommand, replaySlip, type Given } from '../slips/give.js';
import { findConsultation, presentConsultation } from './present.js';

/** The school the caller asks from: the one named, else the only one where they hold a post of the unit. */
async function schoolOf(pool: pg.Pool, caller: Caller, named: UnitId | undefined): Promise<School> {
  const own = [...new Set(caller.roles.flatMap((role) => role.unitId ?? []))];
  const id = named ?? (own.length === 1 ? own[0] : undefined);
  if (id === undefined) throw invalidField('schoolId', 'missing');
  const { rows } = await pool.query<{ controller_id: string }>({
    name: 'controller-of-school',
    text: 'SELECT controller_id FROM unit WHERE id = $1',
    values: [id],
  });
  const school = { id, controllerId: rows[0]?.controller_id ?? '' };
  const worksHere = caller.roles.some(
    (role) => role.unitId === id || (role.unitId === null && worksAt(role, school)),
  );
  if (rows[0] === undefined || !worksHere) throw invalidField('schoolId', 'unknown-school');
  return school;
}

/** The employer at which a post of this school is held; for a vacant one, where it usually is. */
async function sideOf(pool: pg.Pool, role: ConsultedRole, schoolId: string, on: string): Promise<Side> {
  const { rows } = await pool.query<{ side: Side }>({
    name: 'side-of-post',
    text: `SELECT side FROM unnest(ARRAY['county', 'school']) WITH ORDINALITY AS x (side, place)
           WHERE EXISTS (SELECT FROM staff_role r JOIN unit u ON u.id = $2
             WHERE r.role = $1 AND r.side = x.side AND r.valid_from <= $3 AND (r.valid_to IS NULL OR r.valid_to >= $3)
               AND (r.unit_id = u.id OR (r.unit_id IS NULL AND (r.side = 'county' OR r.controller_id = u.controller_id))))
           ORDER BY place LIMIT 1`,
    values: [role, schoolId, on],
  });
  return rows[0]?.side ?? (role === 'special_needs_teacher' ? 'school' : 'county');
}

/** Refused early, so that it never enters the inbox. */
function refuseEarly(
  state: ConsultationState | null,
  command: ConsultationCommand,
  rules: SlipRules,
  deps: Deps,
): void {
  const decision = CONSULTATION.decide(state, command, rules, deps.now());
  if (decision.ok) return;
  const ofField = decision.code === 'answer-day-past' || decision.code === 'answer-day-far';
  if (ofField) throw invalidField('answerBy', decision.code);
  throw refused(decision);
}

async function replyTo(deps: Deps, caller: Caller, given: Given, status: 200 | 201): Promise<Reply> {
  const Location = `/api/v1/consultations/${given.slipId}`;
  if (given.kind === 'pending')
    return { status: 202, body: { id: given.slipId, status: 'pending' }, headers: { Location } };
  const found = await findConsultation(deps, caller, given.slipId).catch((failure: unknown) => {
    // Its words have gone since the key was first used.
    if (given.isReplay && failure instanceof HttpProblem && failure.status === 404)
      throw new HttpProblem(410, 'erased');
    throw failure;
  });
  const body = await presentConsultation(deps, found);
  return given.isReplay || status === 200
    ? { status: 200, body }
    : { status: 201, body, headers: { Location } };
}

/** `POST /api/v1/consultations`. */
export async function askConsultation(
  deps: Deps,
  caller: Caller,
  key: CommandId,
  request: AskConsultation,
): Promise<Reply> {
  const hash = bodyHash('consultations', request);
  const earlier = await replaySlip(deps, caller.key, key, hash);
  if (earlier !== null) return replyTo(deps, caller, earlier, 200);
  const school = await schoolOf(deps.pool, caller, request.schoolId);
  const now = deps.now();
  const rules = await currentRules(deps.pool, school.id, now);
  if (rules === null) throw invalidField('schoolId', 'unknown-school');
  const side = await sideOf(deps.pool, request.role, school.id, todayInFinland(now));
  const sealer = createSealer();
  const { topic, role, answerBy } = request;
  const command: ConsultationCommand = {
    v: 1,
    id: asId<CommandId>(randomUUID()),
    slipId: randomUUID(),
    receivedAt: now,
    actor: actorAt(caller, school),
    type: 'ask',
    data: { schoolId: school.id, topic, role, side, answerBy, question: sealer.seal(request.question) },
  };
  refuseEarly(null, command, slipRules(rules), deps);
  const controllerId = await controllerOf(deps.pool, side, school);
  const wanted = { kind: 'consultation', command, caller: caller.key, key, bodyHash: hash } as const;
  const given = await giveSlipCommand(deps, {
    ...wanted,
    schoolId: school.id,
    controllerId,
    texts: sealer.sealed,
  });
  return replyTo(deps, caller, given, 201);
}

/** The controller of the employer that answers. */
async function controllerOf(pool: pg.Pool, side: Side, school: School): Promise<string> {
  if (side === 'school') return school.controllerId;
  const { rows } = await pool.query<{ id: string }>(
    `SELECT id FROM controller WHERE kind = 'county' LIMIT 1`,
  );
  return rows[0]?.id ?? school.controllerId;
}

/** `POST /api/v1/consultations/{id}/answer`. */
export async function answerConsultation(
  deps: Deps,
  caller: Caller,
  key: CommandId,
  id: string,
  request: AnswerConsultation,
): Promise<Reply> {
  const hash = bodyHash(`consultations/${id}/answer`, request);
  const found = await findConsultation(deps, caller, id);
  const earlier = await replaySlip(deps, caller.key, key, hash);
  if (earlier !== null) return replyTo(deps, caller, earlier, 200);
  const { state, school, actor, controllerId } = found;
  const sealer = createSealer();
  const command: ConsultationCommand = {
    v: 1,
    id: asId<CommandId>(randomUUID()),
    slipId: state.id,
    receivedAt: deps.now(),
    actor,
    type: 'answer',
    data: { answer: sealer.seal(request.answer) },
  };
  refuseEarly(state, command, slipRules(await rulesById(deps.pool, state.rulesId)), deps);
  const wanted = { kind: 'consultation', command, caller: caller.key, key, bodyHash: hash } as const;
  const given = await giveSlipCommand(deps, {
    ...wanted,
    schoolId: school.id,
    controllerId,
    texts: sealer.sealed,
  });
  return replyTo(deps, caller, given, 200);
}
