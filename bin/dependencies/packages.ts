import { readFileSync } from 'node:fs';
import { ALLOWED_LICENCES, SAID_ELSEWHERE } from './allowed.js';

/** A package of the lock file, with all its versions. */
export interface LockedPackage {
  readonly name: string;
  readonly versions: readonly string[];
  /** As the package names it; null when it does not. */
  readonly licence: string | null;
  /** False: for tests and builds only. */
  readonly isProduction: boolean;
}

interface Lock {
  readonly packages: Readonly<
    Record<string, { readonly version?: string; readonly license?: string; readonly dev?: boolean }>
  >;
}

/** Every package of `package-lock.json`, those for other platforms included, by name. */
export function lockedPackages(
  lockFile = new URL('../../package-lock.json', import.meta.url),
): LockedPackage[] {
  const { packages } = JSON.parse(readFileSync(lockFile, 'utf8')) as Lock;
  const found = new Map<string, LockedPackage>();
  for (const [path, { version = '', license, dev = false }] of Object.entries(packages)) {
    const name = path.split('node_modules/').at(-1) ?? '';
    if (name === '') continue;
    const licence = license ?? SAID_ELSEWHERE[name]?.licence ?? null;
    const key = `${name} ${licence ?? ''}`;
    const before = found.get(key);
    const versions = [...new Set([...(before?.versions ?? []), version])].toSorted();
    found.set(key, { name, versions, licence, isProduction: !dev || (before?.isProduction ?? false) });
  }
  return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, it]) => it);
}

/** What is wrong with the licences of packages, one sentence each. */
export function licenceFaults(packages: readonly LockedPackage[]): string[] {
  return packages.flatMap(({ name, licence }) => {
    if (licence === null) return [`${name} names no licence: look for it and write down where it stands.`];
    if (ALLOWED_LICENCES[licence] === undefined)
      return [`${name} is under ${licence}, which is not allowed.`];
    return [];
  });
}
