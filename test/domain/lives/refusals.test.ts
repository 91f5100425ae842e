import { describe, expect, test } from '@jest/globals';
import type { CommandData } from '../../../domain/commands.js';
import { addDays } from '../../../domain/time/civil-date.js';
import { actor, at, command, LEARNER, Life, PEOPLE, rulesOn, SCHOOL, type Who } from './world.js';

const RULES = rulesOn('2026-10-01');

function newLife(): Life {
  return new Life(RULES, at('2026-11-17 09:00'));
}

function concern(change: Partial<CommandData['raise-concern']> = {}): CommandData['raise-concern'] {
  return {
    ref: 'R-2026-000001',
    learnerId: LEARNER,
    schoolId: SCHOOL,
    source: 'staff',
    urgent: false,
    topic: 'absence',
    discussedWith: ['learner'],
    responsible: { county: PEOPLE.curator, school: PEOPLE.teacher },
    ...change,
  };
}

function raised(change: Partial<CommandData['raise-concern']> = {}, who: Who = 'curator'): Life {
  const life = newLife();
  expect(life.give(command(actor(who), 'raise-concern', life.today, concern(change)))).toMatchObject({
    ok: true,
  });
  return life;
}

describe('A concern', () => {
  test('has a responsible person at the county from the first second', () => {
    const life = newLife();
    const given = command(
      actor('teacher'),
      'raise-concern',
      life.today,
      concern({ responsible: { school: PEOPLE.teacher } }),
    );
    expect(life.give(given)).toMatchObject({ code: 'responsible-missing' });
  });

  test('of school staff has a responsible person at the school, too', () => {
    const life = newLife();
    const given = command(
      actor('teacher'),
      'raise-concern',
      life.today,
      concern({ responsible: { county: PEOPLE.curator } }),
    );
    expect(life.give(given)).toMatchObject({ code: 'responsible-missing' });
  });

  test("that is the learner's own request to the county is secret from the school", () => {
    const life = newLife();
    expect(
      life.give(command(actor('curator'), 'raise-concern', life.today, concern({ source: 'learner' }))),
    ).toMatchObject({
      code: 'school-must-not-know',
    });
  });

  test('is raised once', () => {
    const life = raised();
    expect(life.give(command(actor('curator'), 'raise-concern', life.today, concern()))).toMatchObject({
      code: 'already-raised',
    });
  });

  test('cannot have come tomorrow', () => {
    const life = newLife();
    const given = command(actor('curator'), 'raise-concern', addDays(life.today, 1), concern());
    expect(life.give(given)).toMatchObject({ code: 'happened-in-future' });
  });

  test('that nobody has raised takes no other command', () => {
    const life = newLife();
    const given = command(actor('curator'), 'report-child-welfare', life.today, {
      addressee: 'county',
      channel: 'phone',
      reason: { textId: life.caseId as never, hmac: '' },
      told: 'both',
    });
    expect(life.give(given)).toMatchObject({ code: 'unknown-case' });
  });

  test('is not given to somebody of another employer', () => {
    const life = newLife();
    const given = command(
      actor('curator'),
      'raise-concern',
      life.today,
      concern({ responsible: { county: PEOPLE.teacher, school: PEOPLE.teacher } }),
    );
    expect(life.give(given)).toMatchObject({ code: 'other-employer' });
  });
});

describe('A group', () => {
  test('has members', () => {
    const life = raised();
    expect(life.give(command(actor('curator'), 'propose-group', life.today, { members: [] }))).toMatchObject({
      code: 'group-empty',
    });
  });

  test('appoints its responsible person from among those present', () => {
    const life = raised();
    const give = (given: Parameters<Life['give']>[0]): void => {
      expect(life.give(given)).toMatchObject({ ok: true });
    };
    const member = { personId: PEOPLE.nurse, role: 'school_nurse', side: 'county' } as const;
    give(command(actor('curator'), 'propose-group', life.today, { members: [member] }));
    give(
      command(actor('curator'), 'record-consent', life.today, {
        ...{ memberId: 'm1', answer: 'given', by: LEARNER, byRole: 'learner', way: 'signed' },
      }),
    );
    give(
      command(actor('curator'), 'call-meeting', life.today, {
        ...{ kind: 'expert-group', on: life.today, minute: 600, invitedStaff: [member], invitedFamily: [] },
      }),
    );
    const record = (attended: CommandData['record-meeting']['attended']): ReturnType<Life['give']> =>
      life.give(
        command(actor('curator'), 'record-meeting', life.today, {
          ...{
            meetingId: 'k1',
            attended,
            responsible: { personId: PEOPLE.nurse, side: 'county' },
            actions: [],
          },
          end: { kind: 'next', on: addDays(life.today, 14) },
        }),
      );
    expect(record([LEARNER])).toMatchObject({ code: 'responsible-not-present' });
    expect(record([PEOPLE.nurse, LEARNER])).toMatchObject({ ok: true });
    expect(life.state?.responsible.county).toBe(PEOPLE.nurse);
  });
});

describe('A hand-over', () => {
  test('is accepted on the side it was offered on', () => {
    const life = raised();
    const offer = { side: 'county', toId: PEOPLE.colleague, fallbackId: PEOPLE.countyCoordinator } as const;
    expect(life.give(command(actor('curator'), 'offer-handover', life.today, offer))).toMatchObject({
      ok: true,
    });
    const accept = (side: 'school' | 'county'): ReturnType<Life['give']> =>
      life.give(command(actor('colleague'), 'accept-handover', life.today, { side }));
    expect(accept('school')).toMatchObject({ code: 'no-handover' });
    expect(life.state?.responsible.county).toBe(PEOPLE.curator);
    expect(accept('county')).toMatchObject({ ok: true });
    expect(life.state?.responsible.county).toBe(PEOPLE.colleague);
  });
});
