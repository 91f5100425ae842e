import type pg from 'pg';
import { raiseAlarm } from '../../activities/alarm.js';
import type { Instant } from '../../domain/time/instant.js';
import { writeAnchor } from './write-anchor.js';

/** How often a worker looks whether the day has its anchor. */
const EVERY_MS = 60 * 60_000;

/** Sees to it that every day has its anchor. What fails is an alarm, and is tried again at the next look. */
export function keepAnchors(
  pool: pg.Pool,
  folder: string,
  now: () => Instant,
): { readonly stop: () => void; readonly looked: Promise<void> } {
  const look = async (): Promise<void> => {
    try {
      await writeAnchor(pool, folder, now());
    } catch {
      const alarm = { kind: 'anchor-failed', caseId: null, at: now(), detail: {} } as const;
      await raiseAlarm(pool, alarm).catch(() => undefined);
    }
  };
  const looked = look();
  const timer = setInterval(() => void look(), EVERY_MS);
  return { stop: () => clearInterval(timer), looked };
}
