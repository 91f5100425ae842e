import type { Caller } from '../auth/caller.js';
import { requireAdministrator, requireAdministratorOf } from '../bulk/scope.js';
import {
  draftVersion as draftBody,
  endingCalendars,
  nameParams,
  policyList,
  policyVersionDetail,
  policyVersionList,
  versionParams,
} from '../contracts/policies.js';
import type { Deps } from '../deps.js';
import { route, type Route } from '../http/route.js';
import { showEnding, showNames, showVersion, showVersions } from '../policies/detail.js';
import { draftVersion, publishVersion, validateOrRefuse, type Asking } from '../policies/lifecycle.js';
import { sightOfAdministrator } from '../sight/sight.js';
import type { VersionKind } from '../../policies/seed.js';

const WORDS = {
  policy: { path: '/api/v1/policies', one: 'policy', many: 'Policies' },
  calendar: { path: '/api/v1/calendars', one: 'school calendar', many: 'School calendars' },
} as const;

function reads(deps: Deps, kind: VersionKind): Route[] {
  const { path, one, many } = WORDS[kind];
  return [
    route({
      method: 'get',
      path,
      summary: `${many} by name, with the version that holds today.`,
      tag: 'policies',
      auth: 'caller',
      problems: [403],
      responses: { 200: { description: 'By name.', schema: policyList } },
      handler: async ({ caller }) => {
        requireAdministrator(caller);
        return { status: 200, body: await showNames(deps, kind) };
      },
    }),
    route({
      method: 'get',
      path: `${path}/{name}/versions`,
      summary: `All versions of a ${one}, drafts included.`,
      tag: 'policies',
      auth: 'caller',
      params: nameParams,
      problems: [403],
      responses: { 200: { description: 'The newest day first.', schema: policyVersionList } },
      handler: async ({ caller, params }) => {
        requireAdministrator(caller);
        return { status: 200, body: await showVersions(deps, { kind, name: params.name }) };
      },
    }),
    route({
      method: 'get',
      path: `${path}/{name}/versions/{id}`,
      summary: `One version of a ${one}, and what it changes.`,
      tag: 'policies',
      auth: 'caller',
      sight: sightOfAdministrator,
      params: versionParams,
      problems: [403],
      responses: { 200: { description: 'The version.', schema: policyVersionDetail } },
      handler: async ({ caller, params }) => {
        requireAdministrator(caller);
        return { status: 200, body: await showVersion(deps, caller, { kind, name: params.name }, params.id) };
      },
    }),
  ];
}

function writes(deps: Deps, kind: VersionKind): Route[] {
  const { path, one } = WORDS[kind];
  const asking = (caller: Caller, key: string): Asking => ({ caller: caller.key, key, now: deps.now() });
  return [
    route({
      method: 'post',
      path: `${path}/{name}/versions`,
      summary: `Keep a draft of a ${one}. Nothing holds until it is validated and published.`,
      tag: 'policies',
      auth: 'caller',
      sight: sightOfAdministrator,
      scope: 'administer',
      idempotent: true,
      params: nameParams,
      body: draftBody,
      responses: {
        201: { description: 'The draft is kept.', schema: policyVersionDetail },
        200: { description: 'This key has kept it before.', schema: policyVersionDetail },
      },
      handler: async ({ caller, params, body, key }) => {
        const target = { kind, name: params.name };
        await requireAdministratorOf(deps.pool, caller, target);
        const { id, fresh } = await draftVersion(deps.pool, target, body, asking(caller, key));
        return { status: fresh ? 201 : 200, body: await showVersion(deps, caller, target, id) };
      },
    }),
    route({
      method: 'post',
      path: `${path}/{name}/versions/{id}/validate`,
      summary: `Judge a draft of a ${one}: refused as a whole, with each fault by its path.`,
      tag: 'policies',
      auth: 'caller',
      sight: sightOfAdministrator,
      scope: 'administer',
      idempotent: true,
      params: versionParams,
      problems: [422],
      responses: { 200: { description: 'It has no fault.', schema: policyVersionDetail } },
      handler: async ({ caller, params, key }) => {
        const target = { kind, name: params.name };
        await requireAdministratorOf(deps.pool, caller, target);
        await validateOrRefuse(deps.pool, target, params.id, asking(caller, key));
        return { status: 200, body: await showVersion(deps, caller, target, params.id) };
      },
    }),
    route({
      method: 'post',
      path: `${path}/{name}/versions/{id}/publish`,
      summary: `Publish a validated version of a ${one}. Running cases stay as they are until they are moved.`,
      tag: 'policies',
      auth: 'caller',
      sight: sightOfAdministrator,
      scope: 'administer',
      idempotent: true,
      params: versionParams,
      problems: [409, 422],
      responses: { 200: { description: 'It is published.', schema: policyVersionDetail } },
      handler: async ({ caller, params, key }) => {
        const target = { kind, name: params.name };
        await requireAdministratorOf(deps.pool, caller, target);
        await publishVersion(deps.pool, target, params.id, asking(caller, key));
        return { status: 200, body: await showVersion(deps, caller, target, params.id) };
      },
    }),
  ];
}

function ending(deps: Deps): Route {
  return route({
    method: 'get',
    path: '/api/v1/calendars/ending',
    summary: 'Tasks of an administrator: calendars that end soon, and versions that open cases are behind.',
    tag: 'policies',
    auth: 'caller',
    sight: sightOfAdministrator,
    problems: [403],
    responses: { 200: { description: 'The first to end first.', schema: endingCalendars } },
    handler: async ({ caller }) => {
      requireAdministrator(caller);
      return { status: 200, body: await showEnding(deps, caller) };
    },
  });
}

/** Policies and school calendars as versions: draft, validated, published. */
export function policyRoutes(deps: Deps): Route[] {
  const versions = (['policy', 'calendar'] as const).flatMap((kind) => [
    ...reads(deps, kind),
    ...writes(deps, kind),
  ]);
  return [ending(deps), ...versions];
}
