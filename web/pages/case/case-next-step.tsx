import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer, NextStepAnswer } from '../../../api/contracts/cases.js';
import { LinkButton } from '../../components/link-button.js';
import { NextStepCard } from '../../components/next-step-card.js';
import { Notice } from '../../components/notice.js';
import { TextLink } from '../../components/text-link.js';
import { basisText } from '../../language/basis-text.js';
import { nextStepBody, nextStepTitle } from '../../language/next-step-text.js';
import { useFormat } from '../../language/use-format.js';
import { nameOf } from '../commands/use-case-people.js';

function isAllowed(view: CaseAnswer, type: NextStepAnswer['command']): type is NonNullable<typeof type> {
  return type !== null && view.commands.some((choice) => choice.type === type && choice.allowed);
}

function Acts({ view, step }: { view: CaseAnswer; step: NextStepAnswer }): ReactElement | undefined {
  const { t } = useTranslation();
  const about = view.duties?.find((duty) => duty.id === step.dutyId)?.about;
  const search = about ? { kohde: about.id } : {};
  const to = (komento: string) =>
    ({ to: '/asiat/$ref/$komento', params: { ref: view.ref, komento } }) as const;
  const [main, other] = [step.command, step.alternative];
  if (!isAllowed(view, main) && !isAllowed(view, other)) return undefined;
  return (
    <>
      {isAllowed(view, main) ? (
        <LinkButton {...to(main)} search={search} kind="inverse">
          {t(`codes.command.${main}`)}
        </LinkButton>
      ) : null}
      {isAllowed(view, other) ? <TextLink {...to(other)}>{t(`codes.command.${other}`)}</TextLink> : null}
    </>
  );
}

function DueLine({ view, step }: { view: CaseAnswer; step: NextStepAnswer }): ReactElement | null {
  const { t } = useTranslation();
  const format = useFormat();
  const duty = view.duties?.find((one) => one.id === step.dutyId);
  if (step.dueOn === null) return null;
  // What the other side owes has a day to ask on, not one to be late from.
  if (duty?.expected) {
    const passed = step.dueOn < view.today;
    return <p>{t(passed ? 'marks.expectedWas' : 'marks.expectedOn', { date: format.date(step.dueOn) })}</p>;
  }
  const left = duty?.remaining ?? null;
  const days = duty && left !== null ? t(`unit.${duty.unit}`, { count: Math.abs(left) }) : '';
  const words =
    left === null ? '' : left < 0 ? t('remaining.late', { days }) : left === 0 ? t('remaining.today') : days;
  return (
    <p>
      <strong>{t('due', { date: format.date(step.dueOn) })}</strong>
      {words === '' ? '' : ` · ${words}`}
    </p>
  );
}

/** What to do now: one sentence, one button, a date and why. */
export function CaseNextStep({ view }: { view: CaseAnswer }): ReactElement {
  const { t } = useTranslation();
  const step = view.nextStep;
  if (!step) return <Notice title={t('pages.case.nothing')} />;
  const duty = view.duties?.find((one) => one.id === step.dutyId);
  const owner = duty ? nameOf(view, duty.ownerId) : '';
  const why =
    step.why === null
      ? undefined
      : t('pages.case.whyText', {
          rule: t(`codes.ruleSays.${step.why}`),
          basis: duty ? basisText(t, duty) : (step.basis ?? ''),
        });
  return (
    <NextStepCard
      label={t('pages.case.nextStep')}
      title={nextStepTitle(t, step)}
      acts={<Acts view={view} step={step} />}
      {...(why === undefined ? {} : { why: { label: t('pages.case.why'), text: why } })}
    >
      <p>{nextStepBody(t, step)}</p>
      <DueLine view={view} step={step} />
      {owner === '' ? null : <p>{t('pages.case.notYours', { name: owner })}</p>}
    </NextStepCard>
  );
}
