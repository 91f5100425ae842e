import type { NextFunction, Request, Response } from 'express';
import type { Logger } from 'pino';
import { guard } from '../auth/authenticate.js';
import type { Caller } from '../auth/caller.js';
import type { Deps } from '../deps.js';
import { HttpProblem } from '../http/problem.js';
import type { Demand } from '../http/route.js';
import { addressOf } from './address.js';
import { spendOrRefuse, type Limits } from './limits.js';

/**
 * Lets a caller through who is known, may, and has something left of the budget. Throws as `guard` does, and 429. Who is
 * known is counted by person or token alone: a school behind one address does not use up its own door.
 */
export async function admit(deps: Deps, req: Request, { scope, budget, asking }: Demand): Promise<Caller> {
  const caller = await guard(deps, req, scope, asking).catch(async (failure: unknown) => {
    if (failure instanceof HttpProblem && failure.status === 401)
      await spendOrRefuse(deps.limits, 'unknown', addressOf(req));
    throw failure;
  });
  await spendOrRefuse(deps.limits, budget, caller.key);
  return caller;
}

/** Everything from one address, before anybody is looked up. */
export function limitAddresses(limits: Limits) {
  return (req: Request, _res: Response, next: NextFunction): void => {
    spendOrRefuse(limits, 'address', addressOf(req)).then(() => next(), next);
  };
}

/**
 * Warns once when a proxy tells where requests come from and nobody said that it may be believed: then all of them are
 * counted as one address.
 */
export function warnOfUnknownProxy(logger: Logger, trusted: unknown) {
  let isSaid = trusted !== undefined;
  return (req: Request, _res: Response, next: NextFunction): void => {
    if (!isSaid && req.headers['x-forwarded-for'] !== undefined) {
      isSaid = true;
      logger.warn({ code: 'proxy-not-trusted' });
    }
    next();
  };
}
