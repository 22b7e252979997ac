/** The schemas of all areas by the names they are exported under, so that the API's document can call them the same. */
import { Type, type TSchema } from 'typebox';
import * as audit from './audit.ts';
import * as authKeys from './auth-keys.ts';
import * as authOAuth from './auth-oauth.ts';
import * as authSessions from './auth-sessions.ts';
import * as oidc from './auth-oidc.ts';
import * as auth from './auth.ts';
import * as common from './common.ts';
import * as ddnsAccounts from './ddns-accounts.ts';
import * as ddnsSources from './ddns-sources.ts';
import * as ddns from './ddns.ts';
import * as health from './health.ts';
import * as jobs from './jobs.ts';
import * as roles from './roles.ts';
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
    audit,
    auth,
    authKeys,
    authOAuth,
    authSessions,
    ddns,
    ddnsAccounts,
    ddnsSources,
    health,
    jobs,
    oidc,
    roles,
    totp,
    users,
    usersPublic,
  ].flatMap(schemasOf),
);
