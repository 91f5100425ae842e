import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { samplePeople, seedIdentities, seedSampleData } from '../stack/sample-data.js';
import type { Stack } from '../stack/stack.js';

/**
 * Loads the sample data once per database and returns the people to sign in as, a line each. What somebody has
 * changed or deleted since stays so.
 */
export async function loadSampleData(stack: Stack): Promise<string[]> {
  const marker = join(stack.home, 'sample-data.loaded');
  // The database is named without its password and port: an embedded one may come up on another port.
  const { hostname, pathname } = new URL(stack.ownerUrl);
  const database = stack.postgres ? 'embedded' : `${hostname}${pathname}`;
  const loaded = (await readFile(marker, 'utf8').catch(() => '')).split('\n');
  if (!loaded.includes(database)) {
    await seedSampleData({ ownerUrl: stack.ownerUrl });
    await writeFile(marker, [...loaded, database].filter((line) => line !== '').join('\n'));
  }
  if (stack.identity) await seedIdentities({ ownerUrl: stack.ownerUrl, issuer: stack.identity.issuer });
  const width = Math.max(...samplePeople.map(({ name }) => name.length));
  return samplePeople.map(({ name, title }) => `${name.padEnd(width)}  ${title}`);
}
