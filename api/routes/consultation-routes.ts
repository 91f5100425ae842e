import { answerConsultation, askConsultation } from '../consultations/command.js';
import { findConsultation, listConsultations, presentConsultation } from '../consultations/present.js';
import * as contract from '../contracts/consultations.js';
import type { Deps } from '../deps.js';
import { route, type Route } from '../http/route.js';

/** Anonymous consultation: one question, one answer, nobody named. */
export function consultationRoutes(deps: Deps): Route[] {
  const done = { description: 'Stored.', schema: contract.consultation };
  const pending = { description: 'Kept, and will be done.', schema: contract.slipPending };
  return [
    route({
      method: 'post',
      path: '/api/v1/consultations',
      summary: 'Ask student welfare for advice without naming anybody.',
      tag: 'consultations',
      auth: 'caller',
      idempotent: true,
      body: contract.askConsultation,
      responses: { 201: done, 200: done, 202: pending },
      handler: ({ caller, key, body }) => askConsultation(deps, caller, key, body),
    }),
    route({
      method: 'get',
      path: '/api/v1/consultations',
      summary: 'Consultations the caller asked, may answer or looks after; without their words.',
      tag: 'consultations',
      auth: 'caller',
      responses: { 200: { description: 'Open ones first.', schema: contract.consultationList } },
      handler: async ({ caller }) => ({ status: 200, body: await listConsultations(deps, caller) }),
    }),
    route({
      method: 'get',
      path: '/api/v1/consultations/{id}',
      summary: 'One consultation, with its words for those who read them.',
      tag: 'consultations',
      auth: 'caller',
      params: contract.consultationParams,
      problems: [404],
      responses: { 200: { description: 'The consultation.', schema: contract.consultation } },
      handler: async ({ caller, params }) => ({
        status: 200,
        body: await presentConsultation(deps, await findConsultation(deps, caller, params.id)),
      }),
    }),
    route({
      method: 'post',
      path: '/api/v1/consultations/{id}/answer',
      summary: 'Answer a consultation, once.',
      tag: 'consultations',
      auth: 'caller',
      idempotent: true,
      params: contract.consultationParams,
      problems: [403, 404, 409],
      body: contract.answerConsultation,
      responses: { 200: done, 202: pending },
      handler: ({ caller, key, params, body }) => answerConsultation(deps, caller, key, params.id, body),
    }),
  ];
}
