import { expect, it } from 'vitest';
import { startedAs } from '../../../electron/metrics/linux/processes.ts';

it.each([
  ['/usr/lib/plexmediaserver/Plex Media Server\0--key\0secret', null],
  ['/usr/bin/python3\0/opt/app.py\0--token=secret', 'python3'],
  ['node\0dist/daemon.js', 'node'],
  ['-bash\0', 'bash'],
  ['postgres: 15/main: checkpointer ', null],
  ['nginx: worker process', null],
  ['', null],
])('of %j the name is %j', (line, name) => {
  expect(startedAs(line)).toBe(name);
});
