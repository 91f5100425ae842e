import { Fragment, type ReactElement, type ReactNode } from 'react';

export interface TimelineEntry {
  readonly key: string;
  readonly title: string;
  readonly body?: ReactNode;
  readonly by: string;
  readonly at: { readonly iso: string; readonly text: string };
  /** Made by the service, not by a person. */
  readonly system: boolean;
}

export interface TimelineDay {
  readonly key: string;
  readonly title: string;
  readonly entries: readonly TimelineEntry[];
}

function Entries({ entries }: { entries: readonly TimelineEntry[] }): ReactElement {
  return (
    <ol className="timeline">
      {entries.map((entry) => (
        <li key={entry.key} className={`timeline-entry${entry.system ? ' timeline-system' : ''}`}>
          <p className="timeline-title">{entry.title}</p>
          {entry.body === undefined ? null : <div className="timeline-body">{entry.body}</div>}
          <p className="timeline-by">
            <time dateTime={entry.at.iso}>{entry.at.text}</time>
            {entry.by === '' ? '' : ` · ${entry.by}`}
          </p>
        </li>
      ))}
    </ol>
  );
}

/** What happened, newest first, under the days it was recorded on. */
export function Timeline({ days }: { days: readonly TimelineDay[] }): ReactElement {
  return (
    <>
      {days.map((day) => (
        <Fragment key={day.key}>
          {day.title === '' ? null : <h3 className="timeline-day">{day.title}</h3>}
          <Entries entries={day.entries} />
        </Fragment>
      ))}
    </>
  );
}
