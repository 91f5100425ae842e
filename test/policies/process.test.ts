import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { accessPage } from '../../bin/docs/access-page.js';
import { permissionsPage } from '../../bin/docs/permissions-page.js';
import { policySourcesPage } from '../../bin/docs/policy-sources-page.js';
import { processPage } from '../../bin/docs/process-page.js';
import { EVENT_TYPES } from '../../domain/evolve.js';
import { RELATIONS, SIGHTS } from '../../domain/sight.js';
import { PERMISSIONS } from '../../domain/permissions.js';
import { REFUSALS } from '../../domain/refusals.js';
import { DUTY_KINDS, RULE_IDS } from '../../domain/rules.js';
import { processRows } from '../../policies/process.js';
import { allBases } from '../../policies/registry.js';

const ROWS = processRows();
const LANGUAGES = ['fi', 'sv', 'en'] as const;

function read(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}

/** Words of a namespace by group and code. */
function words(language: string, file: string): Record<string, Record<string, string>> {
  return JSON.parse(read(`web/translations/${language}/${file}.json`)) as Record<
    string,
    Record<string, string>
  >;
}

function named(key: 'rules' | 'commands' | 'events'): Set<string> {
  return new Set(ROWS.flatMap((row) => row[key] ?? []));
}

/** Titles of tests as they stand in a file. */
function titles(file: string): Set<string> {
  const found = read(file).matchAll(/test\((?:'((?:[^'\\]|\\.)*)'|"([^"]*)"|`([^`]*)`)/g);
  return new Set([...found].map((match) => (match[1] ?? match[2] ?? match[3] ?? '').replaceAll("\\'", "'")));
}

describe('The catalogue of the process', () => {
  test('has every rule, command and event of the core, and names none that does not exist', () => {
    expect([...named('rules')].toSorted()).toEqual([...RULE_IDS].toSorted());
    expect([...named('commands')].toSorted()).toEqual(Object.keys(PERMISSIONS).toSorted());
    expect([...named('events')].toSorted()).toEqual([...EVENT_TYPES].toSorted());
  });

  test('has each row once, with its source', () => {
    const ids = ROWS.map((row) => row.id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    expect(ROWS.filter((row) => row.source.trim() === '')).toEqual([]);
  });

  test.each(ROWS.map((row) => [row.id, row] as const))(
    '%s is shown by a test, or says why it has no place',
    (_id, row) => {
      const missing = (row.tests ?? []).filter((it) => {
        const [file = '', ...name] = it.split(': ');
        return !titles(file).has(name.join(': '));
      });
      expect(missing).toEqual([]);
      expect((row.tests === undefined) === (row.out !== undefined)).toBe(true);
    },
  );

  test.each(LANGUAGES)('has its words in %s: rules, duties, commands, events, refusals', (language) => {
    const codes = words(language, 'codes');
    const refusals = JSON.parse(read(`web/translations/${language}/refusals.json`)) as Record<string, string>;
    const lacking = (group: string, keys: readonly string[]): string[] =>
      keys.filter((key) => !codes[group]?.[key]).map((key) => `${group}.${key}`);
    expect([
      ...lacking('rule', RULE_IDS),
      ...lacking('ruleSays', RULE_IDS),
      ...lacking('duty', DUTY_KINDS),
      ...lacking('command', Object.keys(PERMISSIONS)),
      ...lacking('event', EVENT_TYPES),
      ...REFUSALS.filter((code) => !refusals[code]),
    ]).toEqual([]);
  });

  test('has a number with a source, or none, for every rule', () => {
    const bases = allBases();
    expect(RULE_IDS.filter((id) => bases[id].basis === '' || bases[id].source === '')).toEqual([]);
  });

  test('stands in docs/process.md as it is here', () => {
    expect(read('docs/process.md')).toBe(processPage());
  });
});

describe('Where the numbers come from', () => {
  test('stands in docs/policy-sources.md as it is in policies/', () => {
    const page = read('docs/policy-sources.md');
    expect(page).toBe(policySourcesPage(page));
  });

  test('a page that is stale, or has lost the place of a table, is found', () => {
    const page = read('docs/policy-sources.md');
    const stale = page.replace('a consent that was given is taken back', 'consent was refused');
    expect(stale).not.toBe(page);
    expect(policySourcesPage(stale)).toBe(page);
    expect(() => policySourcesPage(page.replace('<!-- end of beside -->', ''))).toThrow('beside');
  });
});

describe('The table of permissions', () => {
  test('stands in docs/permissions.md as it is in the code, each row with its source', () => {
    expect(read('docs/permissions.md')).toBe(permissionsPage());
    expect(Object.values(PERMISSIONS).filter((it) => it.source.trim() === '')).toEqual([]);
  });
});

describe('The table of sight', () => {
  test('stands in docs/access.md as it is in the code, each relation with its source', () => {
    expect(read('docs/access.md')).toBe(accessPage());
    expect(Object.keys(SIGHTS)).toEqual([...RELATIONS]);
    expect(RELATIONS.filter((relation) => SIGHTS[relation].source.trim() === '')).toEqual([]);
  });
});
