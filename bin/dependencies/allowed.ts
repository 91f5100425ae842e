/**
 * Licences that packages may be under, as their package names them, and why. Rinnalla itself is under MIT and is given
 * away as it is: what asks for more than a notice of those who only use it needs a reason of its own.
 */
export const ALLOWED_LICENCES: Readonly<Record<string, string>> = {
  MIT: 'a notice, no more',
  'MIT-0': 'nothing is asked',
  ISC: 'a notice, no more',
  'MIT and ISC': 'both ask for a notice',
  '0BSD': 'nothing is asked',
  'BSD-2-Clause': 'a notice, no more',
  'BSD-3-Clause': 'a notice, no more',
  'Apache-2.0': 'a notice; patents are granted',
  'Apache-2.0 AND MIT': 'both ask for a notice',
  'BlueOak-1.0.0': 'a notice, no more',
  Unlicense: 'public domain',
  '(MIT OR CC0-1.0)': 'taken under MIT',
  '(MIT OR EUPL-1.1+)': 'taken under MIT',
  'OFL-1.1': 'a font, served unchanged',
  'CC-BY-4.0': 'data about browsers, used by a build tool, named here',
  'MPL-2.0': 'files of tests and of the build tool, used unchanged',
  'Python-2.0': 'reads arguments of a tool of tests: a notice, no more',
  'EPL-2.0': 'part of a tool of Prisma that Rinnalla does not start, used unchanged',
};

/** Packages that name no licence where npm looks for it, and where they do. */
export const SAID_ELSEWHERE: Readonly<Record<string, { readonly licence: string; readonly where: string }>> =
  {
    '@react-aria/optimize-locales-plugin': { licence: 'Apache-2.0', where: 'its file LICENSE' },
    only: { licence: 'MIT', where: 'its README' },
    'seq-queue': { licence: 'MIT', where: 'its file LICENSE' },
    unionfs: { licence: 'Unlicense', where: 'its file LICENSE' },
  };

/**
 * Advisories of high severity that do not hold here, by id, each with its reason and the last day it is taken at its
 * word. There are none.
 */
export const ACCEPTED_ADVISORIES: Readonly<Record<string, { readonly why: string; readonly until: string }>> =
  {};
