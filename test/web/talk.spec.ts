import { expect, test, type Page } from '@playwright/test';
import { sampleLearners, samplePerson } from '../../stack/sample-data.js';
import { UPPER_SECONDARY } from '../../stack/sample-people.js';
import { expectAccessible, expectNoSidewaysScroll } from './support/axe.js';
import { choose, pick } from './support/fields.js';
import { findSlip } from './support/find-slip.js';
import { signInAs } from './support/people.js';
import { watch } from './support/watch.js';

const PHONE = { width: 360, height: 740 };
const learner = sampleLearners[5]!;
const school = learner.unitId;

const PAGES = {
  fi: { path: '/haluan-jutella', title: 'Haluan jutella', send: 'Lähetä pyyntö', fix: 'Kirjoita nimesi' },
  sv: { path: '/jag-vill-prata', title: 'Jag vill prata', send: 'Skicka', fix: 'Skriv ditt namn' },
} as const;

test.use({ viewport: PHONE });

for (const [language, { path, title, send, fix }] of Object.entries(PAGES)) {
  test(`the page is for everybody, empty and with things to put right (${language})`, async ({
    page,
    baseURL,
  }) => {
    const seen = watch(page, new URL(baseURL ?? '').origin);
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
    await expect(page.getByRole('link', { name: /112/ })).toBeInViewport();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    // Until here: a page that answers with 422 is what browsers call an error.
    seen.expectQuiet();
    await page.getByRole('button', { name: send }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.getByRole('link', { name: fix }).click();
    await expect(page.locator('#name')).toBeFocused();
  });
}

/** Fills the form as somebody without scripts, and sends it. */
async function ask(page: Page, words: string): Promise<void> {
  await page.goto('/haluan-jutella');
  await page.getByLabel('Nimi').fill(`${learner.given} ${learner.family}`);
  await page.getByLabel('Koulu', { exact: true }).selectOption(school);
  await page.getByLabel('Luokka tai ryhmä').fill(learner.class);
  await page.getByLabel('Kuraattori').check();
  await page.getByLabel('Kyllä, tänään tai huomenna').check();
  await page.getByLabel('Mitä haluat sanoa').fill(words);
  await page.getByRole('button', { name: 'Lähetä pyyntö' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Pyyntösi on tullut perille' })).toBeVisible();
  await expect(page.getByRole('status')).toContainText('Saat ajan viimeistään');
}

test('a learner asks without a script, and the curator takes it up as a case the school does not see', async ({
  browser,
  baseURL,
}) => {
  test.setTimeout(180_000);
  const words = `Voisiko joku jutella?\n${crypto.randomUUID()}`;
  const options = { ...(baseURL === undefined ? {} : { baseURL }), viewport: PHONE };
  const plain = await (await browser.newContext({ ...options, javaScriptEnabled: false })).newPage();
  await ask(plain, words);
  expect(plain.url()).toMatch(/\/haluan-jutella$/);

  const curator = await (await browser.newContext(options)).newPage();
  const seen = watch(curator, new URL(baseURL ?? '').origin);
  await signInAs(curator, samplePerson('curator').name);
  await expectAccessible(curator);
  const waiting = curator.getByRole('region', { name: /Oppijat, jotka haluavat jutella/ });
  const id = await findSlip(curator, '/api/v1/talk-requests', words.slice(-36));
  const ours = waiting.getByRole('listitem').filter({ has: curator.locator(`a[href$="${id}"]`) });
  await expect(ours).toContainText('Kiireellinen');
  await ours.getByRole('link').click();
  await expect(curator.getByText(words)).toBeVisible();
  await expectAccessible(curator);
  await expectNoSidewaysScroll(curator);
  await curator.getByRole('button', { name: 'Avaa asia' }).click();
  await expect(curator.getByRole('alert')).toContainText('Valitse oppija luettelosta');
  await pick(curator, 'Kuka pyysi keskustelua?', `${learner.given} ${learner.family}`);
  await choose(curator, 'Mitä huoli koskee?', 'Hyvinvointi ja mieliala');
  // The learner's word opens the case; what is said instead of asked is where it is judged.
  await expect(curator.getByText('Asia avautuu kiireellisenä')).toBeVisible();
  await expect(curator.getByText('Onko asia kiireellinen?')).toHaveCount(0);
  await curator.getByRole('button', { name: 'Avaa asia' }).dblclick();
  await expect(curator.getByRole('heading', { level: 1, name: /R-\d{4}-\d{6}/ })).toBeVisible();
  await expect(curator.getByRole('definition').filter({ hasText: words.split('\n')[1]! })).toBeVisible();
  seen.expectQuiet();
});

test('a request that reached the wrong school is passed on, and nothing of it stays on the page', async ({
  page,
  baseURL,
}) => {
  const words = crypto.randomUUID();
  const asked = { name: 'Aada Esimerkki', schoolId: school, role: 'curator', urgent: 'no', words };
  await page.request.post('/haluan-jutella', { form: { ...asked, className: '', website: '', key: words } });
  const seen = watch(page, new URL(baseURL ?? '').origin);
  await signInAs(page, samplePerson('curator').name);
  const id = await findSlip(page, '/api/v1/talk-requests', words);
  await page.goto(`/keskustelupyynnot/${id}`);
  await page.getByText('Oppija käy toista koulua').click();
  await page.getByRole('button', { name: 'Siirrä pyyntö' }).click();
  await expect(page.getByRole('alert')).toContainText('Valitse koulu');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  const schools = page.getByLabel('Mihin kouluun pyyntö siirretään?');
  await expect(schools.locator(`option[value="${school}"]`)).toHaveCount(0);
  await schools.selectOption(UPPER_SECONDARY.id);
  await page.getByRole('button', { name: 'Siirrä pyyntö' }).dblclick();
  await expect(page.getByRole('status')).toContainText(`Pyyntö on siirretty: ${UPPER_SECONDARY.name}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page.getByText(words)).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Takaisin' }).click();
  await expect(page.locator(`a[href$="${id}"]`)).toHaveCount(0);
  seen.expectQuiet();
});
