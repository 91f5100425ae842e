import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { dynamicConfig } from '../../stack/temporal.js';

const compose = readFileSync('docker-compose.yml', 'utf8');

test('every command of ours in the compose file is an entry point of this repository', () => {
  const entries = [...compose.matchAll(/'(bin\/[^']+)'/g)].map(([, entry]) => entry ?? '');
  expect(entries.length).toBeGreaterThan(4);
  for (const entry of entries) expect([entry, existsSync(entry)]).toEqual([entry, true]);
});

test('nothing is published beyond loopback', () => {
  const published = [...compose.matchAll(/ports:\n((?:\s+- .+\n)+)/g)].flatMap(([, lines]) =>
    (lines ?? '').trim().split('\n'),
  );
  expect(published.length).toBeGreaterThan(2);
  for (const line of published) expect(line).toContain("- '127.0.0.1:");
});

test('every image is pinned to a version', () => {
  const images = [...compose.matchAll(/image: (.+)/g)].map(([, image]) => image ?? '');
  expect(images.length).toBeGreaterThan(5);
  for (const image of images) expect(image).toMatch(/:\$\{[A-Z_]+:-(local|v?\d+(\.\d+)+)\}$/);
});

test('the server in the compose file has the limits of the embedded one', () => {
  const yaml = readFileSync('stack/temporal-dynamic-config.yaml', 'utf8');
  const found = [...yaml.matchAll(/^([\w.]+):\n {2}- value: (.+)$/gm)].map(([, key, value]) => [key, value]);
  expect(Object.fromEntries(found)).toEqual(dynamicConfig);
});
