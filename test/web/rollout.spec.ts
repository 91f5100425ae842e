import { randomUUID } from 'node:crypto';
import { expect, test, type APIRequestContext } from '@playwright/test';
import { addDays, dayNumber, parseDate, weekdayOf, type CivilDate } from '../../domain/time/civil-date.js';
import { sampleLearners, samplePerson } from '../../stack/sample-data.js';
import { calendarFile, openSchool, policyFile, type OwnSchool } from '../api/own-school.js';
import { expectAccessible, expectNoSidewaysScroll } from './support/axe.js';
import { openPage } from './support/open-page.js';
import { signInOverHttp } from './support/sample-case.js';
import { watch } from './support/watch.js';

/*
 * A school day falls out. The administrator sees which cases are behind, tries the corrected calendar out, moves the
 * cases and watches how far it is.
 */

let school: OwnSchool;
let today: CivilDate;

async function sent<T>(request: APIRequestContext, path: string, data?: object): Promise<T> {
  const headers = { 'x-requested-with': 'rinnalla', 'idempotency-key': randomUUID() };
  const answer = await request.post(path, { headers, ...(data ? { data } : {}) });
  expect(answer.ok(), await answer.text()).toBe(true);
  return (await answer.json()) as T;
}

async function publish(request: APIRequestContext, kind: string, content: object): Promise<void> {
  const path = `/api/v1/${kind}/${school.name}/versions`;
  const { id } = await sent<{ id: string }>(request, path, { content });
  for (const step of ['validate', 'publish']) await sent(request, `${path}/${id}/${step}`);
}

function nextWeekday(): CivilDate {
  let day = addDays(today, 1);
  while (weekdayOf(dayNumber(day)) > 5) day = addDays(day, 1);
  return day;
}

test.beforeAll(async ({ playwright, baseURL }) => {
  school = await openSchool();
  const request = await playwright.request.newContext({ baseURL: baseURL ?? '' });
  await signInOverHttp(request, samplePerson('administrator').id);
  today = parseDate(((await (await request.get('/api/v1/me')).json()) as { today: string }).today);
  await publish(request, 'policies', policyFile(school.name));
  await publish(request, 'calendars', calendarFile(school.name, today));
  await signInOverHttp(request, samplePerson('schoolCoordinator').id);
  const responsible = {
    school: samplePerson('schoolCoordinator').id,
    county: samplePerson('psychologist').id,
  };
  const concern = { source: 'staff', topic: 'absence', discussedWith: ['learner'], responsible };
  for (let n = 0; n < 2; n += 1)
    await sent(request, '/api/v1/cases', { ...concern, learnerId: school.learnerId });
  await signInOverHttp(request, samplePerson('administrator').id);
  await publish(request, 'calendars', calendarFile(school.name, today, { off: [nextWeekday()] }));
  await request.dispose();
});

test('a corrected calendar is tried out, rolled out after a second look, and told case by case', async ({
  page,
}) => {
  test.setTimeout(180_000);
  await signInOverHttp(page.request, samplePerson('administrator').id);
  await openPage(page, '/tehtavat');
  const task = page.getByRole('listitem').filter({ hasText: `Kalenteri: ${school.name}` });
  await expect(task).toContainText('2 avointa asiaa on muussa versiossa.');
  await expectAccessible(page);
  await openPage(page, '/asetukset');
  await page.getByRole('link', { name: 'Siirrä avoimia asioita uuteen versioon' }).click();
  const row = page.getByRole('listitem').filter({ hasText: `Kalenteri: ${school.name}` });
  await expect(row).toContainText('2 avointa asiaa on muussa versiossa.');
  await row.getByRole('link').click();

  await page.getByRole('button', { name: 'Kokeile ensin' }).click();
  await expect(page.getByText('Tämä oli kokeilu. Mitään ei tallennettu.')).toBeVisible();
  const table = page.getByRole('region', { name: 'Asiat, joissa päivä muuttuisi' });
  await expect(table.last().getByRole('row')).toHaveCount(3);
  for (const { family } of sampleLearners) await expect(page.locator('main')).not.toContainText(family);
  await page.getByLabel('Pidetään ennallaan').check();
  await expect(page.getByText('Tämä oli kokeilu.')).toHaveCount(0);
  await page.getByRole('button', { name: 'Kokeile ensin' }).click();
  await expect(page.getByText('Yksikään päivä ei muuttuisi.')).toBeVisible();

  await page.getByLabel('Lasketaan uudelleen').check();
  await page.getByRole('button', { name: 'Siirrä avoimet asiat' }).click();
  await expect(page.getByText('Jo siirretyt asiat pysyvät uudessa versiossa.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Siirrä', exact: true }).click();
  await expect(page.getByText('Valmis', { exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Käsitelty 2 / 2' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Asiat, joissa päivä muuttui' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Keskeytä' })).toHaveCount(0);
  await openPage(page, '/tehtavat');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(task).toHaveCount(0);
});

for (const language of ['fi', 'sv'] as const) {
  for (const width of [1280, 360]) {
    test(`the pages of roll-outs are accessible in ${language} at ${width} px`, async ({ page, baseURL }) => {
      test.setTimeout(180_000);
      const seen = watch(page, new URL(baseURL ?? '').origin);
      await page.setViewportSize({ width, height: 800 });
      await page.addInitScript((chosen) => localStorage.setItem('rinnalla.language', chosen), language);
      await signInOverHttp(page.request, samplePerson('administrator').id);
      await openPage(page, '/asetukset/siirrot');
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await page
        .getByRole('link', { name: new RegExp(`${school.name} (alkaen|från)`) })
        .last()
        .click();
      await expect(page.getByRole('progressbar')).toBeVisible();
      await expect(page.getByRole('table')).toBeVisible();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await page.goBack();
      await page.locator(`a[href*="/uusi/calendars/${school.name}/"]`).first().click();
      await page.getByRole('button', { name: /Kokeile ensin|Pröva först/ }).click();
      await expect(page.getByText(/Mitään ei tallennettu|Inget sparades/)).toBeVisible();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      seen.expectQuiet();
    });
  }
}
