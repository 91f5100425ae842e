import type pg from 'pg';
import type { CivilDate } from '../../../domain/time/civil-date.js';
import type { Faults } from './faults.js';
import type { ChangeCount } from './report.js';

/** So much is ended only when somebody says that it is meant: half a file looks like half a school that left. */
const ENDING_SHARE = 0.1;
const ENDING_FEW = 20;

/** What an import can end, by the change that ends it, and how much of it there is. */
type Living = Readonly<Record<'enrolment-ended' | 'custody-ended' | 'post-ended', number>>;

// Only what the import may end counts, and only while it holds: who left years ago is no part of the whole.
const LIVING = `
  SELECT (SELECT count(*) FROM learner l JOIN directory_person d ON d.person_id = l.person_id
          WHERE d.controller_id = $1 AND d.kind = 'learner'
            AND (l.enrolled_until IS NULL OR l.enrolled_until >= $2))::integer AS "enrolment-ended",
         (SELECT count(*) FROM guardianship g
          JOIN learner l ON l.person_id = g.learner_id
          JOIN directory_person d ON d.person_id = g.learner_id AND d.controller_id = $1 AND d.kind = 'learner'
          JOIN directory_person p ON p.person_id = g.guardian_id AND p.controller_id = $1 AND p.kind = 'guardian'
          WHERE (g.valid_to IS NULL OR g.valid_to >= $2)
            AND (l.enrolled_until IS NULL OR l.enrolled_until >= $2))::integer AS "custody-ended",
         (SELECT count(*) FROM staff_role r
          WHERE r.controller_id = $1 AND r.imported
            AND (r.valid_to IS NULL OR r.valid_to >= $2))::integer AS "post-ended"`;

/** How many enrolments, custodies and posts of an employer hold on a day. To be asked before anything is changed. */
export async function countLiving(
  client: pg.ClientBase,
  controllerId: string,
  on: CivilDate,
): Promise<Living> {
  const { rows } = await client.query<Living>(LIVING, [controllerId, on]);
  return rows[0] ?? { 'enrolment-ended': 0, 'custody-ended': 0, 'post-ended': 0 };
}

/** Adds a fault when more than a tenth (and more than twenty) of what held before the changes would end. */
export function refuseTooManyEnds(living: Living, changes: readonly ChangeCount[], faults: Faults): void {
  const tooMany = (kind: keyof Living): boolean => {
    const ended = changes.find((it) => it.kind === kind)?.count ?? 0;
    return ended > ENDING_FEW && ended > living[kind] * ENDING_SHARE;
  };
  if (tooMany('enrolment-ended') || tooMany('custody-ended') || tooMany('post-ended'))
    faults.add({ file: 'import', row: null, column: null, code: 'too-many-end' });
}
