import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../components/card.js';
import { consultationsQuery } from '../../http/slips.js';
import { ConsultationRow } from '../consultations/consultations-page.js';

/** What waits for the signed-in person outside any case: questions to answer; for a coordinator those that are late. */
export function SlipTasks(): ReactElement | null {
  const { t } = useTranslation();
  const { data = [] } = useQuery(consultationsQuery);
  const questions = data.filter((item) => item.mayAnswer && (item.relation === 'answerer' || item.late));
  if (questions.length === 0) return null;
  return (
    <Card title={`${t('slips.list.toAnswer')} (${questions.length})`}>
      <ul className="tasks">
        {questions.map((item) => (
          <ConsultationRow key={item.id} item={item} />
        ))}
      </ul>
    </Card>
  );
}
