import { expect } from 'expect';
import { bind } from 'jest-each';

/**
 * The words of jest that tests of the core use, on mocha (docs/operations.md, "Tests"): it runs them in no context of
 * their own, where each look at a `Map` or at `Math` costs; and keeps what it has loaded for the next mutant.
 */
const it = (name, run) => globalThis.it(name, run);
const suite = (name, define) => globalThis.describe(name, define);

export { expect };
export const test = Object.assign(it, { each: bind(it, false) });
export const describe = Object.assign(suite, { each: bind(suite, false) });
