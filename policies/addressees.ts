import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { tryParseDate, type CivilDate } from '../domain/time/civil-date.js';
import { contentHash } from './compile.js';
import { fault, type Fault, type FaultCode } from './fault-codes.js';
import { onlyOnce, readShape, type Readable } from './read-shape.js';
import type { Validated } from './schema.js';

/* Messages of these shapes are codes of faults (fault-codes.ts). */

function coded(code: FaultCode): { error: FaultCode } {
  return { error: code };
}

const day = z.string().transform((text, context): CivilDate => {
  const parsed = tryParseDate(text);
  if (parsed !== null) return parsed;
  context.addIssue({ code: 'custom', message: 'not-a-day' satisfies FaultCode });
  return z.NEVER;
});
const name = z.string().trim().min(1).max(120);
const phone = z.string().regex(/^\+?\d[\d ()-]{1,37}\d$/, coded('not-a-phone'));
const place = z.strictObject({
  name,
  phone: phone.nullable(),
  /** Where a contact can be made in writing; never an unprotected e-mail address. */
  address: z
    .string()
    .trim()
    .min(1)
    .max(160)
    .refine((it) => !it.includes('@'), coded('mail-address'))
    .nullable(),
});
const route = {
  /** Where the numbers were read; `SAMPLE`: nobody's. */
  source: z.string().trim().min(1).max(200),
  checkedOn: day,
  socialServices: place,
  police: place,
  /** Social emergency services outside office hours. */
  outOfHours: z.strictObject({ name, phone }),
  emergency: z.string().regex(/^\d{3}$/, coded('not-a-phone')),
};
const municipality = z.string().trim().min(1).max(60);
const countyRoute = z.strictObject(route);
const ownRoute = z.strictObject({ municipality, ...route });

/**
 * Whom acts towards the outside address, all of it: the wellbeing services county's own route, which is there for
 * every municipality that has no row of its own, so that nobody ever stands without one.
 */
const bookShape = z.strictObject({
  validFrom: day,
  county: countyRoute,
  municipalities: z.array(ownRoute).max(400),
});
export type AddresseeBook = Omit<z.output<typeof bookShape>, 'validFrom'>;
export type PublishedBook = z.output<typeof bookShape>;
export type Addressees = z.output<typeof countyRoute>;

/** Source of what nobody should call. */
const SAMPLE = 'SAMPLE';

export function isSample({ source }: { readonly source?: string }): boolean {
  return source === SAMPLE;
}

/** A route with how it was found: the municipality's own, or the county's because it has none. */
export interface FoundRoute {
  readonly route: Addressees;
  readonly of: 'municipality' | 'county';
}

/** The route where a child lives; the county's where that is not known, or has no row of its own. */
export function routeIn({ county, municipalities }: AddresseeBook, lives: string | null): FoundRoute {
  const own = municipalities.find((it) => it.municipality === lives);
  return own === undefined ? { route: county, of: 'county' } : { route: own, of: 'municipality' };
}

let samples: AddresseeBook | null = null;

function loadSamples(): AddresseeBook {
  const folder = new URL('addressees/', import.meta.url);
  const shape = z.strictObject({ ...route, municipality: municipality.nullable() });
  const found = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => shape.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8'))));
  const county = found.find((it) => it.municipality === null);
  if (county === undefined) throw new Error('the samples have no route of the county');
  const { municipality: _none, ...rest } = county;
  const own = found.flatMap((it) =>
    it.municipality === null ? [] : [{ ...it, municipality: it.municipality }],
  );
  return { county: rest, municipalities: own };
}

/**
 * What comes with a release, so that the product can be tried: invented numbers, used only as long as an installation
 * has published nothing. A wrong file throws, and nothing starts with it.
 */
export function sampleAddressees(): AddresseeBook {
  return (samples ??= loadSamples());
}

/** A version that is published already. */
export interface PublishedDay {
  readonly validFrom: CivilDate;
  readonly hash: string;
}

function judgeRoute(found: Readable<Addressees> | undefined, path: string, today: CivilDate): Fault[] {
  const { source, checkedOn } = found ?? {};
  return [
    ...(source !== undefined && isSample({ source }) ? [fault(`${path}.source`, 'sample-published')] : []),
    ...(checkedOn !== undefined && checkedOn > today
      ? [fault(`${path}.checkedOn`, 'checked-in-the-future', checkedOn)]
      : []),
  ];
}

function judgeBook({ county, municipalities = [] }: Readable<PublishedBook>, today: CivilDate): Fault[] {
  const rows = municipalities.flatMap((row, index, all) => {
    const path = `municipalities.${index}`;
    const lives = row?.municipality;
    const isTwice =
      lives !== undefined && all.slice(0, index).some((before) => before?.municipality === lives);
    return [
      ...judgeRoute(row, path, today),
      ...(isTwice ? [fault(`${path}.municipality`, 'listed-twice', lives)] : []),
    ];
  });
  return [...judgeRoute(county, 'county', today), ...rows];
}

/** What it would change: nothing when it says the same as before, or when one that begins later holds already. */
function judgeSuccession(book: PublishedBook, published: readonly PublishedDay[], today: CivilDate): Fault[] {
  const later = published.find((it) => it.validFrom > book.validFrom && it.validFrom <= today);
  if (later) return [fault('validFrom', 'overlap-with-published', later.validFrom)];
  const before = published.findLast((it) => it.validFrom === book.validFrom);
  return before?.hash === hashOfBook(book) ? [fault('', 'nothing-new')] : [];
}

/** What tells two books apart, whatever order their keys came in. */
export function hashOfBook(book: PublishedBook): string {
  return contentHash(book);
}

/**
 * Judges a file of addressees: refused as a whole, with each fault by its path.
 *
 * @param published versions there are, in the order of their publication
 */
export function judgeAddressees(
  content: unknown,
  published: readonly PublishedDay[],
  today: CivilDate,
): Validated<PublishedBook> {
  const { value, readable, faults } = readShape(bookShape, content);
  const all = onlyOnce([
    ...faults,
    ...(readable === null ? [] : judgeBook(readable, today)),
    ...(value === null ? [] : judgeSuccession(value, published, today)),
  ]);
  return value === null || all.length > 0 ? { ok: false, faults: all } : { ok: true, value };
}

/** Reads what the store keeps: it was judged when it was published. */
export function knowAddressees(content: unknown): PublishedBook {
  return bookShape.parse(content);
}
