import { expect, test, type Page } from '@playwright/test';
import { samplePerson } from '../../stack/sample-data.js';
import { expectAccessible, expectNoSidewaysScroll } from './support/axe.js';
import { openPage } from './support/open-page.js';
import { makeCase, signInOverHttp, type SampleCase } from './support/sample-case.js';
import { watch } from './support/watch.js';

/*
 * Every page, in Finnish and Swedish, on a desk and on a phone: WCAG 2.2 A and AA, no sideways scroll, no request
 * to anybody else, no complaint in the console.
 */

const DESK = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 740 };
/** Each page is opened once a language and looked at on both screens: in Finnish first on a desk, in Swedish on a phone. */
const LANGUAGES = { fi: [DESK, PHONE], sv: [PHONE, DESK] } as const;

const FORMS = [
  'propose-group',
  'request-consent',
  'record-consent',
  'call-meeting',
  'complete-action',
  'close-case',
  'contact-social-services',
  'report-child-welfare',
  'complete-outside-act',
  'offer-handover',
  'correct-fact',
  'void-case',
  'record-discussion',
  'write-entry',
  'record-turn',
  'plan-return',
  'plan-transfer',
  'share-situation',
  'divide-responsibilities',
] as const;

let sample: SampleCase;

test.beforeAll(async ({ playwright, baseURL }) => {
  const request = await playwright.request.newContext(baseURL === undefined ? {} : { baseURL });
  await signInOverHttp(request, samplePerson('curator').id);
  sample = await makeCase(request);
  await request.dispose();
});

type Screens = (typeof LANGUAGES)[keyof typeof LANGUAGES];

async function checkPages(page: Page, screens: Screens, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await page.setViewportSize(screens[0]);
    await openPage(page, path);
    for (const screen of screens) {
      await page.setViewportSize(screen);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    }
  }
}

for (const [language, screens] of Object.entries(LANGUAGES)) {
  test.describe(`${language}, on a desk and on a phone`, () => {
    test.beforeEach(async ({ page }) => {
      test.setTimeout(360_000);
      await page.addInitScript((chosen) => localStorage.setItem('rinnalla.language', chosen), language);
    });

    test('pages of somebody who is not signed in', async ({ page, baseURL }) => {
      const seen = watch(page, new URL(baseURL ?? '').origin);
      await checkPages(page, screens, ['/kirjaudu', '/saavutettavuus', '/tietosuoja', '/ei-ole']);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      seen.expectQuiet();
    });

    test('pages of a curator', async ({ page, baseURL }) => {
      const seen = watch(page, new URL(baseURL ?? '').origin);
      await signInOverHttp(page.request, samplePerson('curator').id);
      const ofCase = `/asiat/${sample.ref}`;
      await checkPages(page, screens, [
        '/tehtavat',
        '/asiat',
        '/asiat?vaihe=closed&haku=xyz',
        ofCase,
        `${ofCase}/aikajana`,
        `${ofCase}/kertomus`,
        `${ofCase}/suunnitelmat`,
        `${ofCase}/perhe`,
        `${ofCase}/luovutukset`,
        `${ofCase}/ilmoitus/${encodeURIComponent(sample.actId)}`,
        '/aloita/ennen',
        '/aloita/oppija',
      ]);
      seen.expectQuiet();
    });

    test('forms of a curator', async ({ page, baseURL }) => {
      const seen = watch(page, new URL(baseURL ?? '').origin);
      await signInOverHttp(page.request, samplePerson('curator').id);
      await checkPages(
        page,
        screens,
        FORMS.map((form) => `/asiat/${sample.ref}/${form}`),
      );
      seen.expectQuiet();
    });

    test('pages of a supervisor', async ({ page, baseURL }) => {
      const seen = watch(page, new URL(baseURL ?? '').origin);
      await signInOverHttp(page.request, samplePerson('countySupervisor').id);
      await checkPages(page, screens, [
        '/tehtavat',
        '/seuranta',
        `/asiat/${sample.ref}`,
        `/asiat/${sample.ref}/reassign`,
      ]);
      seen.expectQuiet();
    });
  });
}

test('the calendar and the own menu are accessible while open', async ({ page }) => {
  await signInOverHttp(page.request, samplePerson('curator').id);
  await openPage(page, `/asiat/${sample.ref}/complete-action`);
  await page.getByRole('button', { name: /Avaa kalenteri/ }).click();
  await expect(page.getByRole('grid')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /Oma valikko/ }).click();
  await expect(page.getByRole('menuitem', { name: 'Kirjaudu ulos', exact: true })).toBeVisible();
  await expectAccessible(page);
});

test('a case that is not for one looks like a case that does not exist', async ({ page }) => {
  await signInOverHttp(page.request, samplePerson('subjectTeacher').id);
  await openPage(page, `/asiat/${sample.ref}`);
  const hidden = await page.getByRole('main').innerText();
  await openPage(page, '/asiat/R-2026-999999');
  expect(await page.getByRole('main').innerText()).toBe(hidden);
});

test('the keyboard reaches the content first, and the language is remembered', async ({ page }) => {
  await page.goto('/kirjaudu');
  await expect(page.getByRole('heading', { level: 1, name: 'Kirjaudu' })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Siirry sisältöön' })).toBeFocused();
  await page.getByRole('button', { name: 'Svenska' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Logga in' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Logga in' })).toBeVisible();
  const kept = await page.evaluate(() => JSON.stringify(Object.fromEntries(Object.entries(localStorage))));
  expect(JSON.parse(kept)).toEqual({ 'rinnalla.language': 'sv' });
});
