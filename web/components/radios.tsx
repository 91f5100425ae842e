import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Choice } from './choice.js';
import { FieldGroup, type FieldProps } from './field.js';

interface RadiosProps<V extends string> extends FieldProps {
  readonly value: string;
  readonly onChange: (value: V) => void;
  readonly choices: readonly Choice<V>[];
}

/** One of a few answers, all in sight. */
export function Radios<V extends string>({
  value,
  onChange,
  choices,
  ...field
}: RadiosProps<V>): ReactElement {
  const { t } = useTranslation();
  return (
    <FieldGroup {...field}>
      {choices.length === 0 ? <p>{t('forms.shared.noChoice')}</p> : null}
      <div className="choices">
        {choices.map((choice) => (
          <div className="choice" key={choice.value}>
            <input
              id={`${field.id}-${choice.value}`}
              type="radio"
              name={field.id}
              value={choice.value}
              checked={value === choice.value}
              disabled={choice.disabled}
              aria-describedby={choice.hint === undefined ? undefined : `${field.id}-${choice.value}-hint`}
              onChange={() => onChange(choice.value)}
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
