import { expect, test } from '@jest/globals';
import { mayFollowUp } from '../../web/pages/commands/forms/record-meeting-model.js';

const view: Parameters<typeof mayFollowUp>[0] = {
  responsible: { county: 'nurse' },
  members: [
    { personId: 'curator', consent: 'given' },
    { personId: 'teacher', consent: 'refused' },
  ],
};

test.each([
  ['a responsible person', 'nurse', true],
  ['a member with consent', 'curator', true],
  ['whoever the meeting appoints', 'appointed', true],
  ['somebody the family said no to', 'teacher', false],
  ['somebody who only was there', 'guest', false],
])('%s is offered to follow an action up, or is not: %s', (_who, id, may) => {
  expect(mayFollowUp(view, 'appointed', id)).toBe(may);
});
