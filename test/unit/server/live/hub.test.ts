import { describe, expect, it } from 'vitest';
import { createHub } from '../../../../electron/server/live/hub.ts';
import type { Words } from '../../../../shared/i18n/index.ts';
import { closeCodes } from '../../../../shared/live/closing.ts';
import { createFakeReader } from '../../../fakes/live-reader.ts';
import { createVirtualClock } from '../../../fakes/virtual-clock.ts';
import { createStage, mayAll, requestsOf } from './stage.ts';

describe('an event', () => {
  it('reaches its subscribers, each in its language and with one number', async () => {
    const { hub, clock, join } = createStage();
    const [english, chinese, other] = [
      join(['ddns_updates']),
      join(['ddns_updates'], 'zh-CN'),
      join(['error_logs']),
    ];
    await clock.advance(1234);
    hub.publish('ddns_updates', 'ddns_update', ({ language }) => ({
      ...{ entries: [], count: language === 'en' ? 1 : 2 },
    }));
    expect(english.reader.received).toEqual([
      {
        ...{ type: 'ddns_update', data: { entries: [], count: 1 } },
        ...{ timestamp: '2026-11-20T08:00:01.234Z', seq: english.reader.received[0]?.seq },
      },
    ]);
    expect(chinese.reader.received).toMatchObject([
      { data: { count: 2 }, seq: english.reader.received[0]?.seq },
    ]);
    expect(other.reader.received).toEqual([]);
  });

  it('is put into words once a language, and not at all for nobody', () => {
    const { hub, join } = createStage();
    const asked: string[] = [];
    const publish = (): void => {
      hub.publish('ddns_updates', 'ddns_update', ({ language }) => {
        asked.push(language);
        return { entries: [], count: asked.length };
      });
    };
    publish();
    expect(asked).toEqual([]);
    const english = Array.from({ length: 20 }, () => join(['ddns_updates']));
    publish();
    expect(asked).toEqual(['en']);
    for (let more = 0; more < 20; more += 1) join(['ddns_updates'], 'zh-CN');
    publish();
    expect(asked).toEqual(['en', 'en', 'zh-CN']);
    expect(new Set(english.map(({ reader }) => JSON.stringify(reader.received))).size).toBe(1);
  });

  it('is the very same bytes for all readers of a language', () => {
    const { hub, ddns } = createStage();
    const given: Buffer[] = [];
    for (let count = 0; count < 3; count += 1) {
      const reader = { ...createFakeReader(), send: (text: Buffer) => void given.push(text) };
      hub.join(reader).subscribe('ddns_updates');
    }
    ddns(1);
    expect(given).toHaveLength(3);
    expect(given.every((text) => text === given[0])).toBe(true);
  });

  it('counts up over all that is made', () => {
    const { join, ddns, errorLog, requests } = createStage();
    const somebody = join(['ddns_updates', 'error_logs', 'api_requests']);
    ddns(1);
    somebody.reply('error', { code: 'X', error: 'x' }, 'a "quoted" id');
    requests(200);
    errorLog(1);
    const [first = 0] = somebody.reader.received.map(({ seq }) => seq);
    expect(somebody.reader.received).toMatchObject([
      { type: 'ddns_update', seq: first },
      { type: 'error', seq: first + 1, id: 'a "quoted" id' },
      { type: 'api_requests', seq: first + 2 },
      { type: 'error_logs', seq: first + 3 },
    ]);
  });

  it('that cannot be put into words is logged, and harms nobody else', () => {
    const { hub, join, ddns, errors } = createStage();
    const [english, chinese] = [join(['ddns_updates']), join(['ddns_updates'], 'zh-CN')];
    hub.publish('ddns_updates', 'ddns_update', ({ language }) => {
      if (language === 'en') throw new Error('No words');
      return { entries: [], count: 1 };
    });
    ddns(2);
    expect(english.reader.received).toMatchObject([{ data: { count: 2 } }]);
    expect(chinese.reader.received).toMatchObject([{ data: { count: 1 } }, { data: { count: 2 } }]);
    expect(errors).toMatchObject([{ fields: { type: 'ddns_update', error: { message: 'No words' } } }]);
  });

  it('that is a line of the log about itself ends', () => {
    let lines = 0;
    const hub = createHub({
      clock: createVirtualClock(),
      words: () => ({ language: 'en' }) as Words,
      logger: {
        error: () => {
          lines += 1;
          tell();
        },
        ...{ warn: () => undefined, info: () => undefined, debug: () => undefined },
      },
    });
    const tell = (): void => {
      hub.publish('logs', 'log_entry', () => {
        throw new Error('No words');
      });
    };
    hub.join(createFakeReader()).subscribe('logs');
    tell();
    expect(lines).toBe(1);
    tell();
    expect(lines).toBe(2);
  });

  it('is of another epoch after another start', () => {
    const { clock } = createStage();
    const fail = (): never => expect.unreachable();
    const parts = { clock, words: fail, logger: { error: fail, warn: fail, info: fail, debug: fail } };
    expect(createHub(parts).epoch).not.toBe(createHub(parts).epoch);
  });
});

describe('a value', () => {
  it('is sent to who reads it, and the present one to who begins to', () => {
    const { join, requests } = createStage();
    const before = join(['api_requests']);
    expect(before.types()).toEqual([]);
    requests(200);
    requests(404);
    const after = join(['api_requests']);
    expect(before.reader.received).toMatchObject([
      { data: { requests: [{ status: 200 }] } },
      { data: { requests: [{ status: 404 }] } },
    ]);
    expect(after.reader.received).toEqual([before.reader.received[1]]);
    after.subscribe('api_requests');
    expect(after.reader.received).toHaveLength(1);
  });

  it('that is set because somebody came is sent once, and no older one before it', () => {
    const { hub, join, requests } = createStage();
    requests(200);
    hub.onWanted('api_requests', (wanted) => {
      if (wanted) requests(201);
    });
    expect(join(['api_requests']).reader.received).toMatchObject([{ data: { requests: [{ status: 201 }] } }]);
  });

  it('is not put into words as long as nobody reads it', () => {
    const { hub, join } = createStage();
    let count = 0;
    const render = requestsOf(200);
    for (let times = 0; times < 3; times += 1) {
      hub.set('api_requests', 'api_requests', (words) => {
        count += 1;
        return render(words);
      });
    }
    expect(count).toBe(0);
    join(['api_requests']);
    join(['api_requests']);
    expect(count).toBe(1);
  });
});

describe('whether a topic is wanted', () => {
  it('is told when the first comes and when the last has gone', () => {
    const { hub, join } = createStage();
    const heard: boolean[] = [];
    const stop = hub.onWanted('system', (wanted) => heard.push(wanted));
    expect(hub.isWanted('system')).toBe(false);
    const [one, two] = [join(['system']), join(['system', 'system'])];
    expect([hub.isWanted('system'), ...heard]).toEqual([true, true]);
    expect(one.subscribed()).toEqual(new Set(['system']));
    one.unsubscribe('system');
    one.unsubscribe('system');
    expect([hub.isWanted('system'), ...heard]).toEqual([true, true]);
    two.leave();
    expect([hub.isWanted('system'), ...heard]).toEqual([false, true, false]);
    const three = join(['system']);
    stop();
    three.leave();
    expect(heard).toEqual([true, false, true]);
  });

  it('has nothing to do with roles', () => {
    const { hub, join } = createStage();
    join().route('super_admin', mayAll);
    expect(hub.isWanted('ddns_updates')).toBe(false);
  });

  it('disturbs nobody where a listener fails', () => {
    const { hub, join, requests, errors } = createStage();
    requests(200);
    hub.onWanted('api_requests', () => {
      throw new Error('Not today');
    });
    expect(join(['api_requests']).types()).toEqual(['api_requests']);
    expect(errors).toMatchObject([{ fields: { topic: 'api_requests' } }]);
  });
});

describe('who is in', () => {
  it('hears nothing any more once it has left', () => {
    const { hub, join, ddns } = createStage();
    const somebody = join(['ddns_updates']);
    somebody.route('admin', mayAll);
    expect(hub.readers()).toBe(1);
    somebody.leave();
    somebody.leave();
    ddns(1);
    somebody.subscribe('system');
    somebody.route('admin', mayAll);
    ddns(2);
    somebody.reply('error', { code: 'X', error: 'x' });
    somebody.resume(['ddns_updates'], { epoch: 'e1', seq: 0 });
    expect(somebody.types()).toEqual([]);
    expect([hub.readers(), hub.isWanted('system'), somebody.subscribed().size]).toEqual([0, false, 0]);
    expect(somebody.reader.ended).toBeNull();
  });

  it('may leave while it is told something', () => {
    const { hub, join, ddns } = createStage();
    const reader = createFakeReader();
    const leaving = hub.join({ ...reader, send: () => leaving.leave() });
    leaving.subscribe('ddns_updates');
    const after = join(['ddns_updates']);
    ddns(1);
    ddns(2);
    expect(after.types()).toEqual(['ddns_update', 'ddns_update']);
    expect(hub.readers()).toBe(1);
  });

  it('is ended with the hub, which then takes and tells nothing', async () => {
    const { hub, clock, join, ddns, requests } = createStage();
    const somebody = join(['ddns_updates', 'changes.alerts']);
    hub.changed('alerts');
    hub.changed('alerts');
    somebody.types();
    hub.close();
    expect(somebody.reader.ended).toEqual({ code: closeCodes.going_away, reason: '' });
    ddns(1);
    requests(200);
    hub.changed('alerts');
    await clock.advance(10_000);
    expect(somebody.types()).toEqual([]);
    expect(join(['ddns_updates']).reader.ended).toEqual({ code: closeCodes.going_away, reason: '' });
    expect(hub.readers()).toBe(0);
  });
});
