import { z } from 'zod';
import { showCase } from '../cases/find-case.js';
import { readForm, showingForm } from '../cases/outside-form.js';
import { readPrintedForm } from '../cases/printed-form.js';
import { partId } from '../contracts/common.js';
import { outsideForm, printedForm } from '../contracts/forms.js';
import type { Deps } from '../deps.js';
import { route, type Route } from '../http/route.js';
import { caseParams } from './case-routes.js';

const actParams = z.object({ ...caseParams.shape, actId: partId });
const printParams = z.object({
  ...actParams.shape,
  number: z.string().regex(/^[1-9]\d{0,5}$/, { error: 'not-an-id' }),
});

/** Acts towards the outside on paper: the form as it would be printed now, and what was printed before. */
export function actRoutes(deps: Deps): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/cases/{id}/acts/{actId}/form',
      summary: 'What stands on the printed form of an act towards the outside, from what is recorded.',
      tag: 'cases',
      auth: 'caller',
      params: actParams,
      problems: [403, 404, 410],
      responses: { 200: { description: 'The contents, with their fingerprint.', schema: outsideForm } },
      handler: async ({ caller, params }) => {
        const { id, actId } = params;
        const via = 'GET /api/v1/cases/{id}/acts/{actId}/form';
        const how = { idOrRef: id, shows: showingForm(actId), kind: 'print', via } as const;
        return {
          status: 200,
          body: await showCase(deps, caller, how, (seen) => readForm(deps, seen, actId)),
        };
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/cases/{id}/acts/{actId}/prints/{number}',
      summary: 'What was printed of an act towards the outside, exactly as it was on the paper.',
      tag: 'cases',
      auth: 'caller',
      params: printParams,
      problems: [403, 404, 410],
      responses: { 200: { description: 'One printing, the first being 1.', schema: printedForm } },
      handler: async ({ caller, params }) => {
        const { id, actId, number } = params;
        const via = 'GET /api/v1/cases/{id}/acts/{actId}/prints/{number}';
        const how = { idOrRef: id, shows: showingForm(actId), kind: 'print', via } as const;
        const print = { actId, number: Number(number) };
        return {
          status: 200,
          body: await showCase(deps, caller, how, (seen) => readPrintedForm(deps, seen, print)),
        };
      },
    }),
  ];
}
