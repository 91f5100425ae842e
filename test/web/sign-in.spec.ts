import { expect, test, type Page } from '@playwright/test';
import { samplePerson } from '../../stack/sample-data.js';
import { expectAccessible, expectNoSidewaysScroll } from './support/axe.js';
import { signInAs } from './support/people.js';
import { watch } from './support/watch.js';

const curator = samplePerson('curator');
const SCREENS = { desk: { width: 1280, height: 900 }, phone: { width: 360, height: 740 } } as const;
const WORDS = {
  fi: { enter: 'Kirjaudu', choose: 'Kirjaudu esimerkkihenkilönä', lost: 'Kirjautuminen keskeytyi' },
  sv: { enter: 'Logga in', choose: 'Logga in som exempelperson', lost: 'Inloggningen avbröts' },
} as const;

async function expectGood(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
}

for (const [language, words] of Object.entries(WORDS)) {
  for (const [screen, viewport] of Object.entries(SCREENS)) {
    test(`whoever was on the way to a page signs in and arrives there (${language}, ${screen})`, async ({
      page,
      baseURL,
    }) => {
      await page.setViewportSize(viewport);
      await page.addInitScript((chosen) => localStorage.setItem('rinnalla.language', chosen), language);
      const seen = watch(page, new URL(baseURL ?? '').origin);
      await page.goto('/asiat?vaihe=closed');
      await expect(page.getByRole('heading', { level: 1, name: words.enter })).toBeVisible();
      await expectGood(page);
      await page.getByRole('main').getByRole('link', { name: words.enter }).click();
      await expect(page.getByRole('heading', { level: 1, name: words.choose })).toBeVisible();
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await expectGood(page);
      await page.getByRole('button', { name: curator.name }).click();
      await page.waitForURL('**/asiat?vaihe=closed');
      await expect(page.getByRole('button', { name: new RegExp(curator.name) })).toBeVisible();
      seen.expectQuiet();
    });

    test(`a sign-in nobody waits for says so and leads back to the start (${language}, ${screen})`, async ({
      browser,
      baseURL,
    }) => {
      const options = { ...(baseURL === undefined ? {} : { baseURL }), viewport, locale: `${language}-FI` };
      const page = await (await browser.newContext(options)).newPage();
      await page.goto(`/auth/callback?state=${'x'.repeat(43)}&code=y`);
      await expect(page.getByRole('heading', { level: 1, name: words.lost })).toBeVisible();
      await expectGood(page);
      await page.getByRole('main').getByRole('link').click();
      await expect(page.getByRole('heading', { level: 1, name: words.choose })).toBeVisible();
    });
  }
}

test('whom to be is chosen without a script, in a language of choice', async ({ browser, baseURL }) => {
  const options = baseURL === undefined ? {} : { baseURL };
  const context = await browser.newContext({ ...options, javaScriptEnabled: false, locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto('/auth/sign-in');
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in as a sample person' })).toBeVisible();
  await page.getByRole('link', { name: 'Svenska' }).click();
  await page.getByRole('button', { name: samplePerson('secondCurator').name }).click();
  await page.waitForURL(`${baseURL}/`);
  const me = await page.request.get('/api/v1/me');
  expect(await me.json()).toMatchObject({ name: samplePerson('secondCurator').name });
  await context.close();
});

test('signing out leaves the provider too, and the next one is asked who they are', async ({ page }) => {
  await signInAs(page, curator.name);
  await page.getByRole('button', { name: /Oma valikko/ }).click();
  await page.getByRole('menuitem', { name: 'Kirjaudu ulos', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: /Kirjaudu ulos myös/ })).toBeVisible();
  await expectGood(page);
  await page.getByRole('button', { name: 'Kirjaudu ulos' }).click();
  await page.waitForURL('**/kirjaudu');
  await expect(page.getByRole('heading', { level: 1, name: 'Kirjaudu' })).toBeVisible();
  expect((await page.request.get('/api/v1/me')).status()).toBe(401);
});

test('signing out on all devices ends the session of the other browser', async ({
  page,
  browser,
  baseURL,
}) => {
  const nurse = samplePerson('nurse').name;
  const other = await (await browser.newContext(baseURL === undefined ? {} : { baseURL })).newPage();
  await signInAs(other, nurse);
  await signInAs(page, nurse);
  await page.getByRole('button', { name: /Oma valikko/ }).click();
  await page.getByRole('menuitem', { name: 'Kirjaudu ulos kaikilta laitteilta' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /Kirjaudu ulos myös/ })).toBeVisible();
  await other.reload();
  await expect(other.getByRole('heading', { level: 1, name: 'Kirjaudu' })).toBeVisible();
});
