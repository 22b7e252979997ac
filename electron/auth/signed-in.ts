/** How the audit log is told of somebody who came in: in their own name, which they did not have before. */
import type { AuditEvent } from '../kernel/audit.ts';
import type { SignInKind } from './migrations.ts';
import type { Begun } from './sessions.ts';

/** The entry of a sign-in. `by` is what they came in with: `password`, `ticket`, or the id of an issuer. */
export const signedIn =
  (kind: SignInKind, by: string) =>
  ({ user, session_id }: Begun): AuditEvent => ({
    action: 'auth.sign_in',
    target_type: 'user',
    target_id: user.id,
    payload: { session_id, kind, by },
    actor: { kind, id: user.id, name: user.username },
  });
