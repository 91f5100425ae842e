import { z } from 'zod';
import { TOPICS } from '../../domain/commands.js';
import { civilDate, date, id } from './common.js';

/** `from`, `to`: first and last day of a school year that is over; default the last one. */
export const statisticsQuery = z.strictObject({
  from: civilDate.exactOptional(),
  to: civilDate.exactOptional(),
});

/** A number of learners; null: hidden, because it or what could be reckoned from it is about too few. */
const published = z.int().nullable().meta({
  description: 'null: hidden, because it, or what could be reckoned from it, is about too few people',
});

/**
 * `GET /api/v1/statistics`: learners for whom a case was begun in a school year, by school and topic. Each learner
 * counts once, with the first case of that year, so that no number is about fewer people than it says. `byTopic` is in
 * the order of `topics`.
 */
export const statistics = z
  .strictObject({
    from: date,
    to: date,
    /** No number from one up to this is told. */
    floor: z.int(),
    /** What the floor rests on, for people. */
    basis: z.string(),
    topics: z.array(z.enum(TOPICS)),
    /** Schools without a case in that year are not among them. */
    bySchool: z.array(
      z.strictObject({
        schoolId: id,
        schoolName: z.string(),
        area: z.string(),
        byTopic: z.array(published),
        total: published,
      }),
    ),
    byTopic: z.array(published),
    total: published,
  })
  .meta({ id: 'Statistics' });
export type Statistics = z.infer<typeof statistics>;
