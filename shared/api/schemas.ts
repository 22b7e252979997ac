/** The schemas of all areas by the names they are exported under, so that the API's document can call them the same. */
import { Type, type TSchema } from 'typebox';
import * as about from './about.ts';
import * as alerts from './alerts.ts';
import * as audit from './audit.ts';
import * as authKeys from './auth-keys.ts';
import * as authOAuth from './auth-oauth.ts';
import * as authSessions from './auth-sessions.ts';
import * as monitoringHistory from './monitoring-history.ts';
import * as monitoring from './monitoring.ts';
import * as oidc from './auth-oidc.ts';
import * as auth from './auth.ts';
import * as checksHealth from './checks-health.ts';
import * as checks from './checks.ts';
import * as caches from './caches.ts';
import * as common from './common.ts';
import * as copies from './copies.ts';
import * as ddnsAccounts from './ddns-accounts.ts';
import * as ddnsHosts from './ddns-hosts.ts';
import * as ddnsRecords from './ddns-records.ts';
import * as ddnsSources from './ddns-sources.ts';
import * as ddnsStatus from './ddns-status.ts';
import * as ddns from './ddns.ts';
import * as health from './health.ts';
import * as integrations from './integrations.ts';
import * as jobs from './jobs.ts';
import * as logs from './logs.ts';
import * as muting from './muting.ts';
import * as notify from './notify.ts';
import * as performance from './performance.ts';
import * as roles from './roles.ts';
import * as settings from './settings.ts';
import * as telemetry from './telemetry.ts';
import * as system from './system.ts';
import * as updates from './updates.ts';
import * as usersPublic from './users-public.ts';
import * as users from './users.ts';
import * as totp from './auth-totp.ts';

function schemasOf(area: object): [string, TSchema][] {
  return Object.entries(area).filter((entry): entry is [string, TSchema] => Type.IsSchema(entry[1]));
}

/** Every exported schema by its name. */
export const schemas: Readonly<Record<string, TSchema>> = Object.fromEntries(
  [
    common,
    about,
    alerts,
    audit,
    auth,
    authKeys,
    authOAuth,
    authSessions,
    checks,
    checksHealth,
    caches,
    copies,
    ddns,
    ddnsAccounts,
    ddnsHosts,
    ddnsRecords,
    ddnsSources,
    ddnsStatus,
    health,
    integrations,
    jobs,
    logs,
    monitoring,
    monitoringHistory,
    muting,
    notify,
    oidc,
    performance,
    roles,
    settings,
    telemetry,
    system,
    totp,
    updates,
    users,
    usersPublic,
  ].flatMap(schemasOf),
);
