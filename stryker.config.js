/** Mutation testing of the core: `npm run mutation [-- <files>]` (docs/operations.md, "Tests"). */
export default {
  mutate: ['domain/**/*.ts'],
  plugins: ['@stryker-mutator/mocha-runner', './test/mutation/ignore-sources.js'],
  ignorers: ['sources'],
  // The tests are jest's; for this they run on mocha, which keeps what it has loaded from one mutant to the next.
  testRunner: 'mocha',
  testRunnerNodeArgs: ['--import=tsx', '--import=./test/mutation/warm.mjs'],
  mochaOptions: {
    ui: 'bdd',
    // What is quick comes first: a mutant is dead at the first test that notices it.
    spec: ['branches', 'mutants', 'slips', '.', 'time', 'recorded', 'lives'].map(
      (folder) => `test/domain/${folder}/*.test.ts`,
    ),
    // The oracle over every day of six years takes longer than all the others together.
    ignore: ['test/domain/time/every-day.test.ts'],
  },
  coverageAnalysis: 'perTest',
  // The copy that is mutated needs the core, its tests and what these read; nothing else.
  ignorePatterns: [
    '**',
    ...['domain', 'policies', 'workflows', 'test'].map((folder) => `!${folder}/**`),
    ...['package.json', 'tsconfig.json'].map((file) => `!${file}`),
  ],
  disableTypeChecks: false,
  incremental: true,
  incrementalFile: 'reports/mutation/incremental.json',
  reporters: ['clear-text', 'progress', 'html', 'json'],
  htmlReporter: { fileName: 'reports/mutation/report.html' },
  jsonReporter: { fileName: 'reports/mutation/report.json' },
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
  concurrency: 2,
  timeoutMS: 30_000,
  thresholds: { high: 95, low: 90, break: 85 },
};
