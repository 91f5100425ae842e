import { expect, test, type APIRequestContext, type Page } from '@playwright/test';
import { sampleLearners, samplePerson } from '../../stack/sample-data.js';
import { expectAccessible } from './support/axe.js';
import { choose, dayFromNow, typeDate } from './support/fields.js';
import { openConcern, signInOverHttp } from './support/sample-case.js';

/* After an exclusion: support now, and a way back in steps, each with somebody who sees to it (POL 36 §). */

const curator = samplePerson('curator');
const teacher = samplePerson('homeroomTeacher');

let request: APIRequestContext;

test.beforeAll(async ({ playwright, baseURL }) => {
  request = await playwright.request.newContext(baseURL === undefined ? {} : { baseURL });
  await signInOverHttp(request, curator.id);
});

test.afterAll(() => request.dispose());

async function save(page: Page, button: string, done: string): Promise<void> {
  await expectAccessible(page);
  await page.getByRole('button', { name: button, exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: done })).toBeVisible();
}

/** Fills in one step of the way back. */
async function fillStep(page: Page, n: number, what: string, on: string, owner: string): Promise<void> {
  const step = page.getByRole('region', { name: `Askel ${n}`, exact: true });
  await step.getByLabel('Mitä tässä askeleessa tehdään?').fill(what);
  const [year = '', month = '', day = ''] = on.split('-');
  await step.getByRole('group', { name: 'Minä päivänä?' }).getByRole('spinbutton').first().click();
  await page.keyboard.type(`${day}${month}${year}`);
  // Clicked first, as a person does: a list that is open closes when the page scrolls to the field.
  const owned = step.getByRole('combobox', { name: 'Kuka vastaa askeleesta?' });
  await owned.click();
  await owned.fill(owner);
  await page.getByRole('option', { name: owner }).first().click();
}

test('exclusion, support and a return in steps, the last one taken by the teacher', async ({ page }) => {
  test.setTimeout(360_000);
  const { ref } = await openConcern(request, { learnerId: sampleLearners[14]!.id });
  await signInOverHttp(page.request, curator.id);
  await page.goto(`/asiat/${ref}/record-turn`);
  await choose(page, 'Mikä muuttui?', 'Määräaikainen erottaminen');
  await typeDate(page, 'Mistä päivästä alkaen?', dayFromNow(0));
  await save(page, 'Tallenna muutos', 'Muutos on kirjattu');
  await expect(page.getByText('Tuli tänään, viipymättä').first()).toBeVisible();

  await page.goto(`/asiat/${ref}/plan-support`);
  await page.getByLabel('Mitä tukea oppija saa?').fill('Kuraattori tapaa kahdesti viikossa.');
  await save(page, 'Tallenna suunnitelma', 'Tuki on suunniteltu');

  await page.goto(`/asiat/${ref}/plan-return`);
  await fillStep(page, 1, 'Tapaaminen koulun pihalla.', dayFromNow(2), curator.name);
  await page.getByRole('button', { name: 'Lisää askel' }).click();
  await fillStep(page, 2, 'Ensimmäinen tunti omassa luokassa.', dayFromNow(4), teacher.name);
  await save(page, 'Tallenna suunnitelma', 'Paluu on suunniteltu');

  await page.getByRole('link', { name: 'Avaa suunnitelmat' }).click();
  await expect(page.getByText('0 / 2 askelta tehty')).toBeVisible();
  await expect(page.getByText('Kuraattori tapaa kahdesti viikossa.')).toBeVisible();
  await expectAccessible(page);
  const first = page.getByRole('listitem').filter({ hasText: 'Tapaaminen koulun pihalla.' });
  await first.getByRole('link').click();
  await save(page, 'Kuittaa tehdyksi', 'Askel on tehty');

  await signInOverHttp(page.request, teacher.id);
  await page.goto(`/asiat/${ref}/suunnitelmat`);
  await expect(page.getByText('1 / 2 askelta tehty')).toBeVisible();
  const second = page.getByRole('listitem').filter({ hasText: 'Ensimmäinen tunti omassa luokassa.' });
  await second.getByRole('link').click();
  await save(page, 'Kuittaa tehdyksi', 'Askel on tehty');
  await page.goto(`/asiat/${ref}/suunnitelmat`);
  await expect(page.getByText('2 / 2 askelta tehty')).toBeVisible();

  await page.goto(`/asiat/${ref}/end-turn`);
  await save(page, 'Tallenna', 'Paluu on kirjattu');
});
