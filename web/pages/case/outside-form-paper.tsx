import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutsidePaper } from '../../../api/contracts/forms.js';
import { USUAL_PARTS } from '../../../domain/outside-details.js';
import { Notice } from '../../components/notice.js';
import { SummaryList, type SummaryRow } from '../../components/summary-list.js';
import { isolated } from '../../language/isolated.js';
import { useFormat } from '../../language/use-format.js';
import { usualCode } from './usual-words.js';

/** Rows that have something to say. */
function filled(rows: readonly (Omit<SummaryRow, 'value'> & { value: ReactNode })[]): SummaryRow[] {
  return rows.filter((row) => row.value !== '' && row.value !== null && row.value !== undefined);
}

function lines(...parts: readonly (string | null | undefined | false)[]): string {
  return parts.filter((part) => typeof part === 'string' && part !== '').join('\n');
}

function useHead(form: OutsidePaper): SummaryRow[] {
  const { t } = useTranslation();
  const format = useFormat();
  const { addressee, reporter } = form;
  // The county's route is how to find the way; whom the act addressed stands before it.
  const to = lines(
    addressee.route === 'county' && form.recorded.addressee !== addressee.name && form.recorded.addressee,
    addressee.name,
    addressee.address,
    addressee.phone,
    addressee.sample && t('outside.sampleAddress'),
    addressee.route === 'county' && t('outside.countyRoute'),
  );
  const late = lines(`${addressee.outOfHours.name}, ${addressee.outOfHours.phone}`, addressee.emergency);
  return filled([
    { key: 'ref', label: t('pages.act.ref'), value: form.ref },
    { key: 'addressee', label: t('pages.act.addressee'), value: to },
    { key: 'late', label: t('outside.outOfHours'), value: late },
    {
      key: 'by',
      label: t('pages.act.by'),
      value: lines(
        `${reporter.name}, ${t(`codes.role.${reporter.role}`)}`,
        reporter.employer,
        reporter.phone,
      ),
    },
    { key: 'on', label: t('pages.act.on'), value: format.date(form.on) },
    { key: 'channel', label: t('pages.act.channel'), value: t(`codes.channel.${form.recorded.channel}`) },
  ]);
}

function useChild(form: OutsidePaper): SummaryRow[] {
  const { t } = useTranslation();
  const format = useFormat();
  const { child } = form;
  const guardians = form.guardians.map((one) =>
    [
      isolated(one.name),
      t(`family.position.${one.position}`),
      one.addressProtected ? t('family.protectedShort') : one.phone,
    ]
      .filter(Boolean)
      .join(', '),
  );
  return filled([
    {
      key: 'learner',
      label: t('pages.act.learner'),
      value: lines(
        isolated(child.name),
        child.birthDate && t('outside.born', { date: format.date(child.birthDate) }),
        child.addressProtected && t('family.protectedShort'),
      ),
    },
    { key: 'school', label: t('pages.act.school'), value: lines(child.schoolName, child.class) },
    { key: 'municipality', label: t('outside.municipality'), value: form.municipality },
    { key: 'guardians', label: t('family.guardians'), value: guardians.join('\n') },
  ]);
}

/** What such a form usually asks: what nobody said stands there as not said. */
function useUsual(form: OutsidePaper): SummaryRow[] {
  const { t } = useTranslation();
  const { siblings, household, whereabouts } = form;
  const said = { siblings, household, whereabouts, ...usualCode(t, form) };
  return filled(
    USUAL_PARTS.map((part) => ({
      key: part,
      label: t(`outside.usual.${part}`),
      value: form.unsaid.includes(part) ? t('outside.notSaid') : said[part],
    })),
  );
}

function useContents(form: OutsidePaper): SummaryRow[] {
  const { t } = useTranslation();
  const format = useFormat();
  return filled([
    { key: 'reason', label: t('pages.act.reason'), value: form.reason },
    {
      key: 'jointly',
      label: t('pages.act.jointly'),
      value: form.jointly && t(`codes.jointly.${form.jointly}`),
    },
    {
      key: 'withoutConsent',
      label: t('pages.act.withoutConsent'),
      value: form.withoutConsentGround && t(`codes.withoutConsentGround.${form.withoutConsentGround}`),
    },
    { key: 'hopedSupport', label: t('pages.act.hopedSupport'), value: form.hopedSupport },
    { key: 'told', label: t('pages.act.told'), value: form.told && t(`codes.toldOfReport.${form.told}`) },
    {
      key: 'suspicion',
      label: t('outside.suspicion'),
      value: form.suspicion && t(`codes.crimeSuspicion.${form.suspicion}`),
    },
    { key: 'surveys', label: t('outside.surveys'), value: form.surveys.join('\n\n') },
    { key: 'measuresTried', label: t('pages.act.measuresTried'), value: form.measuresTried },
    { key: 'homeCooperation', label: t('pages.act.homeCooperation'), value: form.homeCooperation },
    {
      key: 'responsible',
      label: t('outside.responsible'),
      value: form.responsible && lines(form.responsible.name, form.responsible.phone),
    },
    {
      key: 'followUpOn',
      label: t('pages.act.followUpOn'),
      value: form.followUpOn && format.date(form.followUpOn),
    },
  ]);
}

/** What belongs on the paper and is not recorded yet: asked for before it is printed, never waited for. */
export function OutsideFormLacking({ form }: { form: OutsidePaper }): ReactElement | null {
  const { t } = useTranslation();
  if (form.missing.length === 0) return null;
  return (
    <div className="card-foot no-print">
      <Notice title={t('outside.lacking')}>
        <ul className="bullets">
          {form.missing.map((part) => (
            <li key={part}>{part === 'surveys' ? t('outside.surveys') : t(`pages.act.${part}`)}</li>
          ))}
        </ul>
      </Notice>
    </div>
  );
}

/** What stands on the paper: to whom, by whom, of whom and why; `children` stand before that, under the secrecy. */
export function OutsideFormPaper({
  form,
  children,
}: {
  form: OutsidePaper;
  children?: ReactNode;
}): ReactElement {
  const { t } = useTranslation();
  const head = useHead(form);
  const child = useChild(form);
  const usual = useUsual(form);
  const contents = useContents(form);
  return (
    <>
      <p className="notice-title">{t('pages.act.secretBasis')}</p>
      <p className="small quiet">{form.basis}</p>
      {children}
      <div className="card-foot paper">
        <SummaryList rows={head} />
        <SummaryList rows={child} />
        {usual.length === 0 ? null : <SummaryList rows={usual} />}
        <SummaryList rows={contents} />
      </div>
      <p className="print-only print-foot">{t('pages.act.secret')}</p>
    </>
  );
}
