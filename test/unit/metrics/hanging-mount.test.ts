import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { needs, titled } from '../../support/needs.ts';
import { needsMounts } from '../../support/mounts.ts';
import type { Report } from '../../support/hanging-mount-inside.ts';

const needed = needs.all(needsMounts, needs.command('unshare'), {
  ok: existsSync('/dev/fuse'),
  reason: 'no /dev/fuse',
});

it.skipIf(!needed.ok)(
  titled('a real file system that hangs is cut off and said, and all else goes on', needed),
  async () => {
    const inside = join(import.meta.dirname, '../../support/hanging-mount-inside.ts');
    const { stdout } = await promisify(execFile)(
      'unshare',
      ['--mount', '--propagation', 'private', process.execPath, inside],
      { timeout: 170_000 },
    );
    const { seen, childState } = JSON.parse(stdout) as Report;
    const [first, second, last] = seen;
    expect(first).toEqual({
      hanging: { unavailable: { code: 'METRICS_NOT_YET', params: {} } },
      rootKnown: true,
    });
    expect(second?.rootKnown).toBe(true);
    expect(last?.rootKnown).toBe(true);
    expect(last?.hanging).toMatchObject({ unavailable: { code: 'METRICS_MOUNT_HANGS' } });
    expect(childState).toBe('D');
  },
);
