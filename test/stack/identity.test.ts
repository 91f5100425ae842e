import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startIdentityProvider, type IdentityProvider } from '../../stack/identity/provider.js';
import { readSecrets } from '../../stack/secrets.js';
import { stateFolder } from '../support/state-folder.js';

let folder: Awaited<ReturnType<typeof stateFolder>>;
let provider: IdentityProvider;

beforeAll(async () => {
  folder = await stateFolder();
  const secrets = await readSecrets(folder.home);
  provider = await startIdentityProvider({ secrets, port: 56_826, publicUrl: 'https://dev.example' });
});
afterAll(async () => {
  await provider.stop();
  await folder.remove();
});

async function ask(changes: Record<string, string>): Promise<{ status: number; to: string }> {
  const asked = {
    client_id: provider.clientId,
    response_type: 'code',
    scope: 'openid',
    redirect_uri: 'http://127.0.0.1:18080/auth/callback',
    code_challenge: 'x'.repeat(43),
    code_challenge_method: 'S256',
    ...changes,
  };
  const got = await fetch(`${provider.issuer}/auth?${new URLSearchParams(asked)}`, { redirect: 'manual' });
  return { status: got.status, to: got.headers.get('location') ?? '' };
}

test('the development provider answers to Rinnalla alone, on this machine or where browsers know it', async () => {
  for (const redirect_uri of [
    'http://127.0.0.1:18080/auth/callback',
    'http://localhost:3000/auth/callback',
    'https://dev.example/auth/callback',
  ]) {
    expect((await ask({ redirect_uri })).to).toMatch(/^(http:\/\/127.0.0.1:\d+)?\/interaction\//);
  }
  for (const redirect_uri of [
    'http://127.0.0.1:18080/elsewhere',
    'http://evil.example/auth/callback',
    'https://dev.example.evil.example/auth/callback',
    'https://127.0.0.1/auth/callback',
  ]) {
    expect(await ask({ redirect_uri })).toEqual({ status: 400, to: '' });
  }
});

test('it refuses an attempt without PKCE, and a client it does not know', async () => {
  expect((await ask({ code_challenge: '' })).to).toContain('error=invalid_request');
  expect((await ask({ client_id: 'somebody' })).status).toBe(400);
});

test('its key and secret are made once; a folder of an older version gets them beside what it has', async () => {
  const file = join(folder.home, 'secrets.json');
  const first = await readSecrets(folder.home);
  const { identityKey: _key, identitySecret: _secret, ...older } = first;
  await writeFile(file, JSON.stringify(older));
  const grown = await readSecrets(folder.home);
  expect(grown).toMatchObject(older);
  expect(JSON.parse(grown.identityKey)).toMatchObject({ kty: 'RSA' });
  expect(await readSecrets(folder.home)).toEqual(grown);
  expect(await readFile(file, 'utf8')).toContain('identitySecret');
});
