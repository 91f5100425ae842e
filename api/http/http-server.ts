import {
  createServer,
  STATUS_CODES,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Duplex } from 'node:stream';
import { HttpProblem } from './problem.js';

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
  const server = createServer(
    {
      requestTimeout,
      headersTimeout: Math.min(requestTimeout, 10_000),
      connectionsCheckingInterval: Math.min(requestTimeout / 2, 5_000),
      keepAliveTimeout: KEEP_ALIVE_MS,
      maxHeaderSize: HEADERS_MAX,
    },
    listener,
  );
  const answers = new WeakMap<Duplex, ServerResponse>();
  server.prependListener('request', (req, res) => answers.set(req.socket, res));
  server.on('clientError', (failure: NodeJS.ErrnoException, socket) => {
    const answer = answers.get(socket);
    // What is on its way is not mixed with a second answer.
    const isFree = answer === undefined || answer.writableFinished || !answer.headersSent;
    if (socket.writable && isFree && failure.code !== 'ECONNRESET') socket.end(answerTo(failure.code));
    else socket.destroy();
  });
  return server;
}

/** What is no request that a route could answer, by Node's code for it. */
const UNREADABLE: Readonly<Record<string, readonly [number, string, string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'request-timeout', 'The request was not here in time: send it again.'],
  HPE_HEADER_OVERFLOW: [431, 'headers-too-large', `Headers may take ${HEADERS_MAX} bytes.`],
};

function answerTo(code: string | undefined): string {
  const [status, name, detail] = UNREADABLE[code ?? ''] ?? [400, 'unreadable', 'This is no HTTP request.'];
  const document = JSON.stringify(new HttpProblem(status, name, { detail }).document());
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Error'}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(document)}`,
    'Cache-Control: no-store',
    'Connection: close',
  ];
  return `${head.join('\r\n')}\r\n\r\n${document}`;
}
