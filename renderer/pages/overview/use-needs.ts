/** What needs the reader, from every part that knows something and that the reader may read. */
import { useMemo } from 'react';
import type { DdnsStatus } from '../../../shared/api/ddns-status.ts';
import { useAccounts } from '../../api/account-queries.ts';
import { useActiveAlerts } from '../../api/alert-queries.ts';
import { useChecks } from '../../api/check-queries.ts';
import { useExposure } from '../../api/exposure-queries.ts';
import { useTotp } from '../../api/own-queries.ts';
import { useMay } from '../../me.ts';
import { useServices } from '../../services.ts';
import { needsOf, type Need } from './needs.ts';

/** Whether all were asked, whether one did not answer, and what they say. */
export interface Needs {
  readonly isKnown: boolean;
  readonly isPartial: boolean;
  readonly needs: readonly Need[];
}

/** Asks each part once; what it says later is shown by itself. */
export function useNeeds(status: DdnsStatus | undefined): Needs {
  const { clock } = useServices();
  const may = useMay();
  const alerts = useActiveAlerts(may('alerts:read'));
  const accounts = useAccounts(may('ddns:read'));
  const checks = useChecks(may('monitoring:read'));
  const exposure = useExposure(may('exposure:read'));
  const totp = useTotp();
  const asked = [alerts, accounts, checks, exposure, totp];
  const needs = useMemo(
    () =>
      needsOf({
        now: clock.now(),
        status,
        alerts: alerts.data?.alerts,
        accounts: accounts.data,
        checks: checks.data?.checks,
        exposure: exposure.data,
        totp: totp.data,
      }),
    [clock, status, alerts.data, accounts.data, checks.data, exposure.data, totp.data],
  );
  return {
    // Nothing is put before what is read already: the list comes once it is whole.
    isKnown: asked.every(({ isLoading }) => !isLoading),
    isPartial: asked.some(({ isError }) => isError),
    needs,
  };
}
