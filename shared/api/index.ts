/** Every area's contract; the document and the page's client are made from this list. */
import { aboutRoutes } from './about.ts';
import { alertRoutes } from './alerts-routes.ts';
import { auditRoutes } from './audit.ts';
import { authKeyRoutes } from './auth-keys.ts';
import { authOAuthRoutes } from './auth-oauth.ts';
import { oidcRoutes } from './auth-oidc.ts';
import { authSessionRoutes } from './auth-sessions.ts';
import { totpRoutes } from './auth-totp.ts';
import { authRoutes } from './auth.ts';
import { checkHealthRoutes } from './checks-health.ts';
import { checkRoutes } from './checks-routes.ts';
import { cacheRoutes } from './caches.ts';
import { copyRoutes } from './copies.ts';
import { ddnsAccountRoutes } from './ddns-account-routes.ts';
import { ddnsHostRoutes } from './ddns-host-routes.ts';
import { ddnsInboundRoutes } from './ddns-inbound.ts';
import { ddnsRecordRoutes } from './ddns-record-routes.ts';
import { ddnsRoutes } from './ddns-routes.ts';
import { ddnsSourceRoutes } from './ddns-source-routes.ts';
import { exposureRoutes } from './exposure.ts';
import { healthRoutes } from './health.ts';
import { integrationRoutes } from './integrations.ts';
import { jobRoutes } from './jobs.ts';
import { logRoutes } from './logs.ts';
import { mutingRoutes } from './muting-routes.ts';
import { notifyRoutes } from './notify-routes.ts';
import { performanceRoutes } from './performance-routes.ts';
import { prometheusRoutes } from './prometheus.ts';
import { roleRoutes } from './roles.ts';
import { settingRoutes } from './settings.ts';
import { telemetryRoutes } from './telemetry.ts';
import { monitoringRoutes } from './monitoring-routes.ts';
import { systemRoutes } from './system.ts';
import { updateRoutes } from './updates.ts';
import { userPublicRoutes } from './users-public.ts';
import { userRoutes } from './users-routes.ts';

/** All operations by area. */
export const contract = {
  health: healthRoutes,
  auth: authRoutes,
  authSessions: authSessionRoutes,
  authTotp: totpRoutes,
  users: userRoutes,
  usersPublic: userPublicRoutes,
  roles: roleRoutes,
  authKeys: authKeyRoutes,
  authOAuth: authOAuthRoutes,
  authOidc: oidcRoutes,
  audit: auditRoutes,
  ddns: ddnsRoutes,
  ddnsHosts: ddnsHostRoutes,
  ddnsRecords: ddnsRecordRoutes,
  ddnsAccounts: ddnsAccountRoutes,
  ddnsSources: ddnsSourceRoutes,
  ddnsInbound: ddnsInboundRoutes,
  checks: checkRoutes,
  checksHealth: checkHealthRoutes,
  alerts: alertRoutes,
  muting: mutingRoutes,
  exposure: exposureRoutes,
  notify: notifyRoutes,
  performance: performanceRoutes,
  caches: cacheRoutes,
  prometheus: prometheusRoutes,
  monitoring: monitoringRoutes,
  system: systemRoutes,
  updates: updateRoutes,
  about: aboutRoutes,
  settings: settingRoutes,
  copies: copyRoutes,
  jobs: jobRoutes,
  logs: logRoutes,
  telemetry: telemetryRoutes,
  integrations: integrationRoutes,
};

/** {@link contract} as a type. */
export type Contract = typeof contract;
