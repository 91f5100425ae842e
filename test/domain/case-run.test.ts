import { describe, expect, test } from '@jest/globals';
import { CURRENT_CORE } from '../../domain/core-version.js';
import { CaseRun } from '../../workflows/case-run.js';

const begun = (core: number) => ({ core, state: null, rules: null, recent: [] });

describe('A run of a case', () => {
  test('that began under this release, or an earlier one, is led', () => {
    for (const core of [1, CURRENT_CORE]) {
      const run = new CaseRun('00000000-0000-4000-8000-000000000001');
      run.load(begun(core));
      expect(run.core).toBe(core);
    }
  });

  test('of a later release waits for a worker of that release', () => {
    const run = new CaseRun('00000000-0000-4000-8000-000000000001');
    expect(() => run.load(begun(CURRENT_CORE + 1))).toThrow('a later core version');
  });
});
