/** Every kind passes the same suite against a stand-in of its own. */
import { expect, it } from 'vitest';
import { channelKinds } from '../../../../electron/notify/channels/index.ts';
import type { HttpAnswer } from '../../../../electron/kernel/http.ts';
import type { FakeChannel } from '../../../fakes/channel.ts';
import { startHttpChannel, type ServiceRow } from '../../../fakes/http-channel.ts';
import {
  barkRow,
  gotifyRow,
  ntfyRow,
  pushdeerRow,
  pushoverRow,
  serverchanRow,
} from '../../../fakes/channels/apps.ts';
import { dingtalkRow, discordRow, feishuRow, matrixRow, wecomRow } from '../../../fakes/channels/chats.ts';
import { alertmanagerRow, webhookRow } from '../../../fakes/channels/programs.ts';
import { slackToken, slackWebhook } from '../../../fakes/channels/slack.ts';
import { telegramRow } from '../../../fakes/channels/telegram.ts';
import { startFakeMqtt } from '../../../fakes/mqtt.ts';
import { startFakeSmtp } from '../../../fakes/smtp.ts';
import { describeChannel } from './conformance.ts';

interface Way {
  readonly row: ServiceRow;
  readonly way?: string;
  readonly isSuccess: (answer: Pick<HttpAnswer, 'status' | 'body'>) => boolean;
}

/** Nothing that the suite makes up is this service's word for success. */
const never = (): boolean => false;
/** Whatever it says, its status decides. */
const anything = ({ status }: Pick<HttpAnswer, 'status'>): boolean => status >= 200 && status < 300;

const overHttp: Readonly<Record<string, readonly Way[]>> = {
  slack: [
    {
      row: slackWebhook,
      way: 'webhook',
      isSuccess: ({ status, body }) => status === 200 && body.trim() === 'ok',
    },
    { row: slackToken, way: 'token', isSuccess: never },
  ],
  telegram: [{ row: telegramRow, isSuccess: never }],
  discord: [{ row: discordRow, isSuccess: ({ status }) => status === 204 }],
  ntfy: [{ row: ntfyRow, isSuccess: never }],
  gotify: [{ row: gotifyRow, isSuccess: never }],
  bark: [{ row: barkRow, isSuccess: never }],
  serverchan: [{ row: serverchanRow, isSuccess: never }],
  pushdeer: [{ row: pushdeerRow, isSuccess: never }],
  pushover: [{ row: pushoverRow, isSuccess: never }],
  dingtalk: [{ row: dingtalkRow, isSuccess: never }],
  feishu: [{ row: feishuRow, isSuccess: never }],
  wecom: [{ row: wecomRow, isSuccess: never }],
  matrix: [{ row: matrixRow, isSuccess: never }],
  webhook: [{ row: webhookRow, isSuccess: anything }],
  alertmanager: [{ row: alertmanagerRow, isSuccess: anything }],
};

/** Over a connection of their own. */
const others: Readonly<Record<string, () => Promise<FakeChannel>>> = {
  email: () => startFakeSmtp(),
  mqtt: startFakeMqtt,
};

/** Proved beside: desktop.test.ts. */
const elsewhere = ['desktop'];

it('covers every kind there is', () => {
  expect(channelKinds.map(({ id }) => id).sort()).toEqual(
    [...Object.keys(overHttp), ...Object.keys(others), ...elsewhere].sort(),
  );
});

for (const kind of channelKinds) {
  for (const { row, isSuccess, ...way } of overHttp[kind.id] ?? []) {
    describeChannel({
      ...{ kind, isSuccess, ...way },
      startFake: () => startHttpChannel(row),
      http: true,
    });
  }
  const startFake = others[kind.id];
  if (startFake) describeChannel({ kind, startFake, http: false, isSuccess: never });
}
