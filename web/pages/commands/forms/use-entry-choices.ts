import { useTranslation } from 'react-i18next';
import type { ReportEntryAnswer } from '../../../../api/contracts/annex.js';
import type { CaseAnswer } from '../../../../api/contracts/cases.js';
import type { Choice } from '../../../components/choice.js';
import { useFormat } from '../../../language/use-format.js';
import { nameOf } from '../use-case-people.js';

/** Entries of the report as choices, newest first: which part, when, by whom. */
export function useEntryChoices(view: CaseAnswer, among: (entry: ReportEntryAnswer) => boolean): Choice[] {
  const { t } = useTranslation();
  const format = useFormat();
  return (view.report?.entries ?? [])
    .filter(among)
    .toReversed()
    .map((entry) => ({
      value: entry.id,
      label: `${t(`codes.reportPart.${entry.part}`)}, ${format.date(entry.on)}`,
      hint: nameOf(view, entry.by.personId),
    }));
}
