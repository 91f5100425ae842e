import type { ReactElement } from 'react';

/** Two side by side: the mark of Rinnalla. */
export function Mark(): ReactElement {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path
        d="M5 27V17a6.5 6.5 0 0 1 13 0v10"
        fill="none"
        stroke="#0b4f8a"
        strokeWidth="4"
        strokeLinecap="round"
      />
      <path
        d="M18 27v-6a5 5 0 0 1 10 0v6"
        fill="none"
        stroke="#2a8a62"
        strokeWidth="4"
        strokeLinecap="round"
      />
      <circle cx="11.5" cy="5" r="3" fill="#0b4f8a" />
      <circle cx="23" cy="10" r="2.6" fill="#2a8a62" />
    </svg>
  );
}
