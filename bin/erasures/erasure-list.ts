import { createHmac, timingSafeEqual } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { createKeyring, type Keyring } from '../../api/vault/keyring.js';
import { REGISTERS } from '../../domain/retention.js';
import { StackProblem } from '../../stack/problem.js';

/** Why texts may be erased before their rows would go by themselves. */
export const ERASURE_REASONS = [
  'retention-ended',
  'recorded-in-error',
  'no-legal-ground',
  'authority-order',
] as const;

const shape = z.object({
  caseId: z.uuid(),
  ref: z.string(),
  controllerId: z.uuid(),
  reason: z.enum(ERASURE_REASONS),
  /** Person ids of the two who answer for it. */
  by: z.uuid(),
  second: z.uuid(),
  /** ISO 8601, UTC. */
  at: z.iso.datetime(),
  /** How many texts, and which data keys, were there. */
  texts: z.number().int(),
  keys: z.array(z.uuid()),
  /** Where the log stood: its last event, and the hash of it. */
  version: z.number().int(),
  head: z.string(),
  /** By which rule the time was over, when that was the reason, and from which day on. */
  retention: z
    .object({ register: z.enum(REGISTERS), goesOn: z.iso.date(), basis: z.string() })
    .exactOptional(),
  /** Signature of the line before; empty in the first. */
  previous: z.string(),
  signedBy: z.string(),
  signature: z.string(),
});

/** One erasure, as the list outside the database and the tombstone inside it tell it. */
export type Erasure = z.infer<typeof shape>;
export type UnsignedErasure = Omit<Erasure, 'previous' | 'signedBy' | 'signature'>;

/** An erasure and the very bytes of its line. */
export interface ErasureLine {
  readonly erasure: Erasure;
  readonly line: string;
}

/** Keys that sign erasures, made from the master keys of the vault. */
export function signingKeys(textKey: string, older: readonly string[]): Keyring {
  return createKeyring('erasure', textKey, older);
}

export function listFile(folder: string): string {
  return join(folder, 'erasures.jsonl');
}

function signatureOf(unsigned: Omit<Erasure, 'signature'>, key: Buffer): string {
  return createHmac('sha256', key).update(JSON.stringify(unsigned)).digest('hex');
}

/** Signs an erasure onto the end of the list as it is. */
export function signed(keys: Keyring, before: readonly ErasureLine[], made: UnsignedErasure): ErasureLine {
  const previous = before.at(-1)?.erasure.signature ?? '';
  const unsigned = { ...made, previous, signedBy: keys.current.id };
  const erasure = { ...unsigned, signature: signatureOf(unsigned, keys.current.key) };
  return { erasure, line: JSON.stringify(erasure) };
}

function isGenuine(keys: Keyring, { signature, ...unsigned }: Erasure): boolean {
  const key = keys.find(unsigned.signedBy);
  if (!key) return false;
  const expected = Buffer.from(signatureOf(unsigned, key));
  return signature.length === expected.length && timingSafeEqual(expected, Buffer.from(signature));
}

function altered(file: string, number: number): StackProblem {
  return new StackProblem(
    `Line ${number} of ${file} is not what was signed, or a line before it is missing.`,
    'put the file back from its copy; a list that was changed erases nothing by itself.',
  );
}

/**
 * Reads the list; none yet is an empty one. A last line that a crash cut off was never acted upon and is left out.
 * Throws StackProblem when a line was changed, left out or put in by somebody without the key.
 */
export async function readErasures(folder: string, keys: Keyring): Promise<ErasureLine[]> {
  const file = listFile(folder);
  const text = await readFile(file, 'utf8').catch((failure: NodeJS.ErrnoException) => {
    if (failure.code === 'ENOENT') return '';
    throw failure;
  });
  const lines = text.split('\n').slice(0, -1);
  const found: ErasureLine[] = [];
  for (const line of lines) {
    const parsed = shape.safeParse(parseJson(line));
    const previous = found.at(-1)?.erasure.signature ?? '';
    if (!parsed.success || parsed.data.previous !== previous || !isGenuine(keys, parsed.data))
      throw altered(file, found.length + 1);
    found.push({ erasure: parsed.data, line });
  }
  return found;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** Appends a line and returns when the disk has it. What a crash left of a line before is cut off first. */
export async function appendErasure(folder: string, { line }: ErasureLine): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = listFile(folder);
  const whole = await readFile(file, 'utf8').catch(() => '');
  const handle = await open(file, 'a', 0o600);
  try {
    await handle.truncate(Buffer.byteLength(whole.slice(0, whole.lastIndexOf('\n') + 1)));
    await handle.appendFile(`${line}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
