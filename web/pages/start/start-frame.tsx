import { Outlet } from '@tanstack/react-router';
import { useEffect, useMemo, useState, type ReactElement } from 'react';
import { carryWords, wordsOnTheirWay } from '../slips/carried-words.js';
import { DraftContext, type Draft } from './draft.js';

/** Keeps the answers while one goes from page to page. */
export function StartFrame(): ReactElement {
  const [draft, setDraft] = useState<Draft>(() => {
    const words = wordsOnTheirWay();
    return words === null ? {} : { topic: words };
  });
  useEffect(() => carryWords(null), []);
  const hold = useMemo(
    () => ({
      draft,
      set: (part: Draft) => setDraft((before) => ({ ...before, ...part })),
      clear: () => setDraft({}),
    }),
    [draft],
  );
  return (
    <DraftContext value={hold}>
      <Outlet />
    </DraftContext>
  );
}
