/** Mutation testing of the core: `npm run mutation [-- <files>]` (docs/operations.md, "Tests"). */
export default {
  mutate: ['domain/**/*.ts'],
  plugins: ['@stryker-mutator/jest-runner', './test/mutation/ignore-sources.js'],
  ignorers: ['sources'],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: { configFile: 'test/mutation/jest.config.js', enableFindRelatedTests: false },
  coverageAnalysis: 'perTest',
  // The copy that is mutated needs the core, its tests and what these read; nothing else.
  ignorePatterns: [
    '**',
    ...['domain', 'policies', 'workflows', 'test'].map((folder) => `!${folder}/**`),
    ...['package.json', 'tsconfig.json', 'jest.config.js'].map((file) => `!${file}`),
  ],
  disableTypeChecks: false,
  incremental: true,
  incrementalFile: 'reports/mutation/incremental.json',
  reporters: ['clear-text', 'progress', 'html', 'json'],
  htmlReporter: { fileName: 'reports/mutation/report.html' },
  jsonReporter: { fileName: 'reports/mutation/report.json' },
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
  concurrency: 2,
  // Modules of jest's virtual machines are never freed: a fresh process now and then is quicker than its collector.
  maxTestRunnerReuse: 20,
  timeoutMS: 30_000,
  thresholds: { high: 95, low: 90, break: 85 },
};
