import type { PersonId } from '../../domain/ids.js';
import type { CaseState } from '../../domain/state.js';
import { parseDate, type CivilDate } from '../../domain/time/civil-date.js';
import type { SeenCase } from '../cases/find-case.js';
import { printedCopy } from '../cases/outside-form.js';
import { readLog } from '../cases/read-log.js';
import type { CaseCommandRequest } from '../contracts/commands.js';
import type { Deps } from '../deps.js';
import { invalidField } from '../http/problem.js';
import { correctedSchool } from './corrected-school.js';
import { glassFor } from './glass.js';
import { askingFor } from '../links/new-links.js';
import type { Additions, Of } from './composing.js';
import { coordinatorOf } from './raise-concern.js';
import { refuseEarlyDay } from './request-day.js';

const NOTHING: Additions = {
  ...{ fallbackId: null, rules: null, copy: null, externals: new Map() },
  ...{ asking: null, links: [], glass: null },
};

/** Members of the case from outside student welfare, whom the directory does not know. */
export function externalsOf({ members }: CaseState): ReadonlySet<PersonId> {
  return new Set(members.filter((it) => it.external !== undefined).map((it) => it.personId));
}

/** Members from outside whom a meeting invites, as they were proposed: the log alone holds the proof of a name. */
async function invitedExternals(
  deps: Deps,
  { state }: SeenCase,
  { invitedStaff }: Of<'call-meeting'>,
): Promise<Additions['externals']> {
  const outside = externalsOf(state);
  if (!invitedStaff.some(({ personId }) => outside.has(personId))) return NOTHING.externals;
  const events = await readLog(deps.pool, state.caseId, ['group-proposed']);
  const proposed = events.flatMap(({ data }) => data.members);
  return new Map(
    proposed.flatMap(({ personId, external }) => (external === undefined ? [] : [[personId, external]])),
  );
}

async function knownSchool(deps: Deps, id: string): Promise<void> {
  const { rowCount } = await deps.pool.query('SELECT FROM unit WHERE id = $1', [id]);
  if (rowCount === 0) throw invalidField('toUnitId', 'unknown-school');
}

async function requestedAfterBirth(
  { pool }: Deps,
  learnerId: string,
  day: CivilDate,
  today: CivilDate,
): Promise<void> {
  const { rows } = await pool.query<{ birth_date: string | null }>(
    'SELECT birth_date::text AS birth_date FROM learner WHERE person_id = $1',
    [learnerId],
  );
  refuseEarlyDay('fact.value', day, { today, birthDate: rows[0]?.birth_date ?? null });
}

/** What the service knows and the client need not say. */
export async function additionsFor(
  deps: Deps,
  seen: SeenCase,
  request: CaseCommandRequest,
  today: string,
): Promise<Additions> {
  switch (request.type) {
    case 'offer-handover': {
      const fallbackId = await coordinatorOf(deps.pool, request.side, seen.state.schoolId, today);
      // Nobody holds the post: the supervisor's supervisor does not exist, so the present owner stays bound.
      return { ...NOTHING, fallbackId: fallbackId ?? seen.state.responsible[request.side] ?? request.toId };
    }
    case 'correct-fact':
      if (request.fact.name === 'requested-on')
        await requestedAfterBirth(deps, seen.state.learnerId, request.fact.value, parseDate(today));
      if (request.fact.name !== 'school') return NOTHING;
      return { ...NOTHING, rules: await correctedSchool(deps, seen, request.fact.value) };
    case 'call-meeting':
      return { ...NOTHING, externals: await invitedExternals(deps, seen, request) };
    case 'request-consent':
      return { ...NOTHING, ...(await askingFor(deps, seen, request, parseDate(today))) };
    case 'plan-transfer':
      if (request.toUnitId !== undefined) await knownSchool(deps, request.toUnitId);
      return NOTHING;
    case 'break-glass':
      return { ...NOTHING, glass: await glassFor(deps, seen, today) };
    case 'print-form':
      return { ...NOTHING, copy: await printedCopy(deps, seen, request) };
    default:
      return NOTHING;
  }
}
