import { PERMISSIONS } from '../../domain/permissions.js';
import { EVENT_TYPES } from '../../domain/evolve.js';
import { REFUSALS } from '../../domain/refusals.js';
import { STAGES } from '../../domain/state.js';

/** A code as it would lie in a store: by itself when it is a compound, in quotes when it is a word of any language. */
function asStored(code: string): string {
  return code.includes('-') && code.length >= 7 ? code : `"${code}"`;
}

/** Every stage, command, event and refusal of the core. */
export const TELLING_CODES: readonly string[] = [
  ...STAGES,
  ...Object.keys(PERMISSIONS),
  ...EVENT_TYPES,
  ...REFUSALS,
].map(asStored);
