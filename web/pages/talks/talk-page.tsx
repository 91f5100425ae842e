import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { TakeTalkInput, TalkAnswer } from '../../../api/contracts/talks.js';
import { TOPICS } from '../../../domain/commands.js';
import { TALK_DISMISSALS, type TalkDismissal } from '../../../domain/talk/talk.js';
import { Card } from '../../components/card.js';
import { Notice } from '../../components/notice.js';
import { PageHead } from '../../components/page-head.js';
import { Radios } from '../../components/radios.js';
import { SummaryList } from '../../components/summary-list.js';
import { TextLink } from '../../components/text-link.js';
import { oneOf, picked } from '../../forms/checks.js';
import { choicesOf } from '../../forms/enum-choices.js';
import { FormField } from '../../forms/form-field.js';
import { useCheckedForm } from '../../forms/use-checked-form.js';
import { forgetWhatChanged } from '../../http/use-send-command.js';
import { talkQuery, useSendSlip } from '../../http/slips.js';
import { useFormat } from '../../language/use-format.js';
import { SlipForm } from '../slips/slip-form.js';
import { LearnerField } from './learner-field.js';
import { PassedOn, PassOn } from './pass-on.js';

const route = getRouteApi('/staff/keskustelupyynnot/$id');
const YES_NO = ['no', 'yes'] as const;

function Head({ item, hasErrors = false }: { item: TalkAnswer; hasErrors?: boolean }): ReactElement {
  const { t } = useTranslation();
  return (
    <PageHead title={t('slips.talk.title')} caption={t('slips.talk.secret')} hasErrors={hasErrors}>
      {item.urgent ? <Notice tone="danger" title={t('slips.talk.urgent')} /> : null}
    </PageHead>
  );
}

/** Who asks, what they wrote, and by when a time is offered. */
function Request({ item }: { item: TalkAnswer }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const row = (key: 'name' | 'className' | 'school' | 'role' | 'requestedAt' | 'dueOn', value: string) => ({
    key,
    label: t(`slips.talk.${key}`),
    value: value === '' ? t('none') : value,
  });
  return (
    <Card title={t('slips.talk.request')} visibleTo={t('slips.talk.readers')}>
      <SummaryList
        rows={[
          ...(item.name === undefined
            ? []
            : [row('name', item.name), row('className', item.className ?? '')]),
          row('school', item.schoolName),
          row('role', t(`codes.role.${item.role}`)),
          row('requestedAt', format.moment(item.requestedAt)),
          row('dueOn', format.date(item.dueOn)),
          ...(item.passes ?? []).map(({ from, at }) => ({
            key: `passed ${at}`,
            label: t('slips.talk.passedFrom'),
            value: t('slips.talk.passedFromValue', { school: from, date: format.moment(at) }),
          })),
        ]}
      />
      {item.words === undefined ? (
        <p className="quiet">{t('slips.talk.hidden')}</p>
      ) : (
        <p className="free-text">{item.words === '' ? t('none') : item.words}</p>
      )}
    </Card>
  );
}

const takeSchema = z.object({
  learnerId: picked('talkLearner'),
  topic: oneOf(TOPICS, 'topic'),
  urgent: oneOf(YES_NO, 'urgent'),
});

/** Said instead of asked: the learner's own word opens the case, and only a professional takes it back, in the case. */
function OpensUrgent(): ReactElement {
  const { t } = useTranslation();
  return (
    <Notice title={t('slips.talk.opensUrgent')}>
      <p>{t('slips.talk.opensUrgentHint', { act: t('codes.command.correct-fact') })}</p>
    </Notice>
  );
}

function Take({ item }: { item: TalkAnswer }): ReactElement {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const form = useCheckedForm(takeSchema, { learnerId: '', topic: '', urgent: item.urgent ? 'yes' : 'no' });
  const sending = useSendSlip<TakeTalkInput, TalkAnswer>(`/talk-requests/${item.id}/take`);
  const { control } = form;
  if (sending.data?.kind === 'pending') return <Notice live tone="ok" title={t('slips.pending')} />;
  return (
    <SlipForm
      form={form}
      sending={sending}
      body={({ learnerId, topic, urgent }) => ({ learnerId, topic, urgent: urgent === 'yes' })}
      submit={t('slips.talk.take')}
      after={(outcome) => {
        void forgetWhatChanged(queryClient);
        const ref = outcome.kind === 'done' ? outcome.answer.caseRef : undefined;
        if (ref !== undefined) void navigate({ to: '/asiat/$ref', params: { ref } });
      }}
      renderHead={(hasErrors) => (
        <div className="stack">
          <Head item={item} hasErrors={hasErrors} />
          <Request item={item} />
          <h2>{t('slips.talk.takeTitle')}</h2>
          <p>{t('slips.talk.takeHint')}</p>
        </div>
      )}
    >
      <FormField control={control} name="learnerId" field="talkLearner">
        {(props) => <LearnerField {...props} />}
      </FormField>
      <FormField control={control} name="topic" field="topic">
        {(props) => <Radios {...props} choices={choicesOf(TOPICS, (v) => t(`codes.topic.${v}`))} />}
      </FormField>
      {item.urgent ? (
        <OpensUrgent />
      ) : (
        <FormField control={control} name="urgent" field="urgent">
          {(props) => <Radios {...props} choices={choicesOf(YES_NO, (v) => t(v))} />}
        </FormField>
      )}
    </SlipForm>
  );
}

const dismissSchema = z.object({ dismissReason: oneOf(TALK_DISMISSALS, 'dismissReason') });

/** For what was no request; folded away, because it is the exception. */
function Dismiss({ item }: { item: TalkAnswer }): ReactElement {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const form = useCheckedForm(dismissSchema, { dismissReason: '' });
  const sending = useSendSlip<{ reason: TalkDismissal }, TalkAnswer>(`/talk-requests/${item.id}/dismiss`);
  return (
    <details>
      <summary>{t('slips.talk.dismissTitle')}</summary>
      <SlipForm
        form={form}
        sending={sending}
        body={({ dismissReason }) => ({ reason: dismissReason })}
        submit={t('slips.talk.dismiss')}
        after={() => void navigate({ to: '/tehtavat' })}
        renderHead={() => null}
      >
        <FormField control={form.control} name="dismissReason" field="dismissReason">
          {(props) => (
            <Radios {...props} choices={choicesOf(TALK_DISMISSALS, (v) => t(`slips.talk.outcome.${v}`))} />
          )}
        </FormField>
      </SlipForm>
    </details>
  );
}

function Settled({ item }: { item: TalkAnswer }): ReactElement | null {
  const { t } = useTranslation();
  const format = useFormat();
  if (item.outcome === null) return null;
  return (
    <Notice tone="ok" live title={t(`slips.talk.outcome.${item.outcome}`)}>
      {item.caseRef === undefined ? null : (
        <p>
          <TextLink to="/asiat/$ref" params={{ ref: item.caseRef }}>
            {t('caseTitle', { ref: item.caseRef })}
          </TextLink>
        </p>
      )}
      {item.keptUntil === null ? null : (
        <p>{t('slips.one.keptUntil', { date: format.date(item.keptUntil) })}</p>
      )}
    </Notice>
  );
}

interface RequestPageProps {
  readonly id: string;
  readonly onPassed: (schoolName: string) => void;
}

function RequestPage({ id, onPassed }: RequestPageProps): ReactElement {
  const { data: item } = useSuspenseQuery(talkQuery(id));
  return item.maySettle ? (
    <>
      <Take item={item} />
      <PassOn item={item} onPassed={onPassed} />
      <Dismiss item={item} />
    </>
  ) : (
    <div className="stack">
      <Head item={item} />
      <Settled item={item} />
      <Request item={item} />
    </div>
  );
}

/** A learner's request to talk: take it up, pass it on, or say why it was none. */
export function TalkPage(): ReactElement {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const [passed, setPassed] = useState<{ readonly id: string; readonly school: string } | null>(null);
  return (
    <div className="form">
      <TextLink to="/tehtavat" className="back-link">
        {t('act.back')}
      </TextLink>
      {passed?.id === id ? (
        <PassedOn school={passed.school} />
      ) : (
        <RequestPage id={id} onPassed={(school) => setPassed({ id, school })} />
      )}
    </div>
  );
}
