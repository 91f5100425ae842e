import { expect, test, type APIRequestContext } from '@playwright/test';
import { sampleLearners, samplePerson } from '../../stack/sample-data.js';
import { expectAccessible } from './support/axe.js';
import { choose, dayFromNow } from './support/fields.js';
import { makeCase, send, signInOverHttp, type SampleCase } from './support/sample-case.js';

/* What leaves Rinnalla on paper: the form of an act towards the outside, and an invitation. */

const learner = sampleLearners[13]!;
const curator = samplePerson('curator');

let request: APIRequestContext;
let made: SampleCase;

test.beforeAll(async ({ playwright, baseURL }) => {
  request = await playwright.request.newContext(baseURL === undefined ? {} : { baseURL });
  await signInOverHttp(request, curator.id);
  made = await makeCase(request, learner);
});

test.afterAll(() => request.dispose());

test('the form of a report is printed as it is recorded, and a copy of that is kept', async ({ page }) => {
  await signInOverHttp(page.request, curator.id);
  await page.goto(`/asiat/${made.ref}/ilmoitus/${made.actId}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Lastensuojeluilmoitus' })).toBeVisible();
  await expect(page.getByText(`${learner.given} ${learner.family}`)).toBeVisible();
  await expect(page.getByText('Huoli kodin tilanteesta.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Tulosta ja säilytä jäljennös' }).click();
  await expect(page.getByRole('link', { name: /^Jäljennös 1, tulostettu/ })).toBeVisible();
  await expectAccessible(page);
});

test('what was printed opens as it was on the paper, whatever has been recorded since', async ({ page }) => {
  const tell = (measuresTried: string) =>
    send(request, `/cases/${made.id}/commands`, {
      type: 'complete-outside-act',
      actId: made.actId,
      details: { measuresTried },
    });
  await signInOverHttp(page.request, curator.id);
  await tell('Kevennetty lukujärjestys.');
  await page.goto(`/asiat/${made.ref}/ilmoitus/${made.actId}`);
  const print = page.getByRole('button', { name: 'Tulosta ja säilytä jäljennös' });
  const copies = page.getByRole('link', { name: /^Jäljennös \d+, tulostettu/ });
  await expect(print).toBeVisible();
  const before = await copies.count();
  await print.click();
  await expect(copies).toHaveCount(before + 1);
  const name = await copies.last().innerText();
  await tell('Pienryhmä aloitettu.');
  await page.reload();
  await expect(page.getByText('Pienryhmä aloitettu.')).toBeVisible();

  await page.getByRole('link', { name }).focus();
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('heading', { level: 1, name: 'Lastensuojeluilmoitus – jäljennös' }),
  ).toBeVisible();
  await expect(page.getByText(/Tulostettu .*Aino Virtanen/)).toBeVisible();
  await expect(page.getByText('Kevennetty lukujärjestys.')).toBeVisible();
  await expect(page.getByText('Pienryhmä aloitettu.')).toHaveCount(0);
  await expectAccessible(page);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText(/Tulostettu .*Aino Virtanen/)).toBeVisible();
  await expect(page.getByText('Myöhemmin kirjattu ei näy tässä.')).toBeHidden();
  await page.emulateMedia({ media: 'screen' });
  await page.getByRole('link', { name: 'Takaisin lomakkeeseen' }).press('Enter');
  await expect(page.getByText('Pienryhmä aloitettu.')).toBeVisible();
});

for (const act of ['contact-social-services', 'report-child-welfare']) {
  test(`${act} suggests whom to address where the learner lives, and the way out of hours`, async ({
    page,
  }) => {
    await signInOverHttp(page.request, curator.id);
    await page.goto(`/asiat/${made.ref}/${act}`);
    await expect(page.getByLabel('Kenelle?')).toHaveValue(/ \(esimerkki\)$/);
    await expect(page.getByText(/Virka-ajan ulkopuolella: .*; 112/)).toBeVisible();
    await expectAccessible(page);
  });
}

test('a contact without consent is asked on what ground, waits for no answer, and says it on paper', async ({
  page,
}) => {
  await signInOverHttp(page.request, curator.id);
  const grounds = page.getByRole('group', { name: /Millä perusteella ilman suostumusta/ });
  const write = async (jointly: string) => {
    await page.goto(`/asiat/${made.ref}/contact-social-services`);
    await choose(page, 'Miten?', 'Puhelimitse');
    await choose(page, 'Kenen kanssa yhteydenotto tehtiin?', jointly);
    await page.getByLabel('Mistä syystä yhteyttä otettiin?').fill('Arki ei suju.');
  };
  const save = async () => {
    await page.getByRole('button', { name: 'Tallenna yhteydenotto' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'Yhteydenotto on kirjattu' })).toBeVisible();
  };
  await write('Huoltajan kanssa');
  await expect(grounds).toBeHidden();
  await write('Ilman suostumusta, laissa säädetyllä perusteella');
  await expect(grounds).toBeVisible();
  await save();

  await write('Ilman suostumusta, laissa säädetyllä perusteella');
  await grounds.getByRole('radio', { name: 'Lapsen etu vaatii sitä' }).check();
  await page.getByLabel(/Millaista tukea toivotaan/).fill('Perhetyötä aamuihin.');
  await expectAccessible(page);
  await save();
  await page.getByRole('link', { name: 'Näytä ja tulosta sisältö' }).last().click();
  await expect(page.getByRole('button', { name: 'Tulosta ja säilytä jäljennös' })).toBeVisible();
  await expect(page.getByText('Lapsen etu vaatii sitä')).toBeVisible();
  await expect(page.getByText('Perhetyötä aamuihin.')).toBeVisible();
});

test('a contact that left its ground open asks for it until somebody says it, with what support is hoped for', async ({
  page,
}) => {
  await send(request, `/cases/${made.id}/commands`, {
    ...{ type: 'contact-social-services', addressee: 'Sosiaalipalvelut', channel: 'phone' },
    ...{ reason: 'Arki ei suju.', jointly: 'no-consent-ground' },
  });
  await signInOverHttp(page.request, curator.id);
  await page.goto(`/asiat/${made.ref}`);
  const act = page.getByRole('listitem').filter({ hasText: 'Näytä ja tulosta sisältö' }).last();
  await expect(act).toContainText('millä perusteella ilman suostumusta');
  await page.goto(`/asiat/${made.ref}/complete-outside-act`);
  await choose(page, /Millä perusteella ilman suostumusta/, 'Lapsen etu vaatii sitä');
  await page.getByLabel(/Millaista tukea toivotaan/).fill('Rauhaa koteihin.');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Tallenna tiedot' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Tiedot on täydennetty' })).toBeVisible();
  await page.goto(`/asiat/${made.ref}`);
  await expect(act).not.toContainText('millä perusteella ilman suostumusta');
  await act.getByRole('link', { name: 'Näytä ja tulosta sisältö' }).click();
  // The case says both, too, for as long as it stands there.
  await expect(page.getByRole('button', { name: 'Tulosta ja säilytä jäljennös' })).toBeVisible();
  await expect(page.getByRole('definition').filter({ hasText: 'Lapsen etu vaatii sitä' })).toHaveCount(1);
  await expect(page.getByRole('definition').filter({ hasText: 'Rauhaa koteihin.' })).toHaveCount(1);
  await page.goto(`/asiat/${made.ref}/aikajana`);
  await expect(page.getByText('Rauhaa koteihin.')).toBeVisible();
});

test('an invitation says when and where, and nothing of the matter', async ({ page }) => {
  await send(request, `/cases/${made.id}/commands`, {
    type: 'call-meeting',
    kind: 'home-meeting',
    on: dayFromNow(7),
    minute: 600,
    place: 'Kuraattorin huone',
    invitedStaff: [{ personId: curator.id, role: 'curator', side: 'county' }],
    invitedFamily: [{ personId: learner.guardians[0]!.id, role: 'guardian' }],
  });
  await signInOverHttp(page.request, curator.id);
  await page.goto(`/asiat/${made.ref}`);
  await page.getByRole('link', { name: 'Näytä ja tulosta kutsu' }).click();
  await expect(page.getByText('Kuraattorin huone')).toBeVisible();
  await expectAccessible(page);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText('Ehdotan toista aikaa')).toBeVisible();
  const paper = await page.getByRole('main').innerText();
  expect(paper).not.toContain('oissaolo');
  expect(paper).not.toContain(made.ref);
});

test('a report says what forms usually ask as far as it is known, and more can be added when it is', async ({
  page,
}) => {
  await signInOverHttp(page.request, curator.id);
  await page.goto(`/asiat/${made.ref}/report-child-welfare`);
  await choose(page, 'Miten?', 'Puhelimitse');
  await page.getByLabel('Mistä syystä ilmoitus tehtiin?').fill('Huoli turvallisuudesta.');
  await choose(page, 'Kerrottiinko ilmoituksesta?', 'Ei kerrottu');
  await page.getByLabel('Keitä kotona asuu?').fill('Isä ja kaksi lasta.');
  await choose(page, 'Onko lapsi vaarassa nyt?', 'Ei tiedossa');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Tallenna ilmoitus' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Ilmoitus on kirjattu' })).toBeVisible();

  const row = (label: string) =>
    page.locator('dt', { hasText: label }).locator('xpath=following-sibling::dd[1]');
  const paper = async () => {
    await page.goto(`/asiat/${made.ref}`);
    await page.getByRole('link', { name: 'Näytä ja tulosta sisältö' }).last().click();
  };
  await paper();
  await expect(row('Keitä kotona asuu')).toHaveText('Isä ja kaksi lasta.');
  await expect(row('Onko lapsi vaarassa nyt')).toHaveText('Ei tiedossa');
  await expect(row('Tulkin tarve')).toHaveText('Ei mainittu');

  await page.goto(`/asiat/${made.ref}/complete-outside-act`);
  await page.getByLabel('Tarvitseeko perhe tulkin?').selectOption('somali');
  await page.getByRole('button', { name: 'Tallenna tiedot' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Tiedot on täydennetty' })).toBeVisible();
  await paper();
  await expect(row('Tulkin tarve')).toHaveText('somali');
  await page.goto(`/asiat/${made.ref}/aikajana`);
  await expect(page.getByText('Tulkin tarve: somali')).toBeVisible();
});
