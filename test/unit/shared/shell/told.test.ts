import { describe, expect, it } from 'vitest';
import type { NotifyChannel } from '../../../../shared/api/notify.ts';
import { toldLive } from '../../../../shared/shell/told.ts';

const channel = (change: Partial<NotifyChannel>): NotifyChannel => ({
  ...{ channel_id: '0198f3a0-0000-7000-8000-000000000001', kind: 'desktop', name: 'Here', enabled: true },
  ...{ language: 'en', rate: null, settings: {}, secrets_set: [], revision: 1 },
  ...{ state: 'ok', next_try: null, reason: null, last_sent_at: null, pending: 0 },
  ...{ created_at: '2026-11-22T00:00:00.000Z', updated_at: '2026-11-22T00:00:00.000Z' },
  ...change,
});

describe('a channel tells on this desktop', () => {
  it.each([
    [{}, true],
    [{ state: 'unknown' }, true],
    [{ enabled: false }, false],
    [{ kind: 'ntfy' }, false],
    // Nobody is told by one that cannot.
    [{ state: 'waiting' }, false],
    [{ state: 'stopped' }, false],
  ] as const)('%j: %j', (change, tells) => {
    const { channel_tells: told } = toldLive('http://127.0.0.1:1', {
      channels: { channels: [channel(change)] },
    });
    expect(told).toBe(tells);
  });
});
