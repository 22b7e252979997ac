/** E-mail, by the owner's own mail server. */
import { Type, type Static } from 'typebox';
import type { ChannelKind, FailureClass, Refusal, Verdict } from '../channel.ts';
import { connectTo } from '../connect.ts';
import { ofThisAlone, refused } from '../failures.ts';
import { Authority, Host, hostAndPort, Port } from '../settings.ts';
import { MailAddress, recipientsOf, write } from './letter.ts';
import { sendBySmtp, SmtpRefusal } from './smtp.ts';

const Settings = Type.Object({
  host: Host,
  port: Type.Optional(Port),
  security: Type.Optional(
    Type.Union([Type.Literal('tls'), Type.Literal('starttls'), Type.Literal('none')], {
      default: 'starttls',
    }),
  ),
  username: Type.Optional(Type.String({ minLength: 1, maxLength: 254 })),
  password: Type.Optional(Type.String({ minLength: 1, maxLength: 500, writeOnly: true })),
  from: MailAddress,
  to: Type.Array(MailAddress, { minItems: 1, maxItems: 20, uniqueItems: true }),
  ca: Type.Optional(Authority),
});

/** Settings of a channel of this kind. */
export type EmailSettings = Static<typeof Settings>;

const ports = { tls: 465, starttls: 587, none: 25 } as const;

function serverOf({ security = 'starttls', port = ports[security], ...rest }: EmailSettings) {
  return { ...rest, security, port };
}

/** A server that counts says so in words: 4.7.x is its policy (RFC 3463 §3.8). */
const THROTTLED_MS = 300_000;

/** What a lasting refusal (5xx) of a command means; of any other nothing is known. */
const byCommand: Readonly<Record<string, FailureClass>> = {
  AUTH: 'auth',
  // It stands in the settings that there is to be encryption, and from whom to whom a mail goes.
  STARTTLS: 'config',
  MAIL: 'config',
  RCPT: 'config',
  DATA: 'message',
};

/** Pure: by the reply (RFC 5321 §4.2, RFC 4954 §6) and the command that it was for. */
function classifyError({ status, code, message }: Refusal): Verdict {
  if (status === 530) return { failure: 'auth' };
  if (status >= 400 && status < 500 && /\b4\.7\.\d|too many|rate|limit/i.test(message)) {
    return { failure: 'throttled', retry_after: THROTTLED_MS };
  }
  const [command = ''] = (code ?? '').split(' ');
  return { failure: (status >= 500 ? byCommand[command] : undefined) ?? 'transient' };
}

/** The kind. */
export const email: ChannelKind<EmailSettings> = {
  id: 'email',
  key_url: null,
  settings: Settings,
  places: (settings) => {
    const { host, port } = serverOf(settings);
    return [`smtp://${hostAndPort(host, port)}`];
  },
  // A subject is read in a list; a body has no limit that somebody would reach by reading.
  limits: { title: 200, body: 20_000, unit: 'characters', rate: [] },
  // Mail programs may show a second one of the same `Message-ID`, although many servers keep it out.
  knows_keys: false,
  async send(settings, message, channelPorts) {
    const server = serverOf(settings);
    const letter = await write(settings.from, settings.to, message);
    const connection = await connectTo(channelPorts, server.host, server.port);
    try {
      await sendBySmtp(server, letter, connection);
    } catch (error) {
      if (!(error instanceof SmtpRefusal)) throw error;
      const isForOthers = recipientsOf(message, settings.to) !== settings.to;
      throw refused(error.refusal, (one) =>
        isForOthers ? ofThisAlone(classifyError(one)) : classifyError(one),
      );
    } finally {
      connection.destroySoon();
    }
  },
  classifyError,
};
