import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { caseQuery } from './queries.js';
import { forgetWhatChanged } from './use-send-command.js';

/** After how long a stream that was refused is asked for again, in milliseconds. */
const AGAIN_MS = 60_000;

/** The number that an event of the stream carries; null when it carries none. */
function versionIn(data: unknown): number | null {
  if (typeof data !== 'string') return null;
  const said: unknown = JSON.parse(data);
  const version = typeof said === 'object' && said !== null && 'version' in said ? said.version : null;
  return typeof version === 'number' ? version : null;
}

/**
 * Keeps what is shown of a case up to date while somebody looks at it; answers when it last changed under their eyes
 * (epoch milliseconds), or null.
 *
 * 1. The stream says a version and nothing else; what changed is read as always. It ends when the viewer may no longer
 *    know, and what was shown is read again: it is there no more.
 * 2. Only the tab that is in sight listens: browsers let an origin have few connections, and every look is written down.
 * 3. Without a stream the page shows what it read.
 */
export function useLiveCase(ref: string): number | null {
  const queryClient = useQueryClient();
  const [changedAt, setChangedAt] = useState<number | null>(null);
  useEffect(() => {
    let source: EventSource | null = null;
    let later: ReturnType<typeof setTimeout> | undefined;
    const stop = () => {
      clearTimeout(later);
      source?.close();
      source = null;
    };
    const readAgain = () => {
      setChangedAt(Date.now());
      void forgetWhatChanged(queryClient);
    };
    const start = () => {
      if (document.visibilityState !== 'visible') return stop();
      if (source !== null) return;
      source = new EventSource(`/api/v1/cases/${encodeURIComponent(ref)}/live`);
      source.addEventListener('version', ({ data }: MessageEvent<unknown>) => {
        const shown = queryClient.getQueryData(caseQuery(ref).queryKey)?.version;
        const version = versionIn(data);
        if (version !== null && shown !== undefined && version > shown) readAgain();
      });
      source.addEventListener('ended', () => {
        stop();
        // Not only read again: what was read before must not stay while the answer is on its way.
        void queryClient.resetQueries({ queryKey: ['case'] });
        void forgetWhatChanged(queryClient);
      });
      // A connection that breaks comes back by itself; one that was refused does not: the case says why, or is as it was.
      source.addEventListener('error', () => {
        if (source?.readyState !== EventSource.CLOSED) return;
        stop();
        void queryClient.invalidateQueries({ queryKey: ['case'] });
        later = setTimeout(start, AGAIN_MS);
      });
    };
    start();
    document.addEventListener('visibilitychange', start);
    return () => {
      document.removeEventListener('visibilitychange', start);
      stop();
    };
  }, [queryClient, ref]);
  return changedAt;
}
