import type { Duty, NextRung } from './duties.js';
import { ruleOf, type CountingUnit, type Ladder, type Rules, type Rung } from './rules.js';
import { addDays } from './time/civil-date.js';
import { shiftCounted } from './time/counting.js';
import { after, MINUTE, type Instant } from './time/instant.js';
import { officeHoursAfter } from './time/office-hours.js';
import { atLocal, localDate, localMinute } from './time/zone.js';

/** What of a duty the ladder needs. */
export type Climber = Pick<Duty, 'rule' | 'unit' | 'startedOn' | 'dueOn'>;

/** The ladder that a duty climbs under a rule set. */
export function ladderOf(rules: Rules, duty: Pick<Climber, 'rule'>): Ladder | null {
  return rules.ladders[ruleOf(rules, duty.rule).ladder] ?? null;
}

function sameRung(a: Rung, b: Rung | undefined): boolean {
  if (b === undefined || a.to !== b.to) return false;
  switch (a.at.from) {
    case 'armed':
      return b.at.from === 'armed';
    case 'office':
      return b.at.from === 'office' && a.at.hours === b.at.hours;
    case 'due':
      return b.at.from === 'due' && a.at.days === b.at.days;
  }
}

/** Whether two ladders remind alike. Told by what they say: a store hands keys back in another order. */
export function sameLadder(a: Ladder | null, b: Ladder | null): boolean {
  if (a === null || b === null) return a === b;
  if (a.rungs.length !== b.rungs.length || !a.rungs.every((rung, i) => sameRung(rung, b.rungs[i])))
    return false;
  return a.repeat.to === b.repeat.to && a.repeat.everyDays === b.repeat.everyDays;
}

/** The first mail hour after `now` on a counted day of the unit. */
function nextMorning(rules: Rules, unit: CountingUnit, now: Instant): Instant {
  const today = localDate(rules.calendar.zone, now);
  const passed = localMinute(rules.calendar.zone, now) >= rules.mailMinute;
  const day = shiftCounted(unit, rules.calendar, passed ? addDays(today, 1) : today, 0);
  return atLocal(rules.calendar.zone, day, rules.mailMinute);
}

function timeOf(rules: Rules, duty: Climber, rung: Rung, now: Instant): Instant {
  switch (rung.at.from) {
    case 'armed':
      return now;
    case 'office':
      return officeHoursAfter(rules, now, rung.at.hours);
    case 'due': {
      const day = shiftCounted(duty.unit, rules.calendar, duty.dueOn ?? duty.startedOn, rung.at.days);
      return atLocal(rules.calendar.zone, day, rules.mailMinute);
    }
  }
}

/**
 * The next rung of a duty's ladder from `index` on, seen at `now`.
 *
 * 1. Rungs go out in the order of the ladder, on counted days of the duty's own unit, at the mail hour;
 *    the rungs of an urgent duty (`armed`, `office`) at their own moment.
 * 2. Of rungs already passed only the highest goes, on the next mail morning; one that falls on that same
 *    morning takes its place.
 * 3. After the last rung the repeating one goes on for as long as the duty is open.
 */
export function nextRung(rules: Rules, duty: Climber, index: number, now: Instant): NextRung | null {
  const ladder = ladderOf(rules, duty);
  if (!ladder) return null;
  const first = ladder.rungs[index];
  if (!first) {
    const day = shiftCounted(
      duty.unit,
      rules.calendar,
      localDate(rules.calendar.zone, now),
      ladder.repeat.everyDays,
    );
    return { index, to: ladder.repeat.to, at: atLocal(rules.calendar.zone, day, rules.mailMinute) };
  }
  let found: NextRung = { index, to: first.to, at: timeOf(rules, duty, first, now) };
  if (found.at >= now) return found;
  const morning = nextMorning(rules, duty.unit, now);
  for (let i = index + 1; i < ladder.rungs.length; i += 1) {
    const rung = ladder.rungs[i];
    if (!rung || rung.at.from !== 'due') break;
    const at = timeOf(rules, duty, rung, now);
    if (at > morning) break;
    found = { index: i, to: rung.to, at };
  }
  return found.at >= now ? found : { ...found, at: morning };
}

/** Minutes (1–59) by which a case wakes before the mail hour, from its id: a city's mornings are spread over an hour. */
export function spreadMinutes(caseId: string): number {
  return 1 + (Number.parseInt(caseId.slice(0, 4), 16) % 59);
}

/** True for a rung that belongs to a morning; the others have a moment of their own. */
function isMorning(rules: Rules, at: Instant): boolean {
  return localMinute(rules.calendar.zone, at) === rules.mailMinute;
}

/** The rung to send at `now`: the armed one, or a higher one that an outage let pass meanwhile. */
export function reachedRung(rules: Rules, duty: Climber, armed: NextRung, now: Instant): NextRung {
  const swallowed = isMorning(rules, armed.at) && armed.at < after(now, -60 * MINUTE);
  return swallowed ? (nextRung(rules, duty, armed.index, now) ?? armed) : armed;
}

/** When a rung's mail row is written: before the mail hour for mornings, at once for rungs with a moment of their own. */
export function preparedAt(caseId: string, rules: Rules, rung: NextRung): Instant {
  return isMorning(rules, rung.at) ? after(rung.at, -spreadMinutes(caseId) * MINUTE) : rung.at;
}
