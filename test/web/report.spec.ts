import { expect, test, type APIRequestContext, type Page } from '@playwright/test';
import { sampleLearners, samplePerson } from '../../stack/sample-data.js';
import { expectAccessible } from './support/axe.js';
import { choose } from './support/fields.js';
import { makeCase, send, signInOverHttp, type SampleCase } from './support/sample-case.js';

/* The student welfare report: written part by part, corrected by a new entry, published to each reader alone. */

const learner = sampleLearners[12]!;
const [mother, father] = learner.guardians;
const curator = samplePerson('curator');

let request: APIRequestContext;
let made: SampleCase;

test.beforeAll(async ({ playwright, baseURL }) => {
  request = await playwright.request.newContext(baseURL === undefined ? {} : { baseURL });
  await signInOverHttp(request, curator.id);
  made = await makeCase(request, learner);
});

test.afterAll(() => request.dispose());

/** Presses the button of a form and comes back to the report, where the page has said what was done. */
async function save(page: Page, button: string, done: string): Promise<void> {
  await expectAccessible(page);
  await page.getByRole('button', { name: button, exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: done })).toBeVisible();
  await page.getByRole('navigation', { name: 'Asian osat' }).getByRole('link', { name: 'Kertomus' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Opiskeluhuoltokertomus' })).toBeVisible();
}

test('a report is written, corrected and published, and a forbidden guardian is nobody to publish to', async ({
  page,
}) => {
  await signInOverHttp(page.request, curator.id);
  await page.goto(`/asiat/${made.ref}/kertomus`);
  await expect(page.getByText('Kertomuksesta puuttuu vielä')).toBeVisible();
  await expect(page.getByText('Käsittely on kirjattu kertomukseen.')).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('link', { name: 'Kirjoita merkintä kertomukseen' }).click();
  await choose(page, /Mihin kertomuksen osaan/, 'Aiempi ja nykyinen tuki, yhteistyö');
  await page.getByLabel('Merkintä', { exact: true }).fill('Aamutuki kahtena päivänä viikossa.');
  await save(page, 'Tallenna merkintä', 'Merkintä on kertomuksessa');
  const original = page.getByRole('listitem').filter({ hasText: 'Aamutuki kahtena päivänä viikossa.' });
  await expect(original.getByText(`${curator.name}, kuraattori`)).toBeVisible();

  await original.getByRole('link', { name: 'Korjaa' }).click();
  await expect(page.getByText('Aamutuki kahtena päivänä viikossa.')).toBeVisible();
  await page.getByLabel('Miten merkinnän pitäisi kuulua?').fill('Aamutuki kolmena päivänä viikossa.');
  await save(page, 'Tallenna korjaus', 'Korjaus on kertomuksessa');
  await expect(original.getByRole('link', { name: /Tätä on korjattu/ })).toBeVisible();
  const correction = page.getByRole('listitem').filter({ hasText: 'Aamutuki kolmena päivänä viikossa.' });
  await expect(correction.getByRole('link', { name: /Korjaus merkintään/ })).toBeVisible();

  await send(request, `/cases/${made.id}/commands`, {
    type: 'prohibit-guardian',
    guardianId: father!.id,
    scope: 'both',
    grounds: 'Oppija pyysi, painava syy arvioitiin.',
  });
  await page.goto(`/asiat/${made.ref}/kertomus`);
  await expect(page.getByText(mother!.phone)).toBeVisible();
  await expect(page.getByText(`${father!.given} ${father!.family}`)).toBeHidden();
  await correction.getByRole('link', { name: 'Julkaise' }).click();
  const readers = page.getByRole('group', { name: 'Kenelle?' });
  await expect(readers.getByRole('checkbox', { name: `${mother!.given} ${mother!.family}` })).toBeVisible();
  await expect(readers.getByText(`${father!.given} ${father!.family}`)).toBeHidden();
  await readers.getByRole('checkbox', { name: `${learner.given} ${learner.family}` }).check();
  await save(page, 'Julkaise', 'Merkinnät on julkaistu');
  await expect(correction.getByText(`Julkaistu: ${learner.given} ${learner.family}`)).toBeVisible();
  await expect(original.getByText('Ei julkaistu kenellekään')).toBeVisible();
});

test('the identity code is fetched when it is asked for, and who looked is written down', async ({
  page,
}) => {
  await signInOverHttp(page.request, curator.id);
  await page.goto(`/asiat/${made.ref}/kertomus`);
  await expect(page.getByText(learner.municipality, { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Näytä henkilötunnus' }).click();
  // The sample has no codes.
  await expect(page.getByText('Henkilötunnus ei ole tiedossa.')).toBeVisible();
  await expectAccessible(page);
  await page.goto(`/asiat/${made.ref}/luovutukset`);
  const looks = page.getByRole('listitem').filter({ hasText: 'Katsoi henkilötunnuksen' });
  await expect(looks).toHaveCount(1);
});

test('the report prints as a paper of its own, marked as secret', async ({ page }) => {
  await signInOverHttp(page.request, curator.id);
  await page.goto(`/asiat/${made.ref}/kertomus`);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText('Salassa pidettävä', { exact: true })).toBeVisible();
  await expect(page.getByText(`${learner.given} ${learner.family}, ${learner.class}`)).toBeVisible();
  await expect(page.getByRole('banner')).toBeHidden();
  await expect(page.getByRole('link', { name: 'Kirjoita merkintä kertomukseen' })).toBeHidden();
});
