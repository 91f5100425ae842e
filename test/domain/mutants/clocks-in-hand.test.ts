import { describe, expect, test } from '@jest/globals';
import { parseDate } from '../../../domain/time/civil-date.js';
import { heldGroup, raised, withGroup, type Road } from '../branches/support.js';
import { PEOPLE, text } from '../lives/world.js';

/** The answers to a consent are due on 24.11.; it is the 17th. */
function answers(): { road: Road; dutyId: string } {
  const road = withGroup();
  return { road, dutyId: road.owed('consent-answer')[0]?.id ?? '' };
}

const away = { reason: 'learner-away' } as const;
const pause = (road: Road, dutyId: string, on?: string) =>
  road.refused('curator', 'pause-duty', { dutyId, ...away }, on);
const resume = (road: Road, dutyId: string, on?: string) =>
  road.refused('curator', 'resume-duty', { dutyId }, on);
const setTo = (road: Road, dutyId: string, dueOn: string) =>
  road.refused('curator', 'set-due-date', { dutyId, dueOn: parseDate(dueOn), reason: text() });

/** What a handed-over responsibility owes: an answer by a moment of its own. */
function offered(): { road: Road; dutyId: string } {
  const road = raised().give('curator', 'offer-handover', {
    ...{ side: 'county', toId: PEOPLE.colleague, fallbackId: PEOPLE.countyCoordinator },
  });
  return { road, dutyId: road.owed('handover-answer')[0]?.id ?? '' };
}

/** What social services are expected to do after a report. */
function expected(): { road: Road; dutyId: string } {
  const road = raised().give('curator', 'report-child-welfare', {
    ...{ addressee: 'county', channel: 'phone', reason: text(), told: 'both' },
  });
  return { road, dutyId: road.owed('expected-decision')[0]?.id ?? '' };
}

describe('A clock that people want to stop', () => {
  test('is one that the case has', () => {
    const { road, dutyId } = answers();
    expect(pause(road, 'd99')).toBe('unknown-duty');
    expect(setTo(road, 'd99', '2026-11-20')).toBe('unknown-duty');
    expect(pause(road, dutyId)).toBe('done');
    expect(resume(road, 'd99')).toBe('unknown-duty');
  });

  test('can stop on its first day and on its last, not before it began', () => {
    const first = heldGroup();
    const [followUp] = first.owed('follow-up');
    const waits = { dutyId: followUp?.id ?? '', ...away };
    expect(followUp).toMatchObject({ startedOn: '2026-11-18' });
    expect(first.refused('nurse', 'pause-duty', waits, '2026-11-17')).toBe('not-running');
    expect(first.refused('nurse', 'pause-duty', waits, '2026-11-18')).toBe('done');
    const last = answers();
    last.road.until('2026-11-24 15:00');
    expect(pause(last.road, last.dutyId)).toBe('done');
    expect(last.road.state.duties.find((it) => it.id === last.dutyId)).toMatchObject({ left: 0 });
  });

  test('does not stop once it has run out', () => {
    const { road, dutyId } = answers();
    road.until('2026-11-25 09:00');
    expect(pause(road, dutyId)).toBe('not-running');
  });

  test('does not stop twice, and goes on only once', () => {
    const { road, dutyId } = answers();
    expect(resume(road, dutyId)).toBe('not-paused');
    expect(pause(road, dutyId)).toBe('done');
    expect(pause(road, dutyId)).toBe('not-running');
    expect(resume(road, dutyId)).toBe('done');
    expect(resume(road, dutyId)).toBe('not-paused');
  });

  test('has no date while it stands still', () => {
    const { road, dutyId } = answers();
    expect(pause(road, dutyId)).toBe('done');
    expect(setTo(road, dutyId, '2026-11-20')).toBe('date-not-movable');
  });

  test('goes on from the day it stopped at the earliest', () => {
    const { road, dutyId } = answers();
    road.until('2026-11-19 09:00');
    expect(pause(road, dutyId)).toBe('done');
    expect(resume(road, dutyId, '2026-11-18')).toBe('not-paused');
    expect(resume(road, dutyId, '2026-11-19')).toBe('done');
    expect(road.owed('consent-answer')[0]).toMatchObject({ dueOn: '2026-11-24', rung: { index: 0 } });
  });

  test('leaves somebody to look at the pause, and that look is no clock to stop', () => {
    const { road, dutyId } = answers();
    expect(pause(road, dutyId)).toBe('done');
    const [look] = road.owed('pause-review');
    expect(look).toMatchObject({ ownerId: PEOPLE.curator, about: { of: 'duty', id: dutyId } });
    expect(pause(road, look?.id ?? '')).toBe('not-running');
  });

  test('is ours: what social services owe is neither paused nor set by us', () => {
    const { road, dutyId } = expected();
    expect(pause(road, dutyId)).toBe('law-cannot-pause');
    expect(setTo(road, dutyId, '2026-11-20')).toBe('date-not-movable');
  });

  test('is not an offer of hand-over, which runs out at its own moment', () => {
    const { road, dutyId } = offered();
    expect(pause(road, dutyId)).toBe('not-running');
    expect(setTo(road, dutyId, '2026-11-18')).toBe('date-not-movable');
  });
});

describe('A date set by hand', () => {
  test('may be today, not yesterday, and is another than before', () => {
    const { road, dutyId } = answers();
    expect(setTo(road, dutyId, '2026-11-16')).toBe('date-not-movable');
    expect(setTo(road, dutyId, '2026-11-24')).toBe('date-not-movable');
    expect(setTo(road, dutyId, '2026-11-17')).toBe('done');
    expect(road.owed('consent-answer')[0]).toMatchObject({ dueOn: '2026-11-17', byHand: true });
  });

  test('may go back to the last day that the law allows, and no further', () => {
    const road = raised();
    const [duty] = road.owed('discussion');
    const dutyId = duty?.id ?? '';
    expect(duty).toMatchObject({ force: 'law', dueOn: '2026-11-26' });
    expect(setTo(road, dutyId, '2026-11-20')).toBe('done');
    expect(setTo(road, dutyId, '2026-11-27')).toBe('beyond-the-law');
    expect(setTo(road, dutyId, '2026-11-26')).toBe('done');
  });

  test('may be later than a local rule would have it', () => {
    const { road, dutyId } = answers();
    expect(setTo(road, dutyId, '2026-12-11')).toBe('done');
  });

  test('is not given to what the law asks without delay: any day would put it off', () => {
    const road = raised({ discussedWith: ['learner'], topic: 'absence' });
    const [duty] = road.owed('absence-causes');
    expect(duty).toMatchObject({ dueOn: null });
    expect(setTo(road, duty?.id ?? '', '2026-12-11')).toBe('beyond-the-law');
  });

  test('is not for what is done', () => {
    const road = heldGroup();
    const done = road.state.duties.find((it) => it.kind === 'discussion');
    expect(
      road.refused('nurse', 'set-due-date', {
        ...{ dutyId: done?.id ?? '', dueOn: parseDate('2026-11-20'), reason: text() },
      }),
    ).toBe('date-not-movable');
    expect(road.refused('nurse', 'resume-duty', { dutyId: done?.id ?? '' })).toBe('not-paused');
  });
});
