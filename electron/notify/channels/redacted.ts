/** Keeps a channel's secrets out of what its service says: some repeat a wrong key in their refusal (Bark). */
import { inspect } from 'node:util';
import { base64Forms, createRedaction, formsOf } from '../../kernel/redact.ts';
import { isSecretField } from '../../kernel/secret-fields.ts';
import { ChannelFailure, type ChannelKind } from './channel.ts';

/** Of an address that is secret as a whole, what a service may repeat alone: a part of its path, a value of its query. */
function partsOf(secret: string): string[] {
  const url = URL.parse(secret);
  if (!url) return [];
  return [...url.pathname.split('/'), ...url.searchParams.values()].filter((part) => part.length >= 8);
}

function secretForms(kind: Pick<ChannelKind, 'settings'>, settings: object): string[] {
  const texts = Object.entries(settings).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
  );
  const isSecret = (name: string): boolean => isSecretField(kind.settings, name);
  const secrets = texts.filter(([name]) => isSecret(name)).map(([, value]) => value);
  const open = texts.filter(([name]) => !isSecret(name)).map(([, value]) => value);
  // As Basic authentication (RFC 7617) and SMTP's PLAIN (RFC 4616) send them.
  const pairs = open.flatMap((user) =>
    secrets.flatMap((secret) => [
      ...base64Forms(`${user}:${secret}`),
      ...base64Forms(`\0${user}\0${secret}`),
    ]),
  );
  return [...secrets.flatMap((secret) => [secret, ...partsOf(secret)]).flatMap(formsOf), ...pairs];
}

/** The same kind; nothing that its `send` throws holds a secret of its settings. */
export function redacted<Settings>(kind: ChannelKind<Settings>): ChannelKind<Settings> {
  return {
    ...kind,
    async send(settings, message, ports) {
      try {
        await kind.send(settings, message, ports);
      } catch (error) {
        const redact = createRedaction(secretForms(kind, settings as object));
        if (error instanceof ChannelFailure) {
          const { failure, code, message: words, retryAfter } = error;
          const verdict = { failure, ...(retryAfter === undefined ? {} : { retry_after: retryAfter }) };
          throw new ChannelFailure(verdict, { code: code && redact(code), message: redact(words) });
        }
        // A bug, which is told with all that hangs on it.
        const told = inspect(error, { depth: 8 });
        const clean = redact(told);
        throw clean === told ? error : new Error(clean);
      }
    },
  };
}
