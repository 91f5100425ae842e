import { isIP } from 'node:net';
import { z } from 'zod';
import type { Budgets } from '../api/limits/limits.js';

/** `600/60`: so many requests in so many seconds. */
const budget = z
  .string()
  .regex(/^[1-9]\d{0,8}\/[1-9]\d{0,5}$/, 'requests/seconds, as 600/60')
  .transform((value) => {
    const [requests = 0, seconds = 0] = value.split('/').map(Number);
    return { requests, seconds };
  });

function isProxy(value: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(value)) return true;
  const [address = '', prefix, ...more] = value.split('/');
  const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  if (longest === -1 || more.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= longest);
}

const proxies = z
  .string()
  .transform((value) => value.split(',').map((one) => one.trim()))
  .refine(
    (list) => list.every(isProxy),
    'addresses, networks, loopback, linklocal or uniquelocal, by commas',
  );

/** Settings of the door: how much of what anybody may ask. docs/operations.md has the same list for people. */
export const limitShape = {
  /** Proxies whose X-Forwarded-For is believed. Unset: none, the address is that of the connection. */
  TRUSTED_PROXIES: proxies.optional(),
  /** Seconds in which a request has to be here, its body included. */
  REQUEST_SECONDS: z.coerce.number().int().min(1).max(600).default(30),
  /** All requests from one address, per process. */
  LIMIT_ADDRESS: budget.prefault('30000/60'),
  /** Answers "not signed in" to one address, per process. */
  LIMIT_UNKNOWN: budget.prefault('3000/60'),
  /** Steps of signing in from one address; a sign-in has two. */
  LIMIT_SIGN_IN: budget.prefault('3000/300'),
  /** Looks at public pages from one address, per process. */
  LIMIT_PAGES: budget.prefault('1200/60'),
  /** What one address sends to consent pages. */
  LIMIT_CONSENT: budget.prefault('120/300'),
  /** What is sent to one consent link. */
  LIMIT_LINK: budget.prefault('40/600'),
  /** What one address sends to the page Haluan jutella; TALK_LIMIT is by school. */
  LIMIT_TALK: budget.prefault('60/3600'),
  /** What of TALK_LIMIT one address may use of one school. Unset: a third of it an hour. */
  LIMIT_TALK_SCHOOL: budget.optional(),
  /** Reads of a person or a token, per process. */
  LIMIT_READS: budget.prefault('1200/60'),
  /** Commands of a person or a token, per process. */
  LIMIT_COMMANDS: budget.prefault('240/60'),
  /** What takes long to compute (what-if, roll-outs, figures), of a person or a token, per process. */
  LIMIT_HEAVY: budget.prefault('60/60'),
} as const;

const limits = z.object(limitShape);

/** The budgets by the names code uses. `talkLimit`: what the page Haluan jutella takes per school and hour. */
export function budgetsOf(found: z.output<typeof limits>, talkLimit: number): Budgets {
  const third = { requests: Math.max(1, Math.floor(talkLimit / 3)), seconds: 3600 };
  return {
    address: found.LIMIT_ADDRESS,
    unknown: found.LIMIT_UNKNOWN,
    signIn: found.LIMIT_SIGN_IN,
    pages: found.LIMIT_PAGES,
    consent: found.LIMIT_CONSENT,
    link: found.LIMIT_LINK,
    talk: found.LIMIT_TALK,
    talkSchool: found.LIMIT_TALK_SCHOOL ?? third,
    reads: found.LIMIT_READS,
    commands: found.LIMIT_COMMANDS,
    heavy: found.LIMIT_HEAVY,
  };
}

/**
 * Settings for tests and benches: a thousand people of theirs sit behind one address and type faster than anybody. The
 * budgets are there and are counted.
 */
export const WIDE_LIMITS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(limitShape)
    .filter((name) => name.startsWith('LIMIT_'))
    .map((name) => [name, '10000000/60']),
);
