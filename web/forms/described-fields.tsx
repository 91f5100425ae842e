import * as z from 'zod/mini';
import { Checkboxes } from '../components/checkboxes.js';
import type { Choice } from '../components/choice.js';
import { DateInput } from '../components/date-input.js';
import { PeoplePicker } from '../components/people-picker.js';
import { PersonPicker, type PickedPerson } from '../components/person-picker.js';
import { Radios } from '../components/radios.js';
import { Select } from '../components/select.js';
import { TextArea } from '../components/text-area.js';
import { TextInput } from '../components/text-input.js';
import { TimeInput } from '../components/time-input.js';
import { YesNoList, type YesNoAnswers } from '../components/yes-no-list.js';
import { dayFrom, dayUpTo, LINE_MAX, oneOf, picked, some, TEXT_MAX, timeOfDay, words } from './checks.js';
import type { ErrorKey, FieldKey } from './checks.js';
import type { Answers, Described, DescribedFields, DescribedRows } from './described-values.js';

/*
 * Questions to describe a form with. `DescribedForm` draws and checks them; see there for an example.
 */

/** Free text; `reader` says who will read it. */
export function text(field: FieldKey, reader: string): Described<string, string> {
  return {
    field,
    initial: '',
    check: words(field),
    draw: (props) => <TextArea {...props} reader={reader} max={TEXT_MAX} />,
  };
}

/** One line of text; `initial` is what most would write there. */
export function line(field: FieldKey, initial = ''): Described<string, string> {
  return { field, initial, check: words(field, LINE_MAX), draw: (props) => <TextInput {...props} /> };
}

/** One of a few answers. `initial` only for what the form was opened for, never to suggest an answer. */
export function choice<V extends string>(
  field: FieldKey,
  among: readonly Choice<V>[],
  initial = '',
): Described<string, V> {
  return {
    field,
    initial,
    check: oneOf(
      among.map((one) => one.value),
      field,
    ),
    draw: (props) => <Radios {...props} choices={among} />,
  };
}

/** One of a list that would be too long in every row. */
export function pickFrom<V extends string>(
  field: FieldKey,
  among: readonly Choice<V>[],
): Described<string, V> {
  const nothing = { value: '', label: '–' };
  return {
    ...choice(field, among),
    draw: (props) => <Select {...props} choices={[nothing, ...among]} />,
  };
}

/** Any number of answers, one at least. */
export function choices<V extends string>(
  field: FieldKey,
  among: readonly Choice<V>[],
  initial: readonly string[] = [],
): Described<readonly string[], V[]> {
  return {
    field,
    initial,
    check: z.pipe(
      some(field),
      z.transform((values: string[]) => among.map((one) => one.value).filter((one) => values.includes(one))),
    ),
    draw: (props) => <Checkboxes {...props} choices={among} />,
  };
}

/** Yes or no. */
export function yesNo(field: FieldKey, say: (answer: 'yes' | 'no') => string): Described<string, boolean> {
  const answers = ['yes', 'no'] as const;
  return {
    field,
    initial: '',
    check: z.pipe(
      oneOf(answers, field),
      z.transform((answer) => answer === 'yes'),
    ),
    draw: (props) => <Radios {...props} choices={answers.map((value) => ({ value, label: say(value) }))} />,
  };
}

/** A yes or a no to each item; the answer is the items with a yes. */
export function yesNoEach<V extends string>(
  field: FieldKey,
  items: readonly Choice<V>[],
): Described<YesNoAnswers, V[]> {
  const missing: ErrorKey = `fields.${field}.missing`;
  return {
    field,
    initial: {},
    check: z.pipe(
      z
        .custom<YesNoAnswers>()
        .check(z.refine((answers) => items.every((item) => answers[item.value] !== undefined), missing)),
      z.transform((answers: YesNoAnswers) =>
        items.map((item) => item.value).filter((item) => answers[item] === 'yes'),
      ),
    ),
    draw: (props) => <YesNoList {...props} items={items} />,
  };
}

function dayField(field: FieldKey, initial: string, check: Described<string, string>['check']) {
  const one: Described<string, string> = {
    field,
    initial,
    check,
    draw: (props) => <DateInput {...props} />,
  };
  return one;
}

/** The day something happened: up to today, and today unless told otherwise. */
export function pastDay(field: FieldKey, today: string, initial = today): Described<string, string> {
  return dayField(field, initial, dayUpTo(today, field));
}

/** Today or a later day. */
export function comingDay(field: FieldKey, today: string): Described<string, string> {
  return dayField(field, '', dayFrom(today, field));
}

/** Any day. */
export function anyDay(field: FieldKey): Described<string, string> {
  return dayField(field, '', picked(field));
}

/** A time of day; the answer is the minute of the day. */
export function time(field: FieldKey): Described<string, number> {
  return { field, initial: '', check: timeOfDay(field), draw: (props) => <TimeInput {...props} /> };
}

/** One person, found by typing. */
export function person(field: FieldKey, among: readonly PickedPerson[]): Described<string, string> {
  return {
    field,
    initial: '',
    check: picked(field),
    draw: (props) => <PersonPicker {...props} people={among} />,
  };
}

/** Several people, each found by typing. */
export function people(
  field: FieldKey,
  among: readonly PickedPerson[],
): Described<readonly string[], string[]> {
  return {
    field,
    initial: [],
    check: some(field),
    draw: (props) => <PeoplePicker {...props} people={among} />,
  };
}

/** Rows of the same questions, one at least. */
export function rows<F extends DescribedFields>(
  field: FieldKey,
  fields: F,
  said: Omit<DescribedRows, 'fields'>,
): Described<readonly object[], Answers<F>[]> {
  const missing: ErrorKey = `fields.${field}.missing`;
  const row = z.object(Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, one.check])));
  return {
    field,
    initial: [],
    // A row is made of exactly these questions, each checked by its own.
    check: z.array(row).check(z.minLength(1, missing)) as unknown as Described<
      readonly object[],
      Answers<F>[]
    >['check'],
    rows: { fields, ...said },
    draw: () => <></>,
  };
}

function isBlank(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === '';
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** A question that may be left without an answer. */
export function maybe<I, O>(one: Described<I, O>): Described<I, O | undefined> {
  return {
    ...one,
    optional: true,
    // Not a union: that would say "invalid" instead of what is wrong with the answer.
    check: z.pipe(
      z.custom<I>(),
      z.transform((filled: I, { issues }) => {
        if (isBlank(filled)) return undefined;
        const { data, error } = one.check.safeParse(filled);
        for (const { path, message } of error?.issues ?? [])
          issues.push({ code: 'custom', path, message, input: filled });
        return data;
      }),
    ),
  };
}

/** A question that is asked only where there is something to choose; it may be left without an answer. */
export function whereThereIs<I, O>(isThere: boolean, one: Described<I, O>): Described<I, O | undefined> {
  return { ...maybe(one), absent: !isThere };
}

/** The question with a heading above it, and a word on all that follows. */
export function under<I, O>(title: string, one: Described<I, O>, about?: string): Described<I, O> {
  return { ...one, heading: about === undefined ? { title } : { title, about } };
}

/** The question with a hint of its own. */
export function hinted<I, O>(hint: string, one: Described<I, O>): Described<I, O> {
  return { ...one, hint };
}

/** The question, whose filling is also told to the form: other questions are made from it. */
export function heard<I, O>(one: Described<I, O>, hear: (value: I) => void): Described<I, O> {
  return {
    ...one,
    draw: (props) =>
      one.draw({
        ...props,
        onChange: (value) => {
          hear(value);
          props.onChange(value);
        },
      }),
  };
}
