import type pg from 'pg';
import { STAFF_ROLES } from '../../domain/people.js';
import type { AccessEntry, AccessList } from '../contracts/access.js';
import type { SeenCase } from './find-case.js';

interface AccessRow {
  seq: number;
  at: Date;
  person_id: string | null;
  system: string | null;
  kind: AccessEntry['kind'];
  body: string;
  name: string | null;
  role: string | null;
  given_to: string | null;
}

// The role is the one somebody held on the day; a system is known by the name of its token.
const ROWS = `
  SELECT a.seq, a.at, a.person_id, a.system, a.kind, a.body,
    coalesce(p.given_name || ' ' || p.family_name, t.name, a.system) AS name, r.role,
    g.given_name || ' ' || g.family_name AS given_to
  FROM case_access a
  LEFT JOIN person g ON a.kind = 'export' AND g.id::text = a.body::jsonb -> 'to' ->> 'person'
  LEFT JOIN person p ON p.id = a.person_id
  LEFT JOIN api_token t ON a.system = 'token:' || t.id
  LEFT JOIN LATERAL (
    SELECT s.role FROM staff_role s
    WHERE s.person_id = a.person_id AND s.valid_from <= a.at::date AND (s.valid_to IS NULL OR s.valid_to >= a.at::date)
    ORDER BY (s.unit_id = $4) DESC NULLS LAST, (s.unit_id IS NULL) DESC, s.role LIMIT 1
  ) r ON true
  WHERE a.case_id = $1 AND ($2::integer IS NULL OR a.seq < $2)
  ORDER BY a.seq DESC LIMIT $3`;

function present(row: AccessRow): AccessEntry {
  const { seq, at, person_id: personId, kind, body, name, role, given_to: receiver } = row;
  // Written by `append_case_access` alone, from typed rows.
  const { via, rights, to } = JSON.parse(body) as Pick<AccessEntry, 'via' | 'rights'> & {
    to?: { person: string };
  };
  return {
    seq,
    at: at.toISOString(),
    by: { personId, name: name ?? '', role: STAFF_ROLES.find((it) => it === role) ?? null },
    kind,
    via,
    rights,
    ...(to === undefined ? {} : { givenTo: { personId: to.person, name: receiver ?? '' } }),
  };
}

/** Who was shown what of a case, newest first. The reading itself is in it from the next time on. */
export async function readAccessLog(
  pool: pg.Pool,
  { state }: Pick<SeenCase, 'state'>,
  { before, limit }: { readonly before?: number; readonly limit: number },
): Promise<AccessList> {
  const { rows } = await pool.query<AccessRow>({
    name: 'read-access-log',
    text: ROWS,
    values: [state.caseId, before ?? null, limit, state.schoolId],
  });
  const last = rows.at(-1);
  const more = last !== undefined && rows.length === limit && last.seq > 1;
  return { items: rows.map(present), ...(more ? { next: String(last.seq) } : {}) };
}
