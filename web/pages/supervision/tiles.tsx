import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SupervisionSummary } from '../../../api/contracts/supervision.js';
import { Card } from '../../components/card.js';
import { TextLink } from '../../components/text-link.js';
import { useFormat } from '../../language/use-format.js';

function Tile(props: { title: string; figure: string; late?: boolean; children: ReactNode }): ReactElement {
  return (
    <Card title={props.title}>
      <p className={`tile-figure${props.late ? ' tile-late' : ''}`}>{props.figure}</p>
      {props.children}
    </Card>
  );
}

/** The share that was kept on one axis from nothing to all. */
function Meter({ kept, all }: { kept: number; all: number }): ReactElement {
  return (
    <svg
      className="meter"
      viewBox="0 0 200 16"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <rect x="0" y="2" width="200" height="12" fill="#e9edf1" />
      <rect x="0" y="2" width={(200 * kept) / all} height="12" fill="#2a8a62" />
      <rect x="197" y="0" width="3" height="16" fill="#16202b" />
    </svg>
  );
}

interface Share {
  readonly part: number;
  readonly all: number;
}

function ShareLine({ label, part, all }: Share & { label: string }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className="share">
      <p>
        <strong className="share-figure">{all === 0 ? '–' : format.percent(part, all)}</strong> {label}
      </p>
      <p className="quiet small">{all === 0 ? t('figures.noneYet') : t('figures.of', { part, all })}</p>
      {all === 0 ? null : <Meter kept={part} all={all} />}
    </div>
  );
}

/** Of what should have been offered and held by now, what was, in time. */
function sharesOf({
  promises,
  discussions,
  requests,
}: SupervisionSummary): Record<'offered' | 'held', Share> {
  const { held, heldRecordedLate, waiting, declined, ended } = discussions;
  // A learner whose request nobody has taken up waits as well.
  const unanswered = requests?.waiting.late ?? 0;
  const offered = promises
    .filter((row) => row.kind === 'discussion')
    .reduce(
      // What is open and late, or ended late, has broken its promise as surely as what was offered late.
      ({ part, all }, row) => ({
        part: part + row.kept,
        all: all + row.kept + row.keptRecordedLate + row.broken + row.openLate + row.endedLate,
      }),
      { part: 0, all: declined.late + unanswered },
    );
  const notHeld = waiting.late + declined.late + ended.late + unanswered;
  return { offered, held: { part: held.inTime, all: held.inTime + held.late + heldRecordedLate + notHeld } };
}

/** Offered in time and held in time, always side by side: neither figure says enough alone. */
function InTimeTile({ summary }: { summary: SupervisionSummary }): ReactElement {
  const { t } = useTranslation();
  const { offered, held } = sharesOf(summary);
  const count = summary.discussions.voided.late;
  return (
    <Card title={t('figures.both')}>
      <ShareLine label={t('figures.offeredShare')} {...offered} />
      <ShareLine label={t('figures.heldShare')} {...held} />
      {count === 0 ? null : <p className="quiet small">{t('figures.voidedApart', { count })}</p>}
    </Card>
  );
}

/** Counts with what they are counted of; each leads to the list behind it. */
export function Tiles({ summary }: { summary: SupervisionSummary }): ReactElement {
  const { t } = useTranslation();
  const { open, late, urgent, opened, closed } = summary.totals;
  return (
    <div className="tiles">
      <InTimeTile summary={summary} />
      <Tile title={t('pages.supervision.lateNow')} figure={String(late)} late={late > 0}>
        <p className="quiet">{t('pages.supervision.lateNowText', { open })}</p>
        {late > 0 ? (
          <TextLink to="/asiat" search={{ myohassa: true }}>
            {t('pages.supervision.lateMore')}
          </TextLink>
        ) : null}
      </Tile>
      <Tile title={t('pages.supervision.urgent')} figure={String(urgent)}>
        <p className="quiet">{t('pages.supervision.urgentText', { open })}</p>
      </Tile>
      <Tile title={t('pages.supervision.opened')} figure={String(opened)}>
        <p className="quiet">{t('pages.supervision.closedText', { closed })}</p>
      </Tile>
    </div>
  );
}
