import type { SendText } from '../activities/mail/send-text.js';

/** How long the gateway may take. */
const PATIENCE_MS = 10_000;

/**
 * A gateway for text messages behind one address: `POST {to, text}` as JSON. 2xx: taken. 4xx: refused, this message
 * alone; anything else, or no answer: it is tried again. The mailbox of `npm start` is such a gateway.
 */
export function textGateway(url: string): SendText {
  return async ({ to, text }) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ to, text }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    }).catch(() => null);
    if (response?.ok === true) return 'sent';
    const isRefused = response !== null && response.status >= 400 && response.status < 500;
    return isRefused && response.status !== 429 ? 'never' : 'later';
  };
}
