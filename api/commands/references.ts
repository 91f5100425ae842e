import type pg from 'pg';
import type { AnyCommand } from '../../domain/commands.js';
import type { FamilyRole, Side, StaffRole } from '../../domain/people.js';
import type { CivilDate } from '../../domain/time/civil-date.js';
import type { CommandRequest } from '../contracts/commands.js';
import { doorRefused, HttpProblem } from '../http/problem.js';

/**
 * A person a command names, and what that person must be: staff (of a side, at the school of the case), somebody of
 * the learner's family, one who may read the report (the learner, or a guardian who has custody on that day: a closed case is
 * told nothing of custody any more), one of its guardians, or anybody the directory knows.
 */
export interface Reference {
  readonly path: string;
  readonly id: string;
  readonly as: 'staff' | 'family' | 'reader' | 'guardian' | 'anybody';
  readonly side?: Side;
  /** May also be a member from outside, whom the directory does not know. */
  readonly orExternal?: true;
  /** Answers about a consent in this role, by this law. */
  readonly says?: { readonly role: FamilyRole; readonly source: string };
}

function staff(path: string, id: string | undefined, side?: Side): Reference[] {
  return id === undefined ? [] : [{ path, id, as: 'staff', ...(side === undefined ? {} : { side }) }];
}

/** Who left since owes their report all the same, and is named as having made it: an act towards the outside never waits. */
function together(ids: readonly string[] = []): Reference[] {
  return ids.map((id, i) => ({ path: `details.togetherWith.${i}`, id, as: 'anybody' }));
}

function guardian(path: string, id: string | undefined): Reference[] {
  return id === undefined ? [] : [{ path, id, as: 'guardian' }];
}

function orExternal(reference: Reference): Reference {
  return { ...reference, orExternal: true };
}

function family(path: string, person: { id: string; role: string }): Reference {
  // A close person is whom the learner or guardian names: known to the directory, but not as family.
  return { path, id: person.id, as: person.role === 'close_person' ? 'anybody' : 'family' };
}

/** Who gives, refuses or withdraws a consent: somebody of the family, in the role they have there. */
function answering(person: { by: string; byRole: FamilyRole }, source: string): Reference[] {
  return [{ path: 'by', id: person.by, as: 'family', says: { role: person.byRole, source } }];
}

/** Everybody a request names, with the path of the field that names them. */
export function referencesOf(request: CommandRequest): Reference[] {
  switch (request.type) {
    case 'raise-concern':
      return [
        ...staff('responsible.school', request.responsible.school, 'school'),
        ...staff('responsible.county', request.responsible.county, 'county'),
      ];
    case 'offer-discussion':
      return staff('withId', request.withId, 'county');
    case 'join-side':
      return staff('responsibleId', request.responsibleId, request.side);
    case 'propose-group':
      // Who has no id yet comes from outside, and the directory does not know them.
      return request.members.flatMap((m, i) => staff(`members.${i}.personId`, m.personId, m.side));
    case 'request-consent':
      return request.askedOf.map((id, i) => ({ path: `askedOf.${i}`, id, as: 'family' }));
    case 'record-consent':
    case 'withdraw-consent':
      return answering(request, 'OHL 19 §');
    case 'record-transfer-consent':
      return answering(request, 'OHL 23 §');
    case 'call-meeting':
      return [
        ...request.invitedStaff
          .flatMap((m, i) => staff(`invitedStaff.${i}.personId`, m.personId, m.side))
          .map(orExternal),
        ...staff('inviterId', request.inviterId),
        ...request.invitedFamily.map((m, i) =>
          family(`invitedFamily.${i}.personId`, { id: m.personId, role: m.role }),
        ),
      ];
    case 'record-meeting':
      return [
        ...request.attended.map((id, i) => orExternal({ path: `attended.${i}`, id, as: 'anybody' })),
        ...staff('responsible.personId', request.responsible?.personId, request.responsible?.side),
        ...request.actions.flatMap((a, i) => [
          ...staff(`actions.${i}.ownerId`, a.ownerId, a.side),
          ...staff(`actions.${i}.monitorId`, a.monitorId),
        ]),
      ];
    case 'contact-social-services':
    case 'report-child-welfare':
    case 'report-to-police':
    case 'report-unborn-child':
      return [
        ...staff('details.responsibleId', request.details?.responsibleId),
        ...together(request.details?.togetherWith),
      ];
    case 'complete-outside-act':
      return [
        ...staff('details.responsibleId', request.details.responsibleId),
        ...together(request.details.togetherWith),
      ];
    case 'offer-handover':
    case 'reassign':
      return staff('toId', request.toId, request.side);
    case 'tell-guardian':
    case 'leave-guardian-untold':
    case 'prohibit-guardian':
      return guardian('guardianId', request.guardianId);
    case 'agree-contact-ways':
      return [{ path: 'personId', id: request.personId, as: 'family' }];
    case 'plan-return':
      return request.steps.flatMap((step, i) => staff(`steps.${i}.ownerId`, step.ownerId, step.side));
    case 'publish-entries':
      return request.toIds.map((id, i) => ({ path: `toIds.${i}`, id, as: 'reader' }));
    case 'divide-responsibilities':
      return request.tasks.flatMap((task, i) => staff(`tasks.${i}.personId`, task.personId, task.side));
    default:
      return [];
  }
}

/** What the directory says of a person whom a command names. */
export interface KnownRow {
  id: string;
  kind: 'staff' | 'learner' | 'guardian';
  sides: Side[];
  roles: StaffRole[];
  /** The learner, or listed as guardian or parent of the learner. */
  family: boolean;
  /** Listed as a guardian who has custody. */
  custody: boolean;
  learner: boolean;
}

/** People of these ids, seen from a school (`u`) and a learner, on a day: parts of statements, not values. */
export function knownPeople(ids: string, learner: string, on: string): string {
  return `
  SELECT p.id, p.kind, posts.sides, posts.roles, p.id = ${learner} AS learner,
         (p.id = ${learner} OR EXISTS (
            SELECT FROM guardianship g WHERE g.learner_id = ${learner} AND g.guardian_id = p.id
              AND (g.valid_to IS NULL OR g.valid_to >= ${on}))) AS family,
         EXISTS (
            SELECT FROM guardianship g WHERE g.learner_id = ${learner} AND g.guardian_id = p.id
              AND g.position = 'guardian' AND (g.valid_to IS NULL OR g.valid_to >= ${on})) AS custody
  FROM person p, LATERAL (
    SELECT coalesce(array_agg(DISTINCT r.side), '{}') AS sides, coalesce(array_agg(DISTINCT r.role), '{}') AS roles
    FROM staff_role r
    WHERE r.person_id = p.id AND r.valid_from <= ${on} AND (r.valid_to IS NULL OR r.valid_to >= ${on})
      AND (r.unit_id = u.id OR (r.unit_id IS NULL AND (r.side = 'county' OR r.controller_id = u.controller_id)))
  ) posts WHERE p.id = ANY (${ids})`;
}

const KNOWN = `SELECT k.* FROM unit u, LATERAL (${knownPeople('$1::uuid[]', '$3', '$4')}) k WHERE u.id = $2`;

function fits(reference: Reference, known: KnownRow | undefined): boolean {
  if (known === undefined) return false;
  if (reference.as === 'anybody') return true;
  if (reference.as === 'family') return known.family;
  if (reference.as === 'reader') return known.learner || known.custody;
  if (reference.as === 'guardian') return known.family && known.kind === 'guardian';
  return reference.side === undefined ? known.sides.length > 0 : known.sides.includes(reference.side);
}

/**
 * Throws 409 for somebody who answers about a consent in a role that is not theirs: a close person has no say, only the
 * learner answers as learner, only whom the directory lists as guardian or parent as guardian. Who is a stranger to the
 * learner is not judged here: that is a field at fault.
 */
function refuseRoles(references: readonly Reference[], known: ReadonlyMap<string, KnownRow>): void {
  for (const { id, says } of references) {
    if (says === undefined) continue;
    const { role, source } = says;
    if (role === 'close_person') throw doorRefused('close-person-without-say', source);
    const person = known.get(id);
    if (person?.family === true && person.learner !== (role === 'learner'))
      throw doorRefused('not-in-this-role', source);
  }
}

/** Where and when a command names people. */
export interface NamedAt {
  readonly schoolId: string;
  readonly learnerId: string;
  readonly on: CivilDate;
  /** People whom the service itself names: the fall-back of a hand-over, who takes a concern by default. */
  readonly byService: readonly string[];
}

/**
 * Checks that everybody a command names is known and may stand where they are named, and tells for which employers
 * they act at this school: what `AnyCommand.named` carries. Throws 422 with `unknown-person` at each field that is
 * wrong, also for people of other schools, who are none of the caller's affair; 409 for a consent by somebody in a
 * role that is not theirs.
 */
export async function checkReferences(
  pool: pg.Pool,
  references: readonly Reference[],
  at: NamedAt,
): Promise<AnyCommand['named']> {
  const ids = [...new Set([...references.map((reference) => reference.id), ...at.byService])];
  if (ids.length === 0) return {};
  const { rows } = await pool.query<KnownRow>({
    name: 'known-people',
    text: KNOWN,
    values: [ids, at.schoolId, at.learnerId, at.on],
  });
  return employersOf(references, rows);
}

/** As `checkReferences`, over what the directory has said already. `externals`: members of the case from outside. */
export function employersOf(
  references: readonly Reference[],
  rows: readonly KnownRow[],
  externals: ReadonlySet<string> = new Set(),
): AnyCommand['named'] {
  const known = new Map(rows.map((row) => [row.id, row]));
  refuseRoles(references, known);
  const errors = references
    .filter(({ orExternal: may, id }) => may !== true || !externals.has(id))
    .filter((reference) => !fits(reference, known.get(reference.id)))
    .map(({ path }) => ({ path, code: 'unknown-person' }));
  if (errors.length > 0) throw new HttpProblem(422, 'invalid-fields', { errors });
  return Object.fromEntries(rows.filter((row) => row.sides.length > 0).map((row) => [row.id, row.sides]));
}

/** The posts of those whom a command offers a discussion with; of nobody else, because no other rule asks. */
export function postsOf(request: CommandRequest, rows: readonly KnownRow[]): Pick<AnyCommand, 'posts'> {
  if (request.type !== 'offer-discussion') return {};
  return { posts: Object.fromEntries(rows.map(({ id, roles }) => [id, roles])) };
}
