import { existsSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { CURRENT_CORE } from '../../../domain/core-version.js';
import type { Actor } from '../../../domain/people.js';
import { EVERYBODY } from '../lives/cast.js';
import { attempt, made, raise, start, type Attempt, type Start } from '../lives/random-command.js';
import { at } from '../lives/world.js';
import { CASE_ID, digest, read, Relived, relive, type Life, type Recording, type Step } from './relive.js';

/**
 * `npx tsx test/domain/recorded/record.ts --lives [core]`: records lives under a core version, each of which shows something
 * that none before it did. What a version in use has decided is never recorded anew: who changes that raises the
 * version. `--shown [core]` keeps the lives and records anew what they send and show.
 */
const LIVES = 4_000;
const viewers: readonly Actor[] = EVERYBODY.map((player) => player.actor);
const [option, given = String(CURRENT_CORE)] = process.argv.slice(2);
const core = Number(given);
const begun = { core, viewers };

/** What one life shows: each command with what came of it, and what it moved. */
function live(first: Start, attempts: readonly Attempt[]): { life: Omit<Life, 'state'>; signs: string[][] } {
  const from = at('2026-10-01 09:00') + first.at;
  const relived = new Relived(begun, CASE_ID, { rules: first.rules, from });
  const steps: Step[] = [];
  const signs: string[][] = [];
  const take = (command: Step['command'], asleep: boolean): void => {
    const duties = new Map(relived.state?.duties.map((duty) => [duty.id, duty.status]));
    const { code, decided, shown } = relived.give(command);
    const moved = relived.state?.duties.filter((duty) => duties.get(duty.id) !== duty.status) ?? [];
    const kinds = moved.map((duty) => `${command.type} ${duty.kind} ${duty.status}`);
    signs.push([...code.split(',').map((it) => `${command.type} ${it}`), ...kinds]);
    steps.push({ at: relived.now, asleep, command, decided, shown });
  };
  relived.until(relived.now, false);
  take(raise(first, relived.today, first.from % 20 !== 0), false);
  for (const a of attempts) {
    relived.until(relived.now + a.pause, a.asleep);
    const { state, rules, today } = relived;
    take(state ? made(a, state, today, rules) : raise(first, today), a.asleep);
  }
  return { life: { rules: first.rules, from, steps }, signs };
}

function record(): Recording {
  const met = new Set<string>();
  const lives: Life[] = [];
  const all = fc.tuple(start, fc.array(attempt, { minLength: 1, maxLength: 20, size: 'max' }));
  for (const [first, attempts] of fc.sample(all, { numRuns: LIVES, seed: 20261128 })) {
    const { life, signs } = live(first, attempts);
    const last = signs.findLastIndex((of) => of.some((sign) => !met.has(sign)));
    if (last < 0) continue;
    for (const sign of signs.slice(0, last + 1).flat()) met.add(sign);
    const kept = { ...life, steps: life.steps.slice(0, last + 1) };
    lives.push({ ...kept, state: digest(relive(begun, kept).state) });
  }
  console.log(`${lives.length} lives, ${met.size} signs`);
  return { ...begun, lives };
}

function again(file: URL): Recording {
  const recording = read(file);
  const lives = recording.lives.map((life) => {
    const relived = new Relived(recording, CASE_ID, life);
    const steps = life.steps.map((step) => {
      relived.until(step.at, step.asleep);
      return { ...step, shown: relived.give(step.command).shown };
    });
    return { ...life, steps };
  });
  return { ...recording, lives };
}

const file = new URL(`./core-${core}.json.gz`, import.meta.url);
if (option !== '--shown' && (option !== '--lives' || existsSync(file))) {
  throw new Error(
    option === '--lives' ? `core ${core} is recorded: raise the version` : '--lives or --shown',
  );
}
const packed = gzipSync(JSON.stringify(option === '--shown' ? again(file) : record()), { level: 9 });
writeFileSync(file, packed);
console.log(`${Math.round(packed.length / 1024)} KB`);
