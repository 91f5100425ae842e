import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { simpleParser, type AddressObject } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { answerInbox } from './mailbox-page.js';
import { findPort, releasePort } from './ports.js';

/** A mail as the mailbox keeps it. */
export type Message = {
  /** Sortable: later mails have greater ids. */
  id: string;
  receivedAt: string;
  messageId: string | undefined;
  /** Envelope recipients: what SMTP was told, not what the header claims. */
  to: string[];
  from: string;
  subject: string;
  text: string;
  html: string | undefined;
  headers: Record<string, string>;
  /** There for what came as a text message; `to` holds the number. */
  kind?: 'text';
};

/** The development mail server: takes every mail, delivers none, shows all. */
export type Mailbox = {
  smtpUrl: string;
  inboxUrl: string;
  /** Newest first; with `to`, only those sent to this address. */
  messages(filter?: { to?: string }): Promise<Message[]>;
  clear(): Promise<void>;
  /** For drills: closes the SMTP port; connections are refused until `resume`. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
};

export type MailboxOptions = {
  /** The state folder; one JSON file per mail lies in `<home>/mail`. */
  home: string;
  smtpPort?: number | undefined;
  inboxPort?: number | undefined;
};

/** Starts the mail sink and its inbox page on loopback. Mails survive restarts. */
export async function startMailbox(options: MailboxOptions): Promise<Mailbox> {
  const store = await openStore(join(resolve(options.home), 'mail'));
  const smtpPort = await findPort(options.smtpPort ?? 2525, 'the mail server');
  const inboxPort = await findPort(options.inboxPort ?? 8025, 'the inbox page');
  let smtp: SMTPServer | undefined = await listenSmtp(smtpPort, store);
  const page = await listenPage(inboxPort, store);
  const pause = async () => {
    const open = smtp;
    smtp = undefined;
    if (open) await new Promise<void>((done) => open.close(() => done()));
  };
  return {
    smtpUrl: `smtp://127.0.0.1:${smtpPort}`,
    inboxUrl: `http://127.0.0.1:${inboxPort}`,
    messages: (filter) => store.list(filter?.to),
    clear: () => store.clear(),
    pause,
    async resume() {
      smtp ??= await listenSmtp(smtpPort, store);
    },
    async stop() {
      page.closeAllConnections();
      await Promise.all([pause(), new Promise((done) => page.close(done))]);
      releasePort(smtpPort);
      releasePort(inboxPort);
    },
  };
}

/** A mail as it came over SMTP: whoever takes it in stores it, and it is read when somebody looks. */
type RawMail = Pick<Message, 'id' | 'receivedAt' | 'to'> & {
  /** Its octets, each as a character. */
  raw: string;
};

export type MailStore = {
  add(message: Omit<Message, 'id'> | Omit<RawMail, 'id'>): Promise<void>;
  list(to?: string): Promise<Message[]>;
  clear(): Promise<void>;
};

async function openStore(folder: string): Promise<MailStore> {
  await mkdir(folder, { recursive: true });
  const mails = new Map((await readAll(folder)).map((mail) => [mail.id, mail]));
  let counter = 0;
  const open = async (mail: Message | RawMail): Promise<Message> => {
    if (!('raw' in mail)) return mail;
    const read = await readRaw(mail).catch(() => unreadable(mail));
    if (mails.has(mail.id)) mails.set(mail.id, read);
    return read;
  };
  return {
    async add(message) {
      counter += 1;
      const id = `${Date.now().toString().padStart(15, '0')}-${String(counter).padStart(6, '0')}`;
      const whole = { id, ...message };
      // On disk before SMTP answers "250": a mail that was accepted is a mail that is there.
      const file = join(folder, `${id}.json`);
      await writeFile(`${file}.part`, JSON.stringify(whole));
      await rename(`${file}.part`, file);
      mails.set(id, whole);
    },
    async list(to) {
      const wanted = to?.toLowerCase();
      const found = [...mails.values()].filter((mail) => wanted === undefined || mail.to.includes(wanted));
      return Promise.all(found.toSorted((a, b) => (a.id < b.id ? 1 : -1)).map(open));
    },
    async clear() {
      const gone = [...mails.keys()];
      mails.clear();
      await Promise.all(gone.map((id) => rm(join(folder, `${id}.json`), { force: true })));
    },
  };
}

async function readRaw({ id, receivedAt, to, raw }: RawMail): Promise<Message> {
  const options = { skipTextToHtml: true, skipImageLinks: true };
  const mail = await simpleParser(Buffer.from(raw, 'latin1'), options);
  const headers = mail.headerLines.map(({ key, line }) => [key, line.slice(key.length + 1).trim()] as const);
  return {
    ...{ id, receivedAt, to },
    messageId: mail.messageId,
    from: addressText(mail.from),
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html === false ? undefined : mail.html,
    headers: Object.fromEntries(headers),
  };
}

/** A mail that cannot be read is shown as it came, and hides no other. */
function unreadable({ raw, ...known }: RawMail): Message {
  return { ...known, messageId: undefined, from: '', subject: '', text: raw, html: undefined, headers: {} };
}

async function readAll(folder: string): Promise<(Message | RawMail)[]> {
  const messages: (Message | RawMail)[] = [];
  for (const name of (await readdir(folder)).filter((entry) => entry.endsWith('.json')).toSorted()) {
    try {
      messages.push(JSON.parse(await readFile(join(folder, name), 'utf8')) as Message | RawMail);
    } catch {
      // A damaged file must not keep the mailbox from opening; it stays on disk for who wants to look.
    }
  }
  return messages;
}

function listenSmtp(port: number, store: MailStore): Promise<SMTPServer> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    hideSize: true,
    onData(stream, session, done) {
      const to = session.envelope.rcptTo.map(({ address }) => address.toLowerCase());
      buffer(stream)
        .then((octets) =>
          store.add({ receivedAt: new Date().toISOString(), to, raw: octets.toString('latin1') }),
        )
        .then(
          () => done(),
          (failure: Error) => done(failure),
        );
    },
  });
  // A client that hangs up in the middle is the client's trouble.
  server.on('error', () => {});
  return new Promise((open, fail) => {
    server.server.once('error', fail);
    server.listen(port, '127.0.0.1', () => open(server));
  });
}

function addressText(address: AddressObject | undefined): string {
  return address?.text ?? '';
}

function listenPage(port: number, store: MailStore): Promise<Server> {
  const server = createServer((request, response) => {
    answerInbox(request, response, store).catch(() => {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
      response.end('The inbox could not answer.\n');
    });
  });
  return new Promise((open, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', () => open(server));
  });
}
