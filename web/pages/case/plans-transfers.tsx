import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlansAnswer } from '../../../api/contracts/annex.js';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import { Card } from '../../components/card.js';
import { Chip } from '../../components/chip.js';
import { useFormat } from '../../language/use-format.js';
import { CommandLink } from './command-link.js';

type Transfer = PlansAnswer['transfers'][number];

interface PackageProps {
  readonly title: string;
  readonly hint: string;
  readonly sentOn: string | null;
  readonly children?: ReactNode;
}

function Package({ title, hint, sentOn, children }: PackageProps): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <li className="row-line">
      <div>
        <p>{title}</p>
        <p className="small quiet">{hint}</p>
        {children}
      </div>
      {sentOn === null ? (
        <Chip tone="neutral">{t('plans.notSent')}</Chip>
      ) : (
        <Chip tone="ok">{t('plans.sent', { date: format.shortDate(sentOn) })}</Chip>
      )}
    </li>
  );
}

function WelfareConsent({ transfer }: { transfer: Transfer }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  if (transfer.consent === null) return <p className="small">{t('plans.noConsent')}</p>;
  const items = transfer.items.map((item) => t(`codes.consentItem.${item}`));
  return (
    <>
      <p className="small">{t('plans.consent', { answer: t(`codes.consent.${transfer.consent}`) })}</p>
      {items.length === 0 ? null : <p className="small">{t('plans.items', { items: format.list(items) })}</p>}
    </>
  );
}

function Standing({ view, transfer }: { view: CaseAnswer; transfer: Transfer }): ReactElement | null {
  const { t } = useTranslation();
  const format = useFormat();
  if (transfer.acceptedOn !== null) {
    return (
      <p className="card-foot">
        <Chip tone="ok">{t('plans.accepted', { date: format.shortDate(transfer.acceptedOn) })}</Chip>
      </p>
    );
  }
  if (transfer.cancelledOn !== undefined) {
    return (
      <p className="card-foot">
        <Chip tone="neutral">{t('plans.cancelled', { date: format.shortDate(transfer.cancelledOn) })}</Chip>
      </p>
    );
  }
  return (
    <div className="card-foot stack-tight no-print">
      <p className="small">{t('plans.waiting')}</p>
      <p className="facts">
        {transfer.welfareSentOn === null ? (
          <CommandLink view={view} type="record-transfer-consent" target={transfer.id} />
        ) : null}
        <CommandLink view={view} type="send-package" target={transfer.id} />
        {transfer.welfareSentOn === null ? null : (
          <CommandLink view={view} type="confirm-transfer" target={transfer.id} />
        )}
        <CommandLink view={view} type="cancel-transfer" target={transfer.id} />
      </p>
    </div>
  );
}

/** Transitions with their two packages: what teaching needs goes by law, the rest by consent. */
export function Transfers({
  view,
  transfers,
}: {
  view: CaseAnswer;
  transfers: readonly Transfer[];
}): ReactElement | null {
  const { t } = useTranslation();
  const format = useFormat();
  if (transfers.length === 0) return null;
  return (
    <Card title={t('plans.transfers')}>
      {transfers.map((transfer) => (
        <section key={transfer.id} className="part" aria-label={t(`codes.transferKind.${transfer.kind}`)}>
          <h3>{t(`codes.transferKind.${transfer.kind}`)}</h3>
          <p className="small quiet">
            {[t('plans.movesOn', { date: format.date(transfer.movesOn) }), transfer.toUnitName]
              .filter(Boolean)
              .join(' · ')}
          </p>
          <ul className="rows card-foot">
            <Package
              title={t('codes.transferPackage.teaching')}
              hint={t('plans.teachingHint')}
              sentOn={transfer.teachingSentOn}
            />
            <Package
              title={t('codes.transferPackage.welfare')}
              hint={t('plans.welfareHint')}
              sentOn={transfer.welfareSentOn}
            >
              <WelfareConsent transfer={transfer} />
            </Package>
          </ul>
          <Standing view={view} transfer={transfer} />
        </section>
      ))}
    </Card>
  );
}
