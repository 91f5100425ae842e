import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Choice } from './choice.js';
import { FieldGroup, type FieldProps } from './field.js';

interface CheckboxesProps<V extends string> extends FieldProps {
  readonly value: readonly string[];
  readonly onChange: (value: V[]) => void;
  readonly choices: readonly Choice<V>[];
}

/** Any number of answers. Nothing is chosen beforehand. */
export function Checkboxes<V extends string>({
  value,
  onChange,
  choices,
  ...field
}: CheckboxesProps<V>): ReactElement {
  const { t } = useTranslation();
  function toggle(one: V, on: boolean): void {
    onChange(choices.map((choice) => choice.value).filter((v) => (v === one ? on : value.includes(v))));
  }
  return (
    <FieldGroup {...field}>
      {choices.length === 0 ? <p>{t('forms.shared.noChoice')}</p> : null}
      <div className="choices">
        {choices.map((choice) => (
          <div className="choice" key={choice.value}>
            <input
              id={`${field.id}-${choice.value}`}
              type="checkbox"
              value={choice.value}
              checked={value.includes(choice.value)}
              disabled={choice.disabled}
              aria-describedby={choice.hint === undefined ? undefined : `${field.id}-${choice.value}-hint`}
              onChange={(event) => toggle(choice.value, event.target.checked)}
            />
            <label htmlFor={`${field.id}-${choice.value}`}>{choice.label}</label>
            {choice.hint === undefined ? null : (
              <span className="choice-hint" id={`${field.id}-${choice.value}-hint`}>
                {choice.hint}
              </span>
            )}
          </div>
        ))}
      </div>
    </FieldGroup>
  );
}
