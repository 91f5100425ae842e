import { expect, test, type Page } from '@playwright/test';
import { addDays, parseDate } from '../../domain/time/civil-date.js';
import { samplePerson } from '../../stack/sample-data.js';
import { calendarFile, openSchool, policyFile, type OwnSchool } from '../api/own-school.js';
import { expectAccessible, expectNoSidewaysScroll } from './support/axe.js';
import { openPage } from './support/open-page.js';
import { signInOverHttp } from './support/sample-case.js';
import { watch } from './support/watch.js';

/*
 * An administrator brings a new version of the rules: refused with its faults in plain words, corrected, checked,
 * and published after a second look at what changes.
 */

let school: OwnSchool;

test.beforeAll(async () => {
  school = await openSchool();
});

function asFile(content: object) {
  return { name: 'version.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(content)) };
}

async function bring(page: Page, kind: 'Sääntöjä' | 'Kalenteria', content: object): Promise<void> {
  await openPage(page, '/asetukset');
  await page.getByLabel(kind).check();
  await page.getByLabel('Tiedosto (JSON)').setInputFiles(asFile(content));
  await page.getByRole('button', { name: 'Tallenna luonnos' }).click();
  await expect(page.getByRole('heading', { level: 1, name: school.name })).toBeVisible();
}

async function publish(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Tarkista' }).click();
  await page.getByRole('button', { name: 'Julkaise', exact: true }).click();
  await expect(page.getByText('Julkaistua versiota ei voi muuttaa eikä poistaa.')).toBeVisible();
  await page.getByRole('button', { name: 'Julkaise versio' }).click();
}

test('new rules are refused with plain words, corrected, and published after a look at what changes', async ({
  page,
}) => {
  test.setTimeout(180_000);
  await signInOverHttp(page.request, samplePerson('administrator').id);
  await bring(page, 'Sääntöjä', policyFile(school.name));
  await publish(page);
  await expect(page.getByText('Voimassa nyt')).toBeVisible();

  const { today } = (await (await page.request.get('/api/v1/me')).json()) as { today: string };
  const begins = addDays(parseDate(today), 60);
  const next = policyFile(school.name, (file) => {
    const [old] = file.versions;
    if (!old) return;
    const fresh = structuredClone(old);
    fresh.validFrom = begins;
    const rule = fresh.rules['L-NEXT'];
    if (rule) rule.limit.value = 4;
    old.validUntil = addDays(begins, -1);
    file.versions = [old, fresh];
  });
  const broken = JSON.parse(JSON.stringify(next)) as typeof next;
  const limit: Record<string, unknown> | undefined = broken.versions[1]?.rules['L-NEXT']?.limit;
  delete limit?.['source'];
  await bring(page, 'Sääntöjä', broken);
  await page.getByRole('button', { name: 'Tarkista' }).click();
  await expect(page.getByRole('alert')).toContainText('Voimassa oleva versio pysyy');
  await expect(page.getByText('Luvulta puuttuu lähde.')).toBeVisible();
  await expect(page.getByText('versions.1.rules.L-NEXT.limit.source')).toBeVisible();
  await expectAccessible(page);

  await bring(page, 'Sääntöjä', next);
  const row = page.getByRole('row', { name: /Seuraavasta askeleesta sovitaan/ });
  await expect(row).toContainText('5 oppilaitoksen työpäivää');
  await expect(row).toContainText('4 oppilaitoksen työpäivää');
  await publish(page);
  await expect(page.getByText('Tulossa voimaan')).toBeVisible();
});

test('a calendar that ends soon is a task of the administrator until its next year is published', async ({
  page,
}) => {
  await signInOverHttp(page.request, samplePerson('administrator').id);
  const { today } = (await (await page.request.get('/api/v1/me')).json()) as { today: string };
  const now = parseDate(today);
  const whole = calendarFile(school.name, now);
  const ending = calendarFile(school.name, now, { until: addDays(now, 60) });
  const task = page.getByText(`Kalenteri ${school.name} on päätetty`, { exact: false });
  await bring(page, 'Kalenteria', ending);
  await publish(page);
  await expect(page.getByText('Voimassa nyt')).toBeVisible();
  await openPage(page, '/tehtavat');
  await expect(task).toBeVisible();
  await expectAccessible(page);
  await bring(page, 'Kalenteria', whole);
  await publish(page);
  await expect(page.getByText('Voimassa nyt')).toBeVisible();
  await openPage(page, '/tehtavat');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(task).toHaveCount(0);
});

for (const language of ['fi', 'sv'] as const) {
  for (const width of [1280, 360]) {
    test(`the settings are accessible in ${language} at ${width} px`, async ({ page, baseURL }) => {
      test.setTimeout(180_000);
      const seen = watch(page, new URL(baseURL ?? '').origin);
      await page.setViewportSize({ width, height: 800 });
      await page.addInitScript((chosen) => localStorage.setItem('rinnalla.language', chosen), language);
      await signInOverHttp(page.request, samplePerson('administrator').id);
      await openPage(page, '/asetukset');
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      for (const kind of ['policies', 'calendars']) {
        await openPage(page, '/asetukset');
        await page.locator(`a[href*="/asetukset/${kind}/espoo-sample/"]`).first().click();
        await expect(page.getByRole('heading', { level: 1, name: 'espoo-sample' })).toBeVisible();
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
      }
      seen.expectQuiet();
    });
  }
}

test('who is no administrator has no settings', async ({ page }) => {
  await signInOverHttp(page.request, samplePerson('curator').id);
  await openPage(page, '/tehtavat');
  await expect(page.getByRole('link', { name: 'Asetukset' })).toHaveCount(0);
  await openPage(page, '/asetukset');
  await expect(page.getByRole('alert').first()).toBeVisible();
});
