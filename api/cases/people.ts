import { monitorOf } from '../../domain/monitors.js';
import type pg from 'pg';
import { annexOf, type Annex } from '../../domain/annex.js';
import { glassesOf } from '../../domain/glass.js';
import { STAFF_ROLES, type Side } from '../../domain/people.js';
import type { CaseState } from '../../domain/state.js';
import type { CivilDate } from '../../domain/time/civil-date.js';
import type { PersonEntry } from '../contracts/cases.js';

interface PersonRow {
  id: string;
  kind: 'staff' | 'learner' | 'guardian';
  given_name: string;
  family_name: string;
  class: string | null;
  municipality: string | null;
  role: string | null;
  side: Side | null;
}

// The role a person is known by at a school: one of that school first, then one held everywhere.
const PEOPLE = `
  SELECT p.id, p.kind, p.given_name, p.family_name, l.class, l.municipality, r.role, r.side
  FROM person p
  LEFT JOIN learner l ON l.person_id = p.id
  LEFT JOIN LATERAL (
    SELECT s.role, s.side FROM staff_role s
    WHERE s.person_id = p.id AND s.valid_from <= $3 AND (s.valid_to IS NULL OR s.valid_to >= $3)
    ORDER BY (s.unit_id = $2) DESC NULLS LAST, (s.unit_id IS NULL) DESC, s.role LIMIT 1
  ) r ON true
  WHERE p.id = ANY ($1::uuid[])`;

/** A person as the directory knows them, before it is decided who may see that. */
export interface KnownPerson {
  readonly entry: PersonEntry;
  readonly isStaff: boolean;
  readonly initials: string;
  readonly class: string | null;
  /** Where a learner lives. */
  readonly municipality: string | null;
}

// Made once: making one costs more than a query.
const letters = new Intl.Segmenter('fi');

/** First letters of given and family name: what lists show of a learner. A letter is what a reader calls one. */
export function initialsOf(given: string, family: string): string {
  const first = (name: string): string =>
    letters.segment(name.trim())[Symbol.iterator]().next().value?.segment ?? '';
  return `${first(given)}${first(family)}`.toLocaleUpperCase('fi');
}

function known(row: PersonRow): KnownPerson {
  const name = `${row.given_name} ${row.family_name}`;
  const role = STAFF_ROLES.find((it) => it === row.role);
  const fallback = row.kind === 'learner' ? 'learner' : row.kind === 'guardian' ? 'guardian' : 'close_person';
  return {
    entry: { name, role: role ?? fallback, ...(row.side === null ? {} : { side: row.side }) },
    // Somebody whose posts have ended is still the colleague who signed; no family of a learner.
    isStaff: row.kind === 'staff',
    initials: initialsOf(row.given_name, row.family_name),
    class: row.class,
    municipality: row.municipality,
  };
}

/** People by id, with the role they are known by at a school today. Unknown ids are left out. */
export async function readPeople(
  pool: pg.Pool,
  ids: Iterable<string>,
  at: { readonly schoolId: string; readonly on: CivilDate },
): Promise<ReadonlyMap<string, KnownPerson>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const { rows } = await pool.query<PersonRow>({
    name: 'read-people',
    text: PEOPLE,
    values: [wanted, at.schoolId, at.on],
  });
  return new Map(rows.map((row) => [row.id, known(row)]));
}

/** Everybody whom the branches of a case mention. */
function mentionedBeside(annex: Annex): (string | null)[] {
  return [
    ...(annex.family?.guardians ?? []).map((it) => it.personId),
    ...annex.prohibitions.flatMap((it) => [it.guardianId, it.by.personId]),
    ...(annex.goneOnWithout ?? []).map((it) => it.guardianId),
    ...annex.contactWays.map((it) => it.personId),
    ...annex.returnSteps.map((it) => it.ownerId),
    ...annex.entries.flatMap((it) => [it.by.personId, ...it.publishedTo]),
    ...annex.disclosures.map((it) => it.by.personId),
    ...annex.division.map((it) => it.personId),
  ];
}

/** Everybody a case mentions, whatever section they stand in; what is shown of them is decided by section. */
export function mentionedIn(state: CaseState): Set<string> {
  const handovers = [state.handovers.school, state.handovers.county].filter((it) => it !== undefined);
  const ids: (string | null | undefined)[] = [
    state.learnerId,
    state.raisedBy.personId,
    state.responsible.school,
    state.responsible.county,
    ...state.duties.map((it) => it.ownerId),
    ...state.offers.map((it) => it.withId),
    ...state.members.flatMap((it) => [
      it.personId,
      ...it.answers.map((given) => given.by),
      ...(it.askedOf ?? []),
    ]),
    ...state.meetings.flatMap((it) => [...it.staff, ...it.family, ...it.attended, it.inviterId]),
    ...state.actions.flatMap((it) => [it.ownerId, monitorOf(state, it)]),
    ...state.acts.flatMap((it) => [it.by, ...(it.togetherWith ?? [])]),
    ...glassesOf(state).map((it) => it.personId),
    ...handovers.flatMap((it) => [it.fromId, it.toId, it.fallbackId]),
    ...state.marks.map((it) => it.by),
    ...mentionedBeside(annexOf(state)),
  ];
  return new Set(ids.filter((id) => typeof id === 'string'));
}
