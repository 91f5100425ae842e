import { createServer, type RequestListener, type Server } from 'node:http';

/** Longer than a proxy or a browser keeps an idle connection: none is closed under a request that is on its way. */
const KEEP_ALIVE_MS = 65_000;
/** The largest headers anybody may send, in bytes: cookies of others on the same host included. */
const HEADERS_MAX = 16 * 1024;

/**
 * The HTTP server. A request that is not here in time, its body included, is answered 408 and its connection closed, so
 * that nobody holds connections by sending slowly. What the answer takes does not count.
 */
export function createHttpServer(requestSeconds: number, listener?: RequestListener): Server {
  const requestTimeout = requestSeconds * 1000;
  return createServer(
    {
      requestTimeout,
      headersTimeout: Math.min(requestTimeout, 10_000),
      connectionsCheckingInterval: Math.min(requestTimeout / 2, 5_000),
      keepAliveTimeout: KEEP_ALIVE_MS,
      maxHeaderSize: HEADERS_MAX,
    },
    listener,
  );
}
