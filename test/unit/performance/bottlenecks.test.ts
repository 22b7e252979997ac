import { describe, expect, it } from 'vitest';
import type { CallTotals } from '../../../shared/api/performance.ts';
import { findBottlenecks, type Judged } from '../../../electron/performance/bottlenecks.ts';
import en from '../../../shared/i18n/en.json' with { type: 'json' };

const api: CallTotals = {
  ...{
    count: 100,
    client_errors: 0,
    server_errors: 0,
    mean_ms: 2,
    p50_ms: 2,
    p95_ms: 5,
    p99_ms: 6,
    max_ms: 7,
  },
  bytes_sent: 0,
};
const well: Judged = {
  system: [
    { name: 'system.cpu.usage', object: '', mean: 20, max: 100 },
    { name: 'system.disk.usage', object: '/', mean: 50, max: 60 },
  ],
  network: [],
  api,
  databases: [],
  slow_queries: 0,
  ddns: { updates: 10, failures: 0 },
};

const codesOf = (judged: Partial<Judged>): string[] =>
  findBottlenecks({ ...well, ...judged }).map(({ reason }) => reason.code);

describe('bottlenecks', () => {
  it('are none where all goes well, or too little is known to say', () => {
    expect(codesOf({})).toEqual([]);
    expect(codesOf({ api: { ...api, count: 5, p95_ms: 900, server_errors: 5 } })).toEqual([]);
    expect(codesOf({ ddns: { updates: 2, failures: 2 } })).toEqual([]);
    expect(codesOf({ ddns: null })).toEqual([]);
  });

  it('are found at their threshold, with the value that tells so and what to do', () => {
    const database = { database: 'state', file_bytes: 1, wal_bytes: 2 ** 27, free_bytes: 0 } as const;
    const found = findBottlenecks({
      system: [
        { name: 'system.cpu.usage', object: '', mean: 85, max: 100 },
        { name: 'system.memory.usage', object: '', mean: 95, max: 99 },
        { name: 'system.disk.usage', object: '/', mean: 50, max: 60 },
        { name: 'system.disk.usage', object: '/volume1', mean: 80, max: 97.25 },
      ],
      network: [{ name: 'system.network.errors', object: 'eth0', mean: 3, max: 10 }],
      api: { ...api, p95_ms: 400, server_errors: 2 },
      databases: [{ ...database, statements: 0, mean_ms: null }],
      slow_queries: 12,
      ddns: { updates: 10, failures: 5 },
    });
    expect(found.map(({ reason }) => reason.code)).toEqual(
      [
        ...['CPU_BUSY', 'MEMORY_SHORT', 'DISK_FULL', 'NETWORK_ERRORS', 'API_SLOW', 'API_FAILING'],
        ...['SQL_SLOW', 'WAL_LARGE', 'DDNS_FAILING'],
      ].map((code) => `PERFORMANCE_${code}`),
    );
    expect(found[2]).toMatchObject({
      ...{ area: 'system', value: 97.3, threshold: 90 },
      reason: { params: { object: '/volume1', value: 97.3 } },
      recommendation: { code: 'PERFORMANCE_DO_DISK', params: { object: '/volume1' } },
    });
    const words: Record<string, string> = en.reasons;
    for (const { reason, recommendation } of found) {
      expect(words[reason.code]).toBeDefined();
      expect(words[recommendation.code]).toBeDefined();
    }
  });
});
