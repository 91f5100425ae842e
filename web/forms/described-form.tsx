import { useId, type ReactElement, type ReactNode } from 'react';
import {
  useFieldArray,
  useForm,
  useFormState,
  useWatch,
  type Control,
  type FieldValues,
} from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../api/contracts/cases.js';
import type { CaseCommandInput } from '../../api/contracts/commands.js';
import { Button } from '../components/button.js';
import { CommandFrame } from '../pages/commands/command-frame.js';
import type { CaseCommandType } from './command-form.js';
import {
  described,
  initialOf,
  isShown,
  type Answers,
  type Conditions,
  type Described,
  type DescribedFields,
  type DescribedRows,
  type Faults,
} from './described-values.js';
import { asErrorKey, fieldId, FormField } from './form-field.js';

interface DescribedFormProps<F extends DescribedFields, H extends keyof F> {
  readonly type: CaseCommandType;
  readonly view: CaseAnswer;
  /** The questions, in the order in which they are asked. */
  readonly fields: F;
  /** Questions that are asked only when other answers make them needed. */
  readonly shown?: Conditions<F, H>;
  /** What is wrong between answers. */
  readonly faults?: Faults<F>;
  /** What is sent, made from checked answers; what was not answered is not among them. */
  readonly body: (answers: Answers<F, H>) => CaseCommandInput;
  /** What one must know before the first question, beyond the lead in the translations. */
  readonly above?: ReactNode;
  readonly danger?: boolean;
}

/**
 * The form of a command, from a description of its questions: same look, same checks, same summary of errors and same
 * key for a second press as every other form.
 *
 *     <DescribedForm
 *       type="tell-learner"
 *       view={view}
 *       fields={{ way: choice('toldHow', ways), happenedOn: pastDay('happenedOn', view.today) }}
 *       body={(answers) => ({ type: 'tell-learner', ...answers })}
 *     />
 */
export function DescribedForm<F extends DescribedFields, H extends keyof F = never>(
  props: DescribedFormProps<F, H>,
): ReactElement {
  const { type, view, fields, shown, faults, body, above, danger = false } = props;
  const form = useForm<FieldValues, unknown, Answers<F, H>>({
    resolver: described(fields, shown, faults),
    defaultValues: initialOf(fields),
    mode: 'onSubmit',
    reValidateMode: 'onChange',
    shouldFocusError: false,
  });
  const values = useWatch({ control: form.control });
  return (
    <CommandFrame type={type} view={view} form={form} body={body} danger={danger}>
      {above}
      {Object.entries(fields)
        .filter(([name]) => isShown(shown, name, values))
        .map(([name, field]) => (
          <Question key={name} control={form.control} name={name} described={field} />
        ))}
    </CommandFrame>
  );
}

interface QuestionProps<O> {
  readonly control: Control<FieldValues, unknown, O>;
  readonly name: string;
  readonly described: Described<unknown, unknown>;
}

function Question<O>({ control, name, described: one }: QuestionProps<O>): ReactElement | null {
  const { field, optional, hint, heading, rows, absent = false } = one;
  if (absent) return null;
  return (
    <>
      {heading === undefined ? null : <h2>{heading.title}</h2>}
      {heading?.about === undefined ? null : <p className="quiet">{heading.about}</p>}
      {rows === undefined ? (
        <FormField
          control={control}
          name={name}
          field={field}
          {...(optional === undefined ? {} : { optional })}
          {...(hint === undefined ? {} : { hint })}
        >
          {(props) => one.draw(props)}
        </FormField>
      ) : (
        <Rows control={control} name={name} described={one} rows={rows} />
      )}
    </>
  );
}

/** Rows that can be added and taken away, each with the same questions. */
function Rows<O>({
  control,
  name,
  described: one,
  rows,
}: QuestionProps<O> & { readonly rows: DescribedRows }): ReactElement {
  const { t } = useTranslation();
  const titleId = useId();
  const { fields, append, remove } = useFieldArray({ control, name });
  const error = useFormState({ control, name }).errors[name]?.message;
  return (
    <section
      className={`repeat-list${typeof error === 'string' ? ' field-invalid' : ''}`}
      id={fieldId(name)}
      aria-labelledby={titleId}
    >
      <h2 id={titleId}>{t(`fields.${one.field}.label`)}</h2>
      {one.hint === undefined ? null : <p className="quiet">{one.hint}</p>}
      {typeof error === 'string' ? <p className="field-error">{t(asErrorKey(error))}</p> : null}
      {fields.map((row, index) => (
        <Row
          key={row.id}
          control={control}
          name={`${name}.${index}`}
          fields={rows.fields}
          title={rows.title(index + 1)}
          onRemove={() => remove(index)}
        />
      ))}
      <Button kind="secondary" onClick={() => append(initialOf(rows.fields))}>
        {rows.add}
      </Button>
    </section>
  );
}

interface RowProps<O> {
  readonly control: Control<FieldValues, unknown, O>;
  readonly name: string;
  readonly fields: DescribedFields;
  readonly title: string;
  readonly onRemove: () => void;
}

function Row<O>({ control, name, fields, title, onRemove }: RowProps<O>): ReactElement {
  const { t } = useTranslation();
  const titleId = useId();
  return (
    <section className="repeat" aria-labelledby={titleId}>
      <h3 id={titleId}>{title}</h3>
      {Object.entries(fields).map(([part, field]) => (
        <Question key={part} control={control} name={`${name}.${part}`} described={field} />
      ))}
      <Button kind="secondary" small onClick={onRemove}>
        {t('act.removeWhat', { what: title })}
      </Button>
    </section>
  );
}
