import { z } from 'zod';
import { statusOf } from '../commands/answering.js';
import { commandCase } from '../commands/command-case.js';
import { findKept } from '../commands/inbox.js';
import { raiseConcern } from '../commands/raise-concern.js';
import { commandAnswer, commandPending, commandStatus } from '../contracts/answers.js';
import { caseCommand, raiseConcern as raiseConcernBody } from '../contracts/commands.js';
import { glassReason } from '../contracts/glass-commands.js';
import { commandKey } from '../contracts/common.js';
import type { Deps } from '../deps.js';
import { notFound } from '../http/problem.js';
import { route, type Route } from '../http/route.js';
import { caseParams } from './case-routes.js';

const pending = {
  description: 'Kept; it will be done. `Location` tells where to ask.',
  schema: commandPending,
};

/** Commands, and what became of them. */
export function commandRoutes(deps: Deps): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/v1/cases',
      summary: 'Raise a concern: opens a case. The same key twice is one case.',
      tag: 'commands',
      auth: 'caller',
      idempotent: true,
      body: raiseConcernBody,
      problems: [403, 409],
      responses: {
        201: { description: 'The case is open, in both stores.', schema: commandAnswer },
        200: { description: 'This key has opened it before.', schema: commandAnswer },
        202: pending,
      },
      handler: ({ caller, key, body }) => raiseConcern(deps, caller, key, body),
    }),
    route({
      method: 'post',
      path: '/api/v1/cases/{id}/commands',
      summary: 'Give one command to a case.',
      tag: 'commands',
      auth: 'caller',
      idempotent: true,
      params: caseParams,
      body: caseCommand,
      problems: [403, 404, 409],
      responses: { 200: { description: 'Done, in both stores.', schema: commandAnswer }, 202: pending },
      handler: ({ caller, key, params, body }) =>
        commandCase(deps, caller, key, { idOrRef: params.id, request: body }),
    }),
    route({
      method: 'post',
      path: '/api/v1/cases/{id}/break-glass',
      summary: 'Open a case in an emergency, for a short time and with a review that follows.',
      tag: 'commands',
      auth: 'caller',
      idempotent: true,
      params: caseParams,
      body: glassReason,
      problems: [403, 404, 409, 429],
      responses: { 200: { description: 'It is open, in both stores.', schema: commandAnswer }, 202: pending },
      handler: ({ caller, key, params, body }) =>
        commandCase(deps, caller, key, { idOrRef: params.id, request: { type: 'break-glass', ...body } }),
    }),
    route({
      method: 'get',
      path: '/api/v1/commands/{key}',
      summary: "What became of the caller's own command.",
      tag: 'commands',
      auth: 'caller',
      params: z.object({ key: commandKey }),
      problems: [404],
      responses: { 200: { description: 'Pending, done or refused.', schema: commandStatus } },
      handler: async ({ caller, params }) => {
        const kept = await findKept(deps.pool, caller.key, params.key);
        if (kept === null) throw notFound();
        return { status: 200, body: await statusOf(deps, caller, { ...kept, key: params.key }) };
      },
    }),
  ];
}
