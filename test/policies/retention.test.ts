import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { ZodError } from 'zod';
import { REGISTERS } from '../../domain/retention.js';
import { parseRetention, registerRule, retentionPolicy } from '../../policies/retention.js';
import { SAMPLE_COUNTY, SAMPLE_PROVIDER, SAMPLE_SCHOOLS } from '../../stack/sample-people.js';

const [COUNTY, PROVIDER] = [SAMPLE_COUNTY.id, SAMPLE_PROVIDER.id];
const raw = (): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL('../../policies/retention.json', import.meta.url), 'utf8')) as Record<
    string,
    unknown
  >;

test('a provider that has decided nothing keeps its student welfare reports', () => {
  const other = SAMPLE_SCHOOLS.find(({ provider }) => provider.id !== PROVIDER)?.provider.id ?? '';
  const rule = registerRule(retentionPolicy(), 'student-welfare-register', other);
  expect(rule).toMatchObject({ period: null, force: 'local', unverified: true });
});

test('a decision of a provider is its own, and a sample says that it is one', () => {
  const rule = registerRule(retentionPolicy(), 'student-welfare-register', PROVIDER);
  expect(rule).toMatchObject({ period: { years: 10, from: 'closing' }, source: 'SAMPLE' });
});

test('periods of the law carry their act; what nobody has checked says so, and lets nothing go', () => {
  const policy = retentionPolicy();
  const [curator, patient] = [
    registerRule(policy, 'curator-client-register', COUNTY),
    registerRule(policy, 'patient-register', COUNTY),
  ];
  expect(curator).toMatchObject({ period: { years: 30, from: 'closing' }, force: 'law', source: 'KA-sos' });
  expect(patient.period).toEqual({ years: 12, from: 'death', otherwise: { years: 120, from: 'birth' } });
  for (const register of REGISTERS)
    expect(policy.registers[register]).toMatchObject({ unverified: true, archive: 'unchecked' });
});

test('a county may say that it has looked at the archives, and never shorten what a law gives', () => {
  const made = {
    ...{ controllerId: COUNTY, register: 'curator-client-register', archive: 'none', force: 'local' },
    ...{ basis: 'decision', source: 'SAMPLE', checkedOn: '2026-11-29', note: 'Looked at.' },
  };
  const decided = (period: unknown) => parseRetention({ ...raw(), decided: [{ ...made, period }] });
  const policy = decided({ years: 30, from: 'closing' });
  expect(registerRule(policy, 'curator-client-register', COUNTY).archive).toBe('none');
  expect(() => decided({ years: 5, from: 'closing' })).toThrow(/a law gives the period/);
  expect(() => decided(null)).toThrow(/a law gives the period/);
});

test('a wrong file is refused as a whole: no source, no day, no such start, two decisions of one controller', () => {
  const { decided, ...rest } = raw();
  if (!Array.isArray(decided)) throw new Error('the sample has a decision');
  const [one] = decided as Record<string, unknown>[];
  expect(() => parseRetention({ ...rest, decided: [one, one] })).toThrow(/not two/);
  for (const change of [
    { source: 'HEARSAY' },
    { checkedOn: 'lately' },
    { period: { years: 0, from: 'closing' } },
    { period: { years: 5, from: 'now' } },
    { force: 'law' },
  ])
    expect(() => parseRetention({ ...rest, decided: [{ ...one, ...change }] })).toThrow(ZodError);
});
