import type { ReactElement } from 'react';

const SHAPES = {
  alert: 'M12 3 2.5 20h19L12 3Z M12 10v4 M12 17v.01',
  calendar: 'M4 6h16v14H4Z M4 10h16 M8 3v4 M16 3v4',
  check: 'M5 12.5 10 17 19 7',
  chevronDown: 'm6 9 6 6 6-6',
  chevronLeft: 'm15 6-6 6 6 6',
  chevronRight: 'm9 6 6 6-6 6',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z M12 7v5l3.5 2',
  cross: 'm6 6 12 12 M18 6 6 18',
  dash: 'M6 12h12',
  eye: 'M2.5 12s3.5-6.5 9.5-6.5 9.5 6.5 9.5 6.5-3.5 6.5-9.5 6.5S2.5 12 2.5 12Z M12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Z',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z M12 11v6 M12 7v.01',
  lock: 'M6 11h12v9H6Z M8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  pause: 'M9 6v12 M15 6v12',
} as const;

export type IconName = keyof typeof SHAPES;

/** A picture beside a word, never instead of one. */
export function Icon({ name }: { name: IconName }): ReactElement {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={SHAPES[name]} />
    </svg>
  );
}
