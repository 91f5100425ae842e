import { expect, test } from '@jest/globals';
import { readSettings, required, SettingsProblem } from '../../bin/settings.js';

const key = Buffer.alloc(32, 7).toString('base64');
const production = { NODE_ENV: 'production', SESSION_SECRET: key, PAYLOAD_KEY: key, TEXT_KEY: key };

test('nothing has to be set for development', () => {
  expect(readSettings({})).toMatchObject({
    port: 8080,
    host: '127.0.0.1',
    publicUrl: 'http://127.0.0.1:8080',
    devSignIn: true,
    databaseUrl: undefined,
    home: './.rinnalla',
  });
});

test('the development sign-in is off in production and cannot be switched on there', () => {
  expect(readSettings({ ...production }).devSignIn).toBe(false);
  expect(() => readSettings({ ...production, DEV_SIGN_IN: 'true' })).toThrow(/DEV_SIGN_IN/);
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
