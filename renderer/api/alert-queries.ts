/** What the page reads and does about alerts and their rules. Only lazy parts use it. */
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import type { Alert, AlertSeverity, AlertSummary } from '../../shared/api/alerts.ts';
import type {
  AlertRule,
  AlertRuleChange,
  AlertRulePreview,
  AlertRuleState,
  AlertRuleTrial,
  AlertTemplate,
  NewAlertRule,
} from '../../shared/api/alert-rules.ts';
import type { NotifyDelivery } from '../../shared/api/notify-deliveries.ts';
import { useLanguage } from '../i18n.ts';
import { useLive } from '../live/use-live.ts';
import { useServices } from '../services.ts';
import { rowsOfPage, type Page } from './access.ts';
import type { DataFor } from './contract-types.ts';
import { calm, longPatience, useChange } from './queries.ts';

const changed = ['alerts', 'change'];
/** Alerts that go on and are listed: whoever has more has one trouble, not many. */
const mostActive = 200;
/** Messages about one alert that are shown. */
const mostDeliveries = 20;

/** Alerts that go on, and how many there are of each kind. */
export interface ActiveAlerts {
  readonly alerts: readonly Alert[];
  readonly summary: AlertSummary;
}

/** What goes on now. */
export function useActiveAlerts(isWanted = true) {
  const { client } = useServices();
  const { language } = useLanguage();
  return useQuery<ActiveAlerts>({
    enabled: isWanted,
    ...useLive('alerts'),
    queryKey: ['alerts', 'active', language],
    queryFn: ({ signal }) => client.call('GET /alerts', { signal, query: { limit: mostActive } }),
    placeholderData: keepPreviousData,
  });
}

/** Which of the alerts that are over are asked for. */
export interface PastFilter {
  readonly severity: '' | AlertSeverity;
  /** Id of a rule; empty for any. */
  readonly rule: string;
  readonly page: number;
}

/** A page of alerts that are over, the newest first. */
export function usePastAlerts({ severity, rule, page }: PastFilter) {
  const { client } = useServices();
  const { language } = useLanguage();
  return useQuery<Page<Alert>>({
    ...useLive('alerts'),
    queryKey: ['alerts', 'past', language, severity, rule, page],
    queryFn: async ({ signal }) => {
      const { data, pagination } = await client.ask('GET /alerts', {
        signal,
        query: {
          status: 'resolved',
          page,
          size: rowsOfPage,
          ...(severity === '' ? {} : { severity }),
          ...(rule === '' ? {} : { rule_id: rule }),
        },
      });
      return { rows: data.alerts, total: pagination?.total ?? 0, pages: pagination?.pages ?? 1 };
    },
    placeholderData: keepPreviousData,
  });
}

/** An alert with its events and its series. */
export type AlertHistory = DataFor<'GET /alerts/{alert_id}/history'>;

/** What happened to an alert. `stamp` is when it last changed: nothing is new before. */
export function useAlertHistory(id: string, stamp: string) {
  const { client } = useServices();
  const { language } = useLanguage();
  return useQuery<AlertHistory>({
    ...useLive('alerts'),
    queryKey: ['alerts', 'history', language, id, stamp],
    queryFn: ({ signal }) =>
      client.call('GET /alerts/{alert_id}/history', { signal, params: { alert_id: id } }),
    placeholderData: keepPreviousData,
  });
}

/** Messages about the same rule and object, the newest first. */
export function useAlertDeliveries(fingerprint: string) {
  const { client } = useServices();
  const { language } = useLanguage();
  return useQuery<readonly NotifyDelivery[]>({
    ...useLive('notify'),
    queryKey: ['alerts', 'deliveries', language, fingerprint],
    queryFn: async ({ signal }) => {
      const query = { subject: fingerprint, limit: mostDeliveries };
      return (await client.call('GET /notify/deliveries', { signal, query })).deliveries;
    },
    placeholderData: keepPreviousData,
  });
}

/** Takes note of an alert. */
export function useAcknowledge() {
  return useChange(
    (client, { id, notes }: { id: string; notes: string }) =>
      client.call('POST /alerts/{alert_id}/acknowledge', {
        params: { alert_id: id },
        body: notes === '' ? {} : { notes },
      }),
    changed,
  );
}

/** Calls an alert done. */
export function useResolve() {
  return useChange(
    (client, { id, notes }: { id: string; notes: string }) =>
      client.call('POST /alerts/{alert_id}/resolve', {
        params: { alert_id: id },
        body: notes === '' ? {} : { resolution_notes: notes },
      }),
    changed,
  );
}

/** All rules. */
export function useAlertRules() {
  const { client } = useServices();
  const { language } = useLanguage();
  return useQuery<readonly AlertRule[]>({
    ...useLive('alerts'),
    queryKey: ['alerts', 'rules', language],
    queryFn: async ({ signal }) => (await client.call('GET /alerts/rules', { signal })).rules,
    placeholderData: keepPreviousData,
  });
}

/** How a rule stands on each object. */
export function useRuleStates(id: string) {
  const { client } = useServices();
  return useQuery<readonly AlertRuleState[]>({
    ...useLive('alerts'),
    queryKey: ['alerts', 'states', id],
    queryFn: async ({ signal }) =>
      (await client.call('GET /alerts/rules/{rule_id}/states', { signal, params: { rule_id: id } })).states,
    placeholderData: keepPreviousData,
  });
}

/** Rules that come with CloudCube. */
export function useAlertTemplates() {
  const { client } = useServices();
  const { language } = useLanguage();
  return useQuery<readonly AlertTemplate[]>({
    queryKey: ['alerts', 'templates', language],
    queryFn: async ({ signal }) => (await client.call('GET /alerts/templates', { signal })).templates,
  });
}

/** When a rule would have fired; `null` asks nothing. */
export function useRulePreview(trial: AlertRuleTrial | null) {
  const { client } = useServices();
  return useQuery<AlertRulePreview>({
    queryKey: ['rule-preview', trial],
    queryFn:
      trial === null
        ? skipToken
        : ({ signal }) =>
            client.call('POST /alerts/rules/preview', { signal, body: trial, patience: longPatience }),
    placeholderData: keepPreviousData,
    staleTime: calm,
    gcTime: 0,
  });
}

/** Channels that a rule may name. */
export function useChannelNames() {
  const { client } = useServices();
  return useQuery<readonly { readonly id: string; readonly name: string }[]>({
    queryKey: ['channel-names'],
    queryFn: async ({ signal }) =>
      (await client.call('GET /notify/channels', { signal })).channels.map(({ channel_id: id, name }) => ({
        id,
        name,
      })),
    gcTime: 0,
  });
}

/** Makes a rule. */
export function useAddRule() {
  return useChange((client, body: NewAlertRule) => client.call('POST /alerts/rules', { body }), changed);
}

/** Makes a rule as it comes with CloudCube. */
export function useInstallTemplate() {
  return useChange(
    (client, id: string) =>
      client.call('POST /alerts/templates/{template_id}/install', { params: { template_id: id } }),
    changed,
  );
}

/** Changes a rule; `enabled` switches it. */
export function useChangeRule() {
  return useChange(
    (client, { id, body }: { id: string; body: AlertRuleChange }) =>
      client.call('PUT /alerts/rules/{rule_id}', { params: { rule_id: id }, body }),
    changed,
  );
}

/** Lets a rule go. */
export function useDeleteRule() {
  return useChange(
    (client, id: string) => client.call('DELETE /alerts/rules/{rule_id}', { params: { rule_id: id } }),
    changed,
  );
}
