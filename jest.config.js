/** One project per level (docs/operations.md, "Tests"); the core's own tests run on mocha. */
const levels = ['policies', 'workflows', 'replay', 'activities', 'api', 'stack', 'drills', 'components'];

const project = (level) => ({
  displayName: level,
  rootDir: import.meta.dirname ?? process.cwd(),
  testEnvironment: 'node',
  testMatch: [`<rootDir>/test/${level}/**/*.test.ts`, `<rootDir>/test/${level}/**/*.test.tsx`],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  resolver: '<rootDir>/test/support/resolve-typescript.cjs',
  modulePathIgnorePatterns: ['build', '\\.rinnalla', '\\.stryker-tmp', 'dist', 'web/dist'].map(
    (it) => `<rootDir>/${it}`,
  ),
  transform: {
    '\\.tsx?$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: 'inline',
        module: { type: 'es6' },
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic' } },
          experimental: { keepImportAttributes: true },
        },
      },
    ],
  },
});

// Levels with servers run one file at a time (bin/test.ts); the patience is for a busy machine.
export default { projects: levels.map(project), maxWorkers: 2, testTimeout: 120_000 };
