/** What each service's own words mean for the next try: the cases that its documentation lists and the suite does not play. */
import { expect, it } from 'vitest';
import type { FailureClass, Refusal } from '../../../../electron/notify/channels/channel.ts';
import { channelKinds } from '../../../../electron/notify/channels/index.ts';

const refusal = (status: number, code: string | null, message = ''): Refusal => ({
  ...{ status, headers: {}, code, message },
});

const cases: readonly (readonly [string, Refusal, FailureClass])[] = [
  ['slack', refusal(404, 'no_service'), 'config'],
  ['slack', refusal(410, 'channel_is_archived'), 'config'],
  ['slack', refusal(200, 'not_in_channel'), 'config'],
  ['slack', refusal(200, 'something_new'), 'message'],
  ['slack', refusal(500, 'rollup_error'), 'transient'],
  ['telegram', refusal(400, null, 'HTTP 400, Bad Request: chat not found'), 'config'],
  ['telegram', refusal(403, null, 'Forbidden: bot was blocked by the user'), 'config'],
  ['telegram', refusal(404, null, 'Not Found'), 'auth'],
  ['telegram', refusal(400, null, 'Bad Request: group chat was upgraded to a supergroup chat'), 'config'],
  ['discord', refusal(404, '10015', 'Unknown Webhook'), 'auth'],
  ['discord', refusal(400, '50035', 'Invalid Form Body'), 'message'],
  ['ntfy', refusal(403, '40301', 'forbidden'), 'auth'],
  ['ntfy', refusal(507, '50701', 'no space left'), 'transient'],
  ['gotify', refusal(404, null), 'config'],
  ['bark', refusal(500, '500', 'push failed: APNS push failed: BadDeviceToken'), 'auth'],
  ['bark', refusal(500, '500', 'push failed: APNS push failed: InternalServerError'), 'transient'],
  ['serverchan', refusal(400, '40001', '[AUTH]错误的Key'), 'auth'],
  ['serverchan', refusal(400, '40001', '[AUTH]超过当天的发送次数限制[5]，请稍后再试'), 'throttled'],
  ['pushdeer', refusal(200, '80403'), 'auth'],
  [
    'pushover',
    refusal(400, null, 'user identifier is not a valid user, group, or subscribed user key'),
    'auth',
  ],
  ['pushover', refusal(500, null), 'transient'],
  ['dingtalk', refusal(200, '310000', 'invalid timestamp'), 'transient'],
  ['dingtalk', refusal(200, '310000', 'ip 203.0.113.7 not in whitelist'), 'config'],
  ['dingtalk', refusal(200, '300001', 'token is not exist'), 'auth'],
  ['dingtalk', refusal(200, '400102', '机器人已停用'), 'config'],
  ['dingtalk', refusal(200, '410100', '发送速度太快而限流'), 'throttled'],
  ['feishu', refusal(200, '19001', 'param invalid: incoming webhook access token invalid'), 'auth'],
  ['feishu', refusal(200, '19022', 'Ip Not Allowed'), 'config'],
  ['feishu', refusal(200, '19036'), 'message'],
  ['wecom', refusal(200, '93008', 'not in group'), 'config'],
  ['wecom', refusal(200, '40058', 'invalid Request Parameter'), 'message'],
  ['matrix', refusal(403, 'M_FORBIDDEN'), 'config'],
  ['matrix', refusal(502, null), 'transient'],
  ['webhook', refusal(410, null), 'config'],
  ['webhook', refusal(308, null), 'config'],
  ['webhook', refusal(302, null), 'transient'],
  ['webhook', refusal(400, null), 'transient'],
  ['alertmanager', refusal(503, null), 'transient'],
  ['mqtt', refusal(0, '2'), 'config'],
  ['mqtt', refusal(0, '3'), 'transient'],
  ['email', refusal(535, 'AUTH PLAIN 535'), 'auth'],
  ['email', refusal(454, 'AUTH PLAIN 454', '4.7.0 Temporary authentication failure'), 'throttled'],
  ['email', refusal(530, 'MAIL FROM 530', '5.7.0 Authentication required'), 'auth'],
  ['email', refusal(553, 'MAIL FROM 553', '5.7.1 Sender address rejected: not owned by user'), 'config'],
  ['email', refusal(554, 'CONN 554', 'No SMTP service here'), 'transient'],
  ['email', refusal(554, 'DATA 554', '5.7.1 Spam message rejected'), 'message'],
  ['email', refusal(421, 'CONN 421', '4.3.2 Service shutting down'), 'transient'],
  ['email', refusal(0, 'CONN'), 'transient'],
];

it.each(cases)('%s: %o is %s', (id, given, expected) => {
  const kind = channelKinds.find((one) => one.id === id);
  expect(kind?.classifyError(given).failure).toBe(expected);
});

it('has at least one case of each kind that has words of its own', () => {
  const without = channelKinds.map(({ id }) => id).filter((id) => !cases.some(([one]) => one === id));
  expect(without).toEqual(['desktop']);
});
