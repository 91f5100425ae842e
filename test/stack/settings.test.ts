import { expect, test } from '@jest/globals';
import { readSettings, required, SettingsProblem } from '../../bin/settings.js';

const key = Buffer.alloc(32, 7).toString('base64');
const provider = {
  OIDC_ISSUER: 'https://idp.example',
  OIDC_CLIENT_ID: 'rinnalla',
  OIDC_CLIENT_SECRET: 'agreed with them',
};
const production = {
  NODE_ENV: 'production',
  SESSION_SECRET: key,
  PAYLOAD_KEY: key,
  TEXT_KEY: key,
  ...provider,
};

test('nothing has to be set for development', () => {
  expect(readSettings({})).toMatchObject({
    port: 8080,
    host: '127.0.0.1',
    publicUrl: 'http://127.0.0.1:8080',
    oidc: undefined,
    databaseUrl: undefined,
    home: './.rinnalla',
  });
});

test('production signs people in by a provider of its own, over https', () => {
  expect(readSettings(production).oidc).toMatchObject({ issuer: 'https://idp.example', acr: [] });
  expect(() => readSettings({ ...production, OIDC_ISSUER: '' })).toThrow(/OIDC_ISSUER is required/);
  const plain = { ...production, OIDC_ISSUER: 'http://idp.example' };
  expect(() => readSettings(plain)).toThrow(/OIDC_ISSUER must be https/);
  expect(readSettings({ ...plain, NODE_ENV: 'test' }).oidc?.issuer).toBe('http://idp.example');
});

test('a provider without the name and secret agreed with it is refused', () => {
  expect(() => readSettings({ ...production, OIDC_CLIENT_SECRET: '' })).toThrow(/OIDC_CLIENT_SECRET/);
  expect(readSettings({ ...provider, OIDC_ACR: 'high  substantial' }).oidc?.acr).toEqual([
    'high',
    'substantial',
  ]);
});

test('production needs its keys', () => {
  expect(() => readSettings({ NODE_ENV: 'production' })).toThrow(/SESSION_SECRET.*PAYLOAD_KEY.*TEXT_KEY/);
});

test('passwords and keys of the compose file are refused in production', () => {
  const publicKey = Buffer.from('development-only-'.repeat(2)).toString('base64');
  const url = 'postgresql://rinnalla_app:development-only@postgres/rinnalla';
  expect(() => readSettings({ ...production, PAYLOAD_KEY: publicKey })).toThrow(/PAYLOAD_KEY still has/);
  expect(() => readSettings({ ...production, DATABASE_URL: url })).toThrow(/DATABASE_URL still has/);
  expect(readSettings({ DATABASE_URL: url, PAYLOAD_KEY: publicKey }).databaseUrl).toBe(url);
});

test('keys of before are a list, each as good as a key; the list of erasures lies in the state folder', () => {
  const older = [8, 9].map((fill) => Buffer.alloc(32, fill).toString('base64'));
  expect(readSettings({ PAYLOAD_KEY_OLD: older.join(', '), TEXT_KEY_OLD: older[0] })).toMatchObject({
    ...{ payloadKeyOld: older, textKeyOld: older.slice(0, 1) },
    erasureFolder: '.rinnalla/erasures',
  });
  expect(() => readSettings({ TEXT_KEY_OLD: `${key},c2hvcnQ=` })).toThrow(/TEXT_KEY_OLD/);
});

test('a wrong value is named by its variable and never repeated', () => {
  const wrong = { PORT: 'eighty', DATABASE_URL: 'mysql://secret@host/db', SESSION_SECRET: 'hunter2' };
  expect(() => readSettings(wrong)).toThrow(SettingsProblem);
  expect(() => readSettings(wrong)).toThrow(/PORT.*DATABASE_URL.*SESSION_SECRET/);
  expect(() => readSettings(wrong)).not.toThrow(/hunter2|secret@host|eighty/);
});

test('an empty variable counts as unset', () => {
  expect(readSettings({ DATABASE_URL: '', PORT: '' }).port).toBe(8080);
});

test('a process that needs a setting says which one is missing', () => {
  const settings = readSettings({ DATABASE_URL: 'postgresql://app@127.0.0.1/rinnalla' });
  expect(required(settings, 'databaseUrl').databaseUrl).toContain('rinnalla');
  expect(() => required(settings, 'databaseUrl', 'temporalAddress')).toThrow(/TEMPORAL_ADDRESS/);
});

test('budgets of requests are requests/seconds, and proxies are addresses: anything else is named', () => {
  expect(readSettings({}).budgets.reads).toEqual({ requests: 1200, seconds: 60 });
  expect(readSettings({}).trustedProxies).toBeUndefined();
  const set = { LIMIT_TALK: '5/60', TRUSTED_PROXIES: 'loopback, 10.0.0.0/8,2001:db8::1' };
  expect(readSettings(set)).toMatchObject({
    budgets: { talk: { requests: 5, seconds: 60 } },
    trustedProxies: ['loopback', '10.0.0.0/8', '2001:db8::1'],
  });
  // One address uses a third of what a school takes, and at least one.
  expect(readSettings({}).budgets.talkSchool).toEqual({ requests: 10, seconds: 3600 });
  expect(readSettings({ TALK_LIMIT: '2' }).budgets.talkSchool).toEqual({ requests: 1, seconds: 3600 });
  const wide = readSettings({ LIMIT_TALK_SCHOOL: '25/60' }).budgets.talkSchool;
  expect(wide).toEqual({ requests: 25, seconds: 60 });
  for (const wrong of ['0/60', '5', '5/0', 'many/60', '-1/60', '5/60s'])
    expect(() => readSettings({ LIMIT_READS: wrong })).toThrow(/LIMIT_READS/);
  for (const wrong of ['true', 'everybody', '10.0.0.0/33', '10.0.0.0/8/8', '1.2.3', 'fe80::/200', '*'])
    expect(() => readSettings({ TRUSTED_PROXIES: wrong })).toThrow(/TRUSTED_PROXIES/);
});
