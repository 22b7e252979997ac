/** Notifications of the desktop that CloudCube's tray runs on. The shell shows them; a daemon alone has none. */
import { Type } from 'typebox';
import { messageOf } from '../../kernel/errors.ts';
import type { ChannelKind } from './channel.ts';
import { misconfigured, transient, verdictOfStatus } from './failures.ts';

/** The kind. */
export const desktop: ChannelKind<Record<never, never>> = {
  id: 'desktop',
  key_url: null,
  settings: Type.Object({}),
  places: () => [],
  // What the shortest of the three systems shows of one.
  limits: { title: 100, body: 400, unit: 'characters', rate: [] },
  knows_keys: false,
  async send(_settings, { title, body, severity, url }, ports) {
    if (!ports.desktop) throw misconfigured('no_desktop', 'No desktop is here: CloudCube runs as a daemon');
    try {
      await ports.desktop({ title, body, severity, page: url });
    } catch (error) {
      throw transient(`The desktop did not show it: ${messageOf(error)}`);
    }
  },
  classifyError: verdictOfStatus,
};
