import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { AnswerConsultationInput, ConsultationAnswer } from '../../../api/contracts/consultations.js';
import { Card } from '../../components/card.js';
import { LinkButton } from '../../components/link-button.js';
import { Notice } from '../../components/notice.js';
import { PageHead } from '../../components/page-head.js';
import { SummaryList } from '../../components/summary-list.js';
import { TextArea } from '../../components/text-area.js';
import { TextLink } from '../../components/text-link.js';
import { TEXT_MAX, words } from '../../forms/checks.js';
import { FormField } from '../../forms/form-field.js';
import { useCheckedForm } from '../../forms/use-checked-form.js';
import { meQuery } from '../../http/queries.js';
import { consultationQuery, useSendSlip } from '../../http/slips.js';
import { useFormat } from '../../language/use-format.js';
import { carryWords } from '../slips/carried-words.js';
import { SlipForm } from '../slips/slip-form.js';

const route = getRouteApi('/staff/neuvot/$id');

function Head({ item, hasErrors = false }: { item: ConsultationAnswer; hasErrors?: boolean }): ReactElement {
  const { t } = useTranslation();
  return (
    <PageHead
      title={t(`codes.topic.${item.topic}`)}
      caption={t('slips.one.caption')}
      tabTitle={t('slips.one.caption')}
      hasErrors={hasErrors}
    />
  );
}

function Facts({ item }: { item: ConsultationAnswer }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const row = (key: 'role' | 'school' | 'askedBy' | 'askedAt' | 'answerBy', value: string) => ({
    key,
    label: t(`slips.one.${key}`),
    value,
  });
  return (
    <SummaryList
      rows={[
        row('role', t(`codes.role.${item.role}`)),
        row('school', item.schoolName),
        ...(item.askedBy === undefined ? [] : [row('askedBy', item.askedBy)]),
        row('askedAt', format.moment(item.askedAt)),
        row('answerBy', format.date(item.answerBy)),
      ]}
    />
  );
}

function Question({ item }: { item: ConsultationAnswer }): ReactElement {
  const { t } = useTranslation();
  return (
    <Card title={t('slips.one.question')} visibleTo={t('slips.one.readers')}>
      {item.question === undefined ? (
        <p className="quiet">{t('slips.one.hidden')}</p>
      ) : (
        <p className="free-text">{item.question}</p>
      )}
    </Card>
  );
}

function Answer({ item }: { item: ConsultationAnswer }): ReactElement | null {
  const { t } = useTranslation();
  const format = useFormat();
  if (item.status !== 'settled' || item.answeredAt === null) return null;
  const by = [item.answeredBy, format.moment(item.answeredAt)].filter(Boolean).join(', ');
  return (
    <Card
      title={t('slips.one.answer')}
      foot={
        <p className="small quiet">
          {by}
          {item.keptUntil === null
            ? null
            : ` · ${t('slips.one.keptUntil', { date: format.date(item.keptUntil) })}`}
        </p>
      }
    >
      {item.answer === undefined ? (
        <p className="quiet">{t('slips.one.hidden')}</p>
      ) : (
        <p className="free-text">{item.answer}</p>
      )}
    </Card>
  );
}

const schema = z.object({ answer: words('answer') });

function AnswerForm({ item }: { item: ConsultationAnswer }): ReactElement {
  const { t } = useTranslation();
  const form = useCheckedForm(schema, { answer: '' });
  const sending = useSendSlip<AnswerConsultationInput, ConsultationAnswer>(
    `/consultations/${item.id}/answer`,
  );
  if (sending.data?.kind === 'pending') return <Notice live tone="ok" title={t('slips.pending')} />;
  return (
    <SlipForm
      form={form}
      sending={sending}
      body={(values) => values}
      submit={t('slips.one.send')}
      after={() => undefined}
      renderHead={(hasErrors) => (
        <div className="stack">
          <Head item={item} hasErrors={hasErrors} />
          <Facts item={item} />
          <Question item={item} />
        </div>
      )}
    >
      <FormField control={form.control} name="answer" field="answer">
        {(props) => <TextArea {...props} reader={t('slips.one.answerReader')} max={TEXT_MAX} />}
      </FormField>
    </SlipForm>
  );
}

/** One's own question becomes the first words of a new case; nothing ties the two together. */
function IntoCase({ item }: { item: ConsultationAnswer }): ReactElement | null {
  const { t } = useTranslation();
  const { data: me } = useSuspenseQuery(meQuery);
  const { topic, question } = item;
  if (item.relation !== 'asker' || question === undefined || !me?.can.raiseConcern) return null;
  return (
    <Card title={t('slips.one.openTitle')}>
      <p>{t('slips.one.openHint')}</p>
      <p className="card-foot">
        <LinkButton
          to="/aloita"
          kind="secondary"
          onClick={() => carryWords({ topic, description: question })}
        >
          {t('slips.one.open')}
        </LinkButton>
      </p>
    </Card>
  );
}

/** One consultation: to read, to answer, or to go on from. */
export function ConsultationPage(): ReactElement {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const { data: item } = useSuspenseQuery(consultationQuery(id));
  return (
    <div className="form">
      <TextLink to="/neuvot" className="back-link">
        {t('act.back')}
      </TextLink>
      {item.mayAnswer ? (
        <AnswerForm item={item} />
      ) : (
        <div className="stack">
          <Head item={item} />
          {item.status === 'open' ? (
            <Notice
              live
              tone="ok"
              title={t(item.relation === 'asker' ? 'slips.one.sent' : 'slips.state.open')}
            />
          ) : null}
          <Answer item={item} />
          <Question item={item} />
          <Facts item={item} />
          <IntoCase item={item} />
        </div>
      )}
    </div>
  );
}
