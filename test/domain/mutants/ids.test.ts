import { expect, test } from '@jest/globals';
import { asId, isUuid, type CaseId } from '../../../domain/ids.js';

const ID = '00000005-0000-4000-8000-000000000001';

test('an id is a whole UUID in lower case, and nothing beside it', () => {
  expect(asId<CaseId>(ID)).toBe(ID);
  for (const wrong of [`x${ID}`, `${ID}x`, ID.replace('5', 'A'), 'R-2026-000001', '']) {
    expect(isUuid(wrong)).toBe(false);
    expect(() => asId<CaseId>(wrong)).toThrow('not an id');
  }
});
