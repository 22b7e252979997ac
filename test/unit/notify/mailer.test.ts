import { expect, it, onTestFinished } from 'vitest';
import type { EmailSettings } from '../../../electron/notify/channels/email/index.ts';
import { createMailer } from '../../../electron/notify/mailer.ts';
import { startFakeSmtp } from '../../fakes/smtp.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';

const never = (): never => {
  throw new Error('Mail takes another way');
};
const mail = { to: 'ada@example.com', subject: 'Your code for CloudCube', text: 'Your code: 123456' };

it('sends a code to whoever asked for it, by the channel that is switched on', async () => {
  const smtp = await startFakeSmtp();
  onTestFinished(() => smtp.close());
  let settings: EmailSettings | null = null;
  const places: string[] = [];
  let open = 0;
  const mailer = createMailer({
    mailChannel: () => Promise.resolve(settings),
    openWay(named) {
      places.push(...named);
      open++;
      const ports = { http: never, resolve: never, egress: { udp: never, connect: never }, ...smtp.ports };
      const close = (): Promise<void> => {
        open--;
        return Promise.resolve();
      };
      return { attempt: () => ({ ports }), close };
    },
    clock: createVirtualClock(),
  });
  expect(await mailer.isReady()).toBe(false);
  await expect(mailer.send(mail)).rejects.toThrow('No e-mail channel');

  settings = smtp.settings as EmailSettings;
  expect(await mailer.isReady()).toBe(true);
  await mailer.send(mail);
  expect(smtp.mails()).toMatchObject([
    { from: 'nas@home.arpa', to: ['ada@example.com'], mail: { subject: mail.subject } },
  ]);
  expect(smtp.mails()[0]?.mail.text?.trim()).toBe(mail.text);
  expect(places).toEqual([`smtp://mail.home.arpa:${String(settings.port)}`]);

  smtp.trap('echo');
  await expect(mailer.send(mail)).rejects.toThrow(/•••/);
  expect(open).toBe(0);
});
