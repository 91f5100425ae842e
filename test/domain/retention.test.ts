import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  ARCHIVE_DECISIONS,
  endOfMatter,
  REGISTERS,
  registerOf,
  RETENTION_STARTS,
  retentionOf,
  type RetentionFacts,
  type RetentionRule,
} from '../../domain/retention.js';
import { STAFF_ROLES } from '../../domain/people.js';
import { addDays, fromDayNumber, parseDate, type CivilDate } from '../../domain/time/civil-date.js';
import { runs } from './lives/runs.js';

const day = (text: string): CivilDate => parseDate(text);
const TEN: RetentionRule = { period: { years: 10, from: 'closing' }, archive: 'none' };
const PATIENT: RetentionRule = {
  period: { years: 12, from: 'death', otherwise: { years: 120, from: 'birth' } },
  archive: 'none',
};
const CLOSED: RetentionFacts = {
  ...{ status: 'closed', endedOn: day('2026-11-20'), bornOn: day('2012-02-29'), diedOn: null },
  ...{ held: false, register: 'student-welfare-register' },
};

describe('What may go, and when', () => {
  test('the period counts from the end of the matter, and its last day still belongs to it', () => {
    const on = (today: string) => retentionOf(TEN, CLOSED, day(today));
    expect(on('2036-11-20')).toEqual({ goesOn: '2036-11-21', keptBy: ['period-runs'] });
    expect(on('2036-11-21')).toEqual({ goesOn: '2036-11-21', keptBy: [] });
  });

  test('an open case, and one that still owes something, is not counted at all', () => {
    for (const status of ['open', 'aftercare'] as const)
      expect(retentionOf(TEN, { ...CLOSED, status, endedOn: null }, day('2099-01-01'))).toEqual({
        goesOn: null,
        keptBy: [status],
      });
  });

  test('a hold keeps what would go, and the list still says from when', () => {
    const held = retentionOf(TEN, { ...CLOSED, held: true }, day('2040-01-01'));
    expect(held).toEqual({ goesOn: '2036-11-21', keptBy: ['hold'] });
  });

  test('nothing goes by a period that nobody has decided', () => {
    const none = { period: null, archive: 'none' } as const;
    expect(retentionOf(none, CLOSED, day('2150-01-01'))).toEqual({ goesOn: null, keptBy: ['no-period'] });
    expect(retentionOf(null, CLOSED, day('2150-01-01')).keptBy).toEqual(['no-period']);
  });

  test('nothing goes before somebody has looked whether the archives want it, or when they do', () => {
    const kept = (archive: RetentionRule['archive']) =>
      retentionOf({ ...TEN, archive }, CLOSED, day('2040-01-01')).keptBy;
    expect([kept('unchecked'), kept('ordered')]).toEqual([['archive-unchecked'], ['archive-ordered']]);
  });

  test('a patient record is kept 12 years from death, or 120 from birth where no death is known', () => {
    const facts = { ...CLOSED, register: 'patient-register' } as const;
    const today = day('2026-11-29');
    expect(retentionOf(PATIENT, facts, today).goesOn).toBe('2132-03-01');
    expect(retentionOf(PATIENT, { ...facts, diedOn: day('2030-05-05') }, today).goesOn).toBe('2042-05-06');
    const unknown = retentionOf(PATIENT, { ...facts, bornOn: null }, day('2199-01-01'));
    expect(unknown).toEqual({ goesOn: null, keptBy: ['start-unknown'] });
  });

  test('a case of the county whose profession nobody knows stays', () => {
    const unknown = retentionOf(TEN, { ...CLOSED, register: null }, day('2150-01-01'));
    expect(unknown).toEqual({ goesOn: null, keptBy: ['register-unknown'] });
  });

  test('a matter ended with its closing, or with what was recorded after it', () => {
    const of = (status: RetentionFacts['status'], closedOn: string | null, last: string) =>
      endOfMatter({ status, closedOn: closedOn === null ? null : day(closedOn), lastEntryOn: day(last) });
    expect(of('closed', '2026-06-01', '2026-06-01')).toBe('2026-06-01');
    expect(of('closed', '2026-06-01', '2026-09-15')).toBe('2026-09-15');
    expect(of('void', null, '2026-02-02')).toBe('2026-02-02');
    expect(of('aftercare', '2026-06-01', '2026-06-01')).toBeNull();
    expect(of('open', null, '2026-06-01')).toBeNull();
  });

  test('a register is the provider’s, or the one of the county’s profession', () => {
    expect(registerOf('school', 'psychologist')).toBe('student-welfare-register');
    expect(registerOf('county', 'curator')).toBe('curator-client-register');
    expect(registerOf('county', 'school_nurse')).toBe('patient-register');
    expect([registerOf('county', null), registerOf('county', 'coordinator')]).toEqual([null, null]);
  });
});

const anyDay = fc.integer({ min: 0, max: 40_000 }).map(fromDayNumber);
const start = fc.constantFrom(...RETENTION_STARTS);
const years = fc.integer({ min: 1, max: 120 });
const rule: fc.Arbitrary<RetentionRule | null> = fc.option(
  fc.record({
    period: fc.option(
      fc
        .record({ years, from: start, second: fc.option(fc.record({ years, from: start })) })
        .map(({ second, ...it }) => (second === null ? it : { ...it, otherwise: second })),
    ),
    archive: fc.constantFrom(...ARCHIVE_DECISIONS),
  }),
);
const facts: fc.Arbitrary<RetentionFacts> = fc
  .record({
    status: fc.constantFrom('open', 'closed', 'aftercare', 'void'),
    ended: anyDay,
    bornOn: fc.option(anyDay),
    diedOn: fc.option(anyDay),
    held: fc.boolean(),
    register: fc.option(fc.constantFrom(...REGISTERS)),
  })
  .map(({ ended, ...it }) => ({
    ...it,
    endedOn: it.status === 'closed' || it.status === 'void' ? ended : null,
  }));
/** So many are needed for some that may go; fewer are a quick look. */
const MANY = 5000;
const RUNS = { numRuns: runs(500), seed: 20261129 };

describe('Whatever is known of a case', () => {
  test('it goes only when it has ended, nothing holds it, a period was decided and the archives were asked', () => {
    let gone = 0;
    fc.assert(
      fc.property(rule, facts, anyDay, (r, f, today) => {
        const { keptBy, goesOn } = retentionOf(r, f, today);
        if (keptBy.length > 0) return;
        gone += 1;
        expect([f.status, f.held, r?.archive]).toEqual([f.endedOn && f.status, false, 'none']);
        expect(r?.period && f.register && f.endedOn).toBeTruthy();
        expect(goesOn !== null && goesOn <= today && f.endedOn !== null && goesOn > f.endedOn).toBe(true);
      }),
      { ...RUNS, numRuns: runs(MANY) },
    );
    if (runs(MANY) < MANY) return;
    expect(gone).toBeGreaterThan(20);
  });

  test('what may go today may go on every later day, and not on the day before its own', () => {
    fc.assert(
      fc.property(rule, facts, anyDay, fc.integer({ min: 0, max: 9999 }), (r, f, today, more) => {
        const { goesOn, keptBy } = retentionOf(r, f, today);
        if (keptBy.length === 0) expect(retentionOf(r, f, addDays(today, more)).keptBy).toEqual([]);
        if (goesOn === null) return;
        expect(retentionOf(r, f, addDays(goesOn, -1)).keptBy).toContain('period-runs');
        expect(retentionOf(r, f, goesOn).keptBy).not.toContain('period-runs');
      }),
      RUNS,
    );
  });

  test('a longer period never ends sooner, and the day does not depend on when it is asked', () => {
    fc.assert(
      fc.property(facts, start, years, years, anyDay, anyDay, (f, from, a, b, today, other) => {
        const until = (length: number, on: CivilDate) =>
          retentionOf({ period: { years: length, from }, archive: 'none' }, f, on).goesOn;
        const [short, long] = [until(Math.min(a, b), today), until(Math.max(a, b), today)];
        expect(short === null).toBe(long === null);
        if (short !== null && long !== null) expect(short <= long).toBe(true);
        expect(until(a, today)).toBe(until(a, other));
      }),
      RUNS,
    );
  });

  test('every profession of the county has a register, or none is guessed', () => {
    const known = STAFF_ROLES.filter((role) => registerOf('county', role) !== null);
    expect(known).toEqual(['curator', 'psychologist', 'school_nurse', 'school_doctor', 'psych_nurse']);
  });
});
