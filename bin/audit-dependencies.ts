import { readFileSync } from 'node:fs';
import { askAdvisories } from './dependencies/advisories.js';
import { licenceFaults, lockedPackages } from './dependencies/packages.js';
import { licencesPage } from './docs/licences-page.js';

/**
 * `npm run audit:dependencies`: licences of every package against the list of those allowed, and the registry's
 * advisories. Exit code 1 for a licence that is not allowed, an old page, or an advisory of high severity. A registry
 * without advisories is told and fails nothing: what could not be looked at was not found to be wrong.
 */
const packages = lockedPackages();
const faults = licenceFaults(packages);
console.log(`Licences: ${packages.length} packages, ${faults.length} not allowed.`);
if (readFileSync(new URL('../docs/licences.md', import.meta.url), 'utf8') !== licencesPage())
  faults.push('docs/licences.md is not what the lock file says: run `npm run docs`.');

const advisories = await askAdvisories(new Date().toISOString().slice(0, 10));
if (advisories.kind === 'not-available') {
  console.log(`Advisories: not available (${advisories.why}). Nothing was looked at.`);
} else {
  console.log(
    `Advisories: ${advisories.known} packages with one, ${advisories.serious.length} serious ones.`,
  );
  faults.push(...advisories.serious);
}
for (const fault of faults) console.error(`- ${fault}`);
process.exitCode = faults.length === 0 ? 0 : 1;
