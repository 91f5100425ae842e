import { z } from 'zod';
import { openCases } from '../contracts/cases.js';
import { personId } from '../contracts/common.js';
import {
  guardianList,
  learnerList,
  learnerQuery,
  schoolList,
  staffList,
  staffQuery,
} from '../contracts/directory.js';
import type { Deps } from '../deps.js';
import {
  listGuardians,
  listLearners,
  listOpenCases,
  listSchools,
  listStaff,
} from '../directory/directory.js';
import { route, type Route } from '../http/route.js';

const learnerParams = z.object({ id: personId });

/** Helpers of the forms: schools, learners, staff, guardians. */
export function directoryRoutes(deps: Deps): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/schools',
      summary: "Schools at which the caller's employer works.",
      tag: 'directory',
      auth: 'caller',
      responses: { 200: { description: 'The schools.', schema: schoolList } },
      handler: async ({ caller }) => ({ status: 200, body: await listSchools(deps, caller) }),
    }),
    route({
      method: 'get',
      path: '/api/v1/learners',
      summary: 'Learners of the schools where the caller works.',
      tag: 'directory',
      auth: 'caller',
      query: learnerQuery,
      responses: { 200: { description: 'Learners by name.', schema: learnerList } },
      handler: async ({ caller, query }) => ({ status: 200, body: await listLearners(deps, caller, query) }),
    }),
    route({
      method: 'get',
      path: '/api/v1/learners/{id}/guardians',
      summary: 'Guardians of a learner.',
      tag: 'directory',
      auth: 'caller',
      params: learnerParams,
      problems: [403, 404],
      responses: { 200: { description: 'Guardians by name.', schema: guardianList } },
      handler: async ({ caller, params }) => ({
        status: 200,
        body: await listGuardians(deps, caller, params.id),
      }),
    }),
    route({
      method: 'get',
      path: '/api/v1/learners/{id}/open-cases',
      summary: 'Open cases of a learner that the caller may see: rather continue one than open a second.',
      tag: 'directory',
      auth: 'caller',
      params: learnerParams,
      problems: [404],
      responses: { 200: { description: 'Cases, oldest first.', schema: openCases } },
      handler: async ({ caller, params }) => ({
        status: 200,
        body: await listOpenCases(deps, caller, params.id),
      }),
    }),
    route({
      method: 'get',
      path: '/api/v1/staff',
      summary: 'Who works at a school, and how many open cases each answers for.',
      tag: 'directory',
      auth: 'caller',
      query: staffQuery,
      responses: { 200: { description: 'Staff by name.', schema: staffList } },
      handler: async ({ caller, query }) => ({ status: 200, body: await listStaff(deps, caller, query) }),
    }),
  ];
}
