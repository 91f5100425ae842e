import { expect, test } from '@playwright/test';
import { expectAccessible } from './support/axe.js';

/* The check that all pages pass is itself checked: it must be able to fail. */

const page = (body: string) =>
  `<!doctype html><html lang="fi"><title>Sivu</title><main><h1>Otsikko</h1>${body}</main></html>`;

const FAULTS = {
  'image-alt': '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
  'color-contrast': '<p style="color: #bbb; background: #fff">Vaalea teksti</p>',
  label: '<input type="text">',
  'target-size': '<a href="#a" style="font-size: 6px">a</a><a href="#b" style="font-size: 6px">b</a>',
};

for (const [rule, fault] of Object.entries(FAULTS)) {
  test(`a page that breaks "${rule}" is found, and told by that name`, async ({ page: opened }) => {
    await opened.setContent(page(fault));
    await expect(expectAccessible(opened)).rejects.toThrow(rule);
  });
}

test('a page without fault passes, and is looked at anew when it changes', async ({ page: opened }) => {
  await opened.setContent(page('<p>Teksti</p>'));
  await expectAccessible(opened);
  await opened.evaluate(() => document.querySelector('main')?.append(document.createElement('button')));
  await expect(expectAccessible(opened)).rejects.toThrow('button-name');
});
