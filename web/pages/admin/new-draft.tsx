import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.js';
import { Card } from '../../components/card.js';
import { describedBy, Field } from '../../components/field.js';
import { Notice } from '../../components/notice.js';
import { Radios } from '../../components/radios.js';
import { TextInput } from '../../components/text-input.js';
import { useSendDraft, type PolicyKind } from '../../http/policies.js';
import { problemText } from '../../language/problem-text.js';

type Content = Record<string, unknown>;
type FileProblem = 'noFile' | 'notJson' | 'noName';

function isContent(value: unknown): value is Content {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a chosen file as a version; what it says inside is judged by the API. */
async function readVersion(
  file: File | null,
): Promise<{ readonly content: Content; readonly name: string } | FileProblem> {
  if (file === null) return 'noFile';
  let content: unknown;
  try {
    content = JSON.parse(await file.text());
  } catch {
    return 'notJson';
  }
  if (!isContent(content)) return 'notJson';
  const { name } = content;
  return typeof name === 'string' && name !== '' ? { content, name } : 'noName';
}

function useDraftForm() {
  const navigate = useNavigate();
  const sending = useSendDraft();
  const [kind, setKind] = useState<PolicyKind>('calendars');
  const [file, setFile] = useState<File | null>(null);
  const [because, setBecause] = useState('');
  const [problem, setProblem] = useState<FileProblem | null>(null);
  const submit = async (): Promise<void> => {
    const read = await readVersion(file);
    setProblem(typeof read === 'string' ? read : null);
    if (typeof read === 'string') return;
    const why = because.trim();
    sending.mutate(
      { kind, ...read, ...(why === '' ? {} : { movesDatesBecause: why }) },
      {
        onSuccess: ({ name, id }) =>
          void navigate({ to: '/asetukset/$laji/$nimi/$id', params: { laji: kind, nimi: name, id } }),
      },
    );
  };
  return { sending, kind, setKind, setFile, because, setBecause, problem, submit };
}

/** Brings a version as a file; it becomes a draft, and nothing holds until it is checked and published. */
export function NewDraft(): ReactElement {
  const { t } = useTranslation();
  const form = useDraftForm();
  const file = {
    id: 'draft-file',
    label: t('policies.new.file'),
    hint: t('policies.new.fileHint'),
    error: form.problem === null ? undefined : t(`policies.new.${form.problem}`),
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    void form.submit();
  };
  return (
    <Card title={t('policies.new.title')}>
      <form className="stack" onSubmit={onSubmit} noValidate>
        {form.sending.isError ? (
          <Notice tone="danger" live title={problemText(t, form.sending.error)} />
        ) : null}
        <Radios
          id="draft-kind"
          label={t('policies.new.kind')}
          value={form.kind}
          onChange={form.setKind}
          choices={[
            { value: 'calendars', label: t('policies.new.calendar') },
            { value: 'policies', label: t('policies.new.policy') },
          ]}
        />
        <Field {...file}>
          <input
            className="input"
            id={file.id}
            type="file"
            accept="application/json,.json"
            aria-invalid={file.error !== undefined}
            aria-describedby={describedBy(file)}
            onChange={(event) => form.setFile(event.target.files?.[0] ?? null)}
          />
        </Field>
        <TextInput
          id="draft-because"
          label={t('policies.new.because')}
          hint={t('policies.new.becauseHint')}
          optional
          maxLength={200}
          value={form.because}
          onChange={form.setBecause}
        />
        <p>
          <Button type="submit" busy={form.sending.isPending}>
            {t('policies.new.send')}
          </Button>
        </p>
      </form>
    </Card>
  );
}
