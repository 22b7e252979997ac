/** The desktop of a daemon: whoever runs it may be signed in at a Linux desktop, whose session shows notifications. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createWords } from '../shared/i18n/index.ts';
import type { Clock } from './kernel/clock.ts';
import type { Logger } from './kernel/logger.ts';
import type { Desktop } from './notify/channels/channel.ts';
import { findBus, type BusEnvironment } from './session-bus/address.ts';
import type { SessionNotifications } from './session-bus/notifications.ts';

/** What it stands on. */
export interface SystemDesktopPorts {
  readonly env: BusEnvironment;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The folder of icons; need not be there. */
  readonly icons: string;
  /** Of the page on this machine; `null` while there is none. */
  readonly page: () => string | null;
}

/** A desktop that may come and go. */
export interface SystemDesktop extends Desktop {
  stop(): void;
}

/** The desktop of this user's session on Linux. Its bus is looked for when somebody asks, and joined with the first message. */
export function createSystemDesktop({ env, clock, logger, icons, page }: SystemDesktopPorts): SystemDesktop {
  let made: Promise<SessionNotifications> | null = null;
  const bus = (): string | null => findBus(env);

  /**
   * Opens the page in the browser of whoever clicked, not signed in: a ticket among the arguments of a program is read by
   * everybody on the machine.
   */
  function open(): void {
    const url = page();
    if (url === null) return;
    execFile('xdg-open', [new URL('/alerts', url).href], (error) => {
      if (error) logger.warn({ error }, 'The page could not be opened from a notification');
    });
  }

  async function make(): Promise<SessionNotifications> {
    const { createSessionNotifications } = await import('./session-bus/notifications.ts');
    const icon = join(icons, 'app', '256x256.png');
    return createSessionNotifications({
      ...{ socket: bus, clock, clicked: open },
      icon: existsSync(icon) ? pathToFileURL(icon).href : null,
    });
  }

  return {
    isThere: () => bus() !== null,
    async show({ title, body, severity, language }) {
      made ??= make();
      const clickLabel = createWords(language).say('desktop.menu.open');
      await (await made).show({ title, body, isCritical: severity === 'critical', clickLabel });
    },
    stop() {
      void made?.then((notifications) => notifications.stop());
    },
  };
}
