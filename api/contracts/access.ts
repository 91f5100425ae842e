import { z } from 'zod';
import { RELATIONS, SECTIONS, type Relation } from '../../domain/sight.js';
import { id, instant, pageOf, SEQ_MAX, staffRole } from './common.js';

/**
 * In what way somebody was shown something of a case: read, in the answer to an own command, as a paper to print, by a
 * row of a list, or as a copy for the data subject.
 */
export const ACCESS_KINDS = ['read', 'answer', 'print', 'list', 'export'] as const;
export type AccessKind = (typeof ACCESS_KINDS)[number];

/** Every way to be shown something: by a relation to the case, by an own act, as a copy for the data subject. */
export const RELATION_NAMES = [
  ...RELATIONS,
  'own-act',
  'data-subject',
] as const satisfies readonly Relation[];

/** A right by which sections were shown, with its source. */
export const accessRight = z.strictObject({
  relation: z.enum(RELATION_NAMES),
  source: z.string(),
  sections: z.array(z.enum(SECTIONS)),
});

/** One row of the access log. `by`: a person, or a system by its name. */
export const accessEntry = z
  .strictObject({
    seq: z.int(),
    at: instant,
    by: z.strictObject({ personId: id.nullable(), name: z.string(), role: staffRole.nullable() }),
    kind: z.enum(ACCESS_KINDS),
    /** The route, as this description names it, or the operator's command. */
    via: z.string(),
    rights: z.array(accessRight),
    /** Of a copy of the case: to whom it was given. */
    givenTo: z.strictObject({ personId: id, name: z.string() }).exactOptional(),
  })
  .meta({ id: 'AccessEntry' });
export type AccessEntry = z.infer<typeof accessEntry>;

/** `GET /api/v1/cases/{id}/access-log`: newest first; `next` is the `before` of the following page. */
export const accessList = pageOf(accessEntry).meta({ id: 'AccessList' });
export type AccessList = z.infer<typeof accessList>;

/** `before`: the number of the last row already known. */
export const accessListQuery = z.strictObject({
  before: z.coerce.number().int().min(1).max(SEQ_MAX).exactOptional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
