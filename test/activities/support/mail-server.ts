import type { AddressInfo, Socket } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A mail that a server has taken. */
export interface Taken {
  readonly to: string;
  readonly mail: ParsedMail;
}

/** A real SMTP server that can be told to be difficult. */
export interface MailServer {
  readonly url: string;
  /** In the order in which they were taken. */
  readonly taken: readonly Taken[];
  /** Answers RCPT TO of an address with this code from now on; null: takes it again. */
  answer(address: string, code: number | null): void;
  /** Takes the next mail to this address and hangs up before saying so. */
  hangUpAfter(address: string): void;
  /** Answers MAIL FROM with this code; null: takes mail again. */
  answerSender(code: number | null): void;
  close(): Promise<void>;
}

function refusal(code: number): Error {
  return Object.assign(new Error('not now, or not here'), { responseCode: code });
}

export async function openMailServer(): Promise<MailServer> {
  const taken: Taken[] = [];
  const answers = new Map<string, number>();
  const hangUps = new Set<string>();
  const sockets = new Map<number, Socket>();
  let sender: number | null = null;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onMailFrom: (_address, _session, done) => done(sender === null ? null : refusal(sender)),
    onRcptTo: ({ address }, _session, done) => {
      const code = answers.get(address);
      done(code === undefined ? null : refusal(code));
    },
    onData(stream, session, done) {
      const to = session.envelope.rcptTo[0]?.address ?? '';
      simpleParser(stream).then(
        (mail) => {
          taken.push({ to, mail });
          if (hangUps.delete(to)) sockets.get(session.remotePort)?.destroy();
          else done();
        },
        (failure: Error) => done(failure),
      );
    },
  });
  server.on('error', () => {});
  server.server.on('connection', (socket: Socket) => {
    if (socket.remotePort !== undefined) sockets.set(socket.remotePort, socket);
  });
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open));
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    taken,
    answer: (address, code) => void (code === null ? answers.delete(address) : answers.set(address, code)),
    hangUpAfter: (address) => void hangUps.add(address),
    answerSender: (code) => {
      sender = code;
    },
    close: () => new Promise((done) => server.close(() => done())),
  };
}
