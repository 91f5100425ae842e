const globals = new URL('./globals.mjs', import.meta.url).href;

/** The tests of the core name `@jest/globals`; here these are mocha's. */
export const resolve = (name, context, next) =>
  name === '@jest/globals' ? { url: globals, shortCircuit: true } : next(name, context);
