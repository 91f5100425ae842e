import { expect, test, type APIRequestContext, type Page } from '@playwright/test';
import type { SchoolList } from '../../api/contracts/directory.js';
import { BASIC_SCHOOL, UPPER_SECONDARY } from '../../stack/sample-people.js';
import { sampleLearners, samplePerson } from '../../stack/sample-data.js';
import { expectAccessible } from './support/axe.js';
import { choose, dayFromNow, pick, typeDate } from './support/fields.js';
import { openConcern, send as sendCommand, signInOverHttp } from './support/sample-case.js';

/* Acts that are not steps of the road: who answers for the case, what was recorded wrong, what is done outside. */

const curator = samplePerson('curator');
const psychologist = samplePerson('psychologist');
const supervisor = samplePerson('countySupervisor');

let request: APIRequestContext;

test.beforeAll(async ({ playwright, baseURL }) => {
  request = await playwright.request.newContext(baseURL === undefined ? {} : { baseURL });
  await signInOverHttp(request, curator.id);
});

test.afterAll(() => request.dispose());

/** Opens a form of a case as this person. */
async function openForm(page: Page, personId: string, ref: string, form: string): Promise<void> {
  await signInOverHttp(page.request, personId);
  await page.goto(`/asiat/${ref}/${form}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

async function send(page: Page, button: string, done: string): Promise<void> {
  await expectAccessible(page);
  await page.getByRole('button', { name: button, exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: done })).toBeVisible();
}

test('a hand-over is offered, and taken by the one who was asked', async ({ page }) => {
  const { ref } = await openConcern(request, { learnerId: sampleLearners[5]!.id });
  await openForm(page, curator.id, ref, 'offer-handover');
  await pick(page, 'Kenelle vastuu siirretään?', psychologist.name);
  await send(page, 'Ehdota siirtoa', 'Siirtoa on ehdotettu');
  await expect(page.getByText(`Ehdotettu: ${psychologist.name}.`)).toBeVisible();

  await signInOverHttp(page.request, psychologist.id);
  await page.goto('/tehtavat');
  const task = page.getByRole('listitem').filter({ hasText: `Asia ${ref}` });
  await task.getByRole('link', { name: /Vastaa, otatko vastuun/ }).click();
  await send(page, 'Otan vastuun', 'Olet nyt asian vastuuhenkilö');
  await expect(page.getByText(`Vastuuhenkilö, hyvinvointialue: ${psychologist.name}`)).toBeVisible();
});

test('a supervisor gives the case to somebody else at once', async ({ page }) => {
  const { ref } = await openConcern(request, { learnerId: sampleLearners[6]!.id });
  await openForm(page, supervisor.id, ref, 'reassign');
  await pick(page, 'Kuka ottaa vastuun?', psychologist.name);
  await choose(page, 'Miksi vastuuhenkilö vaihtuu?', 'Poissaolo');
  await send(page, 'Vaihda vastuuhenkilö', 'Vastuuhenkilö on vaihdettu');
  await expect(page.getByText(`Vastuuhenkilö, hyvinvointialue: ${psychologist.name}`)).toBeVisible();
});

test('a corrected request day moves the limit, and both stay in the log', async ({ page }) => {
  const { ref } = await openConcern(request, { learnerId: sampleLearners[7]!.id });
  await openForm(page, curator.id, ref, 'correct-fact');
  await choose(page, 'Mitä tietoa korjataan?', 'Päivä, jolloin pyyntö tuli');
  await typeDate(page, 'Minä päivänä pyyntö tuli?', dayFromNow(-3));
  await send(page, 'Tallenna korjaus', 'Tieto on korjattu');
  await expect(page.getByText(/Ennen: .* Nyt: /)).toBeVisible();
});

test('a wrong school is corrected to one of the same education provider only', async ({ page }) => {
  const { ref } = await openConcern(request, { learnerId: sampleLearners[8]!.id });
  await openForm(page, curator.id, ref, 'correct-fact');
  await choose(page, 'Mitä tietoa korjataan?', 'Koulu');
  await expect(page.getByText(/suunnittele siirto/)).toBeVisible();
  const schools = page.getByRole('group', { name: 'Mikä on oikea koulu?' }).getByRole('radio');
  const { items } = (await (await request.get('/api/v1/schools')).json()) as SchoolList;
  const own = items.find((school) => school.id === BASIC_SCHOOL.id);
  const same = items.filter((it) => it.providerId === own?.providerId && it.id !== own.id);
  expect(items.length).toBeGreaterThan(same.length + 1);
  await expect(schools).toHaveCount(same.length);
  await choose(page, 'Mikä on oikea koulu?', UPPER_SECONDARY.name);
  await send(page, 'Tallenna korjaus', 'Tieto on korjattu');
});

test('a learner’s own request is secret from the school until a side is brought in on a ground', async ({
  page,
}) => {
  const { ref } = await openConcern(request, {
    learnerId: sampleLearners[9]!.id,
    source: 'learner',
    responsible: { county: curator.id },
  });
  const teacher = samplePerson('homeroomTeacher');
  await signInOverHttp(page.request, teacher.id);
  await page.goto(`/asiat/${ref}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Sivua ei löydy' })).toBeVisible();

  await openForm(page, curator.id, ref, 'decline-discussion');
  await expect(page.getByText('Siihen on aina tarjottava aika.')).toBeVisible();
  await page.goto(`/asiat/${ref}/join-side`);
  await choose(page, 'Millä perusteella tieto annetaan?', 'Oppija suostuu siihen');
  await pick(page, 'Kuka on vastuuhenkilö uudella puolella?', teacher.name);
  await send(page, 'Ota mukaan', 'Osapuoli on mukana');
  await expect(page.getByText(`Vastuuhenkilö, koulu: ${teacher.name}`)).toBeVisible();
});

test('a report is recorded, completed later, and its contents can be printed', async ({ page }) => {
  const { ref } = await openConcern(request, { learnerId: sampleLearners[10]!.id });
  await openForm(page, curator.id, ref, 'report-child-welfare');
  await page.getByLabel('Kenelle?').fill('Länsi-Uudenmaan hyvinvointialue, lastensuojelu');
  await choose(page, 'Miten?', 'Lomakkeella');
  await page.getByLabel('Mistä syystä ilmoitus tehtiin?').fill('Huoli kodin tilanteesta.');
  await choose(page, 'Kerrottiinko ilmoituksesta?', 'Ei kerrottu');
  await send(page, 'Tallenna ilmoitus', 'Ilmoitus on kirjattu');

  await page.goto(`/asiat/${ref}/complete-outside-act`);
  await page.getByLabel('Mitä koulussa on jo tehty?').fill('Keskusteltu kotona ja koulussa.');
  await send(page, 'Tallenna tiedot', 'Tiedot on täydennetty');
  await page.getByRole('link', { name: 'Näytä ja tulosta sisältö' }).click();
  await expect(page.getByText('Keskusteltu kotona ja koulussa.')).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText('Salassa pidettävä', { exact: true })).toBeVisible();
  await expect(page.getByRole('banner')).toBeHidden();
});

test('a case opened twice is not for a post to make void, and the form says for whom it is', async ({
  page,
}) => {
  const { ref } = await openConcern(request, { learnerId: sampleLearners[12]!.id });
  await openForm(page, samplePerson('countyCoordinator').id, ref, 'void-case');
  await expect(page.getByLabel('Samasta asiasta on jo asia')).toBeDisabled();
  await expect(page.getByText('Kahdesti avatun asian mitätöi sen vastuuhenkilö').first()).toBeVisible();
  await expectAccessible(page);
});

test('a case opened on the wrong learner is gone from sight once it is void', async ({ page }) => {
  const { ref } = await openConcern(request, { learnerId: sampleLearners[11]!.id });
  await openForm(page, curator.id, ref, 'void-case');
  await choose(page, 'Miksi asia mitätöidään?', 'Asia avattiin väärälle oppijalle');
  await page.getByRole('button', { name: 'Mitätöi asia', exact: true }).click();
  await expect(page.getByText('Kirjoita, miten asia jatkuu oikean oppijan kohdalla').first()).toBeVisible();
  await page.getByLabel('Miten asia jatkuu?').fill('Oikean oppijan asia avattiin uudelleen.');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Mitätöi asia', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Tehtäväni' })).toBeVisible();
  await page.goto(`/asiat/${ref}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Sivua ei löydy' })).toBeVisible();
});

test('a meeting that ends with the case is told by hand to a family that gets no mail', async ({ page }) => {
  const hidden = sampleLearners.find((it) => it.family === 'Salmi')!;
  const { id, ref } = await openConcern(request, {
    learnerId: hidden.id,
    topic: 'wellbeing',
    discussedWith: ['learner', 'guardian'],
  });
  const path = `/cases/${id}/commands`;
  await sendCommand(request, path, { type: 'decline-discussion', reason: 'evidently-unnecessary' });
  await sendCommand(request, path, {
    ...{ type: 'call-meeting', kind: 'home-meeting', on: dayFromNow(5), minute: 600, invitedStaff: [] },
    invitedFamily: [{ personId: hidden.guardians[0]!.id, role: 'guardian' }],
  });
  await sendCommand(request, path, { type: 'invite-by-hand', meetingId: 'k1', way: 'phone' });
  await openForm(page, curator.id, ref, 'close-case');
  await expect(page.getByText('Se perutaan, kun asia päättyy.')).toBeVisible();
  await choose(page, 'Miksi asia päätetään?', 'Tarvetta ei enää ole');
  await send(page, 'Päätä asia', 'Asia on päätetty');
  await page.getByRole('link', { name: 'Kirjaa, että kerroit palaverista itse' }).first().click();
  await expect(page.getByText('(peruttu)')).toBeVisible();
  await choose(page, 'Miten kerroit?', 'Puhelimessa');
  await send(page, 'Tallenna', 'Kertominen on kirjattu');
});
