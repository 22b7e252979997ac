/** Notifications of the desktop that CloudCube runs on. The shell shows them, or the session of who runs a daemon on Linux. */
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
  isOffered: ({ desktop: found }) => found?.isThere() === true,
  async send(_settings, { title, body, severity, language }, ports) {
    if (!ports.desktop) throw misconfigured('no_desktop', 'No desktop is here: CloudCube runs as a daemon');
    // Whoever signs in at it later is told later.
    if (!ports.desktop.isThere()) throw transient('Nobody is signed in at a desktop here');
    try {
      await ports.desktop.show({ title, body, severity, language });
    } catch (error) {
      throw transient(`The desktop did not show it: ${messageOf(error)}`);
    }
  },
  classifyError: verdictOfStatus,
};
