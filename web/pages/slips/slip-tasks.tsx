import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../components/card.js';
import { consultationsQuery, talksQuery } from '../../http/slips.js';
import { ConsultationRow } from '../consultations/consultations-page.js';
import { TalkRow } from '../talks/talk-row.js';

/**
 * What waits for the signed-in person outside any case: learners who asked for a talk, questions to answer. Whoever
 * looks after others' sees requests that wait and questions that are late.
 */
export function SlipTasks(): ReactElement {
  const { t } = useTranslation();
  const { data: asked = [] } = useQuery(consultationsQuery);
  const { data: requested = [] } = useQuery(talksQuery);
  const questions = asked.filter((item) => item.mayAnswer && (item.relation === 'answerer' || item.late));
  const talks = requested.filter(
    (item) => item.status === 'open' && (item.relation !== 'supervisor' || item.late),
  );
  return (
    <>
      {talks.length === 0 ? null : (
        <Card title={`${t('slips.talk.list')} (${talks.length})`}>
          <ul className="tasks">
            {talks.map((item) => (
              <TalkRow key={item.id} item={item} />
            ))}
          </ul>
        </Card>
      )}
      {questions.length === 0 ? null : (
        <Card title={`${t('slips.list.toAnswer')} (${questions.length})`}>
          <ul className="tasks">
            {questions.map((item) => (
              <ConsultationRow key={item.id} item={item} />
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}
