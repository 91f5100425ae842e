import * as z from 'zod/mini';
import { isBlank } from '../../api/contracts/blank.js';
import { minuteOf } from '../components/time-input.js';
import type { fi } from '../translations/fi.js';

/** Names of questions; each has a label and what is said when it is left empty. */
export type FieldKey = keyof (typeof fi)['fields'];
/** What is wrong with an answer: a key of the translations. */
export type ErrorKey = `fields.${FieldKey}.missing` | `fieldError.${keyof (typeof fi)['fieldError']}`;

/** Longest free text and longest line, as in the contracts. */
export const TEXT_MAX = 4000;
export const LINE_MAX = 200;

function missing(field: FieldKey): ErrorKey {
  return `fields.${field}.missing`;
}

const TOO_LONG: ErrorKey = 'fieldError.too-long';
const AHEAD: ErrorKey = 'fieldError.ahead';
const PAST: ErrorKey = 'fieldError.past';
const TIME: ErrorKey = 'fieldError.time';

/** Something must be chosen. */
export function picked(field: FieldKey) {
  return z.string().check(z.minLength(1, missing(field)));
}

/** One of a closed list must be chosen; nothing is chosen beforehand. */
export function oneOf<const T extends readonly string[]>(values: T, field: FieldKey) {
  return z.pipe(z.string(), z.enum(values, missing(field)));
}

/** At least one must be chosen. */
export function some(field: FieldKey) {
  return z.array(z.string()).check(z.minLength(1, missing(field)));
}

/** A day that has come. */
export function dayUpTo(today: string, field: FieldKey) {
  return z.string().check(
    z.minLength(1, missing(field)),
    z.refine((value) => value <= today, AHEAD),
  );
}

/** No day, or today or an earlier one. */
export function maybeDayUpTo(today: string) {
  return z.string().check(z.refine((value) => value <= today, AHEAD));
}

/** Today or a later day. */
export function dayFrom(today: string, field: FieldKey) {
  return z.string().check(
    z.minLength(1, missing(field)),
    z.refine((value) => value === '' || value >= today, PAST),
  );
}

/** A time of day; parsed into the minute of the day. */
export function timeOfDay(field: FieldKey) {
  return z.pipe(
    z.string().check(
      z.minLength(1, missing(field)),
      z.refine((value) => value === '' || minuteOf(value) !== null, TIME),
    ),
    z.transform((value) => minuteOf(value) ?? 0),
  );
}

/** Free text that may be left out. */
export function maybeWords(max = TEXT_MAX) {
  return z.string().check(z.maxLength(max, TOO_LONG));
}

/** Free text that must be there. */
export function words(field: FieldKey, max = TEXT_MAX) {
  return z.string().check(
    z.refine((value) => !isBlank(value), missing(field)),
    z.maxLength(max, TOO_LONG),
  );
}

/**
 * An answer that is needed only when another one makes it so. Runs although other answers are still wrong, so that a
 * person sees everything at once.
 */
export function needed<T>(when: (values: T) => boolean, path: (keyof T & string)[], field: FieldKey) {
  return z.refine<T>((values) => !when(values) || path.every((name) => !isEmpty(values[name])), {
    path,
    error: missing(field),
    when: () => true,
  });
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'string' ? isBlank(value) : Array.isArray(value) && value.length === 0;
}
