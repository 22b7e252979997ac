/** A message as an e-mail (RFC 5322): what it says, and by which ids mail programs tell it apart and keep it together. */
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import type { Message } from '../channel.ts';
import { isGood, nameOf, textBelow } from '../words.ts';

/** An address without a name: letters of any script, nothing that would end a header. */
export const MailAddress = Type.String({
  pattern: '^[^\\s@<>()",;:\\\\]+@[^\\s@<>()",;:\\\\]+$',
  maxLength: 254,
});

/** What a caller of `/integrations/email/send` may ask for. */
export const LetterOptions = Type.Object({
  to: Type.Optional(Type.Array(MailAddress, { minItems: 1 })),
  html: Type.Optional(Type.String()),
  attachments: Type.Optional(
    Type.Array(
      Type.Object({
        filename: Type.String(),
        content: Type.String(),
        content_type: Type.Optional(Type.String()),
      }),
    ),
  ),
});

/** A whole mail, ready to be sent. */
export interface Letter {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: Buffer;
}

/** The part after the last `@`. */
const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

const optionsOf = ({ options }: Message): Static<typeof LetterOptions> =>
  Value.Check(LetterOptions, options) ? options : {};

/** Who gets it: those that the caller named, or the channel's own. */
export const recipientsOf = (message: Message, own: readonly string[]): readonly string[] =>
  optionsOf(message).to ?? own;

/** Writes it. The same message makes the same `Message-ID`, so that a second try is the same mail. */
export async function write(from: string, own: readonly string[], message: Message): Promise<Letter> {
  const { html, attachments = [] } = optionsOf(message);
  const to = recipientsOf(message, own);
  const domain = domainOf(from);
  // Mails about the same alert stand together: all of them answer one that was never sent.
  const thread = message.alerts.length === 0 ? {} : { references: `<${nameOf(message.subject)}@${domain}>` };
  const isUrgent = message.severity === 'critical' && !isGood(message);
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const composer = new MailComposer({
    from: { name: 'CloudCube', address: from },
    to: [...to],
    subject: message.title,
    text: textBelow(message),
    ...(html === undefined ? {} : { html }),
    ...thread,
    messageId: `<${nameOf(message.key)}@${domain}>`,
    date: new Date(message.at),
    // No out-of-office reply comes back (RFC 3834 §5).
    headers: {
      'Auto-Submitted': 'auto-generated',
      ...(isUrgent ? { Importance: 'high', 'X-Priority': '1' } : {}),
    },
    attachments: attachments.map(({ filename, content, content_type }) => ({
      filename,
      content: Buffer.from(content, 'base64'),
      ...(content_type === undefined ? {} : { contentType: content_type }),
    })),
    // Nothing is read from a file or an address, whatever a caller writes.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return { from, to, raw: await composer.compile().build() };
}
