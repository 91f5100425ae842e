import type pg from 'pg';
import { annexOf, goesByHand, noPartOf } from '../../domain/annex.js';
import { rightsFor, type Section } from '../../domain/sight.js';
import type { CaseState } from '../../domain/state.js';
import type { CivilDate } from '../../domain/time/civil-date.js';
import { localDate } from '../../domain/time/zone.js';
import type { ReportIdentityCode, ReportPeople } from '../contracts/report.js';
import type { Deps } from '../deps.js';
import { refused } from '../http/problem.js';
import type { SeenCase, Showing } from './find-case.js';

/** What is told of the people of a report: they stand in it, and contact data are of the family. */
const SHOWN: readonly Section[] = ['people', 'report', 'family'];

/** Whom a report is about, to whoever reads both it and the family's facts by one and the same right; 403 to others. */
export const showingReportPeople: Showing = ({ rights }) => {
  const whole = rights.filter(({ sections }) => SHOWN.every((section) => sections.includes(section)));
  if (whole.length === 0) throw refused({ code: 'not-allowed', source: 'OHL 20 §' });
  return rightsFor(whole, SHOWN);
};

interface PersonRow {
  id: string;
  name: string;
  phone: string | null;
  email: string | null;
  address_protected: boolean;
  municipality: string | null;
  /** Null: the learner. */
  position: 'guardian' | 'parent-not-guardian' | null;
}

// The learner first, then everybody of the family who is in the directory on a day.
const FAMILY = `
  SELECT p.id, p.given_name || ' ' || p.family_name AS name, p.phone, p.email, p.address_protected,
         l.municipality, NULL AS position
  FROM learner l JOIN person p ON p.id = l.person_id WHERE l.person_id = $1
  UNION ALL
  (SELECT p.id, p.given_name || ' ' || p.family_name, p.phone, p.email, p.address_protected, NULL, g.position
   FROM guardianship g JOIN person p ON p.id = g.guardian_id
   WHERE g.learner_id = $1 AND (g.valid_to IS NULL OR g.valid_to >= $2) ORDER BY p.id)`;

async function readFamily(pool: pg.Pool, learnerId: string, on: CivilDate): Promise<PersonRow[]> {
  const { rows } = await pool.query<PersonRow>({
    name: 'report-family',
    text: FAMILY,
    values: [learnerId, on],
  });
  return rows;
}

function reached({ name, phone, email }: PersonRow, isProtected: boolean) {
  return isProtected
    ? { name, phone: null, email: null, contactProtected: true }
    : { name, phone, email, contactProtected: false };
}

/** A guardian who has part: by the directory of today and by the case, which knows whom the learner forbids. */
function hasPart(state: CaseState, { id, position }: PersonRow): boolean {
  return position === 'guardian' && !annexOf(state).isAdult && noPartOf(state, id) === null;
}

/** Whether directory or case says that somebody's address is protected. */
function hasProtection(state: CaseState, { id, address_protected: now }: PersonRow): boolean {
  const known = annexOf(state).family?.guardians.find((it) => it.personId === id);
  return now || known?.addressProtected === true;
}

/** Learner and guardians of a report with what the directory holds of how to reach them. */
export async function readReportPeople(deps: Deps, { state, rules }: SeenCase): Promise<ReportPeople> {
  const today = localDate(rules.calendar.zone, deps.now());
  const family = await readFamily(deps.pool, state.learnerId, today);
  const learner = family.find((it) => it.position === null);
  if (learner === undefined) throw new Error('the learner of a case is in the directory');
  // Where the learner lives tells where whoever they live with does.
  const hidden = goesByHand(state) || family.some((it) => it.address_protected);
  return {
    learner: { ...reached(learner, hidden), municipality: hidden ? null : learner.municipality },
    guardians: family
      .filter((it) => hasPart(state, it))
      .map((it) => ({ personId: it.id, ...reached(it, hasProtection(state, it)) })),
  };
}

/** The learner's personal identity code. The store gives it, still sealed, to who is responsible for the case alone. */
export async function readIdentityCode(
  { pool, identityKeys }: Deps,
  { state }: SeenCase,
): Promise<ReportIdentityCode> {
  const { rows } = await pool.query<{ sealed: Buffer; key_id: string; about: string }>({
    name: 'report-identity-code',
    text: 'SELECT sealed, key_id, about FROM identity_code_for_report($1)',
    values: [state.caseId],
  });
  const [row] = rows;
  return { identityCode: row ? identityKeys.open(row.sealed, row.key_id, row.about) : null };
}
