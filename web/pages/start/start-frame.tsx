import { Outlet } from '@tanstack/react-router';
import { useMemo, useState, type ReactElement } from 'react';
import { DraftContext, type Draft } from './draft.js';

/** Keeps the answers while one goes from page to page. */
export function StartFrame(): ReactElement {
  const [draft, setDraft] = useState<Draft>({});
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
