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

function KeptTile({ summary }: { summary: SupervisionSummary }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const discussion = summary.promises.filter((row) => row.kind === 'discussion');
  const kept = discussion.reduce((sum, row) => sum + row.kept, 0);
  // What is open and late has broken its promise as surely as what ended late.
  const all = discussion.reduce((sum, row) => sum + row.kept + row.broken + row.openLate, 0);
  const title = t('pages.supervision.kept');
  if (all === 0) {
    return (
      <Tile title={title} figure="–">
        <p className="quiet">{t('pages.supervision.keptNone')}</p>
      </Tile>
    );
  }
  return (
    <Tile title={title} figure={format.percent(kept, all)}>
      <p className="quiet">{t('pages.supervision.keptFraction', { kept, all })}</p>
      <Meter kept={kept} all={all} />
    </Tile>
  );
}

/** Counts with what they are counted of; each leads to the list behind it. */
export function Tiles({ summary }: { summary: SupervisionSummary }): ReactElement {
  const { t } = useTranslation();
  const { open, late, urgent, opened, closed } = summary.totals;
  return (
    <div className="tiles">
      <KeptTile summary={summary} />
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
