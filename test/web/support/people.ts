import type { Page } from '@playwright/test';

/** Signs in through the page, as somebody of the sample. */
export async function signInAs(page: Page, name: string): Promise<void> {
  await page.goto('/kirjaudu');
  await page.getByRole('button', { name }).click();
  await page.waitForURL('**/tehtavat');
}
