import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StackProblem } from './problem.js';

/** What the embedded stack has to keep to itself. Generated once, kept in `<home>/secrets.json` (mode 0600). */
export type Secrets = {
  /** Passwords of the database roles. */
  superuser: string;
  owner: string;
  app: string;
  eraser: string;
  api: string;
  /** Key of the payload codec, 32 bytes in base64. */
  payloadKey: string;
  /** Key that signs sessions and links, 32 bytes in base64. */
  sessionSecret: string;
  /** Master key of the vault, 32 bytes in base64. */
  textKey: string;
  /** Keys of before, comma-separated: put here by hand when a key is changed (docs/operations.md). */
  payloadKeyOld?: string;
  textKeyOld?: string;
  /** What Rinnalla and the development identity provider know each other by. */
  identitySecret: string;
  /** Private key with which that provider signs, a JSON Web Key. */
  identityKey: string;
};

/** Without one of these the database cannot be opened; a folder of an older version has no more than these. */
const FROM_THE_START = ['superuser', 'owner', 'app', 'eraser', 'payloadKey', 'sessionSecret'] as const;
/** Made for a folder that has none yet. */
const ADDED_LATER = ['api', 'textKey', 'identitySecret', 'identityKey'] as const;
type Found = Pick<Secrets, (typeof FROM_THE_START)[number]> & Partial<Secrets>;

function generate(): Secrets {
  const password = () => randomBytes(24).toString('hex');
  const key = () => randomBytes(32).toString('base64');
  return {
    superuser: password(),
    owner: password(),
    app: password(),
    eraser: password(),
    api: password(),
    payloadKey: key(),
    sessionSecret: key(),
    textKey: key(),
    identitySecret: password(),
    identityKey: JSON.stringify(
      generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
    ),
  };
}

/** Reads the secrets of this state folder; the first call makes them. */
export async function readSecrets(home: string): Promise<Secrets> {
  const file = join(home, 'secrets.json');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text !== undefined) {
    const found = parse(text, file);
    const isWhole = ADDED_LATER.every((name) => found[name] !== undefined);
    const whole: Secrets = isWhole ? (found as Secrets) : { ...generate(), ...found };
    if (!isWhole) await write(file, whole);
    return whole;
  }
  const secrets = generate();
  await mkdir(home, { recursive: true });
  await write(file, secrets);
  return secrets;
}

async function write(file: string, secrets: Secrets): Promise<void> {
  // Written beside and renamed: a crash leaves either no file or a whole one.
  const beside = `${file}.${process.pid}`;
  await writeFile(beside, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  await rename(beside, file);
}

function parse(text: string, file: string): Found {
  try {
    const found = JSON.parse(text) as Partial<Secrets>;
    for (const name of FROM_THE_START) {
      if (typeof found[name] !== 'string') throw new Error(`${name} is missing`);
    }
    return found as Found;
  } catch {
    throw new StackProblem(
      `The file ${file} cannot be read: it holds the passwords of the embedded database.`,
      'put the file back from a copy, or start anew with `npm start -- --fresh` (this empties the database).',
    );
  }
}

/** The keys of Temporal's payloads and of the vault, as variables of the environment (bin/settings.ts). */
export function keysOf({ payloadKey, payloadKeyOld, textKey, textKeyOld }: Secrets): Record<string, string> {
  return {
    PAYLOAD_KEY: payloadKey,
    TEXT_KEY: textKey,
    ...(payloadKeyOld ? { PAYLOAD_KEY_OLD: payloadKeyOld } : {}),
    ...(textKeyOld ? { TEXT_KEY_OLD: textKeyOld } : {}),
  };
}
