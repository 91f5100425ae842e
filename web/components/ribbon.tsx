import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { DutyAnswer, TraceDayAnswer } from '../../api/contracts/duties.js';
import { useFormat } from '../language/use-format.js';
import { ribbonModel, type RibbonCell, type RibbonModel } from './ribbon-model.js';

interface RibbonProps {
  readonly trace: readonly TraceDayAnswer[];
  /** Institution days are square, weekdays round: two calendars never look alike. */
  readonly unit: DutyAnswer['unit'];
  readonly today: string;
}

/** More boxes than this say nothing at a glance: a bar then. */
const MOST_BOXES = 31;

function Cell({ cell }: { cell: RibbonCell }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  if (cell.kind !== 'day') {
    return (
      <li className={`ribbon-${cell.kind}`}>
        <span className="ribbon-box" />
        {cell.kind === 'break' ? t('ribbon.break', { count: cell.days }) : null}
      </li>
    );
  }
  const place = cell.start ? `start${cell.place === 'today' ? ' ribbon-now' : ''}` : cell.place;
  return (
    <li className={`ribbon-day ribbon-${place}${cell.due ? ' ribbon-due' : ''}`}>
      <span className="ribbon-box" />
      {Number(cell.date.slice(8))}
      <br />
      {format.weekday(cell.date)}
    </li>
  );
}

function useWords(model: RibbonModel): string {
  const { t } = useTranslation();
  const format = useFormat();
  const numbers = { n: model.come, total: model.total };
  const middle =
    model.come === 0 || model.come >= model.total
      ? t('ribbon.ahead', numbers)
      : t(model.todayCounts ? 'ribbon.today' : 'ribbon.todayUncounted', numbers);
  return [
    t('ribbon.start', { date: format.shortDate(model.startedOn) }),
    middle,
    t('ribbon.due', { date: format.date(model.dueOn) }),
  ].join(' ');
}

function Drawn({ model, unit }: { model: RibbonModel; unit: RibbonProps['unit'] }): ReactElement {
  const words = useWords(model);
  if (unit === 'day' || unit === 'month' || model.total > MOST_BOXES) {
    return <progress className="ribbon-bar" max={model.total} value={model.come} aria-label={words} />;
  }
  return (
    <>
      <p className="vh">{words}</p>
      <ol className={`ribbon ribbon-${unit}`} aria-hidden="true">
        {model.cells.map((cell) => (
          <Cell key={cell.kind === 'day' ? cell.date : cell.from} cell={cell} />
        ))}
      </ol>
    </>
  );
}

/** The legal clock as days that a person can check: one box per counted day, skipped days visible. */
export function Ribbon({ trace, unit, today }: RibbonProps): ReactElement | null {
  const model = ribbonModel(trace, today);
  return model ? <Drawn model={model} unit={unit} /> : null;
}
