import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Parts of the catalogue, in the order of the page. */
export const PROCESS_PARTS = [
  'length',
  'without-delay',
  'local',
  'stage',
  'branch',
  'act',
  'document',
] as const;

const text = z.string().min(1);

/**
 * A duty, stage, branch, act or document of the process and where it lives in Rinnalla: rules, commands and events,
 * and the tests that show it (`file: name`). `out` says why something of the law has no place in a case.
 */
const processRow = z.strictObject({
  id: text,
  part: z.enum(PROCESS_PARTS),
  says: text,
  source: text,
  rules: z.array(text).optional(),
  commands: z.array(text).optional(),
  events: z.array(text).optional(),
  tests: z.array(text).min(1).optional(),
  out: text.optional(),
});
export type ProcessRow = z.infer<typeof processRow>;

const shape = z.strictObject({ rows: z.array(processRow) });

/** The catalogue of the process. Throws when the file is not what it should be. */
export function processRows(): readonly ProcessRow[] {
  return shape.parse(JSON.parse(readFileSync(new URL('process.json', import.meta.url), 'utf8'))).rows;
}
