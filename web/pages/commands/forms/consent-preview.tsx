import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../../api/contracts/cases.js';
import { Notice } from '../../../components/notice.js';
import { consentPreviewOf, type PreviewWish } from '../../../http/consent-links.js';
import { problemText } from '../../../language/problem-text.js';
import { nameOf } from '../use-case-people.js';

interface PreviewProps {
  readonly view: CaseAnswer;
  readonly wish: PreviewWish;
}

/** What goes out to one person before it does: the message, and the page as the receiver will see it. */
export function ConsentPreview({ view, wish }: PreviewProps): ReactElement | null {
  const { t } = useTranslation();
  const { data, error } = useQuery(consentPreviewOf(view.id, wish));
  const title = t('consents.previewOf', { name: nameOf(view, wish.personId) });
  if (error !== null)
    return (
      <Notice tone="warn" title={title}>
        {problemText(t, error)}
      </Notice>
    );
  if (data === undefined) return null;
  return (
    <Notice title={title}>
      <p className="small quiet">{data.page === undefined ? t('consents.copy') : t('consents.message')}</p>
      {data.subject === '' ? null : <p>{data.subject}</p>}
      {data.text.split('\n\n').map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      {data.page === undefined ? null : (
        <p>
          <a href={data.page} target="_blank" rel="noreferrer">
            {t('consents.preview')}
          </a>
        </p>
      )}
    </Notice>
  );
}
