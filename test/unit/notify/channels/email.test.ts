/** What is e-mail's alone, against a real server: encryption, ids, recipients, what a caller may add. */
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ChannelFailure, ChannelPorts, Message } from '../../../../electron/notify/channels/channel.ts';
import { email, type EmailSettings } from '../../../../electron/notify/channels/email/index.ts';
import { makeAuthority } from '../../../../electron/server/tls/authority.ts';
import { startFakeSmtp, type FakeSmtp } from '../../../fakes/smtp.ts';
import { createVirtualClock } from '../../../fakes/virtual-clock.ts';
import { firing } from './message.ts';

const never = (): never => {
  throw new Error('Mail takes another way');
};

interface Started {
  readonly smtp: FakeSmtp;
  send(message?: Partial<Message>, change?: Partial<EmailSettings>): Promise<void>;
  failure(message?: Partial<Message>, change?: Partial<EmailSettings>): Promise<ChannelFailure>;
}

async function start(security?: 'tls' | 'starttls' | 'none'): Promise<Started> {
  const smtp = await startFakeSmtp(security);
  onTestFinished(() => smtp.close());
  const ports: ChannelPorts = {
    ...{ http: never, resolve: never, clock: createVirtualClock(), desktop: null },
    egress: { udp: never, connect: never },
    ...smtp.ports,
  };
  const send: Started['send'] = (message = {}, change = {}) =>
    email.send({ ...(smtp.settings as EmailSettings), ...change }, { ...firing, ...message }, ports);
  return {
    smtp,
    send,
    failure: (message, change) =>
      send(message, change).then(
        () => {
          throw new Error('It was sent');
        },
        (error: unknown) => error as ChannelFailure,
      ),
  };
}

describe('encryption', () => {
  it.each(['tls', 'starttls'] as const)('goes by %s, with the owner’s own authority', async (security) => {
    const { smtp, send } = await start(security);
    await send();
    expect(smtp.mails()).toMatchObject([{ secure: true, from: 'nas@home.arpa', to: ['owner@home.arpa'] }]);
  });

  it('goes without where the owner says so', async () => {
    const { smtp, send } = await start('none');
    await send();
    expect(smtp.mails()).toMatchObject([{ secure: false }]);
  });

  it('gives no password to a server that does not encrypt although it should', async () => {
    const { smtp, failure } = await start('none');
    expect(await failure({}, { security: 'starttls' })).toMatchObject({ failure: 'config' });
    expect(smtp.tries()).toBe(0);
  });

  it.each(['tls', 'starttls'] as const)(
    'gives no password by %s to whoever nobody vouches for',
    async (security) => {
      const { smtp, failure } = await start(security);
      const { certificate: ca } = await makeAuthority('other.home.arpa', Date.now());
      const refusal = await failure({}, { ca });
      expect(refusal).toMatchObject({ failure: 'transient' });
      expect(smtp.tries()).toBe(0);
    },
  );
});

describe('a mail', () => {
  it('is the same mail at a second try, and stands with others about the same', async () => {
    const { smtp, send } = await start();
    await send();
    await send();
    await send({ key: 'later', kind: 'resolved' });
    const [first, second, later] = smtp.mails().map(({ mail }) => mail);
    expect(first?.messageId).toMatch(/^<[A-Za-z0-9_-]+@home\.arpa>$/);
    expect(second?.messageId).toBe(first?.messageId);
    expect(later?.messageId).not.toBe(first?.messageId);
    expect(later?.references).toBe(first?.references);
    expect(first?.date).toBe(new Date(firing.at).toISOString());
  });

  it('calls for no reply by a program, and says how urgent it is', async () => {
    const { smtp, send } = await start();
    await send();
    await send({ severity: 'info' });
    const [urgent, calm] = smtp.mails().map(({ raw }) => raw);
    expect(urgent).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(urgent).toMatch(/^Importance: High\r$/im);
    expect(calm).not.toMatch(/^Importance: High\r$/im);
  });

  it('is written in Chinese as well', async () => {
    const { smtp, send } = await start();
    await send({
      language: 'zh-CN',
      title: '磁盘 /volume1 快满了',
      body: '已用 93 %（上限 90 %）\n每天增长 2.1 GB',
    });
    expect(smtp.mails()[0]?.mail.subject).toBe('磁盘 /volume1 快满了');
    expect(smtp.mails()[0]?.mail.text).toContain('已用 93 %（上限 90 %）\n每天增长 2.1 GB');
  });

  it('has no headers and recipients that a name smuggled in', async () => {
    const { smtp, send } = await start();
    await send({
      title: 'x\r\nBcc: evil@example.org\r\n\r\nbody',
      body: '.\r\nMAIL FROM:<evil@example.org>\r\n.',
    });
    const [arrived] = smtp.mails();
    expect(smtp.mails()).toHaveLength(1);
    expect(arrived?.to).toEqual(['owner@home.arpa']);
    expect(arrived?.mail.bcc).toBeUndefined();
    expect(arrived?.mail.text).toContain('MAIL FROM:<evil@example.org>');
  });

  it('takes what a caller adds: recipients, HTML, files', async () => {
    const { smtp, send } = await start();
    const content = Buffer.from('a,b\n1,2\n').toString('base64');
    await send({
      options: {
        to: ['ada@example.org', 'ben@example.org'],
        html: '<p>It is <b>done</b>.</p>',
        attachments: [{ filename: '报告.csv', content, content_type: 'text/csv' }],
      },
    });
    const [arrived] = smtp.mails();
    expect(arrived?.to).toEqual(['ada@example.org', 'ben@example.org']);
    expect(arrived?.mail.html).toContain('<p>It is <b>done</b>.</p>');
    expect(arrived?.mail.attachments).toMatchObject([{ filename: '报告.csv', mimeType: 'text/csv' }]);
    const bytes = arrived?.mail.attachments[0]?.content;
    expect(Buffer.from(bytes as ArrayBuffer).toString()).toBe('a,b\n1,2\n');
  });
});

describe('a recipient that is not there', () => {
  it('is for the owner to mend where it stands in the settings', async () => {
    const { failure } = await start();
    expect(await failure({}, { to: ['nobody@home.arpa'] })).toMatchObject({
      failure: 'config',
      code: 'RCPT TO 550',
      message: expect.stringContaining('No such user here') as string,
    });
  });

  it('stops no channel where a caller named it', async () => {
    const { failure } = await start();
    expect(await failure({ options: { to: ['nobody@home.arpa'] } })).toMatchObject({ failure: 'message' });
  });
});

it('waits where nobody is there', async () => {
  const { failure } = await start();
  expect(await failure({}, { port: 1 })).toMatchObject({ failure: 'transient' });
  expect(await failure({}, { host: 'gone.home.arpa' })).toMatchObject({ failure: 'transient' });
});
