/** Objects and lists inside each other that a body may have. The deepest contract, a policy, has eight. */
export const JSON_DEPTH = 32;

/**
 * True when lists and objects lie deeper inside each other than `JSON_DEPTH`. Walks without recursion: what a client
 * sends must not reach the end of the stack, here or in what reads it later.
 */
export function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > JSON_DEPTH) return true;
    level = level.flatMap((it) => (typeof it === 'object' && it !== null ? Object.values(it) : []));
    level = level.filter((it) => typeof it === 'object' && it !== null);
  }
  return false;
}
