import { z } from 'zod';
import type { Section } from '../../domain/sight.js';
import { localDate } from '../../domain/time/zone.js';
import { readDisclosures } from '../cases/disclosures.js';
import { readDutyReasons } from '../cases/duty-reasons.js';
import { findCase, type SeenCase } from '../cases/find-case.js';
import { listCases } from '../cases/list-cases.js';
import { readMessages } from '../cases/messages.js';
import { readForm } from '../cases/outside-form.js';
import { presentCase } from '../cases/present-case.js';
import { presentDuty } from '../cases/present-duty.js';
import { readEvents } from '../cases/present-events.js';
import { disclosureList } from '../contracts/annex.js';
import { caseAnswer, caseList, caseListQuery } from '../contracts/cases.js';
import { partId } from '../contracts/common.js';
import { dutyList } from '../contracts/duties.js';
import { eventList, eventListQuery } from '../contracts/events.js';
import { outsideForm } from '../contracts/forms.js';
import { messageList } from '../contracts/messages.js';
import type { Deps } from '../deps.js';
import { refused } from '../http/problem.js';
import { route, type Route } from '../http/route.js';

/** A case by id or by reference. */
export const caseParams = z.object({ id: z.string().min(1).max(40) });
const actParams = z.object({ ...caseParams.shape, actId: partId });

/** Somebody known on the case, but not for this part of it: 403. */
function needs(seen: SeenCase, section: Section): void {
  if (!seen.sections.has(section)) throw refused({ code: 'not-allowed', source: 'OHL 22 §' });
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
      handler: async ({ caller, params }) => ({
        status: 200,
        body: await presentCase(deps, await findCase(pool, caller, params.id)),
      }),
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
        const seen = await findCase(pool, caller, params.id);
        needs(seen, 'timeline');
        return { status: 200, body: await readEvents(deps, seen, query) };
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/cases/{id}/duties',
      summary:
        'The promises of a case, each with the days counted and not counted on the way to its due day.',
      tag: 'cases',
      auth: 'caller',
      params: caseParams,
      problems: [403, 404, 410],
      responses: { 200: { description: 'Promises, in the order they began.', schema: dutyList } },
      handler: async ({ caller, params }) => {
        const seen = await findCase(pool, caller, params.id);
        needs(seen, 'duties');
        const { state, rules } = seen;
        const today = localDate(rules.calendar.zone, deps.now());
        const reasons = await readDutyReasons(deps, seen);
        const items = state.duties.map((duty) => ({
          ...presentDuty(duty, rules, today, true),
          ...reasons.get(duty.id),
        }));
        return { status: 200, body: { items } };
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
        const seen = await findCase(pool, caller, params.id);
        needs(seen, 'disclosures');
        return { status: 200, body: { items: await readDisclosures(deps, seen) } };
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/cases/{id}/acts/{actId}/form',
      summary: 'What stands on the printed form of an act towards the outside, from what is recorded.',
      tag: 'cases',
      auth: 'caller',
      params: actParams,
      problems: [403, 404, 410],
      responses: { 200: { description: 'The contents, with their fingerprint.', schema: outsideForm } },
      handler: async ({ caller, params }) => ({
        status: 200,
        body: await readForm(deps, await findCase(pool, caller, params.id), params.actId),
      }),
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
        const seen = await findCase(pool, caller, params.id);
        needs(seen, 'timeline');
        return { status: 200, body: await readMessages(pool, seen) };
      },
    }),
  ];
}
