import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Provider, interactionPolicy, type Configuration } from 'oidc-provider';
import { findPort, releasePort } from '../ports.js';
import { sampleAddress, samplePeople } from '../sample-people.js';
import type { Secrets } from '../secrets.js';
import { languageOf, leavePage, lostPage, peoplePage, STYLE } from './pages.js';
import { memoryStore } from './store.js';

/** The development identity provider: OpenID Connect for real, with the sample people as its accounts. */
export type IdentityProvider = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** For drills: closes the port; connections are refused until `resume`. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
};

export type IdentityOptions = {
  secrets: Secrets;
  port?: number | undefined;
  /** Where browsers reach Rinnalla, when that is not this machine. */
  publicUrl?: string | undefined;
};

type Waiting = Awaited<ReturnType<Provider['interactionDetails']>>;

const CLIENT = 'rinnalla';
/** How sample people have proved who they are: not at all. */
const LEVEL = { acr: 'urn:rinnalla:sample', amr: ['none'] };
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Whether an address is Rinnalla's own: a given path on this machine, whatever the port (tests and second
 * installations have ports of their own), or at the address browsers know.
 */
function isOurs(uri: string, path: string, publicUrl: string | undefined): boolean {
  if (!URL.canParse(uri)) return false;
  const { hostname, protocol, pathname } = new URL(uri);
  if (publicUrl !== undefined && uri === `${publicUrl}${path}`) return true;
  return protocol === 'http:' && LOOPBACK.has(hostname) && pathname === path;
}

/** Asks each time who one is: whoever develops wants to be somebody else, not who they were before. */
function prompts() {
  const { base, Check } = interactionPolicy;
  const policy = base();
  policy.remove('consent');
  policy
    .get('login')
    ?.checks.add(
      new Check('ask_each_time', 'whom to be is asked each time', 'login_required', (ctx) =>
        ctx.oidc.result?.login ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT,
      ),
    );
  return policy;
}

function configure({ secrets, publicUrl }: IdentityOptions): Configuration {
  const base = publicUrl ?? 'http://127.0.0.1';
  return {
    adapter: memoryStore(),
    clients: [
      {
        client_id: CLIENT,
        client_secret: secrets.identitySecret,
        redirect_uris: [`${base}/auth/callback`],
        post_logout_redirect_uris: [`${base}/kirjaudu`],
      },
    ],
    jwks: { keys: [JSON.parse(secrets.identityKey)] },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    acrValues: [LEVEL.acr],
    claims: { openid: ['sub', 'acr', 'amr'], email: ['email', 'email_verified'] },
    scopes: ['openid', 'email'],
    pkce: { methods: ['S256'], required: () => true },
    ttl: { Interaction: 3600, Session: 3600, Grant: 3600, IdToken: 600, AccessToken: 600 },
    interactions: { policy: prompts(), url: (_ctx, { uid }) => `/interaction/${uid}` },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        logoutSource: (ctx, form) => {
          ctx.body = leavePage(languageOf(ctx.get('accept-language')), form);
        },
      },
    },
    findAccount: (_ctx, id) => {
      const person = samplePeople.find((it) => it.id === id);
      if (person === undefined) return undefined;
      const email = sampleAddress(person);
      return { accountId: id, claims: async () => ({ sub: id, email, email_verified: true }) };
    },
    // There is one client, and it is the house's own: nobody is asked whether it may know who they are.
    loadExistingGrant: async (ctx) => {
      const { client, session, provider } = ctx.oidc;
      const grant = new provider.Grant({
        ...(client ? { clientId: client.clientId } : {}),
        ...(session?.accountId ? { accountId: session.accountId } : {}),
      });
      grant.addOIDCScope('openid email');
      await grant.save();
      return grant;
    },
    renderError: (ctx) => {
      ctx.type = 'html';
      ctx.body = lostPage(languageOf(ctx.get('accept-language')));
    },
  };
}

// A form may lead on to Rinnalla at any port; the browser follows only where the provider's own check let it.
const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; img-src data:; frame-ancestors 'none'; base-uri 'none'; " +
  "form-action 'self' http://127.0.0.1:* http://localhost:*";

function send(response: ServerResponse, status: number, body: string, type = 'text/html'): void {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'content-security-policy': PAGE_POLICY,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  response.end(body);
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > 4096) break;
  }
  return new URLSearchParams(text);
}

/**
 * Ends what the browser was at the provider before: for a change of person the library would ask a script to send a
 * form, and this page needs none.
 */
async function forgetBefore(provider: Provider, waiting: Waiting): Promise<void> {
  const before = waiting.session?.cookie;
  if (before === undefined) return;
  await (await provider.Session.find(before))?.destroy();
  delete waiting.session;
  await waiting.save(waiting.exp - Math.floor(Date.now() / 1000));
}

/** The page where one chooses whom to be, and its answer. */
async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse) {
  const wish = new URL(request.url ?? '/', 'http://here').searchParams.get('kieli');
  const browser = request.headers['accept-language'];
  const waiting = await provider.interactionDetails(request, response).catch(() => undefined);
  if (waiting === undefined) {
    send(response, 400, lostPage(languageOf(wish, browser)));
    return;
  }
  if (request.method === 'POST') {
    const accountId = (await readForm(request)).get('account');
    if (accountId !== null && samplePeople.some(({ id }) => id === accountId)) {
      await forgetBefore(provider, waiting);
      await provider.interactionFinished(request, response, {
        login: { accountId, remember: false, ...LEVEL },
      });
      return;
    }
  }
  const asked = waiting.params['ui_locales'];
  const language = languageOf(wish, typeof asked === 'string' ? asked : null, browser);
  send(response, 200, peoplePage(language));
}

function listen(provider: Provider, port: number): Promise<Server> {
  const answer = provider.callback();
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    if (path === '/tyyli.css') send(response, 200, STYLE, 'text/css');
    else if (path.startsWith('/interaction/')) {
      interact(provider, request, response).catch(() => {
        if (!response.headersSent) send(response, 500, lostPage('fi'));
      });
    } else void answer(request, response);
  });
  return new Promise((open, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', () => open(server));
  });
}

/** Starts the provider on loopback. What it remembers it forgets when it stops; its key and secret stay. */
export async function startIdentityProvider(options: IdentityOptions): Promise<IdentityProvider> {
  const port = await findPort(options.port ?? 8026, 'the identity provider');
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, configure(options));
  const { prototype } = provider.Client;
  prototype.redirectUriAllowed = (uri) => isOurs(uri, '/auth/callback', options.publicUrl);
  prototype.postLogoutRedirectUriAllowed = (uri) => isOurs(uri, '/kirjaudu', options.publicUrl);
  let server: Server | undefined = await listen(provider, port);
  const pause = async () => {
    const open = server;
    server = undefined;
    open?.closeAllConnections();
    if (open) await new Promise((done) => open.close(done));
  };
  return {
    issuer,
    clientId: CLIENT,
    clientSecret: options.secrets.identitySecret,
    pause,
    async resume() {
      server ??= await listen(provider, port);
    },
    async stop() {
      await pause();
      releasePort(port);
    },
  };
}
