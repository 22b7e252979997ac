/** What must have happened before an operation can get through: other operations, by the document's examples. */
import type { CallerName } from './callers.ts';

/** One call that prepares another. */
export interface Lead {
  readonly as: CallerName;
  readonly operation: string;
}

const as = (name: CallerName, ...operations: readonly string[]): Lead[] =>
  operations.map((operation) => ({ as: name, operation }));

const twoSteps = ['authTotp.beginTotp', 'authTotp.confirmTotp'];

/** By operation. */
export const leads: Readonly<Record<string, readonly Lead[]>> = {
  'authTotp.confirmTotp': as('admin', 'authTotp.beginTotp'),
  'authTotp.removeTotp': as('admin', ...twoSteps),
  'authTotp.renewRecoveryCodes': as('admin', ...twoSteps),
  'users.removeUserTotp': as('weak', ...twoSteps, 'users.getMe'),
  'users.resetUserPassword': as('weak', 'users.getMe'),
  'users.userLogin': as('admin', 'users.updateMyProfile'),
  'authSessions.deleteUserSession': as('session', 'users.getMe', 'authSessions.listSessions'),
  'authSessions.deleteUserSessions': as('weak', 'users.getMe'),
  'authOAuth.token': as('admin', 'authKeys.createKey'),
  'authKeys.rotateKey': as('admin', 'authKeys.createKey'),
  'authKeys.updateKey': as('admin', 'authKeys.createKey'),
  'checks.receiveHeartbeat': as('admin', 'checks.createCheck', 'checks.renewHeartbeatToken'),
  'checks.receiveHeartbeatByGet': as('admin', 'checks.createCheck', 'checks.renewHeartbeatToken'),
  'authOidc.startOidc': as('admin', 'authOidc.createOidcProvider'),
  'ddnsAccounts.testAccount': as('admin', 'ddnsAccounts.createAccount'),
  'ddnsInbound.updateAddress': as('admin', 'ddnsHosts.createHost', 'ddnsSources.createInboundToken'),
  'ddnsInbound.updateAddressV3': as('admin', 'ddnsHosts.createHost', 'ddnsSources.createInboundToken'),
};
