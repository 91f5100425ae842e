import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { sampleLearners, samplePerson } from '../../stack/sample-data.js';
import { expectAccessible } from './support/axe.js';
import { choose, dayFromNow } from './support/fields.js';
import { openConcern, send, signInOverHttp } from './support/sample-case.js';

/* Who has looked at a case: shown on the page of the register to those who may ask. */

const [curator, supervisor] = [samplePerson('curator'), samplePerson('countySupervisor')];

const WORDS = {
  fi: { title: 'Kuka on katsonut', right: 'Johtaa tai yhteensovittaa työtä (R7, OHL 26 §)' },
  sv: { title: 'Vem som har tittat', right: 'Leder eller samordnar arbetet (R7, OHL 26 §)' },
  en: { title: 'Who has looked', right: 'Supervises or coordinates the work (R7, OHL 26 §)' },
} as const;

for (const [language, words] of Object.entries(WORDS)) {
  test(`in ${language}, the responsible person sees who has looked, and by which right`, async ({ page }) => {
    await page.addInitScript((chosen) => localStorage.setItem('rinnalla.language', chosen), language);
    await signInOverHttp(page.request, curator.id);
    const learnerId = sampleLearners[14]!.id;
    const { id, ref } = await openConcern(page.request, {
      learnerId,
      topic: 'wellbeing',
      discussedWith: ['learner'],
    });
    await signInOverHttp(page.request, supervisor.id);
    expect((await page.request.get(`/api/v1/cases/${id}`)).status()).toBe(200);

    await signInOverHttp(page.request, curator.id);
    await page.goto(`/asiat/${ref}/luovutukset`);
    await expect(page.getByRole('heading', { name: words.title })).toBeVisible();
    const looked = page.getByRole('listitem').filter({ hasText: supervisor.name });
    await expect(looked).toContainText(words.right);
    await expectAccessible(page);
  });
}

test('advice and packages say to whom and why, though nobody wrote it', async ({ page }) => {
  await signInOverHttp(page.request, curator.id);
  const learnerId = sampleLearners[14]!.id;
  const { id, ref } = await openConcern(page.request, { learnerId, discussedWith: ['learner'] });
  const moving = { kind: 'provider', movesOn: dayFromNow(60), receiver: 'Kaukokunnan koulu' };
  for (const command of [
    { type: 'ask-advice', role: 'psychologist', told: 'Kysytty jännittämisestä.' },
    { type: 'plan-transfer', ...moving },
    { type: 'send-package', transferId: 'r1', package: 'teaching' },
  ])
    await send(page.request, `/cases/${id}/commands`, command);
  await page.goto(`/asiat/${ref}/luovutukset`);
  const asked = page.getByRole('listitem').filter({ hasText: 'Neuvoa pyydettiin asiantuntijalta' });
  await expect(asked.getByRole('heading', { name: 'psykologi' })).toBeVisible();
  const sent = page.getByRole('listitem').filter({ hasText: 'Kaukokunnan koulu' });
  await expect(sent).toContainText('Opetuksen järjestämisessä tarvittavat tiedot (POL 40 §)');
  await expect(page.getByText('Ei näy sinulle')).toBeHidden();
});

test('whoever holds the post over the case sees who has looked, and not what was given away', async ({
  page,
}) => {
  await signInOverHttp(page.request, curator.id);
  const learnerId = sampleLearners[15]!.id;
  const { ref } = await openConcern(page.request, {
    learnerId,
    topic: 'wellbeing',
    discussedWith: ['learner'],
  });
  await signInOverHttp(page.request, supervisor.id);
  await page.goto(`/asiat/${ref}`);
  await page.getByRole('link', { name: 'Luovutukset', exact: true }).click();
  await expect(page.getByText('Luovutukset eivät näy sinulle.')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: curator.name }).first()).toBeVisible();
});

test('a copy that was given is in the list, with who gave it and to whom', async ({ page }) => {
  await signInOverHttp(page.request, curator.id);
  const learner = sampleLearners[16]!;
  const [teacher, schoolSupervisor] = [samplePerson('homeroomTeacher'), samplePerson('schoolSupervisor')];
  const { id, ref } = await openConcern(page.request, {
    learnerId: learner.id,
    topic: 'wellbeing',
    discussedWith: ['learner'],
  });
  const folder = await mkdtemp(join(tmpdir(), 'rinnalla-copy-'));
  try {
    const two = ['--by', teacher.id, '--second', schoolSupervisor.id];
    const out = join(folder, 'copy.json');
    const args = ['export', '--case', id, '--for', learner.id, ...two, '--out', out];
    await promisify(execFile)(process.execPath, ['bin/rinnalla.mjs', ...args]);
  } finally {
    await rm(folder, { recursive: true });
  }
  await page.goto(`/asiat/${ref}/luovutukset`);
  const given = page.getByRole('listitem').filter({ hasText: 'Kopio annettu pyynnöstä' });
  await expect(given).toContainText(teacher.name);
  await expect(given.getByText('Kenelle annettu')).toBeVisible();
  await expect(given).toContainText(`${learner.given} ${learner.family}`);
  await expectAccessible(page);
});

test('what was given by an itemised consent says which, and who asked for it', async ({ page }) => {
  await signInOverHttp(page.request, curator.id);
  const learner = sampleLearners[17]!;
  const { id, ref } = await openConcern(page.request, { learnerId: learner.id, discussedWith: ['learner'] });
  const external = { organisation: 'youth-work', name: 'Matti Meikäläinen' };
  for (const command of [
    { type: 'propose-group', members: [{ role: 'outreach_youth_worker', side: 'county', external }] },
    { type: 'note-capacity', capacity: 'learner-alone', grounds: 'Ikä ja kehitys.' },
    {
      ...{ type: 'request-consent', memberIds: ['m1'], askedOf: [learner.id], told: 'in-person' },
      items: ['absences'],
    },
    {
      ...{ type: 'record-consent', memberId: 'm1', answer: 'given', by: learner.id, byRole: 'learner' },
      ...{ way: 'signed', items: ['absences'] },
    },
  ])
    await send(page.request, `/cases/${id}/commands`, command);
  // A member from outside has a name on the page of the case too, and what may be told to them.
  await page.goto(`/asiat/${ref}`);
  const member = page.getByRole('listitem').filter({ hasText: 'Saa kertoa: Poissaolot' });
  await expect(member).toContainText('Matti Meikäläinen');
  await expect(member).toContainText('Nuorisotyö');
  await expect(page.getByText('Matti Meikäläinen: Suostumus annettu')).toBeVisible();
  await page.goto(`/asiat/${ref}/record-disclosure`);
  await page.getByLabel('Kenelle tiedot annettiin?').fill('Nuorisotoimi');
  await page.getByLabel('Mitä tietoja annettiin?').fill('Poissaolojen määrä.');
  await choose(page, 'Millä perusteella?', 'Yksilöity kirjallinen suostumus');
  await choose(page, 'Mihin suostumukseen se perustui?', 'Matti Meikäläinen');
  await page.getByLabel('Mihin tietoja tarvittiin?').fill('Nuorisotyön tuki.');
  await choose(page, 'Miten tiedot annettiin?', 'Suullisesti');
  await choose(page, 'Kuka tietoja pyysi?', 'Se, joka tiedot sai');
  await page.getByLabel('Pyytäjän nimi').fill('Matti Meikäläinen');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Tallenna luovutus' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'kirjattu' })).toBeVisible();
  await page.goto(`/asiat/${ref}/luovutukset`);
  const given = page.getByRole('listitem').filter({ hasText: 'Nuorisotoimi' });
  await expect(given).toContainText('suostumus koskee: Matti Meikäläinen');
  await expect(given).toContainText('Se, joka tiedot sai: Matti Meikäläinen');
});
