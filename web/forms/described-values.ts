import type { ReactElement } from 'react';
import { set, type FieldErrors, type FieldValues, type Resolver } from 'react-hook-form';
import type { ZodMiniType } from 'zod/mini';
import type { FieldProps } from '../components/field.js';
import type { ErrorKey, FieldKey } from './checks.js';

/** What the control of a question is told. */
export type Drawing<I> = FieldProps & {
  readonly value: I;
  // A method, so that questions of every kind can stand in one form.
  onChange(this: void, value: I): void;
};

/** One question of a described form: its words, its check, and the control that asks it. */
export interface Described<I, O> {
  readonly field: FieldKey;
  readonly initial: I;
  /** Turns what was filled in into the answer, or says what is wrong with it. */
  readonly check: ZodMiniType<O, I>;
  readonly optional?: boolean;
  readonly hint?: string;
  /** Stands above the question, with a word on all that follows. */
  readonly heading?: { readonly title: string; readonly about?: string };
  /** Rows of the same questions instead of one control. */
  readonly rows?: DescribedRows;
  /** There is nothing to ask here: it is not shown, and not answered. */
  readonly absent?: boolean;
  draw(props: Drawing<I>): ReactElement;
}

export interface DescribedRows {
  readonly fields: DescribedFields;
  /** Heading of a row, by its number from 1. */
  readonly title: (n: number) => string;
  readonly add: string;
}

export type DescribedFields = Readonly<Record<string, Described<unknown, unknown>>>;

/** What is filled in, before it is checked. */
export type Filling<F extends DescribedFields> = { readonly [K in keyof F]: F[K]['initial'] };

type Answer<D> = D extends Described<infer _I, infer O> ? O : never;

type MayLack<F extends DescribedFields, H extends keyof F> = {
  [K in keyof F]: K extends H ? K : undefined extends Answer<F[K]> ? K : never;
}[keyof F];

/** Checked answers. One that was left out, or whose question was not shown, is not there. */
export type Answers<F extends DescribedFields, H extends keyof F = never> = {
  [K in Exclude<keyof F, MayLack<F, H>>]: Answer<F[K]>;
} & { [K in MayLack<F, H>]?: Exclude<Answer<F[K]>, undefined> };

/** When a question is asked at all. */
export type Conditions<F extends DescribedFields, H extends keyof F> = {
  readonly [K in H]: (values: Filling<F>) => boolean;
};

/** What is wrong between answers, by the question that should say so. */
export type Faults<F extends DescribedFields> = (values: Filling<F>) => {
  readonly [K in keyof F]?: ErrorKey | false;
};

/** What a form of these questions starts with. */
export function initialOf(fields: DescribedFields): FieldValues {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.initial]));
}

/** Whether a question is asked now. */
export function isShown<F extends DescribedFields, H extends keyof F>(
  conditions: Conditions<F, H> | undefined,
  name: string,
  values: FieldValues,
): boolean {
  const asked = (conditions as Record<string, (values: FieldValues) => boolean> | undefined)?.[name];
  return asked === undefined || asked(values);
}

/** Checks the questions that are asked; everything that is wrong is said at once. */
export function described<F extends DescribedFields, H extends keyof F>(
  fields: F,
  conditions: Conditions<F, H> | undefined,
  faults?: Faults<F>,
): Resolver<FieldValues, unknown, Answers<F, H>> {
  return (values) => {
    const errors: FieldErrors = {};
    const answers: Record<string, unknown> = {};
    for (const [name, { check }] of Object.entries(fields)) {
      if (!isShown(conditions, name, values)) continue;
      const result = check.safeParse(values[name]);
      if (!result.success) {
        for (const { path, message } of result.error.issues)
          set(errors, [name, ...path].join('.'), { type: 'check', message });
      } else if (result.data !== undefined) answers[name] = result.data;
    }
    // What is filled in has the shape that the questions started with.
    for (const [name, message] of Object.entries(faults?.(values as Filling<F>) ?? {})) {
      if (typeof message === 'string') set(errors, name, { type: 'check', message });
    }
    if (Object.keys(errors).length > 0) return { values: {}, errors };
    // Each answer was made by the check of its own question, and only questions that are asked have one.
    return { values: answers as Answers<F, H>, errors: {} };
  };
}
