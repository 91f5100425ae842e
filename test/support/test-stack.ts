/**
 * The servers `npm test` has started for the levels that share one stack (bin/test.ts). Its data are thrown away
 * afterwards; tests tell their own cases from those of others by id, never by emptying a table.
 */
export type TestStack = {
  /** The folder of this run of the stack, thrown away with it. */
  home: string;
  /** As role rinnalla_app. */
  databaseUrl: string;
  /** As role rinnalla_api. */
  apiUrl: string;
  ownerUrl: string;
  eraserUrl: string;
  temporalAddress: string;
  temporalNamespace: string;
  smtpUrl: string;
  /** JSON of all mails at `${inboxUrl}/api/mails`, newest first; `?to=` filters. */
  inboxUrl: string;
  /** The running product with worker, for the levels `api` and `web`; otherwise undefined. */
  url: string | undefined;
  payloadKey: string;
  textKey: string;
  sessionSecret: string;
};

/** Reads where the shared test stack is. Throws when the test was not started by `npm test`. */
export function testStack(): TestStack {
  const read = (name: string): string => {
    const value = process.env[name];
    if (!value) throw new Error(`${name} is not set: run this level with \`npm test -- --project <level>\`.`);
    return value;
  };
  return {
    home: read('RINNALLA_HOME'),
    databaseUrl: read('DATABASE_URL'),
    apiUrl: read('DATABASE_API_URL'),
    ownerUrl: read('DATABASE_OWNER_URL'),
    eraserUrl: read('DATABASE_ERASER_URL'),
    temporalAddress: read('TEMPORAL_ADDRESS'),
    temporalNamespace: read('TEMPORAL_NAMESPACE'),
    smtpUrl: read('SMTP_URL'),
    inboxUrl: read('RINNALLA_INBOX_URL'),
    url: process.env['RINNALLA_URL'],
    payloadKey: read('PAYLOAD_KEY'),
    textKey: read('TEXT_KEY'),
    sessionSecret: read('SESSION_SECRET'),
  };
}
