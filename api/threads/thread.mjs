// Where a thread begins. Plain JavaScript: a thread does not know that its parent runs TypeScript.
import { workerData } from 'piscina';
import { register } from 'tsx/esm/api';

register();
const { module, question } = workerData;
const { begin } = await import(module);
const work = begin(question);

/** Does one piece of work. */
export function run(piece) {
  return work(piece);
}
