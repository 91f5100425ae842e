import { defineConfig } from '@playwright/test';

const executablePath = process.env['CHROMIUM_PATH'];

/** Journeys in a real Chromium against the running product; `npm test` starts both (bin/test.ts). */
export default defineConfig({
  testDir: 'test/web',
  outputDir: 'test-results',
  forbidOnly: process.env['CI'] === 'true',
  // A test that passes the second time has found something; it is not to be hidden.
  retries: 0,
  workers: 2,
  // Patience for a busy machine, and no promise of speed: those are measured in bench/.
  timeout: 150_000,
  expect: { timeout: 20_000 },
  // What only looks runs beside what changes things; journeys run one after the other, because they share one product.
  projects: [
    { name: 'journeys', testIgnore: '**/every-page.spec.ts', workers: 1 },
    { name: 'pages', testMatch: '**/every-page.spec.ts', workers: 1 },
  ],
  reporter: [['list'], ['json', { outputFile: process.env['PLAYWRIGHT_REPORT'] ?? 'reports/web.json' }]],
  use: {
    baseURL: process.env['RINNALLA_URL'] ?? 'http://127.0.0.1:8080',
    browserName: 'chromium',
    locale: 'fi-FI',
    timezoneId: 'Europe/Helsinki',
    // A trace of everything costs a third of the time; `--trace on` makes one when it is needed.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      // Chromium's sandbox cannot be used by root, which is what containers run as.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
});
