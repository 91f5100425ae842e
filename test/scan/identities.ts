import pg from 'pg';
import { createToken, type TokenOptions } from '../../api/auth/tokens.js';
import { instant } from '../../domain/time/instant.js';
import { samplePerson } from '../../stack/sample-data.js';
import { signInAt } from '../support/sign-in.js';

/** Somebody who asks; `renew` after a session was ended. */
export interface Identity {
  readonly name: string;
  readonly headers: () => Readonly<Record<string, string>>;
  readonly renew: () => Promise<void>;
}

/** Staff, one of each post the sample has. */
const PEOPLE = [
  ...['classTeacher', 'subjectTeacher', 'homeroomTeacher', 'specialTeacher', 'principal', 'curator'],
  ...['psychologist', 'nurse', 'schoolCoordinator', 'countyCoordinator', 'schoolSupervisor'],
  ...['countySupervisor', 'administrator'],
] as const;

const TOKENS: Readonly<Record<string, TokenOptions>> = {
  'token-coordinator': { role: 'coordinator', name: 'scan' },
  'token-administrator': { role: 'administrator', name: 'scan' },
  'token-reader': { role: 'supervisor', name: 'scan', scopes: ['read'] },
};

/** Whom the scan may be. */
export const IDENTITIES: readonly string[] = ['nobody', ...PEOPLE, ...Object.keys(TOKENS)];

async function signedIn(name: string, base: string): Promise<Identity> {
  const { id } = samplePerson(name);
  let cookie = await signInAt(base, id);
  let renewing: Promise<void> | null = null;
  const renew = async (): Promise<void> => {
    renewing ??= signInAt(base, id).then((fresh) => {
      cookie = fresh;
      renewing = null;
    });
    await renewing;
  };
  return { name, headers: () => ({ cookie, 'x-requested-with': 'rinnalla' }), renew };
}

/** Somebody of `IDENTITIES`, at a running API. Throws RangeError for another name. */
export async function identityOf(name: string, base: string, databaseUrl: string): Promise<Identity> {
  const renew = () => Promise.resolve();
  if (name === 'nobody') return { name, headers: () => ({}), renew };
  const options = TOKENS[name];
  if (options !== undefined) {
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
    const token = await createToken(pool, options, instant(Date.now()));
    await pool.end();
    return { name, headers: () => ({ authorization: `Bearer ${token}` }), renew };
  }
  if (!IDENTITIES.includes(name)) throw new RangeError(`nobody is called ${name}: ${IDENTITIES.join(', ')}`);
  return signedIn(name, base);
}
