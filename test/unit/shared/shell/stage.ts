/** Views for the tests of the shell's decisions: everything is well unless told. */
import type { LocalTime } from '../../../../shared/shell/local-time.ts';
import type { ShellAlert, ShellNames, ShellView } from '../../../../shared/shell/view.ts';

export const now = Date.UTC(2026, 10, 20, 9, 0);
export const hour = 3_600_000;

/** A place whose clocks show UTC: what is passed in is what is asked, so a test sees which moment was meant. */
export const local: LocalTime = {
  tomorrow: (from) => (Math.floor(from / (24 * hour)) + 1) * 24 * hour,
  moment: (at, from) =>
    new Date(at).toISOString().slice(...(at - from < 12 * hour && from - at < 9 * hour ? [11, 16] : [5, 16])),
};

export const names = (change: Partial<ShellNames> = {}): ShellNames => ({
  state: 'ok',
  status: 'All 4 names are right',
  ipv4: '203.0.113.7',
  ipv6: '2001:db8::1',
  checked_at: now - 120_000,
  paused: false,
  paused_until: null,
  updating: false,
  ...change,
});

export const alert = (number: number, change: Partial<ShellAlert> = {}): ShellAlert => ({
  id: `0198f3a0-0000-7000-8000-${String(number).padStart(12, '0')}`,
  name: `Rule ${number}`,
  object_name: '',
  severity: 'warning',
  ...change,
});

export const view = (change: Partial<ShellView> = {}): ShellView => ({
  core: 'own',
  reach: 'live',
  names: names(),
  alerts: [],
  url: 'http://127.0.0.1:8080',
  lan_url: null,
  lan_open: false,
  version: '0.1.0',
  channel_tells: false,
  new_version: null,
  new_version_url: null,
  looked_at: null,
  updater: { is: 'unavailable', because: 'not_packaged' },
  now,
  ...change,
});
