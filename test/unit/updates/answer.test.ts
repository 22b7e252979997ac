import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { HttpAnswer } from '../../../electron/kernel/http.ts';
import { outcomeOf } from '../../../electron/updates/answer.ts';

const now = Date.UTC(2026, 10, 20, 8);
const hour = 3_600_000;
const latest = { tag_name: 'v1.2.0', draft: false, prerelease: false, published_at: '2026-11-19T12:00:00Z' };
const read = (answer: Partial<HttpAnswer>) =>
  outcomeOf({ status: 200, headers: {}, body: '', ...answer }, 'example/cloudcube', now);
const told = (change: object, headers: HttpAnswer['headers'] = {}) =>
  read({ body: JSON.stringify({ ...latest, ...change }), headers });

it.each([
  ['with a v', {}, { version: '1.2.0', tag: 'v1.2.0', published_at: Date.UTC(2026, 10, 19, 12) }],
  ['without one', { tag_name: '1.2.0' }, { version: '1.2.0', tag: '1.2.0' }],
  ['of no known day', { published_at: null }, { published_at: null }],
  ['of an impossible day', { published_at: 'yesterday' }, { published_at: null }],
])('reads a release %s', (_, change, release) => {
  expect(told(change)).toMatchObject({ kind: 'told', release });
});

it.each([
  ['a draft', { draft: true }],
  ['a prerelease', { prerelease: true }],
])('takes no notice of %s', (_, change) => {
  expect(told(change)).toEqual({ kind: 'told', release: null, etag: null });
});

it.each([
  ['no version', { tag_name: 'nightly' }],
  ['an address', { tag_name: 'v1.2.0/../../evil' }],
  ['no text', { tag_name: 7 }],
  ['without a mark', { draft: 'no' }],
])('takes a tag that is %s for nothing', (_, change) => {
  expect(told(change)).toMatchObject({ kind: 'unknown', reason: { code: 'UPDATES_STRANGE' } });
});

it.each([
  ['"abc"', '"abc"'],
  ['W/"abc"', 'W/"abc"'],
  ['abc', null],
  ['"a"b"', null],
  ['"a\r\nx: y"', null],
  [`"${'a'.repeat(300)}"`, null],
])('keeps the mark %j as %j', (etag, kept) => {
  expect(told({}, { etag })).toMatchObject({ etag: kept });
});

const seconds = now / 1000;
it.each([
  ['until the moment it tells', { 'x-ratelimit-reset': String(seconds + 1800) }, hour / 2],
  ['for as long as it tells', { 'retry-after': '120' }, 120_000],
  ['at least a minute', { 'retry-after': '0' }, 60_000],
  ['a day at most', { 'x-ratelimit-reset': '99999999999' }, 24 * hour],
  ['a minute where it tells nothing', {}, 60_000],
])('is left alone %s', (_, headers, held) => {
  const limited = { kind: 'unknown', reason: { code: 'UPDATES_LIMITED' }, held_ms: held, soon: true };
  expect(read({ status: 429, headers })).toMatchObject(limited);
  const refused = { status: 403, headers: { 'x-ratelimit-remaining': '0', ...headers } };
  expect(read(refused)).toMatchObject(limited);
});

it('reads anything without falling', () => {
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 599 }), fc.oneof(fc.json(), fc.string()), (status, body) => {
      expect(['told', 'unchanged', 'unknown']).toContain(read({ status, body }).kind);
    }),
  );
});
