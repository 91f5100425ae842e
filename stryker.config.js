/** What is quick comes first: a mutant is dead at the first test that notices it. */
const FOLDERS = ['branches', 'mutants', 'slips', 'directory', 'statistics', '.', 'time', 'recorded', 'lives'];

/** Mutation testing of the core: `npm run mutation [-- <files>]` (docs/operations.md, "Tests"). */
export default {
  mutate: ['domain/**/*.ts'],
  plugins: ['@stryker-mutator/mocha-runner', './test/mutation/ignore-sources.js'],
  ignorers: ['sources'],
  testRunner: 'mocha',
  testRunnerNodeArgs: [
    '--import=tsx',
    '--import=./test/mocha/words.mjs',
    '--import=./test/mutation/warm.mjs',
  ],
  mochaOptions: {
    ui: 'bdd',
    spec: FOLDERS.map((folder) => `test/domain/${folder}/*.test.ts`),
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
  // Names no file: the compiler's configuration is copied as it is. To rewrite it Stryker asks the compiler for an
  // interface that TypeScript 7 does not have.
  tsconfigFile: 'none',
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
