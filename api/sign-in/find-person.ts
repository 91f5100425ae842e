import type pg from 'pg';
import type { Instant } from '../../domain/time/instant.js';
import { todayInFinland } from '../rules/today.js';
import type { Told } from './identity-provider.js';
import { SignInProblem } from './problem.js';

// A role of today decides: who has none is let in nowhere, whatever the provider thinks.
const HAS_ROLE = `EXISTS (SELECT FROM staff_role r WHERE r.person_id = p.id
                          AND r.valid_from <= $3 AND (r.valid_to IS NULL OR r.valid_to >= $3))`;

interface Row {
  id: string;
  has_role: boolean;
}

/**
 * The person whom the provider's answer names. Throws `person-unknown` and `no-role`.
 *
 * 1. A person is found by (issuer, subject) and by nothing else once that pair is linked.
 * 2. A pair that is not linked is linked to the one staff row of the directory that its claim names; a person who is
 *    linked to another subject of that provider already is not taken over.
 * 3. Nobody is ever made up: without a row in the directory there is no sign-in.
 */
export async function findPerson(
  pool: pg.Pool,
  told: Told,
  claim: string | undefined,
  now: Instant,
): Promise<string> {
  const found = (await findLinked(pool, told, now)) ?? (await link(pool, told, claim, now));
  if (found === null) throw new SignInProblem('person-unknown');
  if (!found.has_role) throw new SignInProblem('no-role');
  return found.id;
}

async function findLinked(pool: pg.Pool, told: Told, now: Instant): Promise<Row | null> {
  const { rows } = await pool.query<Row>(
    `SELECT p.id, ${HAS_ROLE} AS has_role FROM person_identity i JOIN person p ON p.id = i.person_id
     WHERE i.issuer = $1::text AND i.subject = $2::text`,
    [told.issuer, told.subject, todayInFinland(now)],
  );
  return rows[0] ?? null;
}

async function link(pool: pg.Pool, told: Told, claim: string | undefined, now: Instant): Promise<Row | null> {
  if (claim === undefined || told.staffClaim === null) return null;
  const named = claim === 'email' ? 'lower(p.email) = lower($4)' : 'p.staff_number = $4';
  const { rows } = await pool.query<Row>(
    `WITH named AS (
       SELECT p.id, ${HAS_ROLE} AS has_role, count(*) OVER () AS n FROM person p WHERE p.kind = 'staff' AND ${named}),
     linked AS (
       INSERT INTO person_identity (issuer, subject, person_id, linked_at)
       SELECT $1::text, $2::text, id, $5::timestamptz FROM named WHERE n = 1 AND has_role ON CONFLICT DO NOTHING RETURNING person_id)
     SELECT id, has_role FROM named WHERE n = 1 AND (NOT has_role OR id IN (SELECT person_id FROM linked))`,
    [told.issuer, told.subject, todayInFinland(now), told.staffClaim, new Date(now)],
  );
  // Two first sign-ins at the same moment: the other one has linked the pair.
  return rows[0] ?? findLinked(pool, told, now);
}
