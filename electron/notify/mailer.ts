/**
 * Mail for one person by the first e-mail channel that is switched on: codes for registering and for new passwords. It
 * goes at once and is not kept: such a code is good for minutes, and nobody else's to read.
 */
import { v7 as uuidv7 } from 'uuid';
import type { Clock } from '../kernel/clock.ts';
import type { ChannelPorts, Message } from './channels/channel.ts';
import { email, type EmailSettings } from './channels/email/index.ts';
import { redacted } from './channels/redacted.ts';

/** What it stands on. */
export interface MailerDeps {
  /** Settings of the first e-mail channel that is switched on, secrets included; `null` where there is none. */
  readonly mailChannel: () => Promise<EmailSettings | null>;
  /** The way out to what settings name. */
  readonly openWay: (places: readonly string[]) => {
    attempt(): { readonly ports: Pick<ChannelPorts, 'http' | 'egress' | 'resolve'> };
    close(): Promise<void>;
  };
  readonly clock: Clock;
}

/** Sends mail, where there is a way. */
export interface ChannelMailer {
  /** Whether there is a channel to send by. */
  isReady(): Promise<boolean>;
  /** @throws where it was not taken, or no channel is there any more */
  send(mail: { readonly to: string; readonly subject: string; readonly text: string }): Promise<void>;
}

const kind = redacted(email);

/** Makes it. Channels are looked at anew with each mail. */
export function createMailer({ mailChannel, openWay, clock }: MailerDeps): ChannelMailer {
  return {
    isReady: async () => (await mailChannel()) !== null,
    async send({ to, subject, text }) {
      const settings = await mailChannel();
      if (!settings) throw new Error('No e-mail channel is switched on');
      const key = `mail.${uuidv7()}`;
      const message: Message = {
        ...{ key, subject: key, kind: 'message', severity: 'info', title: subject, body: text, url: null },
        ...{ language: 'en', at: clock.now(), labels: {}, options: { to: [to] }, alerts: [] },
      };
      const way = openWay(kind.places(settings));
      try {
        await kind.send(settings, message, { ...way.attempt().ports, clock, desktop: null });
      } finally {
        await way.close();
      }
    },
  };
}
