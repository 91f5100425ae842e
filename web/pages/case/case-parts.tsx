import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { isUnderWay } from '../../../domain/transfer-standing.js';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import { Card } from '../../components/card.js';
import { Notice } from '../../components/notice.js';
import { TextLink } from '../../components/text-link.js';
import { useFormat } from '../../language/use-format.js';
import { nameOf } from '../commands/use-case-people.js';

/* What the case page says of the parts that have a page of their own: a line or two, and the way there. */

/** A guardian whom the learner has forbidden: said in red before anything else, so that nobody tells by mistake. */
export function CaseProhibition({ view }: { view: CaseAnswer }): ReactElement | null {
  const { t } = useTranslation();
  const standing = (view.family?.prohibitions ?? []).filter((one) => one.liftedOn === null);
  if (standing.length === 0) return null;
  const names = [...new Set(standing.map((one) => nameOf(view, one.guardianId)))].filter(Boolean);
  return (
    <Notice tone="danger" title={t('family.warning')}>
      {names.length === 0 ? null : <p>{t('family.warningText', { names: names.join(', ') })}</p>}
      <p>
        <TextLink to="/asiat/$ref/perhe" params={{ ref: view.ref }}>
          {t('family.readMore')}
        </TextLink>
      </p>
    </Notice>
  );
}

/** How far the report is, in a line. Not drawn before there is something to write about. */
export function CaseReport({ view }: { view: CaseAnswer }): ReactElement | null {
  const { t } = useTranslation();
  const format = useFormat();
  const { report } = view;
  if (!report || (report.entries.length === 0 && report.missing.length === 0)) return null;
  const missing = report.missing.map((part) => t(`codes.reportPart.${part}`));
  return (
    <Card
      title={t('report.title')}
      foot={
        <TextLink to="/asiat/$ref/kertomus" params={{ ref: view.ref }}>
          {t('report.open')}
        </TextLink>
      }
    >
      <p>
        {report.entries.length === 0
          ? t('report.empty')
          : t('report.count', { count: report.entries.length })}
      </p>
      {missing.length === 0 ? null : <p>{t('report.missingShort', { what: format.list(missing) })}</p>}
    </Card>
  );
}

function usePlanLines(view: CaseAnswer): string[] {
  const { t } = useTranslation();
  const format = useFormat();
  const { plans } = view;
  if (!plans) return [];
  const turns = plans.turns.filter((turn) => turn.endedOn === null);
  const ahead = plans.returnSteps
    .filter((step) => step.doneOn === null)
    .toSorted((a, b) => a.on.localeCompare(b.on));
  const moving = plans.transfers.filter(isUnderWay);
  const done = plans.returnSteps.length - ahead.length;
  return [
    ...turns.map((turn) =>
      [t(`codes.turnKind.${turn.kind}`), t('plans.turnFrom', { from: format.date(turn.from) })].join(' · '),
    ),
    plans.returnSteps.length > 0 && t('plans.stepsDone', { done, all: plans.returnSteps.length }),
    ahead[0] && t('plans.nextStep', { date: format.date(ahead[0].on) }),
    ...moving.map((transfer) =>
      [
        t(`codes.transferKind.${transfer.kind}`),
        t('plans.movesOn', { date: format.date(transfer.movesOn) }),
      ].join(' · '),
    ),
  ].filter((line) => typeof line === 'string');
}

/** What of the plans is under way, in lines. Not drawn when nothing is. */
export function CasePlans({ view }: { view: CaseAnswer }): ReactElement | null {
  const { t } = useTranslation();
  const lines = usePlanLines(view);
  if (lines.length === 0) return null;
  return (
    <Card
      title={t('plans.title')}
      foot={
        <TextLink to="/asiat/$ref/suunnitelmat" params={{ ref: view.ref }}>
          {t('plans.open')}
        </TextLink>
      }
    >
      <ul className="rows">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Card>
  );
}
