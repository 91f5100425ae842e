import type { Choice } from '../../../components/choice.js';

/** What is chosen already: the thing the form was opened for, or the only one there is; else nothing. */
export function onlyOf(choices: readonly Choice[], target: string | undefined): string {
  if (choices.some((choice) => choice.value === target)) return target ?? '';
  return choices.length === 1 ? (choices[0]?.value ?? '') : '';
}
