import { ageOfMajority } from './family-facts.js';
import { familyChanged, type DirectoryOptions } from './family-changed.js';
import { todayInFinland } from '../rules/today.js';

/** Pause between two looks: a change of the directory reaches its cases within a minute. */
const EVERY_MS = 30_000;
/** Every so many looks all cases are compared, also when the directory seems the same: a case that was being raised
 *  while its facts changed is found then. */
const WHOLE_EVERY = 60;

export interface WatchOptions extends DirectoryOptions {
  /** Pause between two looks. Default 30 s. */
  readonly everyMs?: number;
  /** Told when a look failed as a whole; it is tried again. */
  readonly onFailure?: (failure: unknown) => void;
}

// Facts of every family in one value: while it stays the same, no case needs to be looked at.
const FINGERPRINT = `
  SELECT md5(string_agg(md5(l.person_id::text || family_facts(l.person_id, $1, $2)::text), '' ORDER BY l.person_id)) AS print
  FROM learner l WHERE EXISTS (
    SELECT FROM case_view v WHERE v.learner_id = l.person_id AND v.status IN ('open', 'aftercare'))`;

async function fingerprint({ pool, now }: DirectoryOptions): Promise<string> {
  const { rows } = await pool.query<{ print: string | null }>({
    name: 'family-fingerprint',
    text: FINGERPRINT,
    values: [todayInFinland(now()), ageOfMajority()],
  });
  return rows[0]?.print ?? '';
}

/** Watches the directory until stopped; `stop` waits for the look that is under way. */
export function watchDirectory(options: WatchOptions): { stop(): Promise<void> } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let seen: string | null = null;
  let looks = 0;
  let look: Promise<void> = Promise.resolve();
  const once = async () => {
    const print = await fingerprint(options);
    looks += 1;
    if (print === seen && looks % WHOLE_EVERY !== 0) return;
    await familyChanged(options);
    // What the engine has not decided yet is kept, and the sweeper's.
    seen = print;
  };
  const plan = () => {
    if (!stopped) timer = setTimeout(run, options.everyMs ?? EVERY_MS);
  };
  const run = () => {
    look = once()
      .catch((failure: unknown) => options.onFailure?.(failure))
      .finally(plan);
  };
  plan();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await look;
    },
  };
}
