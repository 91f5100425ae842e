import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { readAudit } from '../../bin/dependencies/advisories.js';
import { licenceFaults, lockedPackages } from '../../bin/dependencies/packages.js';
import { licencesPage } from '../../bin/docs/licences-page.js';

test('every package is under a licence that is allowed, and docs/licences.md lists them all', () => {
  const packages = lockedPackages();
  expect(licenceFaults(packages)).toEqual([]);
  expect(packages.find((it) => it.name === 'express')).toMatchObject({ licence: 'MIT', isProduction: true });
  expect(packages.find((it) => it.name === 'jest')).toMatchObject({ isProduction: false });
  expect(readFileSync(new URL('../../docs/licences.md', import.meta.url), 'utf8')).toBe(licencesPage());
});

test('a package without a licence, or under one that is not on the list, is a fault', () => {
  const of = (licence: string | null) => ({ name: 'x', versions: ['1.0.0'], licence, isProduction: true });
  expect(licenceFaults([of('MIT')])).toEqual([]);
  expect(licenceFaults([of('AGPL-3.0-only'), of(null), of('MIT OR AGPL-3.0-only')])).toHaveLength(3);
});

test('an advisory of high severity is serious until it is accepted, and for as long', () => {
  const via = [{ source: 1, title: 'Bad', url: 'https://github.com/advisories/GHSA-x' }, 'another'];
  const one = (severity: string) => JSON.stringify({ vulnerabilities: { p: { name: 'p', severity, via } } });
  const accepted = { 'GHSA-x': { why: 'not reached', until: '2026-12-31' } };
  expect(readAudit(one('high'), '2026-11-28')).toEqual({
    kind: 'looked',
    known: 1,
    serious: ['p: high, Bad (GHSA-x)'],
  });
  expect(readAudit(one('moderate'), '2026-11-28')).toMatchObject({ known: 1, serious: [] });
  expect(readAudit(one('critical'), '2026-12-31', accepted)).toMatchObject({ serious: [] });
  expect(readAudit(one('critical'), '2027-01-01', accepted)).toMatchObject({ serious: [expect.any(String)] });
});

test('a registry that has no advisories, or is not there, is told and no fault', () => {
  for (const out of ['', '<html>', '{"error":{"code":"ENOTFOUND"}}', '{"statusCode":405,"message":"x"}'])
    expect(readAudit(out, '2026-11-28').kind).toBe('not-available');
  expect(readAudit('{"statusCode":405}', '2026-11-28')).toMatchObject({ why: 'the registry answered 405' });
});
