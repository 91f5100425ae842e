import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { refusal } from '../../../stories/scripts/refusal.js';
import { twoGuardians } from '../../../stories/scripts/two-guardians.js';
import { withdrawal } from '../../../stories/scripts/withdrawal.js';
import { openTheatre, type Theatre } from '../../../stories/stage/theatre.js';
import { testStack } from '../../support/test-stack.js';
import { tell } from '../support/told.js';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await openTheatre(testStack());
});
afterAll(() => theatre.close());

describe('Consent over a school year', () => {
  test('refused: no group and no invitation, and school and home go on', async () => {
    const { lines, page, story } = await tell(theatre, refusal);
    expect(lines).toMatchInlineSnapshot(`
[
  "2027-08-16 09:00 teacher concern-raised, staff, learning, +discussion(curator) 2027-08-25 → curator task",
  "2027-08-17 10:00 curator discussion-offered, 2027-08-19, inTime, ✓discussion, +discussion-outcome(curator) 2027-08-20",
  "2027-08-19 11:00 curator discussion-recorded, held, ✓discussion-outcome, +next-step(curator) 2027-08-26",
  "2027-08-20 09:00 curator group-proposed, curator+nurse, ✓next-step, +consent-answer(curator) 2027-08-27",
  "2027-08-20 09:10 curator consent-requested, learner+guardian",
  "2027-08-23 13:00 curator consent-recorded, guardian, given, curator=given; consent-recorded, guardian, given, nurse=given, ✓consent-answer, +convene(curator) 2027-09-06",
  "2027-08-24 10:00 curator consent-recorded, learner, refused, curator=refused; consent-recorded, learner, refused, nurse=refused, -convene, +next-step(curator) 2027-08-31",
  "2027-08-24 10:30 curator call-meeting refused: consent-missing (OHL 19 §)",
  "2027-08-25 09:00 teacher meeting-called, home-meeting, 2027-08-31, curator+guardian, ✓next-step, +meeting-record(teacher) 2027-09-02 → curator meeting, guardian meeting-family",
  "2027-08-31 15:00 teacher meeting-held, teacher+curator+learner+guardian, next 2027-10-12, ✓meeting-record, +follow-up(teacher) 2027-10-12",
  "2027-10-04 09:00 teacher meeting-called, home-meeting, 2027-10-12, curator+guardian, ✓follow-up, +meeting-record(teacher) 2027-10-14 → curator meeting, guardian meeting-family",
  "2027-10-12 15:00 teacher meeting-held, teacher+curator+learner+guardian, ✓meeting-record; case-closed, goals-met",
]
`);
    expect(page.onDisk).toBe(page.made);
    const { members, status } = await story.state();
    expect(members.map((member) => member.consent)).toEqual(['refused', 'refused']);
    expect(status).toBe('closed');
  });

  test('taken back in the middle: invitation, access and meeting end with the same entry', async () => {
    const { lines, page, story } = await tell(theatre, withdrawal);
    expect(lines).toMatchInlineSnapshot(`
[
  "2027-08-16 09:00 teacher concern-raised, staff, wellbeing, +discussion(curator) 2027-08-25 → curator task",
  "2027-08-17 10:00 curator discussion-offered, 2027-08-19, inTime, ✓discussion, +discussion-outcome(curator) 2027-08-20",
  "2027-08-19 11:00 curator discussion-recorded, held, ✓discussion-outcome, +next-step(curator) 2027-08-26",
  "2027-08-19 11:10 curator capacity-noted, learner-alone",
  "2027-08-20 09:00 curator group-proposed, curator+nurse+colleague, ✓next-step, +consent-answer(curator) 2027-08-27",
  "2027-08-20 09:10 curator consent-requested, learner",
  "2027-08-20 09:20 curator consent-recorded, learner, given, curator=given; consent-recorded, learner, given, nurse=given; consent-recorded, learner, given, colleague=given, ✓consent-answer, +convene(curator) 2027-09-03",
  "2027-08-23 10:00 curator meeting-called, expert-group, 2027-09-02, curator+nurse+colleague+learner+guardian, ✓convene, +meeting-record(curator) 2027-09-06 → colleague meeting, guardian meeting-family, nurse meeting",
  "2027-08-27 12:30 curator consent-withdrawn, learner, colleague=withdrawn, no longer invited colleague, +lawful-basis(curator) 2027-08-31 → colleague meeting-cancelled",
  "2027-08-30 08:00 time (lawful-basis) → curator reminder",
  "2027-08-30 09:00 curator basis-assessed, other-consents-stand, ✓lawful-basis",
  "2027-09-02 15:00 curator meeting-held, curator+nurse+learner+guardian, next 2027-10-07, ✓meeting-record, +report-parts(curator) 2027-09-09, +follow-up(curator) 2027-10-07",
  "2027-09-03 09:00 curator entry-written; entry-written, ✓report-parts; entry-written",
  "2027-09-28 09:00 curator meeting-called, expert-group, 2027-10-07, curator+nurse+learner+guardian, ✓follow-up, +meeting-record(curator) 2027-10-11 → guardian meeting-family, nurse meeting",
  "2027-10-01 10:00 curator consent-withdrawn, learner, curator=withdrawn, nurse=withdrawn, no longer invited curator+nurse, meetingOff, +lawful-basis(curator) 2027-10-05, -meeting-record → guardian meeting-cancelled-family, nurse meeting-cancelled",
  "2027-10-01 10:30 nurse write-entry refused: not-allowed (OHL 20 §)",
  "2027-10-04 08:00 time (lawful-basis) → curator reminder",
  "2027-10-04 09:00 curator basis-assessed, teaching-side-only, ✓lawful-basis, +next-step(curator) 2027-10-11",
  "2027-10-07 08:00 time (next-step) → curator reminder",
  "2027-10-08 08:00 time (next-step) → curator reminder",
  "2027-10-08 10:00 curator case-closed, consent-refused, -next-step",
]
`);
    expect(page.onDisk).toBe(page.made);
    const { members, meetings } = await story.state();
    expect(members.map((member) => member.consent)).toEqual(['withdrawn', 'withdrawn', 'withdrawn']);
    expect(meetings.map((meeting) => meeting.status)).toEqual(['held', 'cancelled']);
  });

  test('of two guardians who differ: nobody is invited until they agree', async () => {
    const { lines, page } = await tell(theatre, twoGuardians);
    expect(lines).toMatchInlineSnapshot(`
[
  "2027-08-16 09:00 teacher concern-raised, staff, wellbeing, +discussion(curator) 2027-08-25 → curator task",
  "2027-08-17 10:00 curator discussion-offered, 2027-08-19, inTime, ✓discussion, +discussion-outcome(curator) 2027-08-20",
  "2027-08-19 11:00 curator discussion-recorded, held, ✓discussion-outcome, +next-step(curator) 2027-08-26",
  "2027-08-20 09:00 curator group-proposed, curator+nurse, ✓next-step, +consent-answer(curator) 2027-08-27",
  "2027-08-20 09:10 curator request-consent refused: ask-both-guardians (OHL 19 §)",
  "2027-08-20 09:20 curator consent-requested, guardian+otherGuardian",
  "2027-08-23 09:00 curator consent-recorded, guardian, given, curator=requested; consent-recorded, guardian, given, nurse=requested",
  "2027-08-24 15:00 curator consent-recorded, otherGuardian, refused, curator=conflict, +consent-conflict(curator) 2027-08-31; consent-recorded, otherGuardian, refused, nurse=conflict, ✓consent-answer",
  "2027-08-24 15:10 curator call-meeting refused: consent-missing (OHL 19 §)",
  "2027-08-27 08:00 time (consent-conflict) → curator reminder",
  "2027-08-27 13:00 curator conflict-settled, agreed, curator=requested, nurse=requested, +consent-answer(curator) 2027-09-03, ✓consent-conflict",
  "2027-08-27 13:10 curator consent-recorded, guardian, given, curator=requested; consent-recorded, guardian, given, nurse=requested",
  "2027-08-30 09:00 curator consent-recorded, otherGuardian, given, curator=given; consent-recorded, otherGuardian, given, nurse=given, ✓consent-answer, +convene(curator) 2027-09-13",
  "2027-08-30 09:30 curator meeting-called, expert-group, 2027-09-07, curator+nurse+learner+guardian+otherGuardian, ✓convene, +meeting-record(curator) 2027-09-09 → guardian meeting-family, nurse meeting, otherGuardian meeting-family",
  "2027-09-07 15:00 curator meeting-held, curator+nurse+learner+guardian+otherGuardian, next 2027-10-12, ✓meeting-record, +report-parts(curator) 2027-09-14, +follow-up(curator) 2027-10-12",
  "2027-09-08 09:00 curator entry-written; entry-written, ✓report-parts",
  "2027-10-04 09:00 curator meeting-called, expert-group, 2027-10-12, curator+nurse+learner+guardian+otherGuardian, ✓follow-up, +meeting-record(curator) 2027-10-14 → guardian meeting-family, nurse meeting, otherGuardian meeting-family",
  "2027-10-12 15:00 curator meeting-held, curator+nurse+learner+guardian+otherGuardian, ✓meeting-record; case-closed, goals-met",
]
`);
    expect(page.onDisk).toBe(page.made);
  });
});
