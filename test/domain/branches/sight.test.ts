import { describe, expect, test } from '@jest/globals';
import { rightsFor, rightsOf, sees, SECTIONS, SIGHTS } from '../../../domain/sight.js';
import { actor } from '../lives/world.js';
import { raised } from './support.js';

describe('Why somebody sees a case', () => {
  test('is told by every right that holds, and rights add up to what is seen', () => {
    const { state } = raised();
    const rights = rightsOf(actor('curator'), state);
    expect(rights.map(({ relation }) => relation)).toEqual(expect.arrayContaining(['responsible', 'owner']));
    expect(rights[0]).toEqual({ relation: 'responsible', source: 'R5, OHL 20 §', sections: SECTIONS });
    expect([...(sees(actor('curator'), state) ?? [])]).toEqual([...SECTIONS]);
  });

  test('is told for what is shown only: a right that gives nothing of it is left out', () => {
    const rights = rightsOf(actor('curator'), raised().state);
    expect(rightsFor(rights, ['texts', 'duties'])).toEqual([
      { relation: 'responsible', source: 'R5, OHL 20 §', sections: ['texts', 'duties'] },
      { relation: 'owner', source: 'R2, OHL 22 §', sections: ['duties'] },
    ]);
    expect(rightsFor(rights, [])).toEqual([]);
  });

  test('is nothing for a stranger, and in a void case the post alone', () => {
    const { state } = raised();
    expect(rightsOf(actor('nurse'), state)).toEqual([]);
    expect(sees(actor('nurse'), state)).toBeNull();
    const gone = { ...state, status: 'void' } as const;
    expect(rightsOf(actor('curator'), gone)).toEqual([]);
    expect(rightsOf(actor('countySupervisor'), gone)).toEqual([{ relation: 'post', ...SIGHTS.post }]);
  });

  test('who has looked is for the responsible persons and the post, and for nobody else', () => {
    const may = Object.entries(SIGHTS).filter(([, { sections }]) => sections.some((it) => it === 'access'));
    expect(may.map(([relation]) => relation)).toEqual(['responsible', 'post']);
  });
});
