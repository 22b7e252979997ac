import fc from 'fast-check';
import { expect, it } from 'vitest';
import { retryAfterOf } from '../../../electron/kernel/retry-after.ts';

const date = 'Fri, 20 Nov 2026 08:00:00 GMT';

it.each([
  [{ 'retry-after': '90' }, 90_000],
  [{ 'retry-after': 'Fri, 20 Nov 2026 08:01:00 GMT', date }, 60_000],
  [{ 'retry-after': 'Fri, 20 Nov 2026 07:59:00 GMT', date }, null],
  [{ 'retry-after': 'Fri, 20 Nov 2026 08:01:00 GMT' }, null],
  [{ 'retry-after': 'soon', date }, null],
  [{}, null],
])('an answer with %j asks to wait for %s ms', (headers: Record<string, string>, wait) => {
  expect(retryAfterOf(headers)).toBe(wait);
});

it('a wait is never negative or endless, whatever a server writes', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (told, now) => {
      const wait = retryAfterOf({ 'retry-after': told, date: now }) ?? 0;
      expect(Number.isFinite(wait) && wait >= 0).toBe(true);
    }),
  );
});
