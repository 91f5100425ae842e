import { describe, expect, test } from '@jest/globals';
import { LEAST_PACE, LOOK_BACK_MS, Metronome, nextPace, Pacer, SLOW_MS } from '../../activities/bulk/pace.js';

const MOST = 100;

describe('A roll-out', () => {
  test('halves its pace at every look while people wait', () => {
    expect(nextPace(MOST, MOST, SLOW_MS + 1)).toBe(50);
    expect(nextPace(50, MOST, 10 * SLOW_MS)).toBe(25);
  });

  test('never stands still by itself', () => {
    let pace = MOST;
    for (let looks = 0; looks < 50; looks += 1) pace = nextPace(pace, MOST, 10 * SLOW_MS);
    expect(pace).toBe(LEAST_PACE);
  });

  test('goes no faster while people are about to notice', () => {
    expect(nextPace(20, MOST, 0.75 * SLOW_MS)).toBe(20);
  });

  test.each([
    ['nobody asks for anything', null],
    ['people are answered at once', SLOW_MS / 10],
  ])('recovers slowly when %s, and never beyond what was asked', (_when, p95) => {
    expect(nextPace(10, MOST, p95)).toBe(15);
    expect(nextPace(98, MOST, p95)).toBe(MOST);
    expect(nextPace(1, 4, p95)).toBe(1.5);
  });
});

describe('The pace', () => {
  test('is halved once for the same slow commands, and again when newer ones are slow', () => {
    const pacer = new Pacer(MOST, MOST);
    for (const now of [0, 1_000, LOOK_BACK_MS - 1]) pacer.look(2 * SLOW_MS, now);
    expect(pacer.pace).toBe(50);
    pacer.look(2 * SLOW_MS, LOOK_BACK_MS);
    expect(pacer.pace).toBe(25);
  });

  test('rises as soon as nobody waits any more', () => {
    const pacer = new Pacer(40, MOST);
    pacer.look(2 * SLOW_MS, 0);
    pacer.look(null, 1_000);
    expect(pacer.pace).toBe(25);
  });

  test('is never beyond what was asked, whatever an earlier call went at', () => {
    expect(new Pacer(MOST, 5).pace).toBe(5);
  });
});

describe('The moments at which cases are moved', () => {
  test('lie evenly apart, however many ask at once', () => {
    const metronome = new Metronome(10);
    expect([0, 0, 0, 50].map((now) => metronome.take(now))).toEqual([0, 100, 200, 250]);
  });

  test('are not made up for after a pause', () => {
    const metronome = new Metronome(10);
    metronome.take(0);
    expect([5_000, 5_000].map((now) => metronome.take(now))).toEqual([0, 100]);
  });

  test('lie further apart at once when the pace falls', () => {
    const metronome = new Metronome(10);
    metronome.take(0);
    metronome.set(2);
    expect([0, 0].map((now) => metronome.take(now))).toEqual([100, 600]);
  });
});
