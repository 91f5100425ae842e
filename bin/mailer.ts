import { createTransport, type Transporter } from 'nodemailer';

/** A pooled connection to the mail server; small time limits, because what fails is tried again from the ledger. */
export function mailer(smtpUrl: string): Transporter {
  const limits = { connectionTimeout: 5000, greetingTimeout: 5000, socketTimeout: 20_000 };
  const server = new URL(smtpUrl);
  return createTransport({
    ...limits,
    pool: true,
    maxConnections: 8,
    maxMessages: 500,
    host: server.hostname,
    port: Number(server.port || (server.protocol === 'smtps:' ? 465 : 587)),
    secure: server.protocol === 'smtps:',
    ...(server.username
      ? { auth: { user: decodeURIComponent(server.username), pass: decodeURIComponent(server.password) } }
      : {}),
  });
}
