import levels from '../../jest.config.js';

const [domain] = levels.projects.filter((level) => level.displayName === 'domain');
const here = import.meta.dirname;

// A few lives are enough for one mutant; jest hands this on to the tests.
process.env.LIVES ??= '200';

/** The level `domain`, for a run per mutant (docs/operations.md, "Tests"): quick tests first, and none after a kill. */
export default {
  ...domain,
  testTimeout: levels.testTimeout,
  // The oracle over every day of six years takes longer than all the others together.
  testPathIgnorePatterns: ['/test/domain/time/every-day\\.test\\.ts$'],
  testSequencer: `${here}/quick-first.cjs`,
  testRunner: `${here}/jest-circus-until-killed.cjs`,
  testEnvironment: `${here}/until-killed-environment.cjs`,
  setupFilesAfterEnv: [`${here}/no-shrinking.ts`],
};
