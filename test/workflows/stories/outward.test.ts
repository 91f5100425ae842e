import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { jointContact } from '../../../stories/scripts/joint-contact.js';
import { STORIES } from '../../../stories/all.js';
import { overviewOf } from '../../../stories/page.js';
import { wordsIn } from '../../../stories/words.js';
import { openTheatre, type Theatre } from '../../../stories/stage/theatre.js';
import { testStack } from '../../support/test-stack.js';
import { page, tell } from '../support/told.js';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await openTheatre(testStack());
});
afterAll(() => theatre.close());

describe('Acts towards the outside', () => {
  test('a joint contact is refused: the report waits for nobody, and what is expected outlives the case', async () => {
    const { lines, page: written, story } = await tell(theatre, jointContact);
    expect(lines).toMatchInlineSnapshot(`
[
  "2027-08-16 09:00 teacher concern-raised, staff, absence, +discussion(curator) 2027-08-25, +tell-guardian(teacher) without delay, +absence-causes(teacher) without delay, +county-contact(curator) without delay → curator task, curator task",
  "2027-08-17 08:30 teacher guardian-told, phone, ✓tell-guardian",
  "2027-08-17 10:00 curator discussion-offered, 2027-08-19, inTime, ✓discussion, +discussion-outcome(curator) 2027-08-20",
  "2027-08-18 08:00 time (county-contact); (absence-causes) → curator reminder, teacher reminder",
  "2027-08-18 09:00 curator other-side-contacted, phone, ✓county-contact",
  "2027-08-18 15:00 teacher causes-recorded, ✓absence-causes",
  "2027-08-19 11:00 curator discussion-recorded, held, ✓discussion-outcome, +next-step(curator) 2027-08-26",
  "2027-08-23 09:00 teacher meeting-called, home-meeting, 2027-08-30, curator+learner+guardian, ✓next-step, +meeting-record(teacher) 2027-09-01 → curator meeting, guardian meeting-family",
  "2027-08-30 15:00 teacher meeting-held, teacher+curator+learner+guardian, next 2027-09-27, ✓meeting-record, +follow-up(teacher) 2027-09-27",
  "2027-08-30 15:10 teacher joint-contact-proposed, both, +joint-contact(teacher) without delay",
  "2027-08-30 15:10 time (joint-contact) → teacher urgent-task",
  "2027-08-31 10:00 teacher joint-contact-failed, refused, ✓joint-contact, +child-welfare-report(teacher) without delay",
  "2027-08-31 10:00 time (child-welfare-report) → teacher urgent-task",
  "2027-08-31 10:20 teacher child-welfare-reported, phone, both, +outside-details(teacher) 2027-09-02, +outside-acknowledgement(teacher) 2027-09-09, +outside-follow-up(teacher) 2027-09-07, ✓child-welfare-report, expected expected-urgency without delay, expected expected-decision 2027-09-09, expected expected-start 2027-09-09, expected expected-assessment 2027-11-30",
  "2027-09-01 08:00 time (expected-urgency); (outside-details) → teacher ask-response, teacher reminder",
  "2027-09-01 10:00 teacher outside-act-completed, ✓outside-details, ✓outside-follow-up, +outside-follow-up(teacher) 2027-10-05",
  "2027-09-03 09:00 teacher outside-act-completed, ✓outside-acknowledgement",
  "2027-09-03 09:10 teacher response-recorded, not-told, answered expected-urgency",
  "2027-09-09 13:00 teacher response-recorded, done, ✓expected-decision, ✓expected-start",
  "2027-09-20 10:00 curator case-closed, passed-to-service, -follow-up",
  "2027-10-01 08:00 time (outside-follow-up) → teacher reminder",
  "2027-10-04 08:00 time (outside-follow-up) → teacher reminder",
  "2027-10-05 08:00 time (outside-follow-up) → teacher reminder",
  "2027-10-05 14:00 teacher outside-act-completed, ✓outside-follow-up",
  "2027-12-01 08:00 time (expected-assessment) → teacher ask-response",
  "2027-12-02 09:00 teacher response-recorded, done, answered expected-assessment, expected expected-service 2027-11-30",
  "2027-12-03 08:00 time (expected-service) → teacher ask-response",
  "2027-12-13 08:00 time (expected-service) → teacher ask-response",
  "2027-12-20 08:00 time (expected-service) → teacher ask-response",
  "2027-12-27 08:00 time (expected-service) → teacher ask-response",
  "2028-01-03 08:00 time (expected-service) → teacher ask-response",
  "2028-01-11 08:00 time (expected-service) → teacher ask-response",
  "2028-01-18 08:00 time (expected-service) → teacher ask-response",
  "2028-01-25 08:00 time (expected-service) → teacher ask-response",
  "2028-02-01 08:00 time (expected-service) → teacher ask-response",
  "2028-02-01 09:00 teacher response-recorded, done, answered expected-service",
]
`);
    expect(written.onDisk).toBe(written.made);
    expect(await story.state()).toMatchObject({ status: 'closed' });
  });
});

describe('The documentation', () => {
  test('lists every story', async () => {
    const names = STORIES.map((script) => script.name);
    expect(names.toSorted()).toEqual(Object.keys(wordsIn('fi').story.stories).toSorted());
    const overview = await page('README', overviewOf(wordsIn('en'), names));
    expect(overview.onDisk).toBe(overview.made);
  });
});
