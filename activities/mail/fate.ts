/**
 * What became of an attempt to hand a mail to the server.
 *
 * `sent`: accepted. `never`: refused for good, this mail alone. `deferred`: put off, this mail alone.
 * `later`: no mail is taken at the moment; this one has certainly not arrived. `unknown`: it may have arrived.
 */
export type Fate = 'sent' | 'never' | 'deferred' | 'later' | 'unknown';

/** What nodemailer says of a failure; all of it may be missing. */
interface Failure {
  readonly code?: unknown;
  readonly originalCode?: unknown;
  readonly command?: unknown;
  readonly responseCode?: unknown;
}

/** Steps that are about this one mail; a refusal at any other step is about the server or our account. */
const ABOUT_THE_MAIL: ReadonlySet<unknown> = new Set(['RCPT TO', 'DATA']);
/** Failures from before the first byte of a mail. */
const BEFORE_ANY_MAIL: ReadonlySet<unknown> = new Set([
  'EDNS',
  'EAUTH',
  'ENOAUTH',
  'EOAUTH2',
  'ETLS',
  'EREQUIRETLS',
  'ECONFIG',
  'EPROXY',
]);
const NOT_CONNECTED: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'CONNECT_TIMEOUT',
  'GREETING_TIMEOUT',
]);

/** Reads the fate of a mail from the failure of sending it. When in doubt it may have arrived. */
export function fateOf(failure: unknown): Exclude<Fate, 'sent'> {
  const { code, originalCode, command, responseCode } = Object(failure) as Failure;
  if (typeof responseCode === 'number') {
    if (!ABOUT_THE_MAIL.has(command)) return 'later';
    return responseCode >= 500 ? 'never' : 'deferred';
  }
  // Found wrong before anything was sent: an address that is none, a mail beyond the server's size.
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return 'never';
  return BEFORE_ANY_MAIL.has(code) || NOT_CONNECTED.has(originalCode) ? 'later' : 'unknown';
}
