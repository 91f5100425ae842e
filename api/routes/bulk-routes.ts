import type { Request } from 'express';
import { askWhatIf } from '../bulk/what-if.js';
import { candidateOfRow } from '../bulk/candidate.js';
import { listCandidates } from '../bulk/candidates.js';
import { listItems } from '../bulk/list-items.js';
import { listBulks, showBulk } from '../bulk/present-bulk.js';
import { asAdministrator, known, requireAdministrator } from '../bulk/scope.js';
import { schoolsFor, startBulk, steerBulk, type Steer, type Steering } from '../bulk/steer-bulk.js';
import type { Caller } from '../auth/caller.js';
import {
  askWhatIf as askWhatIfBody,
  bulk,
  bulkCandidates,
  bulkItems,
  bulkItemsQuery,
  bulkList,
  bulkParams,
  startBulk as startBulkBody,
  whatIfAnswer,
  type AskWhatIf,
  type WhatIfAnswer,
} from '../contracts/bulk.js';
import type { Deps } from '../deps.js';
import { HttpProblem, invalidField } from '../http/problem.js';
import { route, type Route } from '../http/route.js';
import { findVersion } from '../policies/versions.js';
import { sightOfAdministrator } from '../sight/sight.js';
import { overseenSides } from '../supervision/scope.js';

function steering(deps: Deps): Steering {
  return {
    pool: deps.pool,
    temporal: deps.temporal,
    taskQueue: deps.settings.taskQueue,
    now: deps.now(),
  };
}

const SAYS: Readonly<Record<Steer, string>> = {
  pause: 'Hold a roll-out: no further case is moved until it is resumed.',
  resume: 'Go on with a roll-out that is held.',
  cancel: 'End a roll-out. Cases that were moved stay under the new rules.',
};

function steers(deps: Deps): Route[] {
  return (['pause', 'resume', 'cancel'] as const).map((steer) =>
    route({
      method: 'post',
      path: `/api/v1/bulk/{id}/${steer}`,
      summary: SAYS[steer],
      tag: 'bulk',
      auth: 'caller',
      sight: sightOfAdministrator,
      scope: 'administer',
      params: bulkParams,
      problems: [409],
      responses: { 200: { description: 'As it is now.', schema: bulk } },
      handler: async ({ caller, params }) => {
        requireAdministrator(caller);
        return { status: 200, body: await steerBulk(steering(deps), caller, params.id, steer) };
      },
    }),
  );
}

function reads(deps: Deps): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/bulk',
      summary: 'Roll-outs, the newest first.',
      tag: 'bulk',
      auth: 'caller',
      sight: sightOfAdministrator,
      problems: [403],
      responses: { 200: { description: 'At most fifty.', schema: bulkList } },
      handler: async ({ caller }) => {
        requireAdministrator(caller);
        return { status: 200, body: await listBulks(deps.pool, caller) };
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/bulk/candidates',
      summary: 'What is in force, and how many running cases are under something else.',
      tag: 'bulk',
      auth: 'caller',
      sight: sightOfAdministrator,
      problems: [403],
      responses: { 200: { description: 'Those with the most cases first.', schema: bulkCandidates } },
      handler: async ({ caller }) => {
        requireAdministrator(caller);
        return { status: 200, body: await listCandidates(deps.pool, caller, deps.now()) };
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/bulk/{id}',
      summary: 'One roll-out with its counters.',
      tag: 'bulk',
      auth: 'caller',
      sight: sightOfAdministrator,
      params: bulkParams,
      problems: [403],
      responses: { 200: { description: 'The roll-out.', schema: bulk } },
      handler: async ({ caller, params }) => {
        requireAdministrator(caller);
        return { status: 200, body: await showBulk(deps.pool, caller, params.id) };
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/bulk/{id}/items',
      summary: 'What became of each case, newly late ones in front; no person is named.',
      tag: 'bulk',
      auth: 'caller',
      sight: sightOfAdministrator,
      params: bulkParams,
      query: bulkItemsQuery,
      problems: [403],
      responses: { 200: { description: 'A page.', schema: bulkItems } },
      handler: async ({ caller, params, query }) => {
        requireAdministrator(caller);
        await showBulk(deps.pool, caller, params.id);
        return { status: 200, body: await listItems(deps.pool, caller, params.id, query) };
      },
    }),
  ];
}

async function answerWhatIf(
  deps: Deps,
  caller: Caller,
  body: AskWhatIf,
  signal: AbortSignal,
): Promise<WhatIfAnswer> {
  const row = await findVersion(deps.pool, body.kind, body.versionId);
  if (row === null) throw invalidField('versionId', 'unknown-version');
  const schools = await schoolsFor(deps.pool, caller, row, body.schools);
  return askWhatIf(deps.pool, {
    ...{ candidate: candidateOfRow(row), mode: body.mode, schools, now: deps.now(), limit: body.limit },
    known: (bind) => known(caller, bind),
    sides: overseenSides(asAdministrator(caller)),
    signal,
  });
}

/** Aborted when the caller hangs up before there is an answer. */
function untilGone({ res }: Request): AbortSignal {
  const gone = new AbortController();
  res?.once('close', () => {
    if (!res.writableFinished) gone.abort();
  });
  return gone.signal;
}

/** Roll-out of versions over running cases, and what it would do. */
export function bulkRoutes(deps: Deps): Route[] {
  // It computes for as long as there are cases: one at a time, so that the door stays open for everybody else.
  let isAsked = false;
  return [
    route({
      method: 'post',
      path: '/api/v1/bulk',
      budget: 'heavy',
      summary:
        'Roll out a version over running cases: each gets a command, at a pace that people do not notice.',
      tag: 'bulk',
      auth: 'caller',
      sight: sightOfAdministrator,
      scope: 'administer',
      idempotent: true,
      body: startBulkBody,
      problems: [409],
      responses: {
        201: { description: 'It is under way.', schema: bulk },
        200: { description: 'This key has started it before.', schema: bulk },
      },
      handler: async ({ caller, body, key }) => {
        requireAdministrator(caller);
        const started = await startBulk(steering(deps), caller, key, body);
        return { status: started.fresh ? 201 : 200, body: started.bulk };
      },
    }),
    ...reads(deps),
    ...steers(deps),
    route({
      method: 'post',
      path: '/api/v1/what-if',
      budget: 'heavy',
      summary:
        'What a version would do to running cases: before and after, newly late in front. Writes nothing.',
      tag: 'bulk',
      auth: 'caller',
      sight: sightOfAdministrator,
      scope: 'administer',
      body: askWhatIfBody,
      problems: [409, 429],
      responses: { 200: { description: 'Before and after.', schema: whatIfAnswer } },
      handler: async ({ caller, body, req }) => {
        requireAdministrator(caller);
        if (isAsked) throw new HttpProblem(429, 'busy', { retryAfter: 10 });
        isAsked = true;
        const gone = untilGone(req);
        try {
          return { status: 200, body: await answerWhatIf(deps, caller, body, gone) };
        } catch (failure) {
          if (!gone.aborted) throw failure;
          // Nobody is there any more to read an answer.
          return { status: 204 };
        } finally {
          isAsked = false;
        }
      },
    }),
  ];
}
