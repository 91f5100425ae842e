import type { ReactElement } from 'react';
import * as z from 'zod/mini';
import type { Choice } from '../components/choice.js';
import { FieldGroup, type FieldProps } from '../components/field.js';
import { PersonPicker, type PickedPerson } from '../components/person-picker.js';
import { TextArea } from '../components/text-area.js';
import { TEXT_MAX, type ErrorKey, type FieldKey } from './checks.js';
import type { Described } from './described-values.js';

/* Questions that go through a closed list, one answer to each of its items; what is left empty is left out. */

type Filled = Readonly<Record<string, string>>;

/** An item of the list with what was answered to it. */
export interface Each<V extends string> {
  readonly item: V;
  readonly answer: string;
}

function answered<V extends string>(items: readonly Choice<V>[], filled: Filled): Each<V>[] {
  return items.flatMap(({ value }) => {
    const answer = filled[value]?.trim() ?? '';
    return answer === '' ? [] : [{ item: value, answer }];
  });
}

function eachOf<V extends string>(
  field: FieldKey,
  items: readonly Choice<V>[],
  max: number,
): Pick<Described<Filled, Each<V>[]>, 'field' | 'initial' | 'check'> {
  const missing: ErrorKey = `fields.${field}.missing`;
  const tooLong: ErrorKey = 'fieldError.too-long';
  return {
    field,
    initial: {},
    check: z.pipe(
      z.custom<Filled>().check(
        z.refine((filled) => answered(items, filled).length > 0, missing),
        z.refine((filled) => Object.values(filled).every((text) => text.length <= max), tooLong),
      ),
      z.transform((filled: Filled) => answered(items, filled)),
    ),
  };
}

interface ListProps {
  readonly field: FieldProps;
  readonly items: readonly Choice[];
  readonly draw: (item: Choice, id: string) => ReactElement;
}

function List({ field, items, draw }: ListProps): ReactElement {
  return (
    <FieldGroup {...field}>
      <div className="repeat">{items.map((item) => draw(item, `${field.id}-${item.value}`))}</div>
    </FieldGroup>
  );
}

/** A free text to each item, at least one; `reader` says who will read them. */
export function textEach<V extends string>(
  field: FieldKey,
  items: readonly Choice<V>[],
  reader: string,
): Described<Filled, Each<V>[]> {
  return {
    ...eachOf(field, items, TEXT_MAX),
    draw: ({ value, onChange, ...props }) => (
      <List
        field={props}
        items={items}
        draw={(item, id) => (
          <TextArea
            key={id}
            id={id}
            label={item.label}
            optional
            reader={reader}
            max={TEXT_MAX}
            value={value[item.value] ?? ''}
            onChange={(text) => onChange({ ...value, [item.value]: text })}
          />
        )}
      />
    ),
  };
}

/** A person to each item, at least one. */
export function personEach<V extends string>(
  field: FieldKey,
  items: readonly Choice<V>[],
  among: readonly PickedPerson[],
): Described<Filled, Each<V>[]> {
  return {
    ...eachOf(field, items, TEXT_MAX),
    draw: ({ value, onChange, ...props }) => (
      <List
        field={props}
        items={items}
        draw={(item, id) => (
          <PersonPicker
            key={id}
            id={id}
            label={item.label}
            optional
            people={among}
            value={value[item.value] ?? ''}
            onChange={(picked) => onChange({ ...value, [item.value]: picked })}
          />
        )}
      />
    ),
  };
}
