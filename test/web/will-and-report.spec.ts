import { expect, test, type APIRequestContext, type Page } from '@playwright/test';
import { sampleLearners, samplePerson } from '../../stack/sample-data.js';
import { expectAccessible } from './support/axe.js';
import { choose } from './support/fields.js';
import { openConcern, send, signInOverHttp } from './support/sample-case.js';

/* What the family wills, and what is done when it does not: withdrawn, forbidden, declined. */

const curator = samplePerson('curator');
const nurse = samplePerson('nurse');
const teacher = samplePerson('homeroomTeacher');

let request: APIRequestContext;

test.beforeAll(async ({ playwright, baseURL }) => {
  request = await playwright.request.newContext(baseURL === undefined ? {} : { baseURL });
  await signInOverHttp(request, curator.id);
});

test.afterAll(() => request.dispose());

type Learner = (typeof sampleLearners)[number];

/** A case that everybody in the family knows of, so that nothing waits before the road. */
function openKnown(learner: Learner): Promise<{ id: string; ref: string }> {
  return openConcern(request, {
    learnerId: learner.id,
    topic: 'wellbeing',
    discussedWith: ['learner', 'guardian'],
  });
}

function guardianName({ guardians }: Learner, n: number): string {
  const guardian = guardians[n]!;
  return `${guardian.given} ${guardian.family}`;
}

/** Sends the form and is back on the case, which says what was done. */
async function save(page: Page, button: string, done: string): Promise<void> {
  await expectAccessible(page);
  await page.getByRole('button', { name: button, exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: done })).toBeVisible();
}

/** Opens the form of the next step, or of its lawful alternative, from the case page. */
async function doNext(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name, exact: true }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

async function makeConsentedGroup(learner: Learner): Promise<string> {
  const { id, ref } = await openKnown(learner);
  const by = learner.guardians[0]!.id;
  const path = `/cases/${id}/commands`;
  const members = [
    { personId: curator.id, role: 'curator', side: 'county' },
    { personId: nurse.id, role: 'school_nurse', side: 'county' },
  ];
  const answer = { answer: 'given', by, byRole: 'guardian', way: 'signed' };
  await send(request, path, { type: 'propose-group', members });
  await send(request, path, {
    type: 'request-consent',
    memberIds: ['m1', 'm2'],
    askedOf: [by],
    told: 'phone',
  });
  for (const memberId of ['m1', 'm2'])
    await send(request, path, { type: 'record-consent', memberId, ...answer });
  return ref;
}

test('a guardian takes a consent back: the member is out at once, and it is assessed on what the work goes on', async ({
  page,
}) => {
  const learner = sampleLearners[10]!;
  const ref = await makeConsentedGroup(learner);
  await signInOverHttp(page.request, nurse.id);
  await page.goto(`/asiat/${ref}`);
  await expect(page.getByRole('heading', { level: 1, name: `Asia ${ref}` })).toBeVisible();

  await signInOverHttp(page.request, curator.id);
  await page.goto(`/asiat/${ref}/withdraw-consent`);
  await page.getByRole('checkbox', { name: nurse.name }).check();
  await choose(page, 'Kuka peruutti suostumuksen?', guardianName(learner, 0));
  await choose(page, 'Miten peruutus saatiin?', 'Puhelimessa');
  await save(page, 'Kirjaa peruutus', 'Suostumus on peruutettu');
  await expect(page.getByText('Suostumus peruutettu')).toBeVisible();

  await doNext(page, 'Arvioi, millä perusteella työ jatkuu');
  await choose(page, 'Mihin työ nyt perustuu?', 'Muut suostumukset ovat voimassa');
  await save(page, 'Tallenna arvio', 'Arvio on kirjattu');

  await signInOverHttp(page.request, nurse.id);
  await page.goto(`/asiat/${ref}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Sivua ei löydy' })).toBeVisible();
});

test('a guardian whom the learner forbids can be picked nowhere', async ({ page }) => {
  const learner = sampleLearners.find(
    ({ guardians }) => guardians.length === 2 && guardians.every((one) => !one.livesApart),
  )!;
  const [forbidden, other] = [guardianName(learner, 0), guardianName(learner, 1)];
  const ref = await makeConsentedGroup(learner);

  await signInOverHttp(page.request, teacher.id);
  await page.goto(`/asiat/${ref}/prohibit-guardian`);
  await expect(page.getByText('Tätä ei voi tehdä nyt')).toBeVisible();

  await signInOverHttp(page.request, curator.id);
  await page.goto(`/asiat/${ref}/prohibit-guardian`);
  await choose(page, 'Ketä huoltajaa kielto koskee?', forbidden);
  await choose(page, 'Mitä oppija kieltää?', 'Huoltaja ei osallistu eikä hänelle kerrota');
  await page.getByLabel('Mitkä ovat kiellon painavat syyt?').fill('Oppija pelkää, mitä kotona seuraa.');
  await save(page, 'Tallenna kielto', 'Kielto on voimassa');

  for (const form of [
    'tell-guardian',
    'request-consent',
    'record-consent',
    'withdraw-consent',
    'agree-contact-ways',
    'call-meeting',
    'prohibit-guardian',
  ]) {
    await page.goto(`/asiat/${ref}/${form}`);
    await expect(page.getByLabel(other), form).toBeVisible();
    await expect(page.getByLabel(forbidden), form).toHaveCount(0);
  }
});

test('the family declines a joint contact: a report follows, and shows what is expected of social services', async ({
  page,
}) => {
  const { ref } = await openKnown(sampleLearners[12]!);
  await signInOverHttp(page.request, curator.id);
  await page.goto(`/asiat/${ref}/propose-joint-contact`);
  await choose(page, 'Kenen kanssa yhteyttä ehdotettiin otettavaksi?', 'Huoltajan kanssa');
  await save(page, 'Tallenna ehdotus', 'Yhteistä yhteydenottoa on ehdotettu');

  await doNext(page, 'Kirjaa, ettei yhteinen yhteydenotto toteutunut');
  await choose(
    page,
    'Miksi yhteinen yhteydenotto ei toteutunut?',
    'Perhe ei halunnut yhteistä yhteydenottoa',
  );
  await choose(page, 'Täyttyvätkö lastensuojeluilmoituksen perusteet?', 'Kyllä');
  await save(page, 'Tallenna', 'Se on kirjattu');

  await doNext(page, 'Kirjaa lastensuojeluilmoitus');
  await expect(page.getByText('Ilmoitus tehdään, vaikka joku olisi jo ilmoittanut')).toBeVisible();
  await page.getByLabel('Kenelle?').fill('Länsi-Uudenmaan hyvinvointialue, lastensuojelu');
  await choose(page, 'Miten?', 'Puhelimitse');
  await page
    .getByLabel('Mistä syystä ilmoitus tehtiin?')
    .fill('Oppija ei ole käynyt koulussa syksyn jälkeen.');
  await choose(page, 'Kerrottiinko ilmoituksesta?', 'Huoltajalle kerrottiin');
  await save(page, 'Tallenna ilmoitus', 'Ilmoitus on kirjattu');
  await expect(page.getByText(/Odotetaan: Sosiaalihuolto päättää arvioinnin aloittamisesta/)).toBeVisible();
});

test('of a suspected crime the guardian is left untold, on a ground that stands in the case', async ({
  page,
}) => {
  const learner = sampleLearners[14]!;
  const { id, ref } = await openConcern(request, {
    learnerId: learner.id,
    topic: 'home',
    discussedWith: ['learner'],
  });
  await signInOverHttp(page.request, curator.id);
  await page.goto(`/asiat/${ref}/leave-guardian-untold`);
  await expect(page.getByText('Tätä ei voi tehdä nyt')).toBeVisible();

  const report = { addressee: 'Lastensuojelu', channel: 'phone', reason: 'Huoli.', told: 'child' };
  await send(request, `/cases/${id}/commands`, { type: 'report-child-welfare', ...report });
  await page.goto(`/asiat/${ref}/leave-guardian-untold`);
  await choose(page, 'Kenelle ei kerrota?', 'Ei kenellekään huoltajista');
  await choose(page, 'Miksi ei?', 'Poliisi tai lastensuojelu pyysi odottamaan');
  await save(page, 'Tallenna', 'On kirjattu, miksi huoltajalle ei kerrota');
  await page.goto(`/asiat/${ref}/aikajana`);
  await expect(page.getByText('Poliisi tai lastensuojelu pyysi odottamaan')).toBeVisible();
});
