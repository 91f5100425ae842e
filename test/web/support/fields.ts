import { expect, type Page } from '@playwright/test';

/** Today in Finland, as `YYYY-MM-DD`, or so many days later. */
export function dayFromNow(days: number): string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Helsinki' });
  return format.format(Date.now() + days * 86_400_000);
}

/** Types a day into a date field as a person does: day, month, year. */
export async function typeDate(page: Page, label: string | RegExp, date: string): Promise<void> {
  const [year = '', month = '', day = ''] = date.split('-');
  await page.getByRole('group', { name: label }).getByRole('spinbutton').first().click();
  await page.keyboard.type(`${day}${month}${year}`);
}

/** Finds a person by typing the name. */
export async function pick(page: Page, label: string | RegExp, name: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).fill(name);
  const options = page.getByRole('listbox').getByRole('option', { name });
  await options.first().click();
  // While the list closes, the rest of the page is hidden from assistive technology.
  await expect(options).toHaveCount(0);
}

/** Checks every box of a question. */
export async function checkAll(page: Page, question: string | RegExp): Promise<void> {
  const group = page.getByRole('group', { name: question });
  await group.getByRole('checkbox').first().waitFor();
  for (const box of await group.getByRole('checkbox').all()) await box.check();
}

/** Answers a question by one of its radio buttons. */
export async function choose(page: Page, question: string | RegExp, answer: string): Promise<void> {
  await page.getByRole('group', { name: question }).getByRole('radio', { name: answer, exact: true }).check();
}
