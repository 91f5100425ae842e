import { expect, test, type APIRequestContext, type Browser, type Page } from '@playwright/test';
import { linkKeys } from '../../api/links/link-keys.js';
import { sampleLearners, samplePerson } from '../../stack/sample-data.js';
import { expectAccessible, expectNoSidewaysScroll } from './support/axe.js';
import { openConcern, send, signInOverHttp } from './support/sample-case.js';

/* A guardian answers by link: on a phone, without a script, in Finnish and from right to left. */

const child = sampleLearners.find((it) => it.family === 'Vuorinen')!;
const [mother, father] = child.guardians.map((it) => it.id);
const curator = samplePerson('curator');
const nurse = samplePerson('nurse');
const teacher = samplePerson('homeroomTeacher');
const PHONE = { width: 360, height: 740 };

let request: APIRequestContext;

test.beforeAll(async ({ playwright, baseURL }) => {
  request = await playwright.request.newContext(baseURL === undefined ? {} : { baseURL });
  await signInOverHttp(request, curator.id);
});
test.afterAll(() => request.dispose());

/** Asks both guardians by mail, and tells where the link of the first leads. */
async function asked(language: string, outside = false): Promise<{ id: string; path: string; code: string }> {
  const { id } = await openConcern(request, {
    learnerId: child.id,
    topic: 'wellbeing',
    discussedWith: ['learner', 'guardian'],
  });
  const path = `/cases/${id}/commands`;
  const members = [
    { personId: nurse.id, role: 'school_nurse', side: 'county' },
    { personId: teacher.id, role: 'homeroom_teacher', side: 'school' },
    {
      role: 'family_social_worker',
      side: 'county',
      external: { organisation: 'family-social-work', name: 'Ulla Ulkopuolinen' },
    },
  ];
  await send(request, path, { type: 'propose-group', members });
  await send(request, path, { type: 'note-capacity', capacity: 'with-guardian', grounds: 'Ikä ja kehitys.' });
  const [memberIds, items] = outside
    ? [['m1', 'm2', 'm3'], { items: ['absences', 'health'] }]
    : [['m1', 'm2'], {}];
  await send(request, path, {
    ...{ type: 'request-consent', memberIds, askedOf: [mother, father], told: 'message' },
    ...{ channel: 'e-mail', language, ...items },
  });
  const links = await request.get(`/api/v1/cases/${id}/consent-links`);
  const { items: made } = await links.json();
  const link = made.find((it: { personId: string }) => it.personId === mother);
  // What the mail carries; mails wait for office hours, and a test does not.
  const secret = linkKeys(process.env['SESSION_SECRET']).secretOf(link.id);
  return { id, path: `/suostumus/${secret}`, code: link.code ?? '' };
}

async function withoutScripts(browser: Browser, baseURL: string | undefined): Promise<Page> {
  const base = baseURL === undefined ? {} : { baseURL };
  return (await browser.newContext({ ...base, viewport: PHONE, javaScriptEnabled: false })).newPage();
}

/** axe itself is a script: it looks at the very markup of the page, with its styles, where scripts may run. */
async function expectAccessibleMarkup(page: Page): Promise<void> {
  const [body, browser] = [await page.content(), page.context().browser()];
  if (browser === null) throw new Error('no browser to look with');
  const looking = await (await browser.newContext({ viewport: PHONE })).newPage();
  await looking.route(page.url(), (route) => route.fulfill({ contentType: 'text/html', body }));
  await looking.goto(page.url());
  await expectAccessible(looking);
  await looking.context().close();
}

/** Everything a page must be, at every step; and a picture of it to look at. */
async function check(page: Page, picture: string, chosen = 0): Promise<void> {
  await expectAccessibleMarkup(page);
  await expectNoSidewaysScroll(page);
  await expect(page.locator('input[type=radio]:checked')).toHaveCount(chosen);
  await page.screenshot({ path: `reports/consent/${picture}-360.png`, fullPage: true });
  await page.setViewportSize({ width: 1280, height: 900 });
  await expectNoSidewaysScroll(page);
  await page.screenshot({ path: `reports/consent/${picture}-1280.png`, fullPage: true });
  await page.setViewportSize(PHONE);
}

const WORDS = {
  fi: {
    dir: 'ltr',
    open: 'Avaa kysymys',
    code: 'Kuusinumeroinen koodi',
    next: 'Jatka',
    who: 'Kuka saa olla mukana auttamassa?',
    yes: 'Kyllä',
    no: 'Ei',
    send: 'Lähetä vastaus',
    missing: 'Vastaa vielä näihin',
    done: 'Vastauksesi on tallennettu',
  },
  ar: {
    dir: 'rtl',
    open: 'افتح السؤال',
    code: 'رمز من ستة أرقام',
    next: 'تابع',
    who: 'من يجوز له المشاركة في المساعدة؟',
    yes: 'نعم',
    no: 'لا',
    send: 'أرسل الجواب',
    missing: 'أجب من فضلك عن هذه النقاط',
    done: 'تم حفظ جوابك',
  },
} as const;

for (const [language, words] of Object.entries(WORDS)) {
  test(`a guardian answers by link without a script, on a phone (${language})`, async ({
    browser,
    baseURL,
  }) => {
    test.setTimeout(180_000);
    const { path, code } = await asked(language, true);
    const page = await withoutScripts(browser, baseURL);
    await page.goto(path);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await expect(page.locator('html')).toHaveAttribute('dir', words.dir);
    await check(page, `${language}-1-landing`);
    await page.getByRole('button', { name: words.open }).click();
    await check(page, `${language}-2-code`);
    await page.getByLabel(words.code).fill(code);
    await page.getByRole('button', { name: words.next }).click();
    await expect(page.getByRole('heading', { level: 1, name: words.who })).toBeVisible();
    await check(page, `${language}-3-question`);
    await page.getByRole('button', { name: words.send }).click();
    await expect(page.getByRole('alert')).toContainText(words.missing);
    await check(page, `${language}-4-missing`);
    const answers = page.getByRole('radio', { name: words.yes, exact: true });
    for (const i of [0, 1, 2, 3]) await answers.nth(i).check();
    await page.getByRole('radio', { name: words.no, exact: true }).nth(4).check();
    await page.getByRole('button', { name: words.send }).click();
    await expect(page.getByRole('heading', { level: 1, name: words.done })).toBeVisible();
    await check(page, `${language}-5-receipt`);
    // What one did by mistake or thought over: the same link, nothing chosen beforehand.
    await page.goto(path);
    await check(page, `${language}-6-answered`);
    expect(page.url()).not.toContain('?');
  });
}

test('changing the language keeps what was chosen, and talking first answers nothing', async ({
  browser,
  baseURL,
}) => {
  test.setTimeout(180_000);
  const { id, path } = await asked('sv');
  const page = await withoutScripts(browser, baseURL);
  await page.goto(path);
  await check(page, 'sv-1-landing');
  await page.getByRole('button', { name: 'Öppna frågan' }).click();
  await expect(page.getByText(child.given)).toHaveCount(0);
  await check(page, 'sv-2-question');
  await page.getByRole('radio', { name: 'Nej', exact: true }).first().check();
  await page.getByRole('button', { name: 'Suomi' }).click();
  await expect(page.getByRole('radio', { name: 'Ei', exact: true }).first()).toBeChecked();
  await expect(page.locator('input[type=radio]:checked')).toHaveCount(1);
  await page.getByRole('button', { name: 'Haluan ensin jutella' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sinuun otetaan yhteyttä' })).toBeVisible();
  await expectAccessibleMarkup(page);
  const view = await (await request.get(`/api/v1/cases/${id}`)).json();
  expect(view.members.map((it: { consent: string }) => it.consent)).toEqual([
    ...['requested', 'requested', 'proposed'],
  ]);
});

test('a link that is of no use says why', async ({ browser, baseURL }) => {
  const page = await withoutScripts(browser, baseURL);
  const answer = await page.goto(`/suostumus/${'x'.repeat(43)}`);
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1, name: 'Linkkiä ei löydy' })).toBeVisible();
  await check(page, 'fi-7-unknown');
});
