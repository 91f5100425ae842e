import type { Choice } from '../components/choice.js';

/** The values of a closed list with their words. */
export function choicesOf<V extends string>(values: readonly V[], label: (value: V) => string): Choice<V>[] {
  return values.map((value) => ({ value, label: label(value) }));
}
