import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { sources } from './registry.js';

const place = z.strictObject({
  name: z.string().min(1).max(120),
  phone: z.string().min(1).max(40).nullable(),
  /** Where a contact can be made in writing; never an unprotected e-mail address. */
  address: z
    .string()
    .min(1)
    .max(160)
    .refine((it) => !it.includes('@'), 'no e-mail')
    .nullable(),
});
const shape = z.strictObject({
  municipality: z.string().min(1).max(60),
  source: z.string().refine((key) => Object.hasOwn(sources(), key), 'no such source'),
  checkedOn: z.iso.date(),
  socialServices: place,
  police: place,
  /** Social emergency services outside office hours. */
  outOfHours: z.strictObject({ name: z.string().min(1).max(120), phone: z.string().min(1).max(40) }),
  emergency: z.string().regex(/^\d{3}$/),
});
export type Addressees = z.infer<typeof shape>;

let loaded: ReadonlyMap<string, Addressees> | null = null;

function load(): ReadonlyMap<string, Addressees> {
  const folder = new URL('addressees/', import.meta.url);
  const found = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => shape.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8'))));
  return new Map(found.map((it) => [it.municipality, it]));
}

/**
 * Whom an act towards the outside addresses, by the child's municipality of residence, and the way outside office
 * hours. Null when the files know none: the act is made all the same. A wrong file throws, and nothing starts with it.
 */
export function addresseesOf(municipality: string): Addressees | null {
  loaded ??= load();
  return loaded.get(municipality) ?? null;
}
