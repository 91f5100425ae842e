import { expect, test } from '@playwright/test';
import { sampleLearners, samplePerson } from '../../stack/sample-data.js';
import { expectAccessible } from './support/axe.js';
import { openConcern, signInOverHttp } from './support/sample-case.js';

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
