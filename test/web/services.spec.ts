import { expect, test } from '@playwright/test';
import { samplePerson } from '../../stack/sample-data.js';
import { openSchool } from '../api/own-school.js';
import { expectAccessible, expectNoSidewaysScroll } from './support/axe.js';
import { openPage } from './support/open-page.js';
import { signInOverHttp } from './support/sample-case.js';
import { watch } from './support/watch.js';

/*
 * An administrator says when the nurse is met without an appointment: refused with plain words at the field, corrected,
 * and on the page for learners at once.
 */

test('hours are refused with plain words, corrected, and told to learners at once', async ({ page }) => {
  test.setTimeout(120_000);
  const school = await openSchool();
  const room = `huone ${school.name}`;
  await signInOverHttp(page.request, samplePerson('administrator').id);
  await openPage(page, '/asetukset');
  await page.getByRole('link', { name: 'Koulujen palvelut: milloin voi tulla ilman aikaa' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Koulujen palvelut' })).toBeVisible();
  await expect(page.getByText('Terveydenhoitajan ajat puuttuvat').first()).toBeVisible();

  await openPage(page, `/asetukset/palvelut/${school.id}`);
  const nurse = page.getByRole('region', { name: 'terveydenhoitaja' });
  await nurse.getByRole('button', { name: 'Lisää aika' }).click();
  await nurse.getByLabel('Alkaa').fill('10.30');
  await nurse.getByLabel('Päättyy').fill('9.30');
  await nurse.getByLabel('Paikka tai muu tieto suomeksi').fill(room);
  await page.getByRole('button', { name: 'Julkaise tiedot' }).click();
  const summary = page.getByRole('alert');
  await expect(summary).toContainText('Ajan pitää päättyä myöhemmin kuin se alkaa.');
  await expectAccessible(page);
  await summary.getByRole('link', { name: 'Ajan pitää päättyä' }).click();
  await expect(nurse.getByLabel('Päättyy')).toBeFocused();

  await nurse.getByLabel('Päättyy').fill('11.15');
  await nurse.getByRole('button', { name: 'Lisää aika' }).click();
  await expect(nurse.getByLabel('Päivä').nth(1)).toHaveValue('tuesday');
  for (const language of ['ruotsiksi', 'englanniksi'])
    await nurse.getByLabel(`Paikka tai muu tieto ${language}`).fill(room);
  await page.getByRole('button', { name: 'Julkaise tiedot' }).click();
  await expect(page.getByText('Tiedot on julkaistu.')).toBeVisible();

  await openPage(page, '/asetukset/palvelut');
  await expect(page.getByText('tiistai 10.30–11.15').first()).toBeVisible();
  const told = await (await page.request.get('/haluan-jutella')).text();
  expect(told).toContain(`ma, ti klo 10.30–11.15, ${room}`);
});

for (const language of ['fi', 'sv', 'en'] as const) {
  for (const width of [1280, 360]) {
    test(`the services are accessible in ${language} at ${width} px`, async ({ page, baseURL }) => {
      test.setTimeout(120_000);
      const seen = watch(page, new URL(baseURL ?? '').origin);
      await page.setViewportSize({ width, height: 800 });
      await page.addInitScript((chosen) => localStorage.setItem('rinnalla.language', chosen), language);
      await signInOverHttp(page.request, samplePerson('administrator').id);
      await openPage(page, '/asetukset/palvelut');
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await page.locator('main a[href^="/asetukset/palvelut/"]').first().click();
      await expect(page.locator('form')).toBeVisible();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      seen.expectQuiet();
    });
  }
}
