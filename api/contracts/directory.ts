import { z } from 'zod';
import { id, line, listOf, personId, side, staffRole, unitId } from './common.js';

/**
 * `GET /api/v1/schools`: the schools at which the caller's employer works. `closed`: nobody goes there or works there any
 * more; it is there for what was, and nothing new goes there.
 */
export const schoolList = listOf(
  z.strictObject({
    ...{ id, name: z.string(), level: z.string(), municipality: z.string() },
    ...{ provider: z.string(), providerId: id },
    closed: z.literal(true).exactOptional(),
  }),
).meta({ id: 'SchoolList' });
export type SchoolList = z.infer<typeof schoolList>;

/** Words of a name or a class, from two characters. */
export const learnerQuery = z.strictObject({
  q: line.exactOptional(),
  school: unitId.exactOptional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});

/** `GET /api/v1/learners`: for those who may raise a concern at the learner's school. */
export const learnerList = listOf(
  z.strictObject({
    id,
    name: z.string(),
    initials: z.string(),
    class: z.string(),
    schoolId: id,
    schoolName: z.string(),
  }),
).meta({ id: 'LearnerList' });
export type LearnerList = z.infer<typeof learnerList>;

export const staffQuery = z.strictObject({
  school: unitId.exactOptional(),
  role: staffRole.exactOptional(),
  side: side.exactOptional(),
  q: line.exactOptional(),
  id: personId.exactOptional(),
});

/** `GET /api/v1/staff`: who works at a school, with the number of open cases each answers for. */
export const staffList = listOf(
  z.strictObject({
    id,
    name: z.string(),
    roles: z.array(z.strictObject({ role: staffRole, side, unitId: id.nullable() })),
    openCases: z.int(),
  }),
).meta({ id: 'StaffList' });
export type StaffList = z.infer<typeof staffList>;

/** `GET /api/v1/learners/{id}/guardians`. */
export const guardianList = listOf(z.strictObject({ id, name: z.string() })).meta({ id: 'GuardianList' });
export type GuardianList = z.infer<typeof guardianList>;
