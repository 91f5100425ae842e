import { expect, test, type Page } from '@playwright/test';
import { sampleLearners, samplePerson } from '../../stack/sample-data.js';
import { expectAccessible } from './support/axe.js';
import { choose, dayFromNow } from './support/fields.js';
import { openConcern, send, signInOverHttp } from './support/sample-case.js';

/* Two turns by which a case goes on: a move that does not come about, and a guardian who does not answer. */

const [curator, nurse] = [samplePerson('curator'), samplePerson('nurse')];
const apart = sampleLearners.find(({ guardians }) => guardians.some((it) => it.livesApart))!;

test.beforeEach(({ page }) => signInOverHttp(page.request, curator.id));

async function save(page: Page, button: string, done: string): Promise<void> {
  await expectAccessible(page);
  await page.getByRole('button', { name: button, exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: done })).toBeVisible();
}

test('a planned transfer is called off, and the plans say so', async ({ page }) => {
  const learnerId = sampleLearners[16]!.id;
  const { id, ref } = await openConcern(page.request, { learnerId, discussedWith: ['learner'] });
  const move = { kind: 'level', movesOn: dayFromNow(60) };
  await send(page.request, `/cases/${id}/commands`, { type: 'plan-transfer', ...move });
  await page.goto(`/asiat/${ref}/suunnitelmat`);
  await page.getByRole('link', { name: 'Peru siirto', exact: true }).first().click();
  await choose(page, 'Miksi siirto perutaan?', 'Oppija ei siirrykään');
  await save(page, 'Peru siirto', 'Siirto on peruttu');
  await page.goto(`/asiat/${ref}/suunnitelmat`);
  await expect(page.getByText(/^Peruttu /)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Peru siirto', exact: true })).toHaveCount(0);
  await page.goto(`/asiat/${ref}/aikajana`);
  await expect(page.getByText('Siirto peruttiin')).toBeVisible();
  await expect(page.getByText('Oppija ei siirrykään')).toBeVisible();
});

test('a case goes on without a guardian who does not answer, and says whose answer is not waited for', async ({
  page,
}) => {
  const { id, ref } = await openConcern(page.request, {
    ...{ learnerId: apart.id, topic: 'wellbeing', discussedWith: ['learner', 'guardian'] },
  });
  const [one, other] = apart.guardians;
  const path = `/cases/${id}/commands`;
  const member = { personId: nurse.id, role: 'school_nurse', side: 'county' };
  const asked = { memberIds: ['m1'], askedOf: [one!.id, other!.id], told: 'phone' };
  const yes = { memberId: 'm1', answer: 'given', by: one!.id, byRole: 'guardian', way: 'phone' };
  await send(page.request, path, { type: 'propose-group', members: [member] });
  await send(page.request, path, { type: 'request-consent', ...asked });
  await send(page.request, path, { type: 'record-consent', ...yes });
  await page.goto(`/asiat/${ref}/perhe`);
  await page.getByRole('link', { name: 'Jatka ilman yhden huoltajan vastausta', exact: true }).click();
  const name = `${other!.given} ${other!.family}`;
  await choose(page, 'Kenen vastausta ei odoteta?', name);
  await choose(page, 'Miksi vastausta ei odoteta?', 'Huoltaja on sairaana tai matkoilla');
  await save(page, 'Jatka ilman vastausta', 'Asia jatkuu ilman huoltajan vastausta');
  await page.goto(`/asiat/${ref}`);
  const row = page.getByRole('listitem').filter({ hasText: 'Huoltaja voi yhä vastata.' });
  await expect(row).toContainText(name);
  await expect(page.getByText('Huoltaja on sairaana tai matkoilla').first()).toBeVisible();
  await expectAccessible(page);
});
