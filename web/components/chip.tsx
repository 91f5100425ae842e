import type { ReactElement, ReactNode } from 'react';
import { Icon, type IconName } from './icon.js';

export type Tone = 'ok' | 'warn' | 'danger' | 'neutral' | 'pause' | 'brand';

const ICONS: Record<Tone, IconName | null> = {
  ok: 'check',
  warn: 'clock',
  danger: 'alert',
  neutral: null,
  pause: 'pause',
  brand: 'clock',
};

/** A state in a word, with an icon and a colour. */
export function Chip({
  tone,
  icon,
  children,
}: {
  tone: Tone;
  icon?: IconName;
  children: ReactNode;
}): ReactElement {
  const name = icon ?? ICONS[tone];
  return (
    <span className={`chip chip-${tone}`}>
      {name === null ? null : <Icon name={name} />}
      <span>{children}</span>
    </span>
  );
}
