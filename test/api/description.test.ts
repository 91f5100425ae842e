import { expect, test } from '@jest/globals';
import { CLIENT_COMMANDS } from '../../api/contracts/cases.js';
import { caseCommand, commandSchemas } from '../../api/contracts/commands.js';
import { allRoutes } from '../../api/routes/all-routes.js';
import { PERMISSIONS } from '../../domain/permissions.js';
import { inProcess } from './in-process.js';
import { send } from './door.js';

interface Description {
  openapi: string;
  paths: Record<
    string,
    Record<string, { responses: Record<string, unknown>; parameters: { name: string }[] }>
  >;
  components: { schemas: Record<string, unknown> };
}

test('every route of the server is in its OpenAPI description, and nothing else', async () => {
  const { body } = await send<Description>('GET', '/api/v1/openapi.json');
  expect(body.openapi).toBe('3.1.0');
  const { deps, stop } = await inProcess({ listen: false });
  const served = allRoutes(deps).map(({ method, path }) => `${method} ${path}`);
  await stop();
  const described = Object.entries(body.paths).flatMap(([path, of]) =>
    Object.keys(of).map((method) => `${method} ${path}`),
  );
  expect(described.toSorted()).toEqual(served.toSorted());
});

test('the stable paths of the contract are there', async () => {
  const { body } = await send<Description>('GET', '/api/v1/openapi.json');
  const promised = [
    'get /health/live',
    'get /health/ready',
    'get /api/v1/openapi.json',
    'post /api/v1/cases',
    'get /api/v1/cases',
    'get /api/v1/cases/{id}',
    'post /api/v1/cases/{id}/commands',
    'get /api/v1/commands/{key}',
    'get /api/v1/cases/{id}/events',
    'get /api/v1/cases/{id}/duties',
    'get /api/v1/cases/{id}/messages',
    'get /api/v1/cases/{id}/disclosures',
    'get /api/v1/cases/{id}/acts/{actId}/form',
    'get /api/v1/cases/{id}/acts/{actId}/prints/{number}',
    'get /api/v1/tasks',
    'get /api/v1/deadlines',
    'get /api/v1/supervision/summary',
    'get /api/v1/supervision/forecast',
    'get /api/v1/supervision/workload',
    'get /api/v1/me',
  ];
  for (const line of promised) {
    const [method = '', path = ''] = line.split(' ');
    expect(Object.keys(body.paths[path] ?? {})).toContain(method);
  }
});

test('every reference of the description leads somewhere, and commands ask for a key', async () => {
  const { body, text } = await send<Description>('GET', '/api/v1/openapi.json');
  const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
  expect(references.length).toBeGreaterThan(50);
  expect(references.filter((name) => !(name !== undefined && name in body.components.schemas))).toEqual([]);
  expect(text).not.toContain('#/$defs');
  expect(body.paths['/api/v1/cases']?.['post']?.parameters.map((it) => it.name)).toContain('Idempotency-Key');
});

test('the contracts cover every command of the core but those of the service itself', () => {
  const ofTheService = ['adopt-rules', 'update-family', 'update-surroundings', 'want-talk'];
  const wanted = Object.keys(PERMISSIONS).filter((type) => !ofTheService.includes(type));
  expect(Object.keys(commandSchemas).toSorted()).toEqual(wanted.toSorted());
  const onCases = caseCommand.options.map((option) => option.shape.type.value);
  expect([...onCases, 'raise-concern'].toSorted()).toEqual(CLIENT_COMMANDS.toSorted());
});

test('pages are protected: no inline script, no frame, no guess of types', async () => {
  const { headers } = await send('GET', '/health/live');
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-powered-by')).toBeNull();
});
