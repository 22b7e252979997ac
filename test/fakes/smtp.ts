/** A real SMTP server on loopback, with a certificate of an authority of its own. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { createEgress } from '../../electron/kernel/egress.ts';
import { issueCertificate, makeAuthority } from '../../electron/server/tls/authority.ts';
import type { ArrivedMessage, ChannelTrap, FakeChannel } from './channel.ts';

const PASSWORD = 'canary SMTP pässword "1"';
const HOST = 'mail.home.arpa';

/** A mail as it came. */
export interface ArrivedMail extends ArrivedMessage {
  readonly mail: Email;
  readonly raw: string;
  readonly from: string;
  readonly to: readonly string[];
  /** Whether it came over TLS. */
  readonly secure: boolean;
}

/** The server. */
export interface FakeSmtp extends FakeChannel {
  mails(): readonly ArrivedMail[];
  /** Certificate of its authority, PEM. */
  readonly ca: string;
}

const refusal = (responseCode: number, words: string): Error =>
  Object.assign(new Error(words), { responseCode });

const refusals: Readonly<Partial<Record<ChannelTrap, Error>>> = {
  outage: refusal(451, '4.3.0 Requested action aborted: local error in processing'),
  throttle: refusal(450, '4.7.1 Too many messages, slow down'),
  message: refusal(552, '5.3.4 Message too big for system'),
  echo: refusal(554, `5.0.0 You said ${PASSWORD} and ${Buffer.from(PASSWORD).toString('base64')}`),
};

/** Starts one. `clean` speaks no TLS at all. */
export async function startFakeSmtp(security: 'tls' | 'starttls' | 'none' = 'starttls'): Promise<FakeSmtp> {
  const authority = await makeAuthority('home.arpa', Date.now());
  const certificate = await issueCertificate(authority, [HOST, '127.0.0.1'], Date.now());
  const mails: ArrivedMail[] = [];
  let tries = 0;
  let trap: ChannelTrap | undefined;

  const server = new SMTPServer({
    secure: security === 'tls',
    hideSTARTTLS: security !== 'starttls',
    disabledCommands: security === 'none' ? ['STARTTLS'] : [],
    allowInsecureAuth: security === 'none',
    key: certificate.key,
    cert: certificate.certificate,
    logger: false,
    size: 25 * 1024 * 1024,
    onAuth({ username, password }, _session, done) {
      tries++;
      const isRight = username === 'nas@home.arpa' && password === PASSWORD;
      if (isRight) done(null, { user: username });
      else done(refusal(535, '5.7.8 Authentication credentials invalid'));
    },
    onRcptTo({ address }, _session, done) {
      done(address === 'nobody@home.arpa' ? refusal(550, '5.1.1 No such user here') : null);
    },
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const played = trap;
        trap = undefined;
        const failure = played === undefined ? undefined : refusals[played];
        if (failure) {
          done(failure);
          return;
        }
        if (played === 'cut') {
          for (const connection of server.connections) connection.close();
          return;
        }
        const raw = Buffer.concat(parts);
        const { mailFrom, rcptTo } = session.envelope;
        void PostalMime.parse(raw).then((mail) => {
          mails.push({
            ...{ mail, raw: raw.toString('latin1'), secure: session.secure, key: mail.messageId },
            shown: `${mail.subject ?? ''}\n${mail.text ?? ''}`,
            from: mailFrom === false ? '' : mailFrom.address,
            to: rcptTo.map(({ address }) => address),
          });
          done(null);
        });
      });
    },
  });
  server.on('error', () => undefined); // Of connections that the tests cut.
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;

  const never = 'SMTP has nothing of that kind';
  const settings = {
    ...{ host: HOST, port, security, username: 'nas@home.arpa', password: PASSWORD },
    ...{ from: 'nas@home.arpa', to: ['owner@home.arpa'], ca: authority.certificate },
  };
  return {
    settings,
    wrongSettings: { ...settings, password: 'wrong SMTP password' },
    throttleMs: 300_000,
    hidden: 'transient',
    without: {
      slow: 'nobody waits 20 s here',
      half: never,
      portal: never,
      redirect: never,
      error_in_200: never,
    },
    ports: {
      egress: createEgress(() => [{ host: '127.0.0.1', port }]),
      resolve: (host) =>
        host === HOST ? Promise.resolve(['127.0.0.1']) : Promise.reject(new Error('no such host')),
    },
    ca: authority.certificate,
    mails: () => mails,
    arrived: () => mails,
    tries: () => tries,
    trap: (next) => {
      trap = next;
    },
    async close() {
      for (const connection of server.connections) connection.close();
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}
