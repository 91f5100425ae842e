import { extname } from 'node:path';
import { StrykerCli } from '@stryker-mutator/core';

/**
 * `npm run mutation [-- <files and folders of domain/> <options of stryker run>]`: changes the core in small ways, one
 * at a time, and asks of each change whether a test of the level `domain` notices. What has not changed since the
 * last run is not tried again; `--force` tries all the same.
 */
const args = process.argv.slice(2);
const isPlace = (arg: string): boolean => /^(\.\/)?domain\b/.test(arg);
const places = args
  .filter(isPlace)
  .map((place) => place.replace(/^\.\/|\/$/g, ''))
  .map((place) => (extname(place) === '' ? `${place}/**/*.ts` : place));
const options = args.filter((arg) => !isPlace(arg));
const mutate = places.length > 0 ? ['--mutate', places.join(',')] : [];

new StrykerCli([process.execPath, 'stryker', 'run', ...options, ...mutate]).run();
