import type { ReactElement } from 'react';

export interface BarPart {
  readonly value: number;
  readonly tone: 'ok' | 'warn' | 'danger' | 'brand';
}

const FILLS = { ok: '#2a8a62', warn: '#c77700', danger: '#a3122a', brand: '#0b4f8a' } as const;
/** Share of the width that the longest bar takes; the rest is room for a number beside it. */
const FULL = 92;
/** A narrower part has its number beside it. */
const NARROW = 6;

interface BarRowProps {
  readonly label: string;
  readonly parts: readonly BarPart[];
  /** The value that fills the whole width: the same for every row of a chart. */
  readonly most: number;
  readonly text: string;
}

function Part({ start, width, part }: { start: number; width: number; part: BarPart }): ReactElement {
  const inside = width >= NARROW;
  return (
    <>
      {/* The white edge keeps two colours apart that differ too little. */}
      <rect
        x={`${start}%`}
        y="1"
        width={`${width}%`}
        height="24"
        fill={FILLS[part.tone]}
        stroke="#fff"
        strokeWidth="3"
      />
      <text
        x={`${inside ? start + width / 2 : start + width + 1}%`}
        y="18"
        fontSize="14"
        fontWeight="650"
        textAnchor={inside ? 'middle' : 'start'}
        fill={inside && part.tone !== 'warn' ? '#fff' : '#16202b'}
      >
        {part.value}
      </text>
    </>
  );
}

/** One bar from zero: parts in an order that never changes, a gap between them, the number on each. */
export function BarRow({ label, parts, most, text }: BarRowProps): ReactElement {
  const unit = most === 0 ? 0 : FULL / most;
  const shown = parts.filter((part) => part.value > 0);
  const startOf = (index: number): number =>
    shown.slice(0, index).reduce((sum, part) => sum + part.value * unit, 0);
  return (
    <li className="bar-row">
      <span>{label}</span>
      <svg className="bar" role="img" aria-label={text}>
        {shown.map((part, index) => (
          <Part key={part.tone} part={part} start={startOf(index)} width={part.value * unit} />
        ))}
        {shown.length === 0 ? (
          <text x="0" y="18" fontSize="14" fill="#16202b">
            0
          </text>
        ) : null}
      </svg>
    </li>
  );
}
