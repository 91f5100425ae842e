import { ageOfMajority } from './family-facts.js';
import { directoryChanged, type DirectoryOptions } from './directory-changed.js';
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

// Facts of every family, school and class in one value, and all posts in another: while both stay the same, no case
// needs to be looked at. Of a post counts where it is held and whether today lies before, within or after it.
const FINGERPRINT = `
  SELECT concat(
    (SELECT md5(string_agg(md5(concat(l.person_id, family_facts(l.person_id, $1, $2), l.unit_id, l.class,
                                      l.enrolled_until, p.language, l.changed_at, p.changed_at, (
                SELECT string_agg(w.language, '' ORDER BY w.id)
                FROM guardianship g JOIN person w ON w.id = g.guardian_id WHERE g.learner_id = l.person_id))),
              '' ORDER BY l.person_id))
     FROM learner l JOIN person p ON p.id = l.person_id WHERE EXISTS (
       SELECT FROM case_view v WHERE v.learner_id = l.person_id AND v.status IN ('open', 'aftercare'))),
    (SELECT md5(string_agg(md5(concat(person_id, side, unit_id, controller_id, valid_from <= $1, valid_to < $1)),
              '' ORDER BY person_id, side, unit_id, controller_id, valid_from, valid_to))
     FROM staff_role)) AS print`;

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
    await directoryChanged(options);
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
