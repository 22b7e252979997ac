/** The routes of the page's sessions, and of what is seen and done about sign-ins. */
import type { SessionBegun, SignIn as SignInOnWire } from '../../shared/api/auth-sessions.ts';
import { authSessionRoutes } from '../../shared/api/auth-sessions.ts';
import type { Words } from '../../shared/i18n/index.ts';
import type { AuditTrail } from '../kernel/audit.ts';
import { toTimestamp, type Clock } from '../kernel/clock.ts';
import { UserError } from '../kernel/errors.ts';
import { implement, type Answer, type BoundRoute, type Caller } from '../server/route.ts';
import { refuseBeyond } from './beyond.ts';
import type { Live } from './live.ts';
import type { ChangeOwnPassword } from './own-password.ts';
import {
  csrfTokenOf,
  noSession,
  SESSION_COOKIE,
  SESSION_MS,
  type BegunOnPage,
  type PageSignIns,
} from './page-sign-ins.ts';
import type { RoleRegistry } from './roles/registry.ts';
import type { SignIn } from './service.ts';
import type { SessionRecord } from './session-store.ts';
import type { Sessions } from './sessions.ts';
import type { UserOnWire } from './users/on-wire.ts';

/** What the routes act on. */
export interface SessionRouteDeps {
  readonly signIn: SignIn;
  readonly sessions: Sessions;
  readonly page: PageSignIns;
  readonly live: Live;
  readonly roles: Pick<RoleRegistry, 'permissionsOf'>;
  readonly changeOwnPassword: ChangeOwnPassword;
  readonly userOnWire: UserOnWire;
  readonly audit: AuditTrail;
  readonly clock: Clock;
}

function onWire(row: SessionRecord, current: string | null): SignInOnWire {
  return {
    session_id: row.session_id,
    kind: row.kind,
    created_at: toTimestamp(row.created_at),
    last_seen_at: toTimestamp(row.last_seen_at),
    expires_at: toTimestamp(row.expires_at),
    ip: row.ip,
    last_ip: row.last_ip,
    user_agent: row.user_agent,
    current: row.session_id === current,
  };
}

/** The session that a browser had until now: it does not go on beside a new one (OWASP ASVS 5.0, 7.2.4). */
const before = (caller: Caller | null): string | null =>
  caller?.kind === 'session' ? caller.session_id : null;

/** Joins the contract with the operations. */
export function createSessionRoutes(deps: SessionRouteDeps): BoundRoute[] {
  const { signIn, sessions, page, live, roles, changeOwnPassword, userOnWire, audit, clock } = deps;

  function begun({ user, expires_at, csrf_token, cookie }: BegunOnPage, words: Words): Answer<SessionBegun> {
    return {
      data: {
        success: true,
        message: words.say('auth.signed_in'),
        csrf_token,
        expires_at: toTimestamp(expires_at),
        user: userOnWire(user),
      },
      cookies: [cookie],
    };
  }

  /** Somebody else's sign-ins may be ended by who could do all that they can. @throws {UserError} */
  function checkTarget(caller: Caller, userId: string): void {
    const user = live.user(userId);
    if (!user) throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'user' } });
    if (userId !== caller.user_id) refuseBeyond(caller.permissions, roles.permissionsOf(user.role));
  }

  async function endOne(userId: string, sessionId: string): Promise<Answer<{ revoked: number }>> {
    await sessions.get(userId, sessionId);
    const event = { action: 'session.end', target_id: sessionId, payload: { user_id: userId } };
    await audit.with(event, () => sessions.end(sessionId));
    return { data: { revoked: 1 } };
  }

  const endAll = (userId: string, which: { readonly kind?: 'session' }): Promise<number> =>
    audit.with(
      (revoked) => ({
        action: 'session.end_all',
        target_type: 'user',
        target_id: userId,
        payload: { ...which, revoked },
      }),
      () => sessions.endAll(userId, which),
    );

  return implement(authSessionRoutes, {
    adminLogin: async ({ body, ip, user_agent, caller, words }) =>
      begun(await signIn.loginOnPage(body, { ip, user_agent }, before(caller)), words),
    redeemTicket: async ({ body, ip, user_agent, caller, words }) =>
      begun(await signIn.redeem(body.ticket, { ip, user_agent }, before(caller)), words),
    async adminLogout({ caller, words }) {
      await signIn.logout(caller.session_id);
      return {
        data: { success: true as const, message: words.say('auth.signed_out') },
        cookies: [noSession],
      };
    },
    async adminLogoutAll({ caller, words }) {
      const revoked = await endAll(caller.user_id, { kind: 'session' });
      return {
        data: {
          success: true as const,
          message: words.say('auth.sessions_ended', { count: revoked }),
          revoked,
        },
        cookies: [noSession],
      };
    },
    async adminMe({ caller }) {
      if (caller === null) return { data: { authenticated: false, user: null, expires_at: null } };
      const session = caller.session_id === null ? undefined : live.session(caller.session_id);
      return {
        data: {
          authenticated: true,
          user: await signIn.me(caller.user_id),
          expires_at: session ? toTimestamp(session.expires_at) : null,
        },
      };
    },
    csrfToken: ({ cookie }) => ({ data: { csrf_token: csrfTokenOf(cookie(SESSION_COOKIE) ?? '') } }),
    async adminChangePassword({ caller, body, ip }) {
      const given = { old: body.old_password, next: body.new_password };
      const cookies = await changeOwnPassword(caller, given, ip);
      return { data: { ok: true as const }, cookies };
    },
    async logoutAll({ caller }) {
      const revoked = await endAll(caller.user_id, {});
      return { data: { revoked }, ...(caller.kind === 'session' ? { cookies: [noSession] } : {}) };
    },
    listSessions: async ({ caller }) => ({
      data: {
        sessions: (await sessions.list(caller.user_id)).map((row) => onWire(row, caller.session_id)),
      },
    }),
    async extendSession({ caller, params, body, cookie }) {
      const row = await sessions.get(caller.user_id, params.session_id);
      const until = clock.now() + (body?.seconds === undefined ? SESSION_MS : body.seconds * 1000);
      const { expires_at } = await audit.with(
        (longer) => ({
          action: 'session.extend',
          target_id: params.session_id,
          payload: { expires_at: toTimestamp(longer.expires_at) },
        }),
        () => sessions.lengthen(params.session_id, until),
      );
      const token = params.session_id === caller.session_id ? cookie(SESSION_COOKIE) : undefined;
      return {
        data: onWire({ ...row, expires_at }, caller.session_id),
        ...(caller.kind === 'session' && token !== undefined
          ? { cookies: [page.cookie(token, expires_at)] }
          : {}),
      };
    },
    deleteSession: async ({ caller, params }) => ({
      ...(await endOne(caller.user_id, params.session_id)),
      ...(caller.kind === 'session' && params.session_id === caller.session_id
        ? { cookies: [noSession] }
        : {}),
    }),
    cleanUpSessions: async () => ({ data: { deleted: await sessions.deleteExpired() } }),
    async listUserSessions({ caller, params }) {
      if (!live.user(params.user_id)) throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'user' } });
      const rows = await sessions.list(params.user_id);
      return { data: { sessions: rows.map((row) => onWire(row, caller.session_id)) } };
    },
    async deleteUserSessions({ caller, params }) {
      checkTarget(caller, params.user_id);
      return { data: { revoked: await endAll(params.user_id, {}) } };
    },
    async deleteUserSession({ caller, params }) {
      checkTarget(caller, params.user_id);
      return endOne(params.user_id, params.session_id);
    },
  });
}
