// Where a thread begins. Plain JavaScript: a thread does not know whether its parent runs TypeScript or what was compiled.
import { workerData } from 'piscina';

const { module, question } = workerData;
if (module.endsWith('.ts')) {
  const { register } = await import('tsx/esm/api');
  register();
}
const { begin } = await import(module);
const work = begin(question);

/** Does one piece of work. */
export function run(piece) {
  return work(piece);
}
