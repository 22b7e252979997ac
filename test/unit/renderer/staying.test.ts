import { describe, expect, it } from 'vitest';
import { createClient } from '../../../renderer/api/client.ts';
import { createSession } from '../../../renderer/api/session.ts';
import { staySignedIn } from '../../../renderer/api/stay-signed-in.ts';
import { isDue, type Staying } from '../../../renderer/api/staying.ts';
import { userExample } from '../../../shared/api/auth.ts';

const hour = 3_600_000;
const now = Date.parse('2026-11-20T20:00:00.000Z');
const used: Staying = {
  now,
  expiresAt: now + 11 * hour,
  usedAt: now - 5_000,
  lookedAt: now - 60_000,
  last: null,
};

describe('a sign-in that is about to end', () => {
  it('is lengthened while the page is used', () => {
    expect(isDue(used)).toBe(true);
  });

  it('is left alone where nobody has pressed anything since the last look', () => {
    expect(isDue({ ...used, usedAt: used.lookedAt })).toBe(false);
  });

  it('is left alone while half of it is left, and when it is over', () => {
    expect(isDue({ ...used, expiresAt: now + 12 * hour })).toBe(false);
    expect(isDue({ ...used, expiresAt: now })).toBe(false);
    expect(isDue({ ...used, expiresAt: null })).toBe(false);
  });

  it('is left alone where it could not be lengthened any more', () => {
    expect(isDue({ ...used, last: used.expiresAt })).toBe(false);
    expect(isDue({ ...used, last: now })).toBe(true);
  });
});

describe('a page that is used', () => {
  const begun = now - 13 * hour;
  const session = { session_id: '0198f3a0-0000-7000-8000-000000000031', current: true };

  /** A page of which every part but the browser is real; the server lengthens up to `most`. */
  function open(most: number) {
    let time = now;
    let use: () => void = () => undefined;
    let look: () => void = () => undefined;
    const asked: string[] = [];
    const known = createSession(() => undefined);
    known.enter({
      user: userExample,
      expires_at: new Date(begun + 24 * hour).toISOString(),
      csrf_token: 't',
    });
    const client = createClient({
      session: known,
      now: () => time,
      language: () => 'en',
      heard: () => undefined,
      damaged: () => undefined,
      fetch: (address, init) => {
        asked.push(`${init.method ?? ''} ${address.replace('/api/v2', '')}`);
        const data = address.endsWith('/extend')
          ? { ...session, expires_at: new Date(Math.min(time + 24 * hour, most)).toISOString() }
          : { sessions: [{ ...session, current: false }, session] };
        return Promise.resolve(Response.json({ success: true, data, request_id: 'r', timestamp: '' }));
      },
    });
    staySignedIn({
      client,
      session: known,
      now: () => time,
      onUse: (listener) => {
        use = listener;
      },
      every: (_, listener) => {
        look = listener;
      },
    });
    return {
      asked,
      ends: () => known.state().expiresAt,
      async minute(isUsed: boolean) {
        time += 60_000;
        if (isUsed) use();
        look();
        // What was asked is answered before the next minute.
        await new Promise(setImmediate);
      },
    };
  }

  it('asks for more time once, by the id of its own sign-in, and then not before half of that is over', async () => {
    const page = open(Infinity);
    await page.minute(false);
    expect(page.asked).toEqual([]);
    await page.minute(true);
    expect(page.asked).toEqual(['GET /auth/sessions', `POST /auth/sessions/${session.session_id}/extend`]);
    expect(page.ends()).toBe(now + 2 * 60_000 + 24 * hour);
    await page.minute(true);
    expect(page.asked).toHaveLength(2);
  });

  it('takes it as it is where there is no more time to have', async () => {
    const page = open(begun + 24 * hour);
    await page.minute(true);
    await page.minute(true);
    expect(page.asked).toHaveLength(2);
  });
});
