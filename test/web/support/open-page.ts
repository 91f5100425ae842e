import { expect, type Page, type Request } from '@playwright/test';

/** So long (ms) nothing is asked for by a page that has drawn what it fetches. */
const QUIET = 150;

/**
 * Opens a page and waits until it has drawn what it fetches: nothing is on its way, and nothing new was asked for since a
 * moment. The stream of a case, which never ends, is no answer that is waited for.
 */
export async function openPage(page: Page, path: string): Promise<void> {
  const underWay = new Set<Request>();
  let last = Date.now();
  const begin = (request: Request): void => {
    if (request.resourceType() === 'eventsource') return;
    underWay.add(request);
    last = Date.now();
  };
  const end = (request: Request): void => {
    underWay.delete(request);
    last = Date.now();
  };
  page.on('request', begin).on('requestfinished', end).on('requestfailed', end);
  try {
    await page.goto(path);
    await expect
      .poll(() => underWay.size === 0 && Date.now() - last >= QUIET, { intervals: [50] })
      .toBe(true);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  } finally {
    page.off('request', begin).off('requestfinished', end).off('requestfailed', end);
  }
}
