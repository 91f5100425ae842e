import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { forbiddenGuardian } from '../../../stories/scripts/forbidden-guardian.js';
import { ownRequest } from '../../../stories/scripts/own-request.js';
import { turns18 } from '../../../stories/scripts/turns-18.js';
import { sees } from '../../../domain/sight.js';
import { openTheatre, type Theatre } from '../../../stories/stage/theatre.js';
import { testStack } from '../../support/test-stack.js';
import { tell } from '../support/told.js';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await openTheatre(testStack());
});
afterAll(() => theatre.close());

describe('Who may know', () => {
  test('a guardian whom the learner forbids hears nothing from that entry on, until it is lifted', async () => {
    const { lines, page, rows } = await tell(theatre, forbiddenGuardian);
    expect(lines).toMatchInlineSnapshot(`
[
  "2027-08-16 09:00 teacher concern-raised, staff, home, +discussion(curator) 2027-08-25, +tell-guardian(teacher) without delay → curator task",
  "2027-08-16 10:00 curator discussion-offered, 2027-08-17, inTime, ✓discussion, +discussion-outcome(curator) 2027-08-18",
  "2027-08-17 10:45 curator discussion-recorded, held, ✓discussion-outcome, +next-step(curator) 2027-08-24",
  "2027-08-17 11:00 teacher meeting-called, home-meeting, 2027-08-24, curator+learner+guardian+otherGuardian, ✓next-step, +meeting-record(teacher) 2027-08-26 → curator meeting, guardian meeting-family, otherGuardian meeting-family",
  "2027-08-18 08:00 time (tell-guardian) → teacher reminder",
  "2027-08-18 10:00 teacher prohibit-guardian refused: not-allowed (OHL 18 §)",
  "2027-08-18 10:15 curator guardian-prohibited, guardian, both, no longer invited guardian, +prohibition-review(curator) 2027-11-17",
  "2027-08-18 11:00 teacher tell-guardian refused: guardian-prohibited (OHL 18 §)",
  "2027-08-18 11:05 teacher guardian-told, phone, ✓tell-guardian",
  "2027-08-24 15:00 teacher meeting-held, teacher+curator+learner+otherGuardian, next 2027-09-28, ✓meeting-record, +follow-up(teacher) 2027-09-28",
  "2027-09-20 09:00 teacher call-meeting refused: guardian-prohibited (OHL 18 §)",
  "2027-09-20 09:05 teacher meeting-called, home-meeting, 2027-09-28, curator+learner+otherGuardian, ✓follow-up, +meeting-record(teacher) 2027-09-30 → curator meeting, otherGuardian meeting-family",
  "2027-09-28 15:00 teacher meeting-held, teacher+curator+learner+otherGuardian, next 2027-12-09, ✓meeting-record, +follow-up(teacher) 2027-12-09",
  "2027-11-12 10:00 curator prohibition-lifted, learner-agrees, ✓prohibition-review",
  "2027-11-29 09:00 teacher meeting-called, home-meeting, 2027-12-09, curator+learner+guardian+otherGuardian, ✓follow-up, +meeting-record(teacher) 2027-12-13 → curator meeting, guardian meeting-family, otherGuardian meeting-family",
  "2027-12-09 15:00 teacher meeting-held, teacher+curator+learner+guardian+otherGuardian, ✓meeting-record; case-closed, goals-met",
]
`);
    expect(page.onDisk).toBe(page.made);
    const toGuardian = rows.filter((row) => row.mails.some((mail) => mail.to === 'guardian'));
    expect(toGuardian.map((row) => row.at)).toEqual(['2027-08-17 11:00', '2027-11-29 09:00']);
  });

  test('on the 18th birthday the guardian is out of the case by itself, and the learner is asked', async () => {
    const { lines, page, rows, story } = await tell(theatre, turns18);
    expect(lines).toMatchInlineSnapshot(`
[
  "2027-10-04 09:00 teacher concern-raised, staff, wellbeing, +discussion(curator) 2027-10-13 → curator task",
  "2027-10-05 10:00 curator discussion-offered, 2027-10-07, inTime, ✓discussion, +discussion-outcome(curator) 2027-10-08",
  "2027-10-07 11:00 curator discussion-recorded, held, ✓discussion-outcome, +next-step(curator) 2027-10-14",
  "2027-10-07 11:10 curator group-proposed, curator+nurse, ✓next-step, +consent-answer(curator) 2027-10-14",
  "2027-10-07 11:15 curator consent-requested, guardian",
  "2027-10-08 13:00 curator consent-recorded, guardian, given, curator=given; consent-recorded, guardian, given, nurse=given, ✓consent-answer, +convene(curator) 2027-10-29",
  "2027-10-11 10:00 curator meeting-called, expert-group, 2027-10-28, curator+nurse+learner+guardian, ✓convene, +meeting-record(curator) 2027-11-01 → guardian meeting-family, nurse meeting",
  "2027-10-28 15:00 curator meeting-held, curator+nurse+learner+guardian, next 2027-11-23, ✓meeting-record, +report-parts(curator) 2027-11-04, +follow-up(curator) 2027-11-23",
  "2027-10-29 09:00 curator entry-written; entry-written, ✓report-parts",
  "2027-11-04 10:00 curator meeting-called, expert-group, 2027-11-23, curator+nurse+learner+guardian, ✓follow-up, +meeting-record(curator) 2027-11-25 → guardian meeting-family, nurse meeting",
  "2027-11-10 time learner-came-of-age, curator=requested, nurse=requested, no longer invited curator+nurse+guardian, meetingOff, -meeting-record, +consent-answer(curator) 2027-11-17",
  "2027-11-10 08:00 time → curator meeting-cancelled, curator task, nurse meeting-cancelled",
  "2027-11-11 09:00 curator record-consent refused: guardian-has-no-position (OHL 18 §)",
  "2027-11-12 12:00 curator consent-recorded, learner, given, curator=given; consent-recorded, learner, given, nurse=given, ✓consent-answer, +convene(curator) 2027-11-26",
  "2027-11-12 12:30 curator meeting-called, expert-group, 2027-11-25, curator+nurse+learner, ✓convene, +meeting-record(curator) 2027-11-29 → nurse meeting",
  "2027-11-25 15:00 curator meeting-held, curator+nurse+learner, ✓meeting-record; case-closed, goals-met",
]
`);
    expect(page.onDisk).toBe(page.made);
    const after = rows.filter((row) => row.at >= '2027-11-10');
    expect(after.flatMap((row) => row.mails.map((mail) => mail.to))).not.toContain('guardian');
    const { members } = await story.state();
    expect(members.map((member) => member.consent)).toEqual(['given', 'given']);
  });

  test("of a learner's own request the school never hears, not even when it is late", async () => {
    const { lines, page, rows, story } = await tell(theatre, ownRequest);
    expect(lines).toMatchInlineSnapshot(`
[
  "2027-08-16 09:00 curator concern-raised, learner, home, +discussion(curator) 2027-08-25",
  "2027-08-17 09:00 teacher offer-discussion refused: not-allowed (OHL 15 §)",
  "2027-08-17 10:00 curator decline-discussion refused: own-request-cannot-be-declined (OHL 15 §)",
  "2027-08-23 08:00 time (discussion) → curator reminder",
  "2027-08-24 08:00 time (discussion) → curator reminder",
  "2027-08-25 08:00 time (discussion) → curator reminder",
  "2027-08-26 time duty-fell-due, late discussion",
  "2027-08-26 08:00 time (discussion) → countyCoordinator overdue",
  "2027-08-27 08:00 time (discussion) → countySupervisor overdue",
  "2027-08-27 09:00 curator discussion-offered, 2027-08-30, notInTime, staff-absent, +discussion-outcome(curator) 2027-08-31",
  "2027-08-30 11:00 curator discussion-recorded, held, ✓discussion-outcome, notKept discussion, +next-step(curator) 2027-09-06",
  "2027-09-02 08:00 time (next-step) → curator reminder",
  "2027-09-03 08:00 time (next-step) → curator reminder",
  "2027-09-03 10:00 curator case-closed, goals-met, -next-step",
]
`);
    expect(page.onDisk).toBe(page.made);
    const receivers = new Set(rows.flatMap((row) => row.mails.map((mail) => mail.to)));
    expect([...receivers].toSorted()).toEqual(['countyCoordinator', 'countySupervisor', 'curator']);
    const state = await story.state();
    for (const name of ['teacher', 'schoolCoordinator', 'schoolSupervisor'] as const)
      expect(sees(story.people.actor(name), state)).toBeNull();
  });
});
