import { describe, expect, test } from '@jest/globals';
import type { CommandData } from '../../../domain/commands.js';
import { answerOf, family, FATHER, MOTHER, raised, withGroup } from '../branches/support.js';
import { LEARNER, PEOPLE, text } from '../lives/world.js';

const evidence = { linkId: 'l1', textVersion: 'fi-1', language: 'fi', identity: 'link' } as const;
const asked = (askedOf: CommandData['request-consent']['askedOf']) =>
  ({ memberIds: ['m1', 'm2'], askedOf, told: 'in-person' }) as const;

describe('Guardians of whom one lives apart', () => {
  test('are asked both, also when the one who is asked lives with the learner', () => {
    const guardians = family().guardians.map((it) => ({ ...it, livesApart: it.personId === MOTHER }));
    const road = withGroup({ family: family({ guardians }) });
    expect(road.refused('curator', 'request-consent', asked([FATHER]))).toBe('ask-both-guardians');
    expect(road.refused('curator', 'request-consent', asked([MOTHER]))).toBe('ask-both-guardians');
    expect(road.refused('curator', 'request-consent', asked([MOTHER, FATHER]))).toBe('done');
  });
});

describe('In pre-primary education', () => {
  test('the learner is not asked alone, and a question that names nobody is none to the learner', () => {
    const road = withGroup({ family: family({ prePrimary: true }) });
    expect(road.refused('curator', 'request-consent', asked([LEARNER]))).toBe('guardian-decides');
    expect(road.refused('curator', 'request-consent', asked([]))).toBe('done');
  });
});

describe('Who wants to talk first', () => {
  test('still does when another member is asked about by word of mouth', () => {
    const road = withGroup().give('curator', 'request-consent', { ...asked([MOTHER]), memberIds: ['m1'] });
    const mother = { personId: MOTHER, roles: [], kind: 'person' } as const;
    road
      .give(mother, 'want-talk', { by: MOTHER, toId: PEOPLE.curator, evidence })
      .give('curator', 'request-consent', { ...asked([MOTHER]), memberIds: ['m2'] });
    expect(road.owed('talk-first')).toHaveLength(1);
  });
});

describe('Somebody from outside', () => {
  const external = { organisation: 'child-psychiatry', name: text() } as const;
  const outsider = { personId: PEOPLE.colleague, role: 'other_expert', side: 'county', external } as const;
  const proposed = () => raised().give('curator', 'propose-group', { members: [outsider] });
  const heard = (change: Partial<CommandData['record-consent']>) =>
    proposed().refused('curator', 'record-consent', { ...answerOf('m1', LEARNER, 'given'), ...change });

  test('is refused in whatever form, and agreed to in writing or by link alone, item by item', () => {
    expect(heard({ answer: 'refused', way: 'phone' })).toBe('done');
    expect(heard({ way: 'phone', items: ['wellbeing'] })).toBe('written-consent-needed');
    expect(heard({ way: 'link', items: ['wellbeing'] })).toBe('done');
    expect(heard({ way: 'signed', items: ['wellbeing'] })).toBe('done');
    expect(heard({ way: 'link', items: [] })).toBe('items-missing');
  });
});

describe('An answer by link', () => {
  const byLink = (answer: 'given' | 'partly') =>
    ({ ...answerOf('m1', LEARNER, answer), way: 'link', evidence }) as const;

  test('that says yes twice is one answer; other items are another', () => {
    const road = withGroup().give('curator', 'record-consent', byLink('given'));
    expect(road.refused('curator', 'record-consent', byLink('given'))).toBe('already-answered');
    road.give('curator', 'record-consent', { ...byLink('partly'), items: ['absences'] });
    const other = { ...byLink('partly'), items: ['wellbeing'] } as const;
    expect(road.refused('curator', 'record-consent', other)).toBe('done');
  });
});
