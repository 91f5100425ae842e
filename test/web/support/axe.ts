import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';
import type axe from 'axe-core';

const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const source = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type WithAxe = typeof globalThis & { axe?: typeof axe };

/**
 * No violation of WCAG 2.2 A or AA on the page as it stands, overlays included. Axe is read into a page once, however
 * often it is looked at; frames of others, which it would have to enter, our pages do not have (the content security
 * policy forbids them).
 */
export async function expectAccessible(page: Page): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(await source);
  const told = await page.evaluate(async (levels) => {
    const within: WithAxe = globalThis;
    if (!within.axe) throw new Error('Axe is not in the page.');
    // Only what is wrong is wanted: to describe all that is right takes longer than to find it.
    const found = await within.axe.run(document, { runOnly: levels, resultTypes: ['violations'] });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
  }, LEVELS);
  expect(told, page.url()).toEqual([]);
}

/** The page itself never scrolls sideways; a wide table scrolls in its own region. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(over, `${page.url()} is wider than the screen by so many pixels`).toBeLessThanOrEqual(0);
}
