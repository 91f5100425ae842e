import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * No violation of WCAG 2.2 A or AA on the page as it stands, overlays included. Legacy mode opens no empty page for each
 * look; what it cannot see, frames of others, our pages do not have (the content security policy forbids them).
 */
export async function expectAccessible(page: Page): Promise<void> {
  const axe = new AxeBuilder({ page }).setLegacyMode();
  // Only what is wrong is wanted: to describe all that is right takes longer than to find it.
  const { violations } = await axe.options({ runOnly: LEVELS, resultTypes: ['violations'] }).analyze();
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
  expect(told, page.url()).toEqual([]);
}

/** The page itself never scrolls sideways; a wide table scrolls in its own region. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(over, `${page.url()} is wider than the screen by so many pixels`).toBeLessThanOrEqual(0);
}
