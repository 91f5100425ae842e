import type pg from 'pg';
import type { ContactDetails, OutsideDetails, TextRef } from '../../domain/commands.js';
import type { CaseEvent, CaseEventOf } from '../../domain/events.js';
import type { Side } from '../../domain/people.js';
import type { CivilDate } from '../../domain/time/civil-date.js';
import type { SeenCase } from './find-case.js';
import { readLog } from './read-log.js';

const ACTS = [
  'social-services-contacted',
  'child-welfare-reported',
  'police-reported',
  'unborn-child-reported',
] as const;
type ActEvent = { [T in (typeof ACTS)[number]]: CaseEventOf<T> }[(typeof ACTS)[number]];
/** What the log says of an act, words as references. */
export interface ActRecord {
  readonly made: ActEvent;
  /** Each detail as it was last given. */
  readonly details: OutsideDetails & ContactDetails;
  /** Causes of absence that were found out, oldest first. */
  readonly causes: readonly TextRef[];
  /** Printings, oldest first, each with what was on the paper. */
  readonly printed: readonly {
    readonly number: number;
    readonly on: CivilDate;
    readonly by: string | null;
    readonly copy: TextRef;
  }[];
}

function isAct(event: CaseEvent): event is ActEvent {
  return ACTS.some((type) => type === event.type);
}

/** The log of one act; null when the case has no such act. */
export async function readAct(pool: pg.Pool, caseId: string, actId: string): Promise<ActRecord | null> {
  const types = [...ACTS, 'outside-act-completed', 'causes-recorded', 'form-printed'] as const;
  const events = await readLog(pool, caseId, types);
  const made = events.filter(isAct).find((event) => event.data.actId === actId);
  if (made === undefined) return null;
  const details = events.flatMap((event) =>
    event.type === 'outside-act-completed' && event.data.actId === actId ? [event.data.details] : [],
  );
  const { withoutConsentGround, hopedSupport } = made.type === 'social-services-contacted' ? made.data : {};
  const atFirst: ContactDetails = {
    ...(withoutConsentGround === undefined ? {} : { withoutConsentGround }),
    ...(hopedSupport === undefined ? {} : { hopedSupport }),
  };
  return {
    made,
    details: Object.assign(atFirst, made.data.details, ...details),
    causes: events.flatMap((event) => (event.type === 'causes-recorded' ? [event.data.causes] : [])),
    printed: events
      .flatMap((event) => (event.type === 'form-printed' && event.data.actId === actId ? [event] : []))
      .map(({ happenedOn, by, data }, index) => ({
        number: index + 1,
        on: happenedOn,
        by: by.personId,
        copy: data.copy,
      })),
  };
}

export interface ChildRow {
  name: string;
  birth_date: string | null;
  class: string;
  municipality: string | null;
  address_protected: boolean;
  guardians:
    | {
        name: string;
        phone: string | null;
        position: 'guardian' | 'parent-not-guardian';
        lives_apart: boolean;
        address_protected: boolean;
      }[]
    | null;
}

/** The child and its guardians as the directory has them on a day. */
export async function readChild(pool: pg.Pool, learnerId: string, on: CivilDate): Promise<ChildRow> {
  const { rows } = await pool.query<ChildRow>({
    name: 'form-child',
    text: `SELECT p.given_name || ' ' || p.family_name AS name, to_char(l.birth_date, 'YYYY-MM-DD') AS birth_date,
                  l.class, l.municipality, p.address_protected,
                  (SELECT json_agg(json_build_object('name', w.given_name || ' ' || w.family_name, 'phone', w.phone,
                            'position', g.position, 'lives_apart', g.lives_apart,
                            'address_protected', w.address_protected) ORDER BY w.id)
                   FROM guardianship g JOIN person w ON w.id = g.guardian_id
                   WHERE g.learner_id = l.person_id AND (g.valid_to IS NULL OR g.valid_to >= $2)) AS guardians
           FROM learner l JOIN person p ON p.id = l.person_id WHERE l.person_id = $1`,
    values: [learnerId, on],
  });
  const row = rows[0];
  if (row === undefined) throw new Error('the learner of a case is in the directory');
  return row;
}

export interface StaffFacts {
  readonly name: string;
  readonly phone: string | null;
}

/** Colleagues whom the paper names. */
export async function readStaff(
  pool: pg.Pool,
  ids: readonly (string | null | undefined)[],
): Promise<ReadonlyMap<string, StaffFacts>> {
  const { rows } = await pool.query<{ id: string; name: string; phone: string | null }>({
    name: 'form-staff',
    text: `SELECT id, given_name || ' ' || family_name AS name, phone FROM person WHERE id = ANY ($1::uuid[])`,
    values: [ids.filter((id) => typeof id === 'string')],
  });
  return new Map(rows.map(({ id, name, phone }) => [id, { name, phone }]));
}

/** Name of the employer on a side of the case. */
export async function readEmployer(pool: pg.Pool, { school }: SeenCase, side: Side): Promise<string> {
  const { rows } = await pool.query<{ name: string }>({
    name: 'form-employer',
    text: `SELECT name FROM controller WHERE CASE $1 WHEN 'county' THEN kind = 'county' ELSE id = $2 END LIMIT 1`,
    values: [side, school.controllerId],
  });
  return rows[0]?.name ?? '';
}
