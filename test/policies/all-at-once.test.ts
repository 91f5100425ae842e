import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseDate } from '../../domain/time/civil-date.js';
import { judgeCalendar, judgePolicy } from '../../policies/judge.js';
import { holidays, nationalBase, sources } from '../../policies/registry.js';
import {
  validateBase,
  validateCalendar,
  validateHolidays,
  validatePolicy,
  type Validated,
} from '../../policies/schema.js';
import { policyJson, withChange } from './files.js';

/* A file with faults is refused as a whole, each fault named by its path: all of them in one answer, none of them
   twice, and none that only follows from another one. */

const known = new Set(Object.keys(sources()));
const BASE = policyJson('national/base.json');
const POLICY = policyJson('providers/espoo-sample.json');
const CALENDAR = policyJson('calendars/espoo-sample.json');
const HOLIDAYS = policyJson('calendars/holidays-fi.json');

/** Where something is spoiled, with what, and the one fault that this is. */
type Spoiling = readonly [path: string, value: unknown, fault: string];

function spoil(json: unknown, spoilings: readonly Spoiling[]): unknown {
  return spoilings.reduce((file, [path, value]) => withChange(file, path, value), json);
}

function named(result: Validated<unknown>): string[] {
  return result.ok ? [] : result.faults.map((it) => `${it.path} ${it.code}`);
}

const policyFaults = (json: unknown) => named(validatePolicy(json, { sources: known, base: nationalBase() }));
const calendarFaults = (json: unknown) =>
  named(validateCalendar(json, { sources: known, holidays: holidays() }));

const v = (path: string) => `versions.0.${path}`;
const IN_A_POLICY: readonly Spoiling[] = [
  ['name', 'Espoo Sample', 'name not-a-name'],
  ['colour', 'blue', 'colour unknown-key'],
  [v('rules.L-TALK.limit.lenght'), 5, v('rules.L-TALK.limit.lenght unknown-key')],
  [v('rules.L-CONSENT.limit.source'), undefined, v('rules.L-CONSENT.limit.source no-source')],
  [v('rules.L-CONSENT.limit.unit'), null, v('rules.L-CONSENT.limit.unit no-unit')],
  [v('rules.L-CONVENE.limit.source'), 'HEARSAY', v('rules.L-CONVENE.limit.source unknown-source')],
  [v('rules.L-RECORD.limit.value'), 501, v('rules.L-RECORD.limit.value too-long-to-count')],
  [v('rules.L-RECORD.limit.basis'), '', v('rules.L-RECORD.limit.basis no-basis')],
  [v('rules.L-REPORT.limit.checkedOn'), '2026-02-30', v('rules.L-REPORT.limit.checkedOn not-a-day')],
  [v('rules.L-REPORT.limit.uncertain'), 'Q99', v('rules.L-REPORT.limit.uncertain not-a-question')],
  [v('rules.L-HANDOVER.limit.value'), null, v('rules.L-HANDOVER.limit.value no-length')],
  [v('rules.L-FOLLOW.limit.value'), 5, v('rules.L-FOLLOW.limit.value people-agree')],
  [v('rules.L-NEXT'), undefined, v('rules.L-NEXT rule-missing')],
  [v('rules.L-PAUSE.ladder'), 'steep', v('rules.L-PAUSE no-such-ladder')],
  [v('lawLadders.T-OHL15-7'), undefined, v('rules.T-OHL15-7 rule-missing')],
  [v('lawLadders.L-GLASS'), 'gentle', v('lawLadders.L-GLASS law-has-no-such-rule')],
  [v('lawLadders.T-LSL26-7'), 'standard', v('lawLadders.T-LSL26-7 expectation-climbs')],
  [v('office.to.value'), 480, v('office.to closes-before-it-opens')],
  [v('office.to.source'), undefined, v('office.to.source no-source')],
  [v('mailMinute.value'), 1440, v('mailMinute.value wrong-form')],
  [v('validUntil'), '2027-07-31', v('validUntil gap-at-the-end')],
];

const y = (path: string) => `years.0.${path}`;
const IN_A_CALENDAR: readonly Spoiling[] = [
  ['name', 'Espoo Sample', 'name not-a-name'],
  ['brakes', [], 'brakes unknown-key'],
  ['source', 'HEARSAY', 'source unknown-source'],
  ['checkedOn', '2026-13-01', 'checkedOn not-a-day'],
  ['publishedUntil', '2028-06-02', 'publishedUntil wrong-end'],
  [y('breaks.1.source'), undefined, y('breaks.1.source no-words')],
  [y('breaks.1.notConfirmed'), undefined, y('breaks.1.notConfirmed habit-and-confirmation')],
  [y('workingDays'), 190, y('workingDays working-days-differ')],
  [y('levels.pre-primary.colour'), 'blue', y('levels.pre-primary.colour unknown-key')],
];

describe.each([
  ['policy', POLICY, IN_A_POLICY, policyFaults],
  ['calendar', CALENDAR, IN_A_CALENDAR.map(asForm), calendarFaults],
] as const)(
  'Every fault of a %s is named in one answer, by path and once',
  (_what, file, table, faultsOf) => {
    test.each(table.map((it) => [it[2], it] as const))('alone: %s', (fault, spoiling) => {
      expect(faultsOf(spoil(file, [spoiling]))).toEqual([fault]);
    });

    test('all of them together', () => {
      expect(faultsOf(spoil(file, table)).toSorted()).toEqual(table.map(([, , fault]) => fault).toSorted());
    });

    test('any of them together, and no other', () => {
      fc.assert(
        fc.property(fc.subarray([...table]), (some) => {
          const expected = some.map(([, , fault]) => fault).toSorted();
          expect(faultsOf(spoil(file, some)).toSorted()).toEqual(expected);
        }),
      );
    });
  },
);

/** A text that is missing has no code of its own. */
function asForm([path, value, fault]: Spoiling): Spoiling {
  return [path, value, fault.replace('no-words', 'wrong-form')];
}

describe('What only follows from another fault is not named', () => {
  const version = (POLICY as { versions: Record<string, Record<string, unknown>>[] }).versions[0] ?? {};
  const renamed = (holder: string, from: string, to: string) =>
    spoil(POLICY, [
      [`${holder}.${from}`, undefined, ''],
      [`${holder}.${to}`, valueIn(POLICY, `${holder}.${from}`), ''],
    ]);

  test.each([
    [
      'a rule whose name is misspelt',
      renamed(v('rules'), 'L-NEXT', 'L-NEXTT'),
      [v('rules.L-NEXTT unknown-key')],
    ],
    [
      'a ladder for the law whose rule is misspelt',
      renamed(v('lawLadders'), 'T-OHL15-7', 'T-OHL15-77'),
      [v('lawLadders.T-OHL15-77 unknown-key')],
    ],
    [
      'a source whose key is misspelt',
      renamed(v('rules.L-NEXT.limit'), 'source', 'sorce'),
      [v('rules.L-NEXT.limit.sorce unknown-key')],
    ],
    [
      'a ladder whose name is no name',
      renamed(v('ladders'), 'gentle', 'Gentle'),
      [v('ladders.Gentle not-a-name')],
    ],
    [
      'a ladder that cannot be read',
      withChange(POLICY, v('ladders.gentle'), 5),
      [v('ladders.gentle wrong-form')],
    ],
    ['a rule that cannot be read', withChange(POLICY, v('rules.L-NEXT'), 5), [v('rules.L-NEXT wrong-form')]],
    ['rules that cannot be read', withChange(POLICY, v('rules'), 5), [v('rules wrong-form')]],
    ['no rules at all', withChange(POLICY, v('rules'), undefined), [v('rules wrong-form')]],
    ['an end that is no day', withChange(POLICY, v('validUntil'), '2026-02-30'), [v('validUntil not-a-day')]],
    [
      'a next version that cannot be read',
      withChange(POLICY, 'versions', [{ ...version, validUntil: '2027-07-31' }, 5]),
      ['versions.1 wrong-form'],
    ],
    ['versions that cannot be read', withChange(POLICY, 'versions', {}), ['versions wrong-form']],
    ['a file that is none', 'policy', [' wrong-form']],
  ])('of a policy: %s', (_name, file, faults) => {
    expect(policyFaults(file)).toEqual(faults);
  });

  test.each([
    ['a term that ends on no day', y('terms.0.to'), '2026-02-30', [y('terms.0.to not-a-day')]],
    [
      'a term that ends before it begins',
      y('terms.0.to'),
      '2026-08-12',
      [y('terms.0.to ends-before-it-begins')],
    ],
    ['a Saturday that is not listed', y('saturdays'), [], [y('terms.1.to unlisted-saturday')]],
    ['Saturdays that cannot be read', y('saturdays'), 5, [y('saturdays wrong-form')]],
    ['a Saturday that is no day', y('saturdays'), ['2027-06-31'], [y('saturdays.0 not-a-day')]],
    ['a break that cannot be read', y('breaks.0'), 5, [y('breaks.0 wrong-form')]],
    ['terms that cannot be read', y('terms'), [], [y('terms wrong-form')]],
    ['a year that cannot be read', 'years.0', 5, ['years.0 wrong-form']],
    ['a last term on a Sunday', 'years.1.terms.1.to', '2028-06-11', ['years.1.terms.1.to term-day-sunday']],
  ])('of a calendar: %s', (_name, path, value, faults) => {
    expect(calendarFaults(withChange(CALENDAR, path, value))).toEqual(faults);
  });
});

describe('What has nothing to do with a fault of the form is judged beside it', () => {
  const first = (POLICY as { versions: unknown[] }).versions[0];
  test('an unknown key, a number without a source, a gap and a missing rule', () => {
    const second = spoil(first, [
      ['validFrom', '2027-08-01', ''],
      ['rules.L-NEXT', undefined, ''],
      ['rules.L-TALK.lenght', 3, ''],
      ['rules.L-CONSENT.limit.source', undefined, ''],
    ]);
    const file = withChange(POLICY, 'versions', [withChange(first, 'validUntil', '2027-07-30'), second]);
    expect(policyFaults(file).toSorted()).toEqual([
      'versions.0.validUntil gap-before-next',
      'versions.1.rules.L-CONSENT.limit.source no-source',
      'versions.1.rules.L-NEXT rule-missing',
      'versions.1.rules.L-TALK.lenght unknown-key',
    ]);
  });

  test('in the national base and in the list of holidays', () => {
    const base = spoil(BASE, [
      ['colour', 'blue', ''],
      ['versions.0.rules.T-OHL15-7.limit.value', null, ''],
    ]);
    expect(named(validateBase(base, known)).toSorted()).toEqual([
      'colour unknown-key',
      'versions.0.rules.T-OHL15-7.limit.value no-length',
    ]);
    const days = spoil(HOLIDAYS, [
      ['holidays.0.name', undefined, ''],
      ['holidays.1.date', '2025-01-01', ''],
    ]);
    expect(named(validateHolidays(days, known)).toSorted()).toEqual([
      'holidays.0.name wrong-form',
      'holidays.1.date not-ascending',
    ]);
  });

  test('in a draft: another name and a source looked at in the future', () => {
    const at = { name: 'other', today: parseDate('2026-11-30'), mayMoveDates: false };
    const draft = spoil(POLICY, [
      [v('rules.L-TALK.lenght'), 3, ''],
      [v('mailMinute.checkedOn'), '2027-01-01', ''],
    ]);
    expect(named(judgePolicy(draft, [], at)).toSorted()).toEqual([
      'name other-name',
      v('mailMinute.checkedOn checked-in-the-future'),
      v('rules.L-TALK.lenght unknown-key'),
    ]);
    const calendar = spoil(CALENDAR, [
      ['brakes', [], ''],
      ['checkedOn', '2027-01-01', ''],
    ]);
    expect(named(judgeCalendar(calendar, [], at, null)).toSorted()).toEqual([
      'brakes unknown-key',
      'checkedOn checked-in-the-future',
      'name other-name',
    ]);
  });
});

function valueIn(json: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((it, key) => (it as Record<string, unknown>)[key], json);
}
