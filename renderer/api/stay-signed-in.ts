/** Lets a sign-in last while the page is used, so that nobody is sent to the sign-in in the middle of something. */
import type { Client } from './client.ts';
import type { Session } from './session.ts';
import { isDue } from './staying.ts';

/** Between two looks (ms). */
const beat = 60_000;

interface StayingPorts {
  readonly client: Client;
  readonly session: Session;
  /** The server's time (ms). */
  readonly now: () => number;
  /** Calls whenever a key or a pointer is pressed. */
  readonly onUse: (listener: () => void) => void;
  readonly every: (ms: number, look: () => void) => void;
}

/** Watches the page for as long as it is open. */
export function staySignedIn({ client, session, now, onUse, every }: StayingPorts): void {
  let usedAt = 0;
  let lookedAt = 0;
  let last: number | null = null;

  async function lengthen(): Promise<void> {
    const before = session.state().expiresAt ?? 0;
    const { sessions } = await client.call('GET /auth/sessions', {});
    const current = sessions.find((one) => one.current);
    if (current === undefined) return;
    const { expires_at: expires } = await client.call('POST /auth/sessions/{session_id}/extend', {
      params: { session_id: current.session_id },
      body: {},
    });
    // A sign-in lasts 30 days at most, however much the page is used.
    if (Date.parse(expires) - before < beat) last = Date.parse(expires);
    const { user } = session.state();
    if (user !== null) session.know({ user, expires_at: expires });
  }

  onUse(() => {
    usedAt = now();
  });
  every(beat, () => {
    const due = isDue({ now: now(), expiresAt: session.state().expiresAt, usedAt, lookedAt, last });
    lookedAt = now();
    if (!due) return;
    lengthen().catch(() => {
      // What is wrong shows wherever the page asks for something; the next use tries again.
    });
  });
}
