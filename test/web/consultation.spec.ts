import { expect, test, type Page } from '@playwright/test';
import { sampleLearners, samplePerson } from '../../stack/sample-data.js';
import { expectAccessible, expectNoSidewaysScroll } from './support/axe.js';
import { openPage } from './support/open-page.js';
import { choose, dayFromNow, pick, typeDate } from './support/fields.js';
import { findSlip } from './support/find-slip.js';
import { signInAs } from './support/people.js';
import { signInOverHttp } from './support/sample-case.js';
import { watch } from './support/watch.js';

const learner = sampleLearners[3]!;
const WORDS = `Miten otan toistuvat poissaolot puheeksi, kun <b>koti</b> ei vastaa "mitään"? ${crypto.randomUUID()}`;

async function ask(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Neuvot', exact: true }).click();
  await page.getByRole('link', { name: 'Kysy neuvoa nimettömänä' }).click();
  await expect(page.getByText('Juttele ensin oppijan kanssa, jos se on mahdollista.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Lähetä kysymys' }).click();
  await expect(page.getByRole('alert')).toContainText('Korjaa 4 kohtaa');
  await choose(page, 'Mitä huoli koskee?', 'Poissaolot');
  await choose(page, 'Keneltä kysyt?', 'kuraattori');
  await page.getByLabel('Mitä haluat kysyä?').fill(WORDS);
  await typeDate(page, 'Mihin mennessä tarvitset vastauksen?', dayFromNow(3));
  await page.getByRole('button', { name: 'Lähetä kysymys' }).dblclick();
  await expect(page.getByText('Kysymyksesi odottaa vastausta.')).toBeVisible();
  await expectAccessible(page);
}

test('a teacher asks without naming anybody, the curator answers, and the words open a case nothing ties them to', async ({
  browser,
  baseURL,
}) => {
  test.setTimeout(180_000);
  const options = { ...(baseURL === undefined ? {} : { baseURL }), viewport: { width: 360, height: 740 } };
  const teacher = await (await browser.newContext(options)).newPage();
  const seen = watch(teacher, new URL(baseURL ?? '').origin);
  await signInAs(teacher, samplePerson('classTeacher').name);
  await ask(teacher);

  const curator = await (await browser.newContext(options)).newPage();
  await signInAs(curator, samplePerson('curator').name);
  const tasks = curator.getByRole('region', { name: /Kysymykset, joihin voit vastata/ });
  await expectAccessible(curator);
  const id = await findSlip(curator, '/api/v1/consultations', WORDS.slice(-36));
  await tasks.locator(`a[href$="${id}"]`).click();
  await expect(curator.getByText(WORDS)).toBeVisible();
  await expectNoSidewaysScroll(curator);
  await curator.getByRole('button', { name: 'Lähetä vastaus' }).click();
  await expect(curator.getByRole('alert')).toContainText('Kirjoita vastaus');
  await curator.getByLabel('Vastauksesi').fill('Puhu ensin oppijan kanssa.');
  await expectAccessible(curator);
  await curator.getByRole('button', { name: 'Lähetä vastaus' }).click();
  await expect(curator.getByRole('region', { name: 'Vastaus' })).toContainText('Puhu ensin oppijan kanssa.');

  await teacher.reload();
  await expect(teacher.getByText('Puhu ensin oppijan kanssa.')).toBeVisible();
  await teacher.getByRole('link', { name: 'Avaa asia' }).click();
  await expect(teacher.getByRole('heading', { level: 1, name: 'Ennen kuin aloitat' })).toBeVisible();
  const kept = await teacher.evaluate(() => JSON.stringify([history.state, localStorage, sessionStorage]));
  expect(`${teacher.url()} ${kept}`).not.toContain('poissaolot');
  await teacher.getByRole('link', { name: 'Ei välitöntä vaaraa, jatka' }).click();
  await pick(teacher, 'Ketä huoli koskee?', `${learner.given} ${learner.family}`);
  await teacher.getByRole('button', { name: 'Jatka' }).click();
  await choose(teacher, 'Kuka pyysi keskustelua?', 'Huoltaja');
  await choose(teacher, 'Onko asia kiireellinen?', 'Ei');
  await teacher.getByRole('button', { name: 'Jatka' }).click();
  // What is answered already is not asked again, but stays there to be read and changed.
  await teacher.getByRole('link', { name: 'Takaisin' }).click();
  await expect(teacher.getByLabel('Kuvaa huoli lyhyesti')).toHaveValue(WORDS);
  await expect(teacher.getByRole('radio', { name: 'Poissaolot' })).toBeChecked();
  seen.expectQuiet();
});

for (const language of ['fi', 'sv'] as const) {
  test(`the pages of advice are for everybody (${language})`, async ({ page }) => {
    await page.addInitScript((chosen) => localStorage.setItem('rinnalla.language', chosen), language);
    await signInOverHttp(page.request, samplePerson('psychologist').id);
    for (const path of ['/neuvot', '/kysy-neuvoa', '/neuvot/00000000-0000-4000-8000-000000000000']) {
      await openPage(page, path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    }
  });
}
