import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

/** What the workflows' bundle is made of, and all cases of a worker share (decision 0052). */
const sources = ['domain', 'workflows'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file)),
);

/** Lines of a module's own scope by which it could keep something from one case to the next. */
function keeping(text: string): string[] {
  const lines = text.split('\n');
  return lines.filter(
    (line) =>
      /^(?:export )?(?:let|var)\b/.test(line) ||
      (/^(?:export )?const\b.*(?:new (?:Weak)?(?:Map|Set)\b|= \[\]|= \{\})/.test(line) &&
        !/: ?(?:Readonly(?:Map|Set|Array)?|readonly)\b/.test(line)),
  );
}

test('no module that cases share keeps anything from one case to the next', () => {
  const found = sources.flatMap((file) =>
    keeping(readFileSync(file, 'utf8')).map((line) => `${file}: ${line}`),
  );
  expect(sources).toContain(join('workflows', 'case.ts'));
  expect(found).toEqual([]);
});

test.each([
  'let last = 0;',
  'export let last = 0;',
  'const seen = new Map<string, number>();',
  'const seen = new Set<string>();',
  'export const told: string[] = [];',
  'const cache = new WeakMap();',
])('a module with `%s` is found', (line) => {
  expect(keeping(line)).toEqual([line]);
});
