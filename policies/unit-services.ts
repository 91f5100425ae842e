import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { TALK_ROLES } from '../domain/talk/talk.js';
import { files } from './files.js';

const shape = z.strictObject({
  /** The service that is met without an appointment by law. */
  withoutAppointment: z.strictObject({
    service: z.enum(TALK_ROLES),
    force: z.literal('law'),
    basis: z.string().min(1).max(80),
    source: z.string().refine((key) => Object.hasOwn(files().sources, key), 'no such source'),
    checkedOn: z.iso.date(),
    note: z.string().min(1).max(300),
  }),
});
export type UnitServiceRules = z.infer<typeof shape>;

let loaded: UnitServiceRules | null = null;

/** What the law asks of the promises of a unit, with its source. A wrong file throws, and nothing starts with it. */
export function unitServiceRules(): UnitServiceRules {
  loaded ??= shape.parse(JSON.parse(readFileSync(new URL('unit-services.json', import.meta.url), 'utf8')));
  return loaded;
}
