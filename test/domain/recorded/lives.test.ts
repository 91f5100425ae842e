import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { CURRENT_CORE } from '../../../domain/core-version.js';
import { digest, read, relive, type Recording } from './relive.js';

const HERE = new URL('./', import.meta.url);
const files = readdirSync(HERE).filter((name) => name.endsWith('.json.gz'));
// Read once, not by every mutant.
const recordings = files.map((name) => [name, read(new URL(name, HERE))] as const);

/** One life of how many is lived again: each, but for mutation testing, where every mutant lives them all. */
const OF = Number(process.env['RECORDED_OF'] ?? 1);

/** The first life that goes another way than it went; null when none does. */
function strayed(recording: Recording): string | null {
  for (const [at, life] of recording.lives.entries()) {
    if (at % OF !== 0) continue;
    const again = relive(recording, life);
    if (again.strayed !== null) return `life ${at}, ${again.strayed}`;
    if (digest(again.state) !== life.state) return `life ${at} ends in another state`;
  }
  return null;
}

describe('A case that was begun under an earlier release', () => {
  test('is there for the core version of today', () => {
    expect(files).toContain(`core-${CURRENT_CORE}.json.gz`);
  });

  // Decided otherwise: that is a new core version, never a new recording (docs/operations.md, "Tests").
  test.each(recordings)(
    '%s: goes on as it went: answers, refusals, wakings, mails, rights and next steps to the byte',
    (_name, recording) => {
      expect(recording.lives.length).toBeGreaterThan(100);
      expect(strayed(recording)).toBeNull();
    },
  );
});
