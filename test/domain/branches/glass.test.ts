import { describe, expect, test } from '@jest/globals';
import type { CommandData } from '../../../domain/commands.js';
import { glassesOf } from '../../../domain/glass.js';
import { mailsOf } from '../../../domain/mails.js';
import { rightsOf, sees, SIGHTS } from '../../../domain/sight.js';
import { keysTo } from '../../../domain/sight-keys.js';
import { after, MINUTE } from '../../../domain/time/instant.js';
import { nextWake } from '../../../domain/wake.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { actor, PEOPLE, SCHOOL, SYSTEM, text, type Who } from '../lives/world.js';
import { raised, type Road } from './support.js';

const REASON = { reasonCode: 'immediate-danger', reason: text(), minutes: 60 } as const;
const broken: CommandData['break-glass'] = {
  ...REASON,
  ...{ reviewerId: PEOPLE.countySupervisor, reviewerSide: 'county' },
};
const REVIEW = { glassId: 'g1', finding: 'justified', note: text() } as const;

function relations(road: Road, who: Who): string[] {
  return rightsOf(actor(who), road.state, road.life.now).map(({ relation }) => relation);
}

describe('A case that is opened in an emergency', () => {
  test('shows whom it is about and what the danger is, for as long as policy says', () => {
    const road = raised();
    const key = `person:${PEOPLE.countyCoordinator}`;
    expect(relations(road, 'countyCoordinator')).toEqual(['post']);
    expect(keysTo(road.state)).not.toContain(key);
    road.give('countyCoordinator', 'break-glass', broken);
    expect(relations(road, 'countyCoordinator')).toEqual(['post', 'break-glass']);
    expect(sees(actor('countyCoordinator'), road.state)).toEqual(
      new Set([...SIGHTS.post.sections, ...SIGHTS['break-glass'].sections]),
    );
    expect(keysTo(road.state)).toContain(key);
    // Over at the instant itself, also while nothing has woken the case.
    const over = after(road.life.now, 60 * MINUTE);
    expect(rightsOf(actor('countyCoordinator'), road.state, over).map(({ relation }) => relation)).toEqual([
      'post',
    ]);
    expect(nextWake(road.state, road.life.rules)).toBe(over);
    road.until('2026-11-17 10:01');
    expect(road.life.log.map(({ type }) => type)).toContain('glass-mended');
    expect(relations(road, 'countyCoordinator')).toEqual(['post']);
    expect(keysTo(road.state)).not.toContain(key);
  });

  test('never shows what was told to others: the group, its report, acts, disclosures', () => {
    const shown: readonly string[] = SIGHTS['break-glass'].sections;
    for (const section of ['consents', 'meetings', 'acts', 'timeline', 'report', 'disclosures', 'access'])
      expect(shown).not.toContain(section);
  });

  test('is reviewed by somebody else, and the case cannot be voided before', () => {
    const road = raised().give('countyCoordinator', 'break-glass', broken);
    expect(road.owed('glass-review')).toMatchObject([
      { ownerId: PEOPLE.countySupervisor, about: { of: 'glass', id: 'g1' } },
    ]);
    expect(road.refused('curator', 'void-case', { reason: 'duplicate' })).toBe('review-open');
    expect(road.refused('countyCoordinator', 'review-glass', REVIEW)).toBe('not-allowed');
    expect(road.refused('countySupervisor', 'review-glass', { ...REVIEW, glassId: 'g9' })).toBe(
      'unknown-glass',
    );
    road.give('countySupervisor', 'review-glass', REVIEW);
    expect(road.owed('glass-review')).toEqual([]);
    expect(glassesOf(road.state)).toMatchObject([{ isOver: true, reviewedOn: road.today }]);
    // Found in order or not, the glass is whole again.
    expect(relations(road, 'countyCoordinator')).toEqual(['post']);
    expect(road.refused('curator', 'void-case', { reason: 'duplicate' })).toBe('done');
  });

  test('is reviewed by the one who was named for it, not by others who owe something in the case', () => {
    const road = raised().give('countyCoordinator', 'break-glass', broken);
    expect(road.owed('discussion').map((duty) => duty.ownerId)).toEqual([PEOPLE.curator]);
    expect(road.refused('curator', 'review-glass', REVIEW)).toBe('not-allowed');
    expect(road.owed('glass-review')).toHaveLength(1);
  });

  test('is looked at in its time: nobody moves the day of that, nor stops its clock', () => {
    const road = raised().give('countyCoordinator', 'break-glass', broken);
    const dutyId = road.owed('glass-review')[0]?.id ?? '';
    const later = { dutyId, dueOn: parseDate('2099-01-08'), reason: text() };
    expect(road.refused('countyCoordinator', 'set-due-date', later)).toBe('date-not-movable');
    expect(road.refused('curator', 'pause-duty', { dutyId, reason: 'workplace-closed' })).toBe('not-running');
  });

  test('whose reviewer leaves is never left to whoever opened it', () => {
    const opened = raised()
      .give('countyCoordinator', 'break-glass', broken)
      .give('countySupervisor', 'reassign', {
        side: 'county',
        toId: PEOPLE.countyCoordinator,
        reason: 'left',
      });
    opened.give(SYSTEM, 'update-surroundings', {
      surroundings: {
        ...{ schoolId: SCHOOL, enrolledUntil: null, classCode: '7b', languages: [] },
        gone: [{ personId: PEOPLE.countySupervisor, side: 'county' }],
      },
      holders: { county: PEOPLE.countyCoordinator },
    });
    expect(opened.owed('glass-review').map((duty) => duty.ownerId)).toEqual([PEOPLE.teacher]);
  });

  test('is reviewed also after the case was closed', () => {
    const road = raised()
      .give('countyCoordinator', 'break-glass', broken)
      .give('curator', 'close-case', { reason: 'moved', told: [] });
    expect(road.state.status).toBe('aftercare');
    expect(road.owed('glass-review')).toHaveLength(1);
    road.give('countySupervisor', 'review-glass', REVIEW);
    expect([road.state.status, nextWake(road.state, road.life.rules)]).toEqual(['closed', null]);
  });

  test('is for those who hold a post over it, and for nobody who sees all of that already', () => {
    const road = raised();
    for (const who of ['curator', 'nurse', 'teacher', 'homeroom'] as const)
      expect([who, road.refused(who, 'break-glass', broken)]).toEqual([who, 'not-allowed']);
    expect(road.refused(SYSTEM, 'break-glass', broken)).toBe('not-allowed');
    road.give('countyCoordinator', 'break-glass', broken);
    expect(road.refused('countyCoordinator', 'break-glass', broken)).toBe('already-seen');
  });

  test('is never reviewed by who opened it', () => {
    const own = { ...broken, reviewerId: PEOPLE.countySupervisor };
    expect(raised().refused('countySupervisor', 'break-glass', own)).toBe('same-person');
  });

  test('is told to the responsible persons, without a name', () => {
    const road = raised();
    const before = road.state;
    road.give('countyCoordinator', 'break-glass', broken);
    const { last } = road;
    if (last === undefined) throw new Error('an event is there');
    const mails = mailsOf(last, before, road.state, road.life.rules);
    expect(mails.map(({ template, to }) => [template, to])).toEqual([
      ['glass-broken', { personId: PEOPLE.teacher }],
      ['glass-broken', { personId: PEOPLE.curator }],
      ['task', { personId: PEOPLE.countySupervisor }],
    ]);
    expect(JSON.stringify(mails)).not.toContain(PEOPLE.countyCoordinator);
  });
});
