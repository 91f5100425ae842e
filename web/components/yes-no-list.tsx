import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Choice } from './choice.js';
import { FieldGroup, type FieldProps } from './field.js';

/** What was answered to each item; an item that is not there has no answer yet. */
export type YesNoAnswers = Readonly<Record<string, 'yes' | 'no'>>;

interface YesNoListProps extends FieldProps {
  readonly value: YesNoAnswers;
  readonly onChange: (value: YesNoAnswers) => void;
  readonly items: readonly Choice[];
}

/** Each item has its own yes and no, never one box for all, and nothing is answered beforehand. */
export function YesNoList({ value, onChange, items, ...field }: YesNoListProps): ReactElement {
  const { t } = useTranslation();
  return (
    <FieldGroup {...field}>
      <div className="yes-no">
        {items.map((item) => (
          <fieldset className="yes-no-item" key={item.value}>
            <legend>{item.label}</legend>
            {(['yes', 'no'] as const).map((answer) => {
              const id = `${field.id}-${item.value}-${answer}`;
              return (
                <div className="choice" key={answer}>
                  <input
                    id={id}
                    type="radio"
                    name={`${field.id}-${item.value}`}
                    checked={value[item.value] === answer}
                    onChange={() => onChange({ ...value, [item.value]: answer })}
                  />
                  <label htmlFor={id}>{t(answer)}</label>
                </div>
              );
            })}
          </fieldset>
        ))}
      </div>
    </FieldGroup>
  );
}
