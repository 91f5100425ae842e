import type pg from 'pg';
import type { Side } from '../../domain/people.js';
import type { RungHolder } from '../../domain/rules.js';
import type { CivilDate } from '../../domain/time/civil-date.js';
import type { ExtraReminders } from '../../domain/what-if.js';
import type { WhatIfAnswer } from '../contracts/bulk.js';

type Workers = WhatIfAnswer['reminders']['workers'];

/** A post at a school: whoever holds it is reminded. */
interface Post {
  readonly to: Exclude<RungHolder, 'owner'>;
  readonly side: Side;
  readonly schoolId: string;
  count: number;
}

/** Sums of a part, by receiver, in the order in which they were met. Plain data. */
export interface SumsByReceiver {
  readonly owners: readonly (readonly [string, { readonly side: Side; readonly count: number }])[];
  readonly posts: readonly (readonly [string, Readonly<Post>])[];
}

/** Workers named at the most. */
const MOST = 200;

/** Adds up extra reminders by receiver: the owner of a promise, or whoever holds the post above. */
export class ReminderSums {
  private readonly sides: readonly string[];
  private readonly owners = new Map<string, { side: Side; count: number }>();
  private readonly posts = new Map<string, Post>();

  constructor(sides: readonly string[]) {
    this.sides = sides;
  }

  add(schoolId: string, extra: readonly ExtraReminders[]): void {
    for (const { ownerId, to, side, count } of extra) {
      if (!this.sides.includes(side)) continue;
      if (to === 'owner') {
        const key = ownerId ?? '';
        const sum = this.owners.get(key) ?? { side, count: 0 };
        sum.count += count;
        this.owners.set(key, sum);
      } else {
        const key = `${to} ${side} ${schoolId}`;
        const sum = this.posts.get(key) ?? { to, side, schoolId, count: 0 };
        sum.count += count;
        this.posts.set(key, sum);
      }
    }
  }

  /** Adds the sums of a part that was looked at elsewhere. Whoever was met first keeps the side they were met on. */
  take({ owners, posts }: SumsByReceiver): void {
    for (const [key, { side, count }] of owners) {
      this.owners.set(key, {
        side: this.owners.get(key)?.side ?? side,
        count: (this.owners.get(key)?.count ?? 0) + count,
      });
    }
    for (const [key, post] of posts) {
      this.posts.set(key, { ...post, count: (this.posts.get(key)?.count ?? 0) + post.count });
    }
  }

  data(): SumsByReceiver {
    return { owners: [...this.owners], posts: [...this.posts] };
  }

  /** By worker, the most first; a post that nobody holds has no name. */
  async byWorker(
    pool: pg.Pool,
    on: CivilDate,
  ): Promise<{ readonly extra: number; readonly workers: Workers }> {
    const rows = [
      ...[...this.owners].map(([person, { side, count }]) => ({
        person,
        to: null,
        side,
        school: null,
        count,
      })),
      ...[...this.posts.values()].map(({ to, side, schoolId, count }) => ({
        ...{ person: null, to, side, school: schoolId, count },
      })),
    ].filter((row) => row.count !== 0);
    const extra = rows.reduce((sum, row) => sum + row.count, 0);
    const { rows: workers } = await pool.query<Workers[number]>(
      `SELECT x.id AS "personId", p.given_name || ' ' || p.family_name AS name, x.side, x.extra FROM (
         SELECT coalesce(r.person, rung_holder(r.to, r.side, r.school, $2::date)) AS id, r.side, sum(r.count)::integer AS extra
         FROM jsonb_to_recordset($1::jsonb) AS r(person uuid, "to" text, side text, school uuid, count integer)
         GROUP BY 1, 2 HAVING sum(r.count) <> 0
       ) x LEFT JOIN person p ON p.id = x.id ORDER BY x.extra DESC, name LIMIT ${MOST}`,
      [JSON.stringify(rows), on],
    );
    return { extra, workers };
  }
}
