import { describe, expect, it } from 'vitest';
import { Value } from 'typebox/value';
import { channelKinds } from '../../../electron/notify/channels/index.ts';
import { checkSettings } from '../../../electron/notify/channel-settings.ts';
import { standardRoute } from '../../../shared/standard-route.ts';
import { fieldsOf } from '../../../renderer/components/schema-fields.ts';
import {
  channelChangeOf,
  draftFor,
  draftOfChannel,
  newChannelOf,
  problemsOf,
  settingProblems,
} from '../../../renderer/pages/channels/list/channel-draft.ts';
import {
  arrange,
  firstKinds,
  markOfStanding,
  mendingOf,
  standingOf,
  whereOf,
} from '../../../renderer/pages/channels/list/channel-model.ts';
import { makeWebhookSecret } from '../../../renderer/pages/channels/list/webhook-secret.ts';
import {
  choicesOf,
  markOfStatus,
  markOfTry,
  stampOf,
} from '../../../renderer/pages/channels/log/delivery-model.ts';
import {
  draftOfRoute,
  problemsOf as problemsOfRoute,
  routeOf,
} from '../../../renderer/pages/channels/routes/route-draft.ts';
import { keysOf, labelsOf, moved, replaced } from '../../../renderer/pages/channels/routes/route-model.ts';
import { notifyRoutes } from '../../../shared/api/notify-routes.ts';
import {
  NewNotifyChannel,
  NewNotifyRoute,
  NotifyChannelChange,
  type NotifyRoute,
  type NotifyChannel,
  type NotifyKind,
} from '../../../shared/api/notify.ts';

/** As it arrives in the browser. */
const kindNamed = (id: string): NotifyKind => {
  const { settings, key_url, limits, knows_keys } = channelKinds.find((kind) => kind.id === id)!;
  return {
    ...{ kind: id, title: id, key_url, knows_keys },
    limits: { ...limits, rate: [...limits.rate] },
    settings: JSON.parse(JSON.stringify(settings)) as NotifyKind['settings'],
  };
};
const example = notifyRoutes.getNotifyChannel.example.data as NotifyChannel;
const channel = (part: Partial<NotifyChannel>): NotifyChannel => ({ ...example, ...part });
const ntfy = kindNamed('ntfy');
const ntfyFields = fieldsOf(ntfy.settings);
const phone = channel({
  settings: { endpoint: 'https://ntfy.example.net' },
  secrets_set: ['token', 'topic'],
  revision: 3,
});

describe('the form of a channel', () => {
  it.each(channelKinds.map(({ id }) => id))('%s: has fields with patterns that the browser reads', (id) => {
    const kind = kindNamed(id);
    const draft = draftFor(kind, 'en');
    const needed = Array.isArray(kind.settings['required']) ? kind.settings['required'] : [];
    const problems = settingProblems(draft, kind, undefined);
    for (const field of needed) expect(problems.get(String(field)), String(field)).toBe('missing');
    expect(problems.size > 0).toBe(needed.length > 0 || 'anyOf' in kind.settings);
    expect(Value.Check(NewNotifyChannel, newChannelOf(draft, fieldsOf(kind.settings)))).toBe(true);
  });

  it('sends what the kind takes: texts, numbers, switches, lines', () => {
    const kind = kindNamed('email');
    const begun = draftFor(kind, 'zh-CN');
    const typed = {
      ...begun.typed,
      ...{ host: ' mail.example ', port: '587', from: 'nas@example.com', password: ' a b ' },
      to: 'ada@example.com\n\neve@example.com',
    };
    const draft = { ...begun, name: ' Mail ', typed, messages: '5', seconds: '60' };
    expect(settingProblems(draft, kind, undefined).size).toBe(0);
    const sent = newChannelOf(draft, fieldsOf(kind.settings));
    expect(sent).toEqual({
      ...{ name: 'Mail', kind: 'email', language: 'zh-CN', rate: { messages: 5, per_seconds: 60 } },
      settings: {
        ...{ host: 'mail.example', port: 587, security: 'starttls', from: 'nas@example.com' },
        // A space may belong to a password.
        ...{ password: ' a b ', to: ['ada@example.com', 'eve@example.com'] },
      },
    });
    const own = channelKinds.find(({ id }) => id === 'email')!;
    expect(checkSettings(own, sent.settings)).toEqual(sent.settings);
  });

  it('tells what does not fit before the server has to', () => {
    const kind = kindNamed('email');
    const draft = draftFor(kind, 'en');
    const typed = { ...draft.typed, host: 'mail.example', from: 'nas', to: 'a@b.c\nd', port: '70000' };
    expect([...settingProblems({ ...draft, typed }, kind, undefined)]).toEqual([
      ['port', 'wrong'],
      ['from', 'wrong'],
      ['to', 'wrong'],
    ]);
    expect([...problemsOf({ ...draft, name: ' ', messages: '3' })]).toEqual([
      ['name', 'missing'],
      ['rate', 'wrong'],
    ]);
    expect([...problemsOf({ ...draft, messages: '3', seconds: '86401' }).keys()]).toEqual(['rate']);
    expect(problemsOf({ ...draft, messages: '3', seconds: '86400' }).size).toBe(0);
  });

  it('is whole with either of two sets of settings', () => {
    const slack = kindNamed('slack');
    const draft = draftFor(slack, 'en');
    const problems = (typed: object) => [
      ...settingProblems({ ...draft, typed: { ...draft.typed, ...typed } }, slack, undefined).keys(),
    ];
    expect(problems({})).toEqual(['webhook_url']);
    expect(problems({ token: 'xoxb-1' })).toEqual(['webhook_url']);
    expect(problems({ token: 'xoxb-1', channel: '#alerts' })).toEqual([]);
    expect(problems({ webhook_url: 'https://hooks.slack.example/services/1' })).toEqual([]);
  });

  it('keeps secrets that are not typed, takes away what is told to go, and sends nothing else', () => {
    const draft = draftOfChannel(phone, ntfyFields);
    expect(draft.typed).toEqual({ endpoint: 'https://ntfy.example.net', topic: '', token: '' });
    expect(settingProblems(draft, ntfy, phone).size).toBe(0);
    expect(channelChangeOf(phone, draft, ntfyFields)).toBeNull();
    const changes = [
      [{ ...draft, removed: ['token'] }, { settings: { token: null } }],
      [{ ...draft, typed: { ...draft.typed, topic: 'nas-2' } }, { settings: { topic: 'nas-2' } }],
      [{ ...draft, typed: { ...draft.typed, endpoint: ' ' } }, { settings: { endpoint: null } }],
      [
        { ...draft, name: 'Tablet', language: 'zh-CN' as const },
        { name: 'Tablet', language: 'zh-CN' },
      ],
      [{ ...draft, messages: '2', seconds: '9' }, { rate: { messages: 2, per_seconds: 9 } }],
    ] as const;
    for (const [next, change] of changes) {
      const sent = channelChangeOf(phone, next, ntfyFields);
      expect(sent).toEqual({ ...change, revision: 3 });
      expect(Value.Check(NotifyChannelChange, sent)).toBe(true);
    }
    // What is needed and taken away is missing, unless it is given anew.
    const gone = { ...draft, removed: ['topic'] };
    expect(settingProblems(gone, ntfy, phone).get('topic')).toBe('missing');
  });

  it('follows the kind with its name until one is typed', () => {
    const draft = draftFor(ntfy, 'en');
    const gotify = kindNamed('gotify');
    expect(draftFor(gotify, 'en', draft, ntfy).name).toBe('gotify');
    expect(draftFor(gotify, 'en', { ...draft, name: 'Mine' }, ntfy).name).toBe('Mine');
  });

  it('makes a signing secret that the webhook takes', () => {
    const { pattern } = fieldsOf(kindNamed('webhook').settings).find(({ key }) => key === 'secret')!;
    expect(makeWebhookSecret()).toMatch(pattern!);
    expect(makeWebhookSecret()).not.toBe(makeWebhookSecret());
    const ones = makeWebhookSecret((bytes) => bytes.fill(1));
    expect(Buffer.from(ones.slice('whsec_'.length), 'base64')).toEqual(Buffer.alloc(32, 1));
  });
});

describe('a channel in the list', () => {
  it('has a mark of its own for each way it can stand; one that is off is nothing else', () => {
    expect(standingOf({ enabled: false, state: 'stopped' })).toBe('off');
    expect(standingOf({ enabled: true, state: 'stopped' })).toBe('stopped');
    for (const marks of [markOfStanding, markOfStatus, markOfTry]) {
      expect(new Set(Object.values(marks)).size).toBe(Object.keys(marks).length);
    }
  });

  it('begins with what needs somebody, then goes by name', () => {
    const all = [
      channel({ name: 'd', enabled: false, state: 'stopped' }),
      channel({ name: 'c', state: 'ok' }),
      channel({ name: 'b', state: 'unknown' }),
      channel({ name: 'z', state: 'waiting' }),
      channel({ name: 'y', state: 'stopped' }),
    ];
    expect(arrange(all).map(({ name }) => name)).toEqual(['y', 'z', 'b', 'c', 'd']);
  });

  it('tells where it leads, as far as that is no secret', () => {
    expect(whereOf({ settings: { host: 'mail', from: 'a@b', to: ['c@d', 'e@f'] } })).toBe('c@d, e@f');
    expect(whereOf({ settings: { endpoint: 'https://ntfy.sh' } })).toBe('https://ntfy.sh');
    expect(whereOf({ settings: { tls: true, to: [] } })).toBe('');
  });

  it('says how it is mended by why it stopped', () => {
    expect([mendingOf('NOTIFY_AUTH'), mendingOf('NOTIFY_CONFIG')]).toEqual(['auth', 'config']);
    expect([mendingOf('NOTIFY_KIND_GONE'), mendingOf(undefined)]).toEqual(['any', 'any']);
  });

  it('offers usual kinds that are there, by language', () => {
    const kinds = channelKinds.map(({ id }) => kindNamed(id));
    for (const language of ['en', 'zh-CN'] as const) expect(firstKinds(kinds, language)).toHaveLength(6);
    expect(firstKinds([ntfy], 'en').map(({ kind }) => kind)).toEqual(['ntfy']);
    expect(firstKinds([ntfy], 'zh-CN')).toEqual([]);
  });
});

describe('the routes', () => {
  const route: NotifyRoute = {
    ...standardRoute,
    name: 'Disks',
    channels: ['a'],
    matchers: [],
    severities: [],
  };

  it('begin as the outbox has them where nothing is told', () => {
    const draft = draftOfRoute();
    expect(problemsOfRoute(draft)).toEqual(new Map([['name', 'missing']]));
    expect(routeOf({ ...draft, name: 'Disks', channels: ['a'] })).toEqual(route);
  });

  it('come out of the form as they went in, in units that people count in', () => {
    const id = example.channel_id;
    const odd: NotifyRoute = {
      ...route,
      ...{ severities: ['critical'], channels: [id], continue: true, enabled: false },
      matchers: [{ name: 'mount', operator: '=~', value: '/srv/.*' }],
      ...{ group_interval_seconds: 90, repeat_interval_seconds: 1000, group_by: [] },
    };
    const draft = draftOfRoute(odd);
    expect(draft.numbers.group_interval_seconds).toBe('1.5');
    expect(problemsOfRoute(draft).size).toBe(0);
    expect(routeOf(draft)).toEqual(odd);
    expect(Value.Check(NewNotifyRoute, routeOf(draft))).toBe(true);
  });

  it('say what does not fit', () => {
    const draft = { ...draftOfRoute(route), groupBy: 'mount, 1st，disk' };
    const wrong = {
      ...draft,
      matchers: [{ name: 'a b', operator: '=' as const, value: '' }],
      numbers: { ...draft.numbers, fallback_after_minutes: '0', repeat_interval_seconds: '721' },
    };
    expect([...problemsOfRoute(wrong).keys()]).toEqual([
      'matchers',
      'groupBy',
      'fallback_after_minutes',
      'repeat_interval_seconds',
    ]);
    expect(routeOf({ ...draft, groupBy: 'mount, disk，mount' }).group_by).toEqual(['mount', 'disk']);
    // Who is told already stands in for nobody.
    expect(routeOf({ ...draft, fallback: ['a', 'b'] }).fallback).toEqual(['b']);
  });

  it('are moved, changed and added by their place, and known by their name', () => {
    expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 1, 2)).toEqual(['a', 'b']);
    const other = { name: 'Other', channels: [] };
    expect(replaced([route, route], 1, other)).toEqual([route, other]);
    expect(replaced([route], null, other)).toEqual([route, other]);
    expect(new Set(keysOf([route, other, route])).size).toBe(3);
    expect(keysOf([other, route])[1]).toBe(keysOf([route, other])[0]);
  });

  it('are asked with labels as people write them', () => {
    expect(labelsOf('mount: /srv/media\n\n alertname="Disk filling"')).toEqual({
      mount: '/srv/media',
      alertname: 'Disk filling',
    });
    expect(labelsOf(' ')).toEqual({});
    expect(labelsOf('mount /srv')).toBeNull();
    expect(labelsOf('1st: a')).toBeNull();
  });
});

describe('the delivery log', () => {
  it('offers the channels that are there, and the one that is chosen though it be gone', () => {
    const there = [{ channel_id: 'a', name: 'Phone' }];
    expect(choicesOf(there, '', 'gone')).toEqual([{ value: 'a', label: 'Phone' }]);
    expect(choicesOf(there, 'a', 'gone')).toHaveLength(1);
    expect(choicesOf(there, 'b', 'gone')[1]).toEqual({ value: 'b', label: 'gone' });
  });

  it('asks again for a delivery that went on', () => {
    const [delivery] = notifyRoutes.listNotifyDeliveries.example.data.deliveries as never as [
      Parameters<typeof stampOf>[0],
    ];
    expect(stampOf({ ...delivery, attempts: 2 })).not.toBe(stampOf(delivery));
    expect(stampOf({ ...delivery, status: 'failed' })).not.toBe(stampOf(delivery));
  });
});
