import { expect, test, type APIRequestContext } from '@playwright/test';
import { sampleLearners, samplePerson } from '../../stack/sample-data.js';
import { expectAccessible, expectNoSidewaysScroll } from './support/axe.js';
import { dayFromNow } from './support/fields.js';
import { makeCase, openConcern, send, signInOverHttp } from './support/sample-case.js';

/* Somebody has a case open before them while somebody else works on it. */

const [curator, nurse] = [samplePerson('curator'), samplePerson('nurse')];

async function offer(request: APIRequestContext, id: string, days: number): Promise<void> {
  await send(request, `/cases/${id}/commands`, {
    ...{ type: 'offer-discussion', withId: curator.id, on: dayFromNow(days), minute: 570, told: 'phone' },
  });
}

for (const [language, words] of [
  ['fi', 'Asiaan tuli muutos'],
  ['sv', 'Ärendet ändrades'],
] as const) {
  test(`in ${language}, what others do to an open case shows without a reload, and is said`, async ({
    page,
    playwright,
    baseURL,
  }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.addInitScript((chosen) => localStorage.setItem('rinnalla.language', chosen), language);
    const other = await playwright.request.newContext(baseURL === undefined ? {} : { baseURL });
    await signInOverHttp(other, curator.id);
    const learnerId = sampleLearners[13]!.id;
    const { id, ref } = await openConcern(other, {
      learnerId,
      topic: 'wellbeing',
      discussedWith: ['learner'],
    });
    await signInOverHttp(page.request, curator.id);
    const open = page.waitForResponse((response) => response.url().endsWith('/live'));
    await page.goto(`/asiat/${ref}`);
    await open;
    await expect(page.getByRole('status').filter({ hasText: words })).toHaveCount(0);
    await offer(other, id, 1);
    await expect(page.getByRole('status').filter({ hasText: words })).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await other.dispose();
  });
}

test('what somebody does by their own hand is not told to them as news', async ({ page }) => {
  await signInOverHttp(page.request, curator.id);
  const learnerId = sampleLearners[13]!.id;
  const { ref } = await openConcern(page.request, {
    ...{ learnerId, topic: 'wellbeing', discussedWith: ['learner'] },
  });
  await page.goto(`/asiat/${ref}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByText('Asiaan tuli muutos')).toHaveCount(0);
});

test('a member whose consent ends has the case before them no more', async ({
  page,
  playwright,
  baseURL,
}) => {
  const other = await playwright.request.newContext(baseURL === undefined ? {} : { baseURL });
  await signInOverHttp(other, curator.id);
  const { id, ref } = await makeCase(other);
  const guardian = (await (await other.get(`/api/v1/cases/${id}`)).json()) as {
    members: { id: string; personId: string; askedOf: string[] }[];
  };
  const member = guardian.members.find((it) => it.personId === nurse.id)!;
  await signInOverHttp(page.request, nurse.id);
  const open = page.waitForResponse((response) => response.url().endsWith('/live'));
  await page.goto(`/asiat/${ref}`);
  await open;
  await expect(page.getByText(ref).first()).toBeVisible();
  await send(other, `/cases/${id}/commands`, {
    ...{ type: 'withdraw-consent', memberIds: [member.id], by: member.askedOf[0], byRole: 'guardian' },
    way: 'phone',
  });
  await expect(page.getByText(ref)).toHaveCount(0);
  await other.dispose();
});
