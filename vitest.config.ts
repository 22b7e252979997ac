/** The tests: fast ones beside real parts in `unit`, the built daemon over sockets in `integration`, Chromium in `e2e`,
 * and the app in Electron in `electron`. */
import { defineConfig } from 'vitest/config';

/** Two cores are what a small NAS and the smallest runner have. */
const maxWorkers = 2;

/**
 * A limit of time is for what hangs, never for what is slow: a machine that gets a tenth of its processor ends with the same
 * answers. What polls waits as long.
 */
const minutes = (count: number): number => count * 60_000;
const patience = (count: number, poll = minutes(count) - 10_000) => ({
  testTimeout: minutes(count),
  hookTimeout: minutes(count),
  expect: { poll: { timeout: poll } },
});

export default defineConfig({
  test: {
    maxWorkers,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.{ts,tsx}'],
          environment: 'node',
          ...patience(5),
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          environment: 'node',
          ...patience(15),
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          environment: 'node',
          // As long as Playwright waits for what it looks for.
          ...patience(15, minutes(2)),
        },
      },
      {
        test: {
          name: 'electron',
          include: ['test/electron/**/*.test.ts'],
          environment: 'node',
          // One app of a kind runs at a time: where a system has one folder for its user, it has one lock.
          fileParallelism: false,
          ...patience(15, minutes(2)),
        },
      },
    ],
  },
});
