/** A mail by SMTP (RFC 5321) over a connection that stands: STARTTLS (RFC 3207) or TLS from the start (RFC 8314). */
import type { Socket } from 'node:net';
import type { Refusal } from '../channel.ts';
import { serverNameOf } from '../connect.ts';
import type { Letter } from './letter.ts';

/** How to speak to a server. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls' | 'none';
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly ca?: string | undefined;
}

/** For the greeting and for each answer, ms. */
const PATIENCE_MS = 20_000;

/** What nodemailer's errors tell. */
interface SmtpError {
  readonly message: string;
  readonly command?: string;
  readonly responseCode?: number;
  readonly response?: string;
}

/** What a server refused: `code` is the command and its reply (`RCPT TO 550`), the message the server's own words. */
export class SmtpRefusal extends Error {
  override readonly name = 'SmtpRefusal';
  readonly refusal: Refusal;

  constructor(host: string, error: SmtpError) {
    const { command = 'CONN', responseCode: status = 0, response, message } = error;
    super(message);
    const words = (response ?? message).replaceAll(/\s+/g, ' ');
    const code = status === 0 ? command : `${command} ${String(status)}`;
    this.refusal = { status, headers: {}, code, message: `${host}: ${command}: ${words}` };
  }
}

/** Sends one, and ends the connection. @throws {SmtpRefusal} */
export async function sendBySmtp(server: SmtpServer, letter: Letter, connection: Socket): Promise<void> {
  const { host, port, security, username, password, ca } = server;
  const { default: SmtpConnection } = await import('nodemailer/lib/smtp-connection');
  const smtp = new SmtpConnection({
    ...{ connection, host, port, ...serverNameOf(host) },
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    tls: { minVersion: 'TLSv1.2', ...(ca === undefined ? {} : { ca }) },
    ...{ connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS },
  });
  try {
    await new Promise<void>((resolve, reject) => {
      smtp.on('error', reject);
      // A server may hang up between two commands, which is no error to the library.
      smtp.on('end', () => {
        reject(new Error('The connection ended'));
      });
      const orFail = (next: () => void) => (error?: Error | null) => {
        if (error) reject(error);
        else next();
      };
      const { from, to, raw } = letter;
      const mail = (): void => {
        smtp.send({ from, to: [...to], size: raw.length }, raw, orFail(resolve));
      };
      smtp.connect(
        orFail(() => {
          if (username === undefined) mail();
          else smtp.login({ credentials: { user: username, pass: password ?? '' } }, orFail(mail));
        }),
      );
    });
    smtp.quit();
  } catch (error) {
    smtp.close();
    throw new SmtpRefusal(host, error as SmtpError);
  }
}
