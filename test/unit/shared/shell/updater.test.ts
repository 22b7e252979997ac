import { describe, expect, it } from 'vitest';
import {
  afterEvent,
  fetchDue,
  whyNoUpdater,
  type UpdaterEvent,
  type UpdaterState,
} from '../../../../shared/shell/updater.ts';

const none: UpdaterState = { is: 'unavailable', because: 'not_packaged' };
const idle: UpdaterState = { is: 'idle' };
const checking: UpdaterState = { is: 'checking' };
const downloading: UpdaterState = { is: 'downloading', version: '2.0.0', percent: 40 };
const downloaded: UpdaterState = { is: 'downloaded', version: '2.0.0' };
const failed: UpdaterState = { is: 'failed', message: 'cut' };

const available: UpdaterEvent = { what: 'available', version: '2.0.0' };
const table: [UpdaterState, UpdaterEvent, UpdaterState][] = [
  [none, { what: 'loaded' }, idle],
  [none, { what: 'checking' }, none],
  [none, { what: 'failed', message: 'x' }, none],
  [none, { what: 'unavailable', because: 'no_feed' }, { is: 'unavailable', because: 'no_feed' }],
  [downloaded, { what: 'loaded' }, downloaded],
  [idle, { what: 'checking' }, checking],
  [failed, { what: 'checking' }, checking],
  [downloading, { what: 'checking' }, downloading],
  [downloaded, { what: 'checking' }, downloaded],
  [checking, { what: 'none' }, idle],
  [downloaded, { what: 'none' }, downloaded],
  [checking, available, { is: 'downloading', version: '2.0.0', percent: 0 }],
  [downloaded, available, downloaded],
  [downloaded, { what: 'available', version: '3.0.0' }, { is: 'downloading', version: '3.0.0', percent: 0 }],
  [downloading, { what: 'progress', percent: 41.9 }, { ...downloading, percent: 41 }],
  [downloading, { what: 'progress', percent: 100.2 }, { ...downloading, percent: 100 }],
  [downloading, { what: 'progress', percent: -1 }, { ...downloading, percent: 0 }],
  [idle, { what: 'progress', percent: 50 }, idle],
  [downloaded, { what: 'progress', percent: 50 }, downloaded],
  [downloading, { what: 'downloaded', version: '2.0.0' }, downloaded],
  [downloading, { what: 'failed', message: 'cut' }, failed],
  [downloaded, { what: 'failed', message: 'cut' }, failed],
];

describe('the updater', () => {
  it.each(table)('is after %j and %j %j', (before, event, after) => {
    expect(afterEvent(before, event)).toEqual(after);
  });
});

describe('a fetch by itself', () => {
  const grounds = { new_version: '2.0.0', looked_at: 7, updater: idle, auto_update: true };
  it.each([
    ['is due', {}, '2.0.0 7'],
    ['is due again after the next look', { updater: failed, looked_at: 8 }, '2.0.0 8'],
    ['is not, while it is switched off', { auto_update: false }, null],
    ['is not, without a newer version', { new_version: null }, null],
    ['is not, where the package cannot', { updater: none }, null],
    ['is not, while one goes on', { updater: downloading }, null],
    ['is not, while it looks', { updater: checking }, null],
    ['is not, once it is there', { updater: downloaded }, null],
    ['is due for one that came after it', { updater: downloaded, new_version: '3.0.0' }, '3.0.0 7'],
  ])('%s', (_, change, due) => {
    expect(fetchDue({ ...grounds, ...change })).toBe(due);
  });
});

it.each([
  [{ packaged: false, feed: false, core: 'own' }, 'not_packaged'],
  [{ packaged: true, feed: false, core: 'own' }, 'no_feed'],
  [{ packaged: true, feed: true, core: 'attached' }, 'attached'],
  [{ packaged: true, feed: true, core: 'own' }, null],
] as const)('by %j there is none because of %s', (facts, because) => {
  expect(whyNoUpdater(facts)).toBe(because);
});
