/** The signing in, as its settings want it. */
import type { AppPorts } from './app.ts';
import { auditRetentionDays, signingKeyDays, usersPasswordReset, usersRegistration } from './app-settings.ts';
import { createAuth, type AuthDeps, type AuthService } from './auth/index.ts';
import type { Settings } from './kernel/settings.ts';

/** Starts it. */
export const startAuth = ({
  ports: { boot, clock, logger },
  settings,
  ...deps
}: Pick<
  AuthDeps,
  'database' | 'secretBox' | 'events' | 'scheduler' | 'caches' | 'audit' | 'mailer' | 'oidcHttp'
> & {
  readonly ports: Pick<AppPorts, 'boot' | 'clock' | 'logger'>;
  readonly settings: Settings;
}): Promise<AuthService> =>
  createAuth({
    ...{ ...deps, clock, logger: logger.of('auth') },
    auditDays: () => settings.get(auditRetentionDays),
    signingKeyDays: () => settings.get(signingKeyDays),
    selfService: {
      registration: () => settings.get(usersRegistration),
      passwordReset: () => settings.get(usersPasswordReset),
    },
    ...{ adminUser: boot.adminUser, adminPassword: boot.adminPassword },
  });
