import type { ReactElement } from 'react';

export interface BarPart {
  readonly value: number;
  readonly tone: 'ok' | 'warn' | 'danger' | 'brand';
}

const FILLS = { ok: '#2a8a62', warn: '#c77700', danger: '#a3122a', brand: '#0b4f8a' } as const;
const WIDTH = 600;
const GAP = 3;
const ROOM = 40;

interface BarRowProps {
  readonly label: string;
  readonly parts: readonly BarPart[];
  /** The value that fills the whole width: the same for every row of a chart. */
  readonly most: number;
  readonly text: string;
}

/** One bar from zero: parts in an order that never changes, a gap between them, the number on each. */
export function BarRow({ label, parts, most, text }: BarRowProps): ReactElement {
  const unit = most === 0 ? 0 : (WIDTH - ROOM) / most;
  const shown = parts.filter((part) => part.value > 0);
  const startOf = (index: number): number =>
    shown.slice(0, index).reduce((sum, part) => sum + part.value * unit + GAP, 0);
  return (
    <li className="bar-row">
      <span>{label}</span>
      <svg className="bar" viewBox={`0 0 ${WIDTH} 26`} preserveAspectRatio="xMinYMid meet" role="img" aria-label={text}>
        {shown.map((part, index) => {
          const [x, width] = [startOf(index), Math.max(part.value * unit, 2)];
          const inside = width > 24;
          return (
            <g key={part.tone}>
              <rect x={x} y="1" width={width} height="24" fill={FILLS[part.tone]} />
              <text
                x={inside ? x + width / 2 : x + width + 4}
                y="18"
                fontSize="14"
                fontWeight="650"
                textAnchor={inside ? 'middle' : 'start'}
                fill={inside && part.tone !== 'warn' ? '#fff' : '#16202b'}
              >
                {part.value}
              </text>
            </g>
          );
        })}
        {shown.length === 0 ? (
          <text x="0" y="18" fontSize="14" fill="#16202b">
            0
          </text>
        ) : null}
      </svg>
    </li>
  );
}
