import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Story } from '../../stories/stage/story.js';
import { openTheatre, type Theatre } from '../../stories/stage/theatre.js';
import { testStack } from '../support/test-stack.js';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await openTheatre(testStack());
});
afterAll(() => theatre.close());

describe('A case on the real engine', () => {
  test('reminds its owner on school mornings and stops when the time is offered', async () => {
    const story = await Story.begin(theatre, '2027-08-16 09:00');
    const { person, learnerId, schoolId } = story.people;
    await story.give('curator', 'raise-concern', {
      ...{
        ref: story.ref,
        learnerId,
        schoolId,
        source: 'staff',
        urgent: false,
        topic: 'wellbeing',
        discussedWith: ['learner', 'guardian'],
      },
      responsible: { county: person('curator'), school: person('teacher') },
    });
    await story.until('2027-08-24 09:00');
    await story.give('curator', 'offer-discussion', {
      withId: person('curator'),
      on: story.today,
      minute: 600,
      told: 'phone',
    });
    await story.until('2027-08-25 12:00');
    expect(await story.mails()).toEqual([
      { at: '2027-08-16 09:00', to: 'teacher', template: 'responsible-now' },
      { at: '2027-08-23 08:00', to: 'curator', template: 'reminder' },
      { at: '2027-08-24 08:00', to: 'curator', template: 'reminder' },
      { at: '2027-08-25 08:00', to: 'curator', template: 'reminder' },
    ]);
  });
});
