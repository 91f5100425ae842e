import { namedMonitorOf } from '../../domain/monitors.js';
import { stepOf } from '../../domain/next-step.js';
import { mayComplete } from '../../domain/permissions.js';
import { addDays, type CivilDate } from '../../domain/time/civil-date.js';
import { localDate } from '../../domain/time/zone.js';
import type { Caller } from '../auth/caller.js';
import type { TaskAnswer, TaskList } from '../contracts/tasks.js';
import type { Deps } from '../deps.js';
import { todayInFinland } from '../rules/today.js';
import { listed } from './access-log.js';
import { CASE_COLUMNS, lookAt, type CaseRowData, type SeenCase } from './find-case.js';
import { readPeople, type KnownPerson } from './people.js';
import { presentStep } from './present-case.js';
import { presentDuty } from './present-duty.js';

interface TaskRow extends CaseRowData {
  duty_id: string;
}

// What one owes, and late actions of others that a meeting named one to follow up. What breaks first is first; without
// a due day, the oldest.
const TASKS = `
  WITH mine AS (
    SELECT d.case_id, d.duty_id, d.due_at, d.started_on FROM case_duty d
    WHERE d.owner_id = $1 AND d.status = 'open'
    UNION ALL
    SELECT d.case_id, d.duty_id, d.due_at, d.started_on FROM case_view v JOIN case_duty d USING (case_id)
    WHERE v.sight && ARRAY['person:' || $1::text] AND d.kind = 'action' AND d.status = 'open' AND d.late
      AND d.owner_id <> $1 AND v.state -> 'actions' @> jsonb_build_array(jsonb_build_object('monitorId', $1::text))
  )
  SELECT d.duty_id, ${CASE_COLUMNS}
  FROM mine d JOIN case_view v ON v.case_id = d.case_id JOIN unit u ON u.id = v.school_id
  WHERE v.status IN ('open', 'aftercare')
  ORDER BY d.due_at NULLS LAST, d.started_on, d.case_id, d.duty_id LIMIT 500`;

function present(
  seen: SeenCase,
  dutyId: string,
  deps: Deps,
  known: ReadonlyMap<string, KnownPerson>,
): TaskAnswer[] {
  const { state, known: ofCase, rules, school, sections } = seen;
  const duty = ofCase.duties.find((it) => it.id === dutyId);
  // The view and its duties are written by one statement; a duty that is missing has been answered since.
  if (duty === undefined || !sections.has('duties')) return [];
  const { personId } = seen.actor;
  const isMine = duty.ownerId === personId;
  // Of another one's action the store knows that somebody was named, the core whom, and whether they still may.
  if (!isMine && namedMonitorOf(state, duty) !== personId) return [];
  const learner = known.get(state.learnerId);
  const today = localDate(rules.calendar.zone, deps.now());
  return [
    {
      caseId: state.caseId,
      ref: state.ref,
      stage: state.stage,
      urgent: state.urgent,
      schoolId: state.schoolId,
      schoolName: school.name,
      ...(sections.has('people') && learner
        ? {
            learner: {
              id: state.learnerId,
              initials: learner.initials,
              ...(learner.class ? { class: learner.class } : {}),
            },
          }
        : {}),
      duty: presentDuty(seen, duty, today),
      followUp: !isMine,
      // In a case that began before core 9 whoever follows up asks, and does not say that it is done.
      nextStep: isMine || mayComplete(personId, state, duty) ? presentStep(seen, stepOf(state, duty)) : null,
    },
  ];
}

function countsOf(items: readonly TaskAnswer[], today: CivilDate): TaskList['counts'] {
  const weekEnd = addDays(today, 7);
  const own = items.filter(({ followUp }) => !followUp);
  const due = (until: CivilDate) =>
    own.filter(({ duty }) => duty.status === 'open' && duty.dueOn !== null && duty.dueOn <= until).length;
  return {
    late: own.filter(({ duty }) => duty.status === 'late').length,
    today: due(today),
    thisWeek: due(weekEnd),
    all: items.length,
  };
}

/** What the caller must do, over all cases. A system owes nothing: its list is empty. */
export async function listTasks(deps: Deps, caller: Caller): Promise<TaskList> {
  const today = todayInFinland(deps.now());
  if (caller.personId === null) return { items: [], counts: countsOf([], today) };
  const { rows } = await deps.pool.query<TaskRow>({ name: 'tasks', text: TASKS, values: [caller.personId] });
  const seen = await Promise.all(rows.map((row) => lookAt(deps, caller, row)));
  const learners = rows.map((row) => row.state.learnerId);
  const schoolId = rows[0]?.school_id ?? '';
  const how = { via: 'GET /api/v1/tasks', at: deps.now() };
  const listable = seen.filter((it) => it !== null).filter(({ sections }) => sections.has('duties'));
  const [known] = await Promise.all([
    rows.length === 0
      ? new Map<string, KnownPerson>()
      : readPeople(deps.pool, learners, { schoolId, on: today }),
    deps.access.write(listable.map((it) => listed(caller, it, ['head', 'people', 'duties'], how))),
  ]);
  const items = rows.flatMap((row, i) => {
    const it = seen[i];
    return it ? present(it, row.duty_id, deps, known) : [];
  });
  return { items, counts: countsOf(items, today) };
}
