import { ALLOWED_LICENCES, SAID_ELSEWHERE } from '../dependencies/allowed.js';
import { lockedPackages, type LockedPackage } from '../dependencies/packages.js';

function rows(packages: readonly LockedPackage[]): string[] {
  return [
    '| package | version | licence |',
    '|---|---|---|',
    ...packages.map(
      ({ name, versions, licence }) => `| ${name} | ${versions.join(', ')} | ${licence ?? '–'} |`,
    ),
  ];
}

/** The page `docs/licences.md`: every package of the lock file with its licence. */
export function licencesPage(): string {
  const packages = lockedPackages();
  const used = [...new Set(packages.map((it) => it.licence ?? '–'))].toSorted();
  const counted = used.map((licence) => {
    const n = packages.filter((it) => (it.licence ?? '–') === licence).length;
    return `| ${licence} | ${n} | ${ALLOWED_LICENCES[licence] ?? 'NOT ALLOWED'} |`;
  });
  const elsewhere = Object.entries(SAID_ELSEWHERE).map(([name, { where }]) => `\`${name}\` (${where})`);
  return [
    '# Packages and their licences',
    '',
    'Made by `npm run docs` from `package-lock.json` and `bin/dependencies/allowed.ts`; a test fails when this page and',
    'they differ, and `npm run audit:dependencies` when a package is under a licence that is not on the list. Packages for',
    'other platforms are in it, too.',
    '',
    '| licence | packages | why it is allowed |',
    '|---|---|---|',
    ...counted,
    '',
    `Named elsewhere than npm looks: ${elsewhere.join(', ')}.`,
    '',
    '## In production',
    '',
    ...rows(packages.filter((it) => it.isProduction)),
    '',
    '## For tests and builds only',
    '',
    ...rows(packages.filter((it) => !it.isProduction)),
    '',
  ].join('\n');
}
