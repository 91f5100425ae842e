import { expect } from 'expect';
import { bind } from 'jest-each';

/**
 * The words of jest that tests of the core use, on mocha: it keeps what it has loaded, so that the next mutant costs its
 * tests and nothing else.
 */
const it = (name, run) => globalThis.it(name, run);
const suite = (name, define) => globalThis.describe(name, define);

export { expect };
export const test = Object.assign(it, { each: bind(it, false) });
export const describe = Object.assign(suite, { each: bind(suite, false) });
