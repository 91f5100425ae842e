import { createHmac, randomBytes } from 'node:crypto';
import type pg from 'pg';
import {
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible';
import { tooManyRequests } from '../http/problem.js';

/**
 * The budgets of requests, and by whom each is counted (`LIMIT_…` of bin/settings.ts):
 *
 * - `address`: everything of the API from one address; so wide that only a flood reaches it
 * - `unknown`: answers 401 to one address
 * - `signIn`: the two steps of signing in, by address
 * - `pages`: looks at the public pages (talk, consent), by address
 * - `consent`, `link`: what is sent to consent pages, by address and by link
 * - `talk`: what is sent to the page *Haluan jutella*, by address
 * - `talkSchool`: what one school is sent from it that is not urgent, by address and school
 * - `reads`, `commands`, `heavy`: what a signed-in person or a system's token asks, gives, and has computed at length
 */
export type BudgetName =
  | 'address'
  | 'unknown'
  | 'signIn'
  | 'pages'
  | 'consent'
  | 'link'
  | 'talk'
  | 'talkSchool'
  | RouteBudget;
/** The budgets of a signed-in caller. */
export type RouteBudget = 'reads' | 'commands' | 'heavy';

/** So many requests in so many seconds. */
export interface Budget {
  readonly requests: number;
  readonly seconds: number;
}
export type Budgets = Readonly<Record<BudgetName, Budget>>;

/** Counts requests. */
export interface Limits {
  /** Takes one request from somebody's budget. Answers null, or the seconds after which there is more. */
  spend(budget: BudgetName, who: string): Promise<number | null>;
}

/** Counted in PostgreSQL, for all processes at once; the rest each process counts for itself. */
const SHARED: ReadonlySet<BudgetName> = new Set<BudgetName>([
  'signIn',
  'consent',
  'link',
  'talk',
  'talkSchool',
]);

/**
 * Budgets of requests.
 *
 * 1. With PostgreSQL away the shared budgets are counted in the process: the request goes on, and is answered 503 by what
 *    it asks for.
 * 2. Addresses and links are counted under a keyed hash: whoever reads the table learns neither.
 * 3. A budget that is used up is remembered in the process: a flood is not written down request by request.
 */
export function createLimits(pool: pg.Pool, budgets: Budgets, sessionSecret: string | undefined): Limits {
  const key = sessionSecret === undefined ? randomBytes(32) : Buffer.from(sessionSecret, 'base64');
  const hashOf = (who: string) =>
    createHmac('sha256', key).update(`request budget ${who}`).digest('base64url');
  const make = (name: BudgetName): RateLimiterAbstract => {
    const { requests: points, seconds: duration } = budgets[name];
    const inProcess = new RateLimiterMemory({ keyPrefix: name, points, duration });
    if (!SHARED.has(name)) return inProcess;
    return new RateLimiterPostgres({
      ...{ storeClient: pool, storeType: 'pool', tableName: 'request_budget', tableCreated: true },
      ...{ keyPrefix: name, points, duration, insuranceLimiter: inProcess },
      inMemoryBlockOnConsumed: points + 1,
      // One of them sweeps out what has run out.
      clearExpiredByTimeout: name === 'signIn',
    });
  };
  const limiters: Readonly<Record<BudgetName, RateLimiterAbstract>> = {
    ...{ address: make('address'), unknown: make('unknown'), signIn: make('signIn'), pages: make('pages') },
    ...{ consent: make('consent'), link: make('link'), talk: make('talk') },
    talkSchool: make('talkSchool'),
    ...{ reads: make('reads'), commands: make('commands'), heavy: make('heavy') },
  };
  return {
    async spend(budget, who) {
      try {
        await limiters[budget].consume(hashOf(who));
        return null;
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        return Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
      }
    },
  };
}

/** Takes one request from a budget. Throws 429 with the seconds to wait when there is none left. */
export async function spendOrRefuse(limits: Limits, budget: BudgetName, who: string): Promise<void> {
  const wait = await limits.spend(budget, who);
  if (wait !== null) throw tooManyRequests(wait);
}
