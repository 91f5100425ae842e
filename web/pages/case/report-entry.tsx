import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportEntryAnswer } from '../../../api/contracts/annex.js';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import { useFormat } from '../../language/use-format.js';
import { nameOf } from '../commands/use-case-people.js';
import { authorWords } from './author-words.js';
import { CommandLink } from './command-link.js';

interface ReportEntryProps {
  readonly view: CaseAnswer;
  readonly entry: ReportEntryAnswer;
  readonly entries: readonly ReportEntryAnswer[];
}

function anchorOf(id: string): string {
  return `merkinta-${id}`;
}

/** A correction leads to what it corrects, and the other way round: both stay in sight. */
function Corrections({ entry, entries }: Omit<ReportEntryProps, 'view'>): ReactElement | null {
  const { t } = useTranslation();
  const format = useFormat();
  const original = entries.find((one) => one.id === entry.corrects);
  const correction = entries.find((one) => one.corrects === entry.id);
  return (
    <>
      {original ? (
        <p className="small">
          <a href={`#${anchorOf(original.id)}`}>
            {t('report.correctionOf', { date: format.date(original.on) })}
          </a>
        </p>
      ) : null}
      {correction ? (
        <p className="small">
          <a href={`#${anchorOf(correction.id)}`}>
            {t('report.corrected', { date: format.date(correction.on) })}
          </a>
        </p>
      ) : null}
    </>
  );
}

function Words({ entry }: Pick<ReportEntryProps, 'entry'>): ReactElement {
  const { t } = useTranslation();
  if (entry.reference !== null) return <p>{t('report.reference', { reference: entry.reference })}</p>;
  if (entry.text === undefined) return <p className="quiet">{t('report.hidden')}</p>;
  return <p className="own-words">{entry.text}</p>;
}

function Published({ view, entry }: Omit<ReportEntryProps, 'entries'>): ReactElement {
  const { t } = useTranslation();
  const names = entry.publishedTo.map((id) => nameOf(view, id)).filter(Boolean);
  return (
    <p className="small quiet">
      {names.length === 0 ? t('report.notPublished') : t('report.publishedTo', { names: names.join(', ') })}
    </p>
  );
}

/** One entry: which part, when, by whom and in what position, the words, and for whom it was published. */
export function ReportEntry({ view, entry, entries }: ReportEntryProps): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const meeting = view.meetings?.find((one) => one.id === entry.meetingId);
  const date = format.date(entry.on);
  const facts = [
    authorWords(t, view, entry.by),
    meeting &&
      t('report.ofMeeting', {
        kind: t(`codes.meetingKind.${meeting.kind}`),
        date: format.shortDate(meeting.on),
      }),
  ];
  const correctable = entry.reference === null && !entries.some((one) => one.corrects === entry.id);
  return (
    <li id={anchorOf(entry.id)} className="entry">
      <h3>{t(`codes.reportPart.${entry.part}`)}</h3>
      <p className="small quiet">
        <time dateTime={entry.on}>{date}</time> · {facts.filter(Boolean).join(' · ')}
      </p>
      <Corrections entry={entry} entries={entries} />
      <Words entry={entry} />
      <Published view={view} entry={entry} />
      <p className="facts no-print">
        {correctable ? (
          <CommandLink
            view={view}
            type="correct-entry"
            target={entry.id}
            label={t('report.correct')}
            about={t('report.correctWhat', { date })}
          />
        ) : null}
        <CommandLink
          view={view}
          type="publish-entries"
          target={entry.id}
          label={t('report.publish')}
          about={t('report.publishWhat', { date })}
        />
      </p>
    </li>
  );
}
