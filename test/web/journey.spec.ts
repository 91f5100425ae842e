import { expect, test, type Page } from '@playwright/test';
import { sampleLearners, samplePerson } from '../../stack/sample-data.js';
import { expectAccessible } from './support/axe.js';
import { checkAll, choose, dayFromNow, pick, typeDate } from './support/fields.js';
import { signInAs } from './support/people.js';
import { watch } from './support/watch.js';

const curator = samplePerson('curator');
const nurse = samplePerson('nurse');
const teacher = samplePerson('homeroomTeacher');
const learner = sampleLearners[1] ?? sampleLearners[0]!;
const guardian = `${learner.guardians[0]?.given} ${learner.guardians[0]?.family}`;

/** Opens the form of the next step from the case page. */
async function doNext(page: Page, name: string): Promise<void> {
  await page
    .getByRole('region', { name: 'Mitä voit tehdä' })
    .getByRole('link', { name, exact: true })
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

/** The same, of what stands behind a fold. */
async function doFolded(page: Page, fold: string, name: string): Promise<void> {
  await page.getByRole('region', { name: 'Mitä voit tehdä' }).getByText(fold, { exact: true }).click();
  await doNext(page, name);
}

/** Sends the form and is back on the case, which says what was done. */
async function send(page: Page, button: string, done: string): Promise<void> {
  await expectAccessible(page);
  await page.getByRole('button', { name: button, exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: done })).toBeVisible();
}

async function startCase(page: Page): Promise<string> {
  const next = page.getByRole('button', { name: 'Jatka' });
  await page.getByRole('link', { name: 'Aloita asia' }).click();
  await expect(page.getByText('Soita hätänumeroon 112.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Ei välitöntä vaaraa, jatka' }).click();

  await next.click();
  await expect(page.getByRole('alert')).toContainText('Valitse oppija');
  await expect(page).toHaveTitle('Virhe: Oppija – Rinnalla');
  await pick(page, 'Ketä huoli koskee?', `${learner.given} ${learner.family}`);
  await expectAccessible(page);
  await next.click();

  await choose(page, 'Kuka pyysi keskustelua?', 'Huoltaja');
  await choose(page, 'Onko asia kiireellinen?', 'Ei');
  const preview = page.getByRole('region', { name: 'Keskustelun viimeinen päivä' });
  await expect(preview).toContainText('oppilaitoksen työpäivää');
  await expect(preview).toContainText('OHL 15 §');
  await expectAccessible(page);
  await next.click();

  await choose(page, 'Mitä huoli koskee?', 'Poissaolot');
  await page.getByLabel('Kuvaa huoli lyhyesti').fill('Poissaoloja on ollut paljon syyslomasta lähtien.');
  await expectAccessible(page);
  await next.click();
  await page.getByRole('checkbox', { name: 'Oppijan kanssa' }).check();
  await expectAccessible(page);
  await next.click();
  // Whoever starts a case is the first guess for the own side.
  await expect(page.getByRole('combobox', { name: 'Kuka ottaa asian hyvinvointialueella?' })).toHaveValue(
    curator.name,
  );
  await pick(page, 'Kuka ottaa asian koulussa?', teacher.name);
  await expectAccessible(page);
  await next.click();

  await expect(page.getByRole('heading', { level: 1, name: 'Tarkista vastaukset' })).toBeVisible();
  await expectAccessible(page);
  // A second click of an impatient hand is the same command.
  await page.getByRole('button', { name: 'Aloita asia' }).dblclick();
  await expect(page.getByRole('heading', { level: 1, name: 'Asia on avattu' })).toBeVisible();
  await expectAccessible(page);
  return (await page.getByText(/^R-\d{4}-\d{6}$/).textContent()) ?? '';
}

async function discuss(page: Page): Promise<void> {
  await doNext(page, 'Tarjoa keskusteluaika');
  await page.getByRole('button', { name: 'Tallenna aika' }).click();
  await expect(page.getByRole('alert')).toContainText('Korjaa 3 kohtaa');
  await page.getByRole('link', { name: 'Anna kellonaika' }).click();
  await expect(page.getByLabel('Mihin kellonaikaan?')).toBeFocused();
  await page.keyboard.type('9.30');
  await typeDate(page, 'Minä päivänä keskustelu on?', dayFromNow(0));
  await choose(page, 'Miten oppijalle kerrottiin ajasta?', 'Kasvokkain');
  await send(page, 'Tallenna aika', 'Keskusteluaika on tallennettu');
  await doNext(page, 'Kirjaa keskustelu');
  await choose(page, 'Mitä keskustelulle tapahtui?', 'Keskustelu pidettiin');
  await send(page, 'Tallenna', 'Keskustelu on kirjattu');
}

async function gatherGroup(page: Page): Promise<void> {
  await doNext(page, 'Ehdota asiantuntijaryhmää');
  await pick(page, 'Ketä ryhmään ehdotetaan?', curator.name);
  await pick(page, 'Ketä ryhmään ehdotetaan?', nurse.name);
  await send(page, 'Tallenna ehdotus', 'Ryhmää on ehdotettu');
  await doNext(page, 'Pyydä suostumus');
  await checkAll(page, 'Kenelle jäsenille suostumusta pyydetään?');
  await page.getByRole('group', { name: 'Keneltä suostumus pyydetään?' }).getByLabel(guardian).check();
  await choose(page, 'Miten suostumus pyydettiin?', 'Puhelimessa');
  await send(page, 'Tallenna pyyntö', 'Suostumuspyyntö on kirjattu');
  for (const member of [curator, nurse]) {
    await doNext(page, 'Kirjaa vastaus suostumuspyyntöön');
    await choose(page, 'Ketä jäsentä vastaus koskee?', member.name);
    await choose(page, 'Kuka vastasi?', guardian);
    await choose(page, 'Mikä oli vastaus?', 'Suostumus annettu');
    await choose(page, 'Miten vastaus saatiin?', 'Allekirjoitettu lomake');
    await page.getByLabel('Millä kielellä asia kerrottiin?').selectOption('somali');
    await choose(page, /Oliko tulkki mukana/, 'Kyllä');
    await send(page, 'Tallenna vastaus', 'Vastaus on kirjattu');
  }
  await expect(page.getByText('huoltaja: Kerrottu kielellä: somali · tulkin kanssa').first()).toBeVisible();
}

async function call(page: Page): Promise<void> {
  await doNext(page, 'Kutsu palaveri koolle');
  await choose(page, 'Millainen palaveri on?', 'Monialainen asiantuntijaryhmä');
  await typeDate(page, 'Minä päivänä palaveri on?', dayFromNow(0));
  await page.getByLabel('Mihin kellonaikaan?').fill('14');
  await checkAll(page, 'Keitä työntekijöitä kutsutaan?');
  await checkAll(page, 'Ketkä muut kutsutaan?');
  await send(page, 'Lähetä kutsut', 'Kutsut lähetetään');
}

async function meet(page: Page): Promise<void> {
  await call(page);
  await doNext(page, 'Kirjaa palaveri');
  await checkAll(page, 'Ketkä olivat paikalla?');
  await choose(page, 'Kenet ryhmä nimesi vastuuhenkilöksi?', curator.name);
  await page.getByLabel('Mitä palaverissa sovittiin?').fill('Aamut aloitetaan yhdessä.');
  await page.getByRole('button', { name: 'Lisää toimi' }).click();
  await page.getByLabel('Mitä tehdään?').fill('Soita kotiin joka maanantai.');
  await pick(page, 'Kuka tekee?', curator.name);
  await typeDate(page, 'Mihin mennessä?', dayFromNow(14));
  await page.getByLabel(/Kuka seuraa, että se tehdään/).selectOption(nurse.name);
  await choose(page, 'Miten palaveri päättyi?', 'Sovittiin seuraava päivä');
  await typeDate(page, 'Milloin tavataan seuraavan kerran?', dayFromNow(21));
  await send(page, 'Tallenna palaveri', 'Palaveri on kirjattu');
  await expect(page.getByText(`seuraa ${nurse.name}`)).toBeVisible();
}

/** What the law asks besides is done before the end: nothing of it is left without a word. */
async function askCauses(page: Page): Promise<void> {
  await doNext(page, 'Päätä asia');
  const first = page.getByText('Laki vaatii nämä ennen päättämistä').locator('..');
  await expect(first.getByRole('listitem')).toHaveText(['Poissaolojen syiden selvittäminen']);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Takaisin' }).click();
  await doFolded(page, 'Suunnitelmat ja siirrot', 'Kirjaa poissaolojen syyt');
  await page.getByLabel('Mitkä ovat poissaolojen syyt?').fill('Aamut ovat raskaita.');
  await choose(page, 'Selvitettiinkö syyt huoltajan kanssa?', 'Kyllä');
  await send(page, 'Tallenna syyt', 'Syyt on kirjattu');
}

async function finish(page: Page): Promise<void> {
  await doNext(page, 'Kuittaa toimi tehdyksi');
  await send(page, 'Kuittaa tehdyksi', 'Toimi on tehty');
  await call(page);
  await doNext(page, 'Kirjaa palaveri');
  await checkAll(page, 'Ketkä olivat paikalla?');
  await page.getByLabel('Mitä palaverissa sovittiin?').fill('Aamut sujuvat.');
  await choose(page, 'Miten palaveri päättyi?', 'Asia päätettiin');
  await choose(page, 'Miksi asia päätetään?', 'Tavoitteet saavutettiin');
  await checkAll(page, 'Keille päättymisestä kerrottiin?');
  await send(page, 'Tallenna palaveri', 'Palaveri on kirjattu');
}

/** What the report lacks keeps the closed case alive. */
async function completeReport(page: Page): Promise<void> {
  await expect(page.getByText('Päättynyt, jälkitehtäviä', { exact: true })).toBeVisible();
  for (const part of ['Selvitykset ja tutkimukset', 'Aiempi ja nykyinen tuki, yhteistyö']) {
    await doFolded(page, 'Kertomus', 'Kirjoita merkintä kertomukseen');
    await choose(page, 'Mihin kertomuksen osaan merkintä kuuluu?', part);
    await page.getByLabel('Merkintä', { exact: true }).fill('Sovittu ja tehty.');
    await send(page, 'Tallenna merkintä', 'Merkintä on kertomuksessa');
  }
}

test('a curator leads a case from the concern to its closing', async ({ page, baseURL }) => {
  test.setTimeout(180_000);
  const seen = watch(page, new URL(baseURL ?? '').origin);
  await signInAs(page, curator.name);
  const ref = await startCase(page);
  await page.getByRole('link', { name: 'Siirry asiaan' }).click();
  await expect(page).toHaveTitle(`Asia ${ref} – Rinnalla`);
  await expect(page.getByRole('region', { name: 'Tarjoa oppijalle keskusteluaika' })).toBeVisible();
  await expectAccessible(page);
  await discuss(page);
  await gatherGroup(page);
  await meet(page);
  await askCauses(page);
  await finish(page);
  await completeReport(page);
  await expect(page.getByText('Asia on päätetty', { exact: true })).toBeVisible();
  await expect(page.getByText('Päättynyt', { exact: true })).toBeVisible();
  await page.getByRole('link', { name: /Näytä koko aikajana/ }).click();
  await expect(page.getByText('Asia päätettiin', { exact: true })).toBeVisible();
  await expect(page.getByText('Asia avattiin', { exact: true })).toBeVisible();
  await expect(page).toHaveTitle(`Aikajana – Asia ${ref} – Rinnalla`);
  seen.expectQuiet();
});

test('a concern whose sending is cut off is sent again as the same command', async ({ page, context }) => {
  await signInAs(page, curator.name);
  await page.goto('/asiat?tila=all');
  await page.getByRole('link', { name: /^R-/ }).first().click();
  await page.getByRole('link', { name: 'Kirjaa yhteydenotto sosiaalihuoltoon' }).click();
  await page.getByLabel('Kenelle?').fill('Länsi-Uudenmaan hyvinvointialue');
  await choose(page, 'Miten?', 'Puhelimitse');
  await choose(page, 'Kenen kanssa yhteydenotto tehtiin?', 'Huoltajan kanssa');
  await page.getByLabel('Mistä syystä yhteyttä otettiin?').fill('Perhe tarvitsee tukea arkeen.');
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Tallenna yhteydenotto' }).click();
  await expect(page.getByRole('alert')).toContainText('Yhteys katkesi');
  await expect(page.getByLabel('Kenelle?')).toHaveValue('Länsi-Uudenmaan hyvinvointialue');
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Tallenna yhteydenotto' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Yhteydenotto on kirjattu' })).toBeVisible();
});
