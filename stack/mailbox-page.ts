import type { IncomingMessage, ServerResponse } from 'node:http';
import type { MailStore, Message } from './mailbox.js';

/**
 * Answers one request to the inbox.
 * GET / lists (`?to=` filters) · GET /mails/<id> shows one · GET /mails/<id>/html is its HTML alone ·
 * GET /api/mails is JSON (`?to=`) · DELETE /api/mails empties the mailbox ·
 * POST /api/texts takes a text message, `{to, text}`: the development side of the gateway.
 */
export async function answerInbox(
  request: IncomingMessage,
  response: ServerResponse,
  store: MailStore,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://inbox');
  const to = url.searchParams.get('to')?.trim() || undefined;
  if (url.pathname === '/api/mails') return answerApi(request, response, store, to);
  if (url.pathname === '/api/texts') return takeText(request, response, store);
  if (request.method !== 'GET' && request.method !== 'HEAD') return send(response, 405, page('Not here', ''));
  if (url.pathname === '/') return send(response, 200, listPage(await store.list(to), to));
  const [, id, html] = /^\/mails\/([0-9-]+)(\/html)?$/.exec(url.pathname) ?? [];
  const message = (await store.list()).find((mail) => mail.id === id);
  if (!message) return send(response, 404, page('No such mail', '<p><a href="/">All mails</a></p>'));
  if (html) return send(response, 200, message.html ?? '', mailPolicy);
  return send(response, 200, mailPage(message));
}

async function answerApi(request: IncomingMessage, response: ServerResponse, store: MailStore, to?: string) {
  if (request.method === 'DELETE') {
    await store.clear();
    response.writeHead(204).end();
    return;
  }
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(await store.list(to)));
}

/** Longest body of a text message that is handed in. */
const TEXT_MAX = 10_000;

async function takeText(request: IncomingMessage, response: ServerResponse, store: MailStore): Promise<void> {
  const isJson = request.headers['content-type']?.startsWith('application/json') === true;
  if (request.method !== 'POST' || !isJson) return send(response, 405, page('Not here', ''));
  let body = '';
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > TEXT_MAX) return send(response, 413, page('Too long', ''));
  }
  const given: unknown = parsed(body);
  const isText = typeof given === 'object' && given !== null && 'to' in given && 'text' in given;
  if (!isText || typeof given.to !== 'string' || typeof given.text !== 'string')
    return send(response, 400, page('Not a text message', ''));
  const { to, text } = given;
  await store.add({
    ...{ receivedAt: new Date().toISOString(), messageId: undefined, to: [to], from: '' },
    ...{ subject: text.slice(0, 60), text, html: undefined, headers: {}, kind: 'text' },
  });
  response.writeHead(202).end();
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

// The mail's own HTML may show, but neither run nor fetch anything.
const mailPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups";
const pagePolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; form-action 'self'";

function send(response: ServerResponse, status: number, body: string, policy = pagePolicy): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  response.end(body);
}

function escape(text: string): string {
  const names: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (letter) => names[letter] ?? letter);
}

function clock(instant: string): string {
  return new Date(instant).toLocaleString('sv-FI', {
    timeZone: 'Europe/Helsinki',
    dateStyle: 'short',
    timeStyle: 'medium',
  });
}

// Text of a mail may run from right to left; dir="auto" keeps it apart from what surrounds it.
function listPage(messages: Message[], to: string | undefined): string {
  const rows = messages
    .map(
      (mail) => `<li><a href="/mails/${mail.id}">
        <span class="subject" dir="auto">${mail.kind === 'text' ? '<span class="kind">Text message</span> ' : ''}${escape(mail.subject) || '(no subject)'}</span>
        <span class="to" dir="auto">${escape(mail.to.join(', '))}</span>
        <time datetime="${escape(mail.receivedAt)}">${clock(mail.receivedAt)}</time></a></li>`,
    )
    .join('');
  const filter = `<form method="get"><label>To <input name="to" type="search" value="${escape(to ?? '')}"
    placeholder="anna@example.org"></label> <button>Show</button></form>`;
  const count = `<p class="count">${messages.length} ${messages.length === 1 ? 'mail' : 'mails'}${to ? ` to ${escape(to)}` : ''}</p>`;
  return page('Inbox', `${filter}${count}${rows ? `<ol class="mails">${rows}</ol>` : '<p>No mail yet.</p>'}`);
}

function mailPage(mail: Message): string {
  const facts = [
    ...(mail.kind === 'text' ? [['Kind', 'Text message']] : []),
    ['To', mail.to.join(', ')],
    ['From', mail.from],
    ['Received', clock(mail.receivedAt)],
    ['Message-ID', mail.messageId ?? 'none'],
  ];
  const list = facts
    .map(([name, value]) => `<dt>${name}</dt><dd dir="auto">${escape(value ?? '')}</dd>`)
    .join('');
  const html = mail.html
    ? `<h2>As HTML</h2><iframe sandbox="allow-popups" src="/mails/${mail.id}/html" title="The mail as HTML"></iframe>`
    : '';
  const body = `<p><a href="/">All mails</a></p><dl>${list}</dl><h2>As text</h2><pre dir="auto">${escape(mail.text)}</pre>${html}`;
  return page(mail.subject || '(no subject)', body);
}

const style = `
:root{color-scheme:light dark;--line:#d5dbe1;--quiet:#55606b;--accent:#1d5b79;--sheet:#fff;--ground:#f4f6f8;--ink:#1b242c}
@media(prefers-color-scheme:dark){:root{--line:#37424c;--quiet:#a5b1bc;--accent:#8cc6e0;--sheet:#1c242b;--ground:#12181d;--ink:#e8edf1}}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:60rem;margin:0 auto;padding:1.5rem 1rem 3rem}h1{font-size:1.5rem;line-height:1.25;margin:0 0 1rem;overflow-wrap:anywhere}
h2{font-size:1rem;margin:1.5rem 0 .5rem}a{color:var(--accent)}.count,.to,time,dt{color:var(--quiet)}
form{display:flex;gap:.5rem;align-items:end;flex-wrap:wrap}input,button{font:inherit;padding:.45rem .7rem;border:1px solid var(--line);border-radius:.4rem;background:var(--sheet);color:inherit}
label{flex:1 1 14rem;display:flex;gap:.5rem;align-items:center}input{flex:1;min-width:0}
.mails{list-style:none;margin:0;padding:0;background:var(--sheet);border:1px solid var(--line);border-radius:.6rem;overflow:hidden}
.mails li+li{border-top:1px solid var(--line)}.mails a{display:grid;gap:.1rem 1rem;padding:.75rem 1rem;color:inherit;text-decoration:none;grid-template-columns:1fr}
.mails a:hover,.mails a:focus-visible{background:var(--ground)}.subject{font-weight:600}.kind{font-weight:400;font-size:.8125rem;padding:.05rem .4rem;border:1px solid var(--line);border-radius:.4rem}.mails span{min-width:0;overflow-wrap:anywhere}
time{font-variant-numeric:tabular-nums;white-space:nowrap}@media(min-width:48rem){.mails a{grid-template-columns:minmax(0,3fr) minmax(0,2fr) auto}}
dl{display:grid;grid-template-columns:auto minmax(0,1fr);gap:.2rem 1rem;margin:0}dd{margin:0;overflow-wrap:anywhere}
pre,iframe{width:100%;background:var(--sheet);border:1px solid var(--line);border-radius:.6rem;margin:0}pre{padding:1rem;white-space:pre-wrap;overflow-wrap:anywhere;font:inherit}
iframe{min-height:24rem;background:#fff}`;

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(title)} · Rinnalla's mailbox</title><style>${style}</style></head>
<body><main><h1 dir="auto">${escape(title)}</h1>${body}</main></body></html>`;
}
