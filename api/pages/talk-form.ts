import { z } from 'zod';
import type { CommandId, UnitId } from '../../domain/ids.js';
import { TALK_ROLES } from '../../domain/talk/talk.js';
import type { PageTexts } from '../../policies/page-texts.js';
import { emptyIfBlank } from '../contracts/blank.js';
import { commandKey, unitId, withoutTurns } from '../contracts/common.js';
import type { TalkRequest } from '../talks/request.js';

/** Longest answers, in characters. */
export const NAME_MAX = 120;
export const CLASS_MAX = 40;
export const WORDS_MAX = 2000;

/** The form as it came in: every answer a string, as it was typed. */
export interface Typed {
  readonly key: string;
  readonly name: string;
  readonly schoolId: string;
  readonly className: string;
  readonly role: string;
  readonly urgent: string;
  readonly words: string;
  /** A field that people do not see and leave empty. */
  readonly website: string;
}

export type FieldName = Exclude<keyof Typed, 'key'>;
export type ErrorKey = Exclude<keyof PageTexts['errors'], 'title'>;

/** What is wrong with an answer; the words are the page's. */
export interface FormError {
  readonly field: FieldName;
  readonly error: ErrorKey;
}

export const UNTYPED: Omit<Typed, 'key'> = {
  name: '',
  schoolId: '',
  className: '',
  role: '',
  urgent: '',
  words: '',
  website: '',
};

/** Reads a parsed body; what is missing, or there twice, is an empty answer. */
export function typedOf(body: unknown): Typed {
  const given: Readonly<Record<string, unknown>> =
    typeof body === 'object' && body !== null ? { ...body } : {};
  const read = (name: keyof Typed): string => {
    const value = given[name];
    return typeof value === 'string' ? value : '';
  };
  return {
    key: read('key'),
    name: read('name'),
    schoolId: read('schoolId'),
    className: read('className'),
    role: read('role'),
    urgent: read('urgent'),
    words: read('words'),
    website: read('website'),
  };
}

// A line break and a tab may stand in free text; other control characters cannot be kept.
const LINE_CONTROL = /\p{Cc}|\p{Cs}/u;
const CONTROL = /(?![\t\n])\p{Cc}|\p{Cs}/u;

function words(max: number, tooLong: ErrorKey, forbidden: RegExp) {
  return z
    .string()
    .overwrite((value) => withoutTurns(value.replaceAll('\r\n', '\n')))
    .normalize('NFC')
    .trim()
    .overwrite(emptyIfBlank)
    .max(max, { error: tooLong })
    .refine((value) => !forbidden.test(value), { error: 'character' satisfies ErrorKey });
}

const shape = z.object({
  name: words(NAME_MAX, 'nameLong', LINE_CONTROL).min(1, { error: 'name' }),
  schoolId: z.string().pipe(unitId),
  className: words(CLASS_MAX, 'className', LINE_CONTROL),
  role: z.enum(TALK_ROLES),
  urgent: z.enum(['yes', 'no']).transform((value) => value === 'yes'),
  words: words(WORDS_MAX, 'words', CONTROL),
  website: z.literal(''),
});

const OWN: ReadonlySet<string> = new Set(['name', 'nameLong', 'className', 'words', 'character']);

function errorOf(field: FieldName, message: string): ErrorKey {
  // The messages of the shape above are keys of the texts; zod's own are told by their field.
  if (OWN.has(message)) return message as ErrorKey;
  return field === 'website' ? 'trap' : field;
}

export type Checked =
  | { readonly ok: true; readonly key: CommandId | null; readonly request: TalkRequest }
  | { readonly ok: false; readonly errors: readonly FormError[] };

/** Checks the answers; one error a field, in the order of the page. */
export function checkForm(typed: Typed): Checked {
  const result = shape.safeParse(typed);
  if (result.success) {
    const { website: _empty, ...request } = result.data;
    const key = commandKey.safeParse(typed.key.toLowerCase());
    return { ok: true, key: key.success ? key.data : null, request };
  }
  const errors = new Map<FieldName, ErrorKey>();
  for (const { path, message } of result.error.issues) {
    // The shape has no deeper paths than the names of the fields.
    const field = path[0] as FieldName;
    if (!errors.has(field)) errors.set(field, errorOf(field, message));
  }
  return { ok: false, errors: [...errors].map(([field, error]) => ({ field, error })) };
}

/** A school as the page offers it. */
export interface OfferedSchool {
  readonly id: UnitId;
  readonly name: string;
  readonly municipality: string;
}
