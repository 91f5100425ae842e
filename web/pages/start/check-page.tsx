import { useNavigate } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { RaiseConcernInput } from '../../../api/contracts/commands.js';
import { Button } from '../../components/button.js';
import { ErrorSummary } from '../../components/error-summary.js';
import { PageHead } from '../../components/page-head.js';
import { SummaryList, type SummaryRow } from '../../components/summary-list.js';
import { TextLink } from '../../components/text-link.js';
import { deadlineQuery } from '../../http/queries.js';
import { useSendCommand } from '../../http/use-send-command.js';
import { problemText } from '../../language/problem-text.js';
import { useFormat } from '../../language/use-format.js';
import { useStaff } from '../commands/use-case-people.js';
import { concernBody } from './concern-body.js';
import { useDraft, type Draft, type Step } from './draft.js';

function Change({ step, what }: { step: Step; what: string }): ReactElement {
  const { t } = useTranslation();
  return (
    <TextLink to="/aloita/$kohta" params={{ kohta: step }} aria-label={t('act.changeWhat', { what })}>
      {t('act.change')}
    </TextLink>
  );
}

function useRows(draft: Draft): SummaryRow[] {
  const { t } = useTranslation();
  const format = useFormat();
  const { learner, request, topic, discussedWith = [], responsible } = draft;
  const staff = useStaff(learner?.schoolId ?? '');
  const asked = {
    school: learner?.schoolId ?? '',
    from: request?.requestedOn ?? '',
    urgent: request?.urgent ?? false,
  };
  const { data: deadline } = useQuery({
    ...deadlineQuery(asked),
    enabled: asked.school !== '' && asked.from !== '',
  });
  const name = (id: string | undefined): string => staff.find((person) => person.id === id)?.name ?? '';
  const none = t('none');
  const row = (key: keyof typeof labels, step: Step, value: string): SummaryRow => ({
    key,
    label: labels[key],
    value: value === '' ? none : value,
    change: <Change step={step} what={labels[key]} />,
  });
  const labels = {
    learner: t('start.check.learner'),
    source: t('start.check.source'),
    requestedOn: t('start.check.requestedOn'),
    urgent: t('start.check.urgent'),
    topic: t('start.check.topic'),
    description: t('start.check.description'),
    discussedWith: t('start.check.discussedWith'),
    county: t('start.check.county'),
    school: t('start.check.school'),
  };
  const schoolValue =
    request?.source === 'learner' ? t('start.check.schoolSecret') : name(responsible?.school);
  return [
    row('learner', 'oppija', [learner?.name, learner?.class, learner?.schoolName].filter(Boolean).join(', ')),
    row('source', 'pyynto', request ? t(`codes.requestSource.${request.source}`) : ''),
    row('requestedOn', 'pyynto', request ? format.date(request.requestedOn) : ''),
    row('urgent', 'pyynto', t(request?.urgent ? 'yes' : 'no')),
    { key: 'due', label: t('start.check.dueOn'), value: deadline?.dueOn ? format.date(deadline.dueOn) : '' },
    row('topic', 'aihe', topic ? t(`codes.topic.${topic.topic}`) : ''),
    row('description', 'aihe', topic?.description ?? ''),
    row(
      'discussedWith',
      'keskusteltu',
      format.list(discussedWith.map((one) => t(`start.discussed.${one}`))) || t('start.discussed.nobody'),
    ),
    row('county', 'vastuu', name(responsible?.county)),
    row('school', 'vastuu', schoolValue),
  ];
}

/** 6: everything once more, then the act itself. */
export function CheckPage(): ReactElement {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { draft, clear } = useDraft();
  const rows = useRows(draft);
  const [attempt, setAttempt] = useState(0);
  const sending = useSendCommand<RaiseConcernInput>('/cases');
  const body = concernBody(draft);

  async function send(): Promise<void> {
    if (!body || sending.isPending) return;
    try {
      const outcome = await sending.mutateAsync(body);
      const done = outcome.kind === 'done' ? { asia: outcome.answer.ref } : { avain: outcome.key };
      await navigate({ to: '/aloita/$kohta', params: { kohta: 'valmis' }, search: done, replace: true });
      clear();
    } catch {
      setAttempt((count) => count + 1); // the summary says why, and everything stays
    }
  }
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    void send();
  }
  return (
    <div className="form">
      <TextLink to="/aloita/$kohta" params={{ kohta: 'vastuu' }} className="back-link">
        {t('act.back')}
      </TextLink>
      <ErrorSummary
        problems={sending.isError ? [{ text: problemText(t, sending.error) }] : []}
        attempt={attempt}
        title={t('notSaved')}
      />
      <PageHead
        title={t('start.check.title')}
        caption={t('forms.shared.question', { n: 6, total: 6 })}
        hasErrors={sending.isError}
      />
      <form noValidate onSubmit={onSubmit}>
        <SummaryList rows={rows} />
        <div className="btn-row">
          <Button type="submit" busy={sending.isPending}>
            {sending.isPending ? t('sending') : t('start.check.submit')}
          </Button>
        </div>
      </form>
    </div>
  );
}
