import { expect, it } from 'vitest';
import type { Filesystem } from '../../../renderer/pages/monitoring/how.ts';
import { fullest } from '../../../renderer/pages/overview/fullest.ts';

const filesystem = (mount: string, percent: number | null, readOnly = false): Filesystem => ({
  mount,
  device: '/dev/sda1',
  type: 'ext4',
  read_only: readOnly,
  space:
    percent === null
      ? null
      : {
          total: 100,
          used: percent,
          free: 100 - percent,
          available: 100 - percent,
          percent,
          inodes: null,
          inodes_free: null,
        },
});

it('tells of the file system that is fullest, and can fill up', () => {
  const all = [
    filesystem('/', 26),
    filesystem('/data', 87),
    filesystem('/snap', 100, true),
    filesystem('/away', null),
  ];
  expect(fullest(all)?.mount).toBe('/data');
  expect(fullest([filesystem('/away', null)])).toBeNull();
  expect(fullest([])).toBeNull();
});
