import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { DefaultLogger, Runtime, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { SLIP_KINDS } from '../../domain/slips/slip.js';
import { STORIES } from '../../stories/all.js';
import { bundleForReplay, recordedEvents, recordedHistories, replayedEvents } from './support/replay.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const histories = recordedHistories();
let today: WorkflowBundleWithSourceMap;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  today = await bundleForReplay(join(ROOT, 'workflows/index.ts'));
});

describe('A running case survives a release', () => {
  test('there is a recorded history for each road', () => {
    const roads = ['everything-in-time', 'everything-late', 'report-in-the-middle'];
    const told = [...roads, ...STORIES.map((script) => script.name)];
    expect(histories.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        ...roads.map((name) => `core-1/${name}.json`),
        ...told.map((name) => `core-2/${name}.json`),
        ...told.map((name) => `core-3/${name}.json`),
        ...told.map((name) => `core-4/${name}.json`),
        ...told.map((name) => `core-5/${name}.json`),
        ...told.map((name) => `core-6/${name}.json`),
        ...told.map((name) => `core-7/${name}.json`),
        ...told.map((name) => `core-8/${name}.json`),
        ...told.map((name) => `core-9/${name}.json`),
        ...told.map((name) => `core-10/${name}.json`),
        ...SLIP_KINDS.map((kind) => `core-2/slip-${kind}.json`),
        // Passed on, as it is now; dismissed for the wrong school, as it was before.
        ...['passed-on', 'wrong-school'].map((name) => `core-2/slip-${name}.json`),
      ]),
    );
  });

  test.each(histories)('$name replays, with the same events to the byte', async ({ json }) => {
    const recorded = recordedEvents(json);
    // The shortest story has four; a request to talk that is dismissed has three.
    expect(recorded.length).toBeGreaterThan(2);
    expect(await replayedEvents(today, json)).toEqual(recorded);
  });
});

describe('The gate', () => {
  test('fails when what is decided has changed, although the engine sees no difference', async () => {
    // Inside the checkout, so that packages resolve; in a folder that git ignores.
    const copy = join(ROOT, 'reports/changed-core');
    rmSync(copy, { recursive: true, force: true });
    mkdirSync(copy, { recursive: true });
    for (const part of ['domain', 'workflows'])
      cpSync(join(ROOT, part), join(copy, part), { recursive: true });
    const file = join(copy, 'domain/deciders/discussion.ts');
    const original = readFileSync(file, 'utf8');
    const changed = original.replace("book.done('next-step', on);", '');
    expect(changed).not.toBe(original);
    writeFileSync(file, changed.replace('inTime }', 'inTime: !inTime }'));
    const bundle = await bundleForReplay(join(copy, 'workflows/index.ts'));
    const json = histories.find(({ name }) => name.endsWith('everything-in-time.json'))?.json;
    const decided = await replayedEvents(bundle, json);
    expect(decided).not.toEqual(recordedEvents(json));
    rmSync(copy, { recursive: true, force: true });
  });
});
