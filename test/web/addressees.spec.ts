import { expect, test } from '@playwright/test';
import { samplePerson } from '../../stack/sample-data.js';
import { expectAccessible, expectNoSidewaysScroll } from './support/axe.js';
import { openPage } from './support/open-page.js';
import { makeCase, signInOverHttp } from './support/sample-case.js';
import { watch } from './support/watch.js';

/*
 * Whom reports address: an administrator sees it by municipality, and that nobody has published it yet.
 */

for (const [language, width] of [
  ['fi', 1280],
  ['fi', 360],
  ['sv', 1280],
  ['sv', 360],
  ['en', 1280],
  ['en', 360],
] as const) {
  test(`the addressees are accessible in ${language} at ${width} px`, async ({ page, baseURL }) => {
    test.setTimeout(120_000);
    const seen = watch(page, new URL(baseURL ?? '').origin);
    await page.setViewportSize({ width, height: 800 });
    await page.addInitScript((chosen) => localStorage.setItem('rinnalla.language', chosen), language);
    await signInOverHttp(page.request, samplePerson('administrator').id);
    await openPage(page, '/asetukset');
    await page.locator('main a[href="/asetukset/osoitteet"]').click();
    await expect(page.getByRole('rowheader', { name: 'Kirkkonummi' })).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    seen.expectQuiet();
  });
}

test('who writes a child welfare report sees the number, the way out of hours, and that they are samples', async ({
  page,
}) => {
  test.setTimeout(120_000);
  await signInOverHttp(page.request, samplePerson('curator').id);
  const sample = await makeCase(page.request);
  await openPage(page, `/asiat/${sample.ref}/report-child-welfare`);
  const form = page.getByRole('main');
  await expect(form.getByText(/Virka-ajan ulkopuolella: .*00 000 0003; 112/)).toBeVisible();
  await expect(form.getByText(/Esimerkkitieto: tarkista osoite/)).toBeVisible();
});
