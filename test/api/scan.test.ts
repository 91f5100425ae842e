import { beforeAll, describe, expect, test } from '@jest/globals';
import { readDescription, type Description } from '../scan/description.js';
import { identityOf } from '../scan/identities.js';
import { prepareMaterial, type Material } from '../scan/material.js';
import { scan } from '../scan/scan.js';
import { testStack } from '../support/test-stack.js';
import { url } from './door.js';

/* A small run of `npm run scan`, with a fixed seed. */

let description: Description;
let material: Material;
beforeAll(async () => {
  description = await readDescription(url());
  material = await prepareMaterial(url());
});

describe('No request made from the description brings about a 5xx or an answer outside it', () => {
  test.each([
    ['nobody', 60],
    ['classTeacher', 120],
    ['curator', 240],
    ['countySupervisor', 120],
    ['administrator', 180],
    ['token-coordinator', 120],
  ])('sent by %s', async (name, requests) => {
    const who = await identityOf(name, url(), testStack().databaseUrl);
    const { findings, sent, statuses } = await scan({
      ...{ base: url(), description, material, who, requests, seed: 20_261_128, lanes: 6 },
    });
    expect(findings).toEqual([]);
    expect(sent).toBeGreaterThanOrEqual(requests);
    // It gets past the gate: some of what it asks is answered.
    expect(statuses.get(200) ?? 0).toBeGreaterThan(0);
  });
});
