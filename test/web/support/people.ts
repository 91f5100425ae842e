import type { Page } from '@playwright/test';

/** Signs in through the pages of Rinnalla and of the identity provider, as somebody of the sample. */
export async function signInAs(page: Page, name: string): Promise<void> {
  await page.goto('/kirjaudu');
  await page.getByRole('main').getByRole('link', { name: 'Kirjaudu' }).click();
  await page.getByRole('button', { name }).click();
  await page.waitForURL('**/tehtavat');
}
