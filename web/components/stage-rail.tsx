import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from './icon.js';

export interface RailStop {
  readonly key: string;
  readonly name: string;
  readonly state: 'done' | 'current' | 'later' | 'skipped';
  /** Who and when, or what it waits for. */
  readonly notes: readonly string[];
}

/** The road of a case. Every stop says its state in words, not by colour alone. */
export function StageRail({ stops }: { stops: readonly RailStop[] }): ReactElement {
  const { t } = useTranslation();
  return (
    <ol className="rail">
      {stops.map((stop, index) => (
        <li
          key={stop.key}
          className={`rail-stop rail-${stop.state}`}
          aria-current={stop.state === 'current' ? 'step' : undefined}
        >
          <span className="rail-mark" aria-hidden="true">
            {stop.state === 'done' ? (
              <Icon name="check" />
            ) : stop.state === 'skipped' ? (
              <Icon name="dash" />
            ) : (
              index + 1
            )}
          </span>
          <div className="rail-text">
            <p className="rail-name">{stop.name}</p>
            <p className="rail-note">{t(`codes.stageState.${stop.state}`)}</p>
            {stop.notes.map((note) => (
              <p className="rail-note" key={note}>
                {note}
              </p>
            ))}
          </div>
        </li>
      ))}
    </ol>
  );
}
