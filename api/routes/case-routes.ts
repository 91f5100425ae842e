import { z } from 'zod';
import { localDate } from '../../domain/time/zone.js';
import { readAccessLog } from '../cases/read-access.js';
import { readDisclosures } from '../cases/disclosures.js';
import { readDutyReasons } from '../cases/duty-reasons.js';
import { needing, showCase, showing, type SeenCase } from '../cases/find-case.js';
import { listCases } from '../cases/list-cases.js';
import { readMessages } from '../cases/messages.js';
import { IN_THE_CASE, presentCase } from '../cases/present-case.js';
import { presentDuty } from '../cases/present-duty.js';
import { IN_THE_LOG, readEvents } from '../cases/present-events.js';
import { accessList, accessListQuery } from '../contracts/access.js';
import { disclosureList } from '../contracts/annex.js';
import { caseAnswer, caseList, caseListQuery } from '../contracts/cases.js';
import { dutyList, type DutyList } from '../contracts/duties.js';
import { eventList, eventListQuery } from '../contracts/events.js';
import { messageList } from '../contracts/messages.js';
import type { Deps } from '../deps.js';
import { route, type Route } from '../http/route.js';

/** A case by id or by reference. */
export const caseParams = z.object({ id: z.string().min(1).max(40) });

/** Each promise the caller may know of, with the days counted on its way, and why it rests or was moved. */
async function listDuties(deps: Deps, seen: SeenCase): Promise<DutyList> {
  const { known, rules } = seen;
  const today = localDate(rules.calendar.zone, deps.now());
  const reasons = await readDutyReasons(deps, seen);
  const items = known.duties.map((duty) => ({
    ...presentDuty(seen, duty, today, true),
    ...reasons.get(duty.id),
  }));
  return { items };
}

/** Reads of cases: the list, one case, its log, its promises, its mails. */
export function caseRoutes(deps: Deps): Route[] {
  const { pool } = deps;
  return [
    route({
      method: 'get',
      path: '/api/v1/cases',
      summary: 'The cases the caller may see.',
      tag: 'cases',
      auth: 'caller',
      query: caseListQuery,
      responses: { 200: { description: 'A page of cases.', schema: caseList } },
      handler: async ({ caller, query }) => ({ status: 200, body: await listCases(deps, caller, query) }),
    }),
    route({
      method: 'get',
      path: '/api/v1/cases/{id}',
      summary: 'Status of one case, by id or reference, as far as the caller may see it.',
      tag: 'cases',
      auth: 'caller',
      params: caseParams,
      problems: [404, 410],
      responses: { 200: { description: 'The case.', schema: caseAnswer } },
      handler: async ({ caller, params }) => {
        const shows = showing(...IN_THE_CASE);
        const how = { idOrRef: params.id, shows, kind: 'read', via: 'GET /api/v1/cases/{id}' } as const;
        return { status: 200, body: await showCase(deps, caller, how, (seen) => presentCase(deps, seen)) };
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/cases/{id}/events',
      summary: 'The log of a case, as far as the caller may see it.',
      tag: 'cases',
      auth: 'caller',
      params: caseParams,
      query: eventListQuery,
      problems: [403, 404, 410],
      responses: { 200: { description: 'Entries, oldest first.', schema: eventList } },
      handler: async ({ caller, params, query }) => {
        const shows = needing('timeline', ...IN_THE_LOG);
        const how = {
          idOrRef: params.id,
          shows,
          kind: 'read',
          via: 'GET /api/v1/cases/{id}/events',
        } as const;
        return {
          status: 200,
          body: await showCase(deps, caller, how, (seen) => readEvents(deps, seen, query)),
        };
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/cases/{id}/duties',
      summary:
        'The promises of a case that the caller may know of, each with the days counted and not counted on the way to its due day.',
      tag: 'cases',
      auth: 'caller',
      params: caseParams,
      problems: [403, 404, 410],
      responses: { 200: { description: 'Promises, in the order they began.', schema: dutyList } },
      handler: async ({ caller, params }) => {
        const shows = needing('duties', 'texts');
        const how = {
          idOrRef: params.id,
          shows,
          kind: 'read',
          via: 'GET /api/v1/cases/{id}/duties',
        } as const;
        return { status: 200, body: await showCase(deps, caller, how, (seen) => listDuties(deps, seen)) };
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/cases/{id}/disclosures',
      summary: 'Who was given what of a case, why, and on what ground.',
      tag: 'cases',
      auth: 'caller',
      params: caseParams,
      problems: [403, 404, 410],
      responses: { 200: { description: 'Entries, oldest first.', schema: disclosureList } },
      handler: async ({ caller, params }) => {
        const shows = needing('disclosures', 'texts');
        const via = 'GET /api/v1/cases/{id}/disclosures';
        const how = { idOrRef: params.id, shows, kind: 'read', via } as const;
        const items = await showCase(deps, caller, how, (seen) => readDisclosures(deps, seen));
        return { status: 200, body: { items } };
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/cases/{id}/messages',
      summary: 'The mail ledger of a case.',
      tag: 'cases',
      auth: 'caller',
      params: caseParams,
      problems: [403, 404, 410],
      responses: { 200: { description: 'Mails, in the order they were caused.', schema: messageList } },
      handler: async ({ caller, params }) => {
        const shows = needing('timeline', 'people');
        const how = {
          idOrRef: params.id,
          shows,
          kind: 'read',
          via: 'GET /api/v1/cases/{id}/messages',
        } as const;
        return { status: 200, body: await showCase(deps, caller, how, (seen) => readMessages(pool, seen)) };
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/cases/{id}/access-log',
      summary: 'Who was shown what of a case, when, and by which right.',
      tag: 'cases',
      auth: 'caller',
      params: caseParams,
      query: accessListQuery,
      problems: [403, 404],
      responses: { 200: { description: 'Rows, newest first.', schema: accessList } },
      handler: async ({ caller, params, query }) => {
        const shows = needing('access');
        const how = {
          idOrRef: params.id,
          shows,
          kind: 'read',
          writes: 'afterwards',
          via: 'GET /api/v1/cases/{id}/access-log',
        } as const;
        return {
          status: 200,
          body: await showCase(deps, caller, how, (seen) => readAccessLog(pool, seen, query)),
        };
      },
    }),
  ];
}
