import { expect, it } from 'vitest';
import { chooseHost } from '../../../scripts/support/host.ts';

const all = { daemonWanted: false, electron: '/x/electron', display: true };

it('opens the tray app where its program and a display are', () => {
  expect(chooseHost(all)).toEqual({ kind: 'tray', electron: '/x/electron' });
});

it('runs the daemon without Electron and says which command brings the tray', () => {
  expect(chooseHost({ ...all, electron: null })).toEqual({
    kind: 'daemon',
    line: expect.stringContaining('npx install-electron') as string,
  });
});

it('runs the daemon without a display and says so', () => {
  expect(chooseHost({ ...all, display: false })).toEqual({
    kind: 'daemon',
    line: expect.stringContaining('no display') as string,
  });
});

it('says nothing of a tray when the daemon was asked for', () => {
  expect(chooseHost({ ...all, daemonWanted: true })).toEqual({ kind: 'daemon', line: null });
});
