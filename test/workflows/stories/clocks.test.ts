import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { lastDayOfSpring } from '../../../stories/scripts/last-day-of-spring.js';
import { quickHelp } from '../../../stories/scripts/quick-help.js';
import { rollOut } from '../../../stories/scripts/roll-out.js';
import { stormDay } from '../../../stories/scripts/storm-day.js';
import { openTheatre, type Theatre } from '../../../stories/stage/theatre.js';
import { testStack } from '../../support/test-stack.js';
import { tell } from '../support/told.js';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await openTheatre(testStack());
});
afterAll(() => theatre.close());

describe('Clocks over a school year', () => {
  test('quick help in time: one mail, and nobody is reminded', async () => {
    const { lines, page, story } = await tell(theatre, quickHelp);
    expect(lines).toMatchInlineSnapshot(`
[
  "2027-08-16 09:00 teacher concern-raised, staff, wellbeing, +discussion(curator) 2027-08-25 → curator task",
  "2027-08-17 10:00 curator discussion-offered, 2027-08-19, inTime, ✓discussion, +discussion-outcome(curator) 2027-08-20",
  "2027-08-19 11:00 curator discussion-recorded, held, ✓discussion-outcome, +next-step(curator) 2027-08-26",
  "2027-08-23 14:00 curator case-closed, goals-met, -next-step",
]
`);
    expect(page.onDisk).toBe(page.made);
    const { duties } = await story.state();
    expect(duties.every((duty) => duty.kept !== false && !duty.late)).toBe(true);
  });

  test('urgent on the last day of spring: due on Monday, and the summer wakes nobody', async () => {
    const { lines, page, rows } = await tell(theatre, lastDayOfSpring);
    expect(lines).toMatchInlineSnapshot(`
[
  "2027-06-05 10:00 teacher concern-raised, staff, wellbeing, +discussion(curator) 2027-08-19",
  "2027-06-05 10:30 curator fact-corrected, urgent, discussion 2027-08-19 → 2027-06-07",
  "2027-06-05 10:30 time (discussion) → curator urgent-task",
  "2027-06-07 08:00 time → curator task",
  "2027-06-07 09:00 curator discussion-offered, 2027-06-07, inTime, ✓discussion, +discussion-outcome(curator) 2027-06-08",
  "2027-06-07 14:00 curator discussion-recorded, held, ✓discussion-outcome, +next-step(curator) 2027-08-17",
  "2027-08-13 08:00 time (next-step) → curator reminder",
  "2027-08-16 08:00 time (next-step) → curator reminder",
  "2027-08-16 10:00 curator case-closed, no-need, -next-step",
]
`);
    expect(page.onDisk).toBe(page.made);
    expect(rows.filter((row) => row.at > '2027-06-08' && row.at < '2027-08-11')).toEqual([]);
  });

  test('a policy version is rolled out: local dates are counted anew, those of the law stay', async () => {
    const { lines, page, story } = await tell(theatre, rollOut);
    expect(lines).toMatchInlineSnapshot(`
[
  "2027-08-16 09:00 teacher concern-raised, staff, wellbeing, +discussion(curator) 2027-08-25 → curator task",
  "2027-08-16 10:00 curator group-proposed, curator+nurse, +consent-answer(curator) 2027-08-23",
  "2027-08-16 10:05 curator consent-requested, guardian",
  "2027-08-18 07:00 service rules-adopted, recompute, consent-answer 2027-08-23 → 2027-08-19",
  "2027-08-19 08:00 time (consent-answer) → curator reminder",
  "2027-08-19 12:00 curator consent-recorded, guardian, refused, curator=refused; consent-recorded, guardian, refused, nurse=refused, ✓consent-answer, +next-step(curator) 2027-08-26",
  "2027-08-20 10:00 curator discussion-offered, 2027-08-24, inTime, ✓discussion, ✓next-step, +discussion-outcome(curator) 2027-08-25",
  "2027-08-24 11:00 curator discussion-recorded, held, ✓discussion-outcome, +next-step(curator) 2027-08-31",
  "2027-08-27 08:00 time (next-step) → curator reminder",
  "2027-08-30 08:00 time (next-step) → curator reminder",
  "2027-08-30 10:00 curator case-closed, goals-met, -next-step",
]
`);
    expect(page.onDisk).toBe(page.made);
    const { duties, rulesId } = await story.state();
    expect(duties.find((duty) => duty.kind === 'discussion')?.dueOn).toBe('2027-08-25');
    const adopted = (await story.log()).find((event) => event.type === 'rules-adopted');
    expect(adopted?.data).toMatchObject({ rulesId, mode: 'recompute' });
  });

  test('a calendar is corrected after a storm day: the limit moves, and what is offered is in time', async () => {
    const { lines, page, story } = await tell(theatre, stormDay);
    expect(lines).toMatchInlineSnapshot(`
[
  "2027-09-13 09:00 teacher concern-raised, staff, wellbeing, +discussion(curator) 2027-09-22 → curator task",
  "2027-09-17 07:00 service rules-adopted, recompute, discussion 2027-09-22 → 2027-09-23",
  "2027-09-20 10:00 curator discussion-offered, 2027-09-23, inTime, ✓discussion, +discussion-outcome(curator) 2027-09-24",
  "2027-09-23 11:00 curator discussion-recorded, held, ✓discussion-outcome, +next-step(curator) 2027-09-30",
  "2027-09-28 08:00 time (next-step) → curator reminder",
  "2027-09-29 08:00 time (next-step) → curator reminder",
  "2027-09-29 10:00 curator case-closed, goals-met, -next-step",
]
`);
    expect(page.onDisk).toBe(page.made);
    const { duties } = await story.state();
    expect(duties.find((duty) => duty.kind === 'discussion')).toMatchObject({
      ...{ dueOn: '2027-09-23', kept: true, late: false },
    });
  });
});
