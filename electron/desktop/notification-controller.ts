/** Notifications of the desktop: the shell's own, and those of the channel `desktop`. */
import type { NotificationConstructorOptions } from 'electron';
import type { ShellNotification } from '../../shared/shell/notifications.ts';
import type { Clock } from '../kernel/clock.ts';

/** As much of a notification as is used. */
export interface NotificationLike {
  on(event: 'click' | 'show' | 'close', listener: () => void): unknown;
  on(event: 'failed', listener: (event: unknown, error: string) => void): unknown;
  show(): void;
  close(): void;
}

/** What they stand on. */
export interface NotificationPorts {
  readonly isSupported: () => boolean;
  readonly create: (options: NotificationConstructorOptions) => NotificationLike;
  readonly clock: Clock;
  /** Opens an address within the page. */
  readonly open: (path: string) => void;
}

/** What a channel sends. */
export interface DesktopMessage {
  readonly title: string;
  readonly body: string;
  readonly severity: 'info' | 'warning' | 'critical';
}

/** Held so that a click is still heard; the oldest go first. */
const MOST_KEPT = 20;
/** The system says within this time whether it showed one (ms). */
const PATIENCE_MS = 10_000;

/** Shows notifications. */
export function createNotificationController({ isSupported, create, clock, open }: NotificationPorts) {
  const kept = new Map<string, NotificationLike>();
  let counted = 0;

  function make(id: string, { title, body, severity }: DesktopMessage, opens: string): NotificationLike {
    const made = create({ title, body, urgency: severity === 'critical' ? 'critical' : 'normal' });
    kept.get(id)?.close();
    kept.set(id, made);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    made.on('click', () => {
      open(opens);
    });
    made.on('close', () => {
      if (kept.get(id) === made) kept.delete(id);
    });
    return made;
  }

  return {
    /** One of the shell's own; takes the place of the one before with its id. Nothing where the system has none. */
    show({
      id,
      opens,
      ...message
    }: Pick<ShellNotification, 'id' | 'opens' | 'title' | 'body' | 'severity'>): void {
      if (isSupported()) make(id, message, opens).show();
    },
    /** One of the channel. @throws {Error} where it was not shown */
    async deliver(message: DesktopMessage): Promise<void> {
      if (!isSupported()) throw new Error('This desktop shows no notifications');
      counted += 1;
      const made = make(`channel_${counted}`, message, '/alerts');
      await new Promise<void>((resolve, reject) => {
        const cancel = clock.after(PATIENCE_MS, () => {
          reject(new Error('The desktop did not say whether it was shown'));
        });
        made.on('show', () => {
          cancel();
          resolve();
        });
        made.on('failed', (_event, error) => {
          cancel();
          reject(new Error(error));
        });
        made.show();
      });
    },
  };
}
