/** The operations on alert rules and alerts. */
import { Type } from 'typebox';
import {
  Alert,
  AlertAcknowledgement,
  AlertHistory,
  AlertResolution,
  AlertRuleId,
  AlertSeverity,
  AlertSummary,
} from './alerts.ts';
import {
  AlertRule,
  AlertRuleChange,
  AlertRulePreview,
  AlertRuleState,
  AlertRuleTrial,
  AlertTemplate,
  NewAlertRule,
} from './alert-rules.ts';
import { Id, pageQuery } from './common.ts';
import { defineRoutes } from './contract.ts';
import {
  alertExample,
  eventExample,
  newRuleExample,
  ruleExample,
  seriesAroundExample,
  templateExample,
  toldExample,
} from './alerts-examples.ts';

const ruleParams = Type.Object({ rule_id: AlertRuleId });
const alertParams = Type.Object({ alert_id: Id });

const reading = { method: 'GET', tag: 'alerts', access: 'alerts:read' } as const;

const creating = {
  method: 'POST',
  tag: 'alerts',
  access: 'alerts:admin',
  audit: 'alert_rule.create',
  body: NewAlertRule,
  data: AlertRule,
  status: 201,
  errors: ['ALERT_RULE_EXISTS', 'ALERT_TOO_MANY_RULES'],
} as const;

/** Operations on `/alerts` and `/monitoring/alerts`. */
export const alertRoutes = defineRoutes({
  listAlerts: {
    ...reading,
    path: '/alerts',
    summary: 'Alerts, the newest first, and how many there are',
    query: Type.Object({
      status: Type.Optional(
        Type.Enum(['active', 'firing', 'acknowledged', 'resolved', 'all'], {
          description: '`active` unless told: firing and acknowledged',
        }),
      ),
      severity: Type.Optional(AlertSeverity),
      rule_id: Type.Optional(AlertRuleId),
      ...pageQuery,
    }),
    data: Type.Object({ alerts: Type.Array(Alert), count: Type.Integer(), summary: AlertSummary }),
    paginated: true,
    example: {
      data: {
        alerts: [alertExample],
        count: 1,
        summary: { total: 12, active: 1, critical: 0, warning: 1, info: 0, acknowledged: 0, pending: 0 },
      },
    },
  },
  listActiveAlerts: {
    ...reading,
    path: '/monitoring/alerts/active',
    summary: 'Alerts that go on',
    data: Type.Array(Alert),
    example: { data: [alertExample] },
  },
  listAlertRules: {
    ...reading,
    path: '/alerts/rules',
    summary: 'The rules',
    data: Type.Object({ rules: Type.Array(AlertRule), count: Type.Integer() }),
    example: { data: { rules: [ruleExample], count: 1 } },
  },
  createAlertRule: {
    ...creating,
    path: '/alerts/rules',
    summary: 'Make a rule',
    example: {
      body: {
        name: 'Memory is short',
        condition: 'system.memory.usage > 85 for 5m',
        severity: 'critical',
        notification_channels: [],
      },
      data: { ...ruleExample, for_seconds: 300 },
    },
  },
  createMonitoringAlertRule: {
    ...creating,
    path: '/monitoring/alerts/rules',
    summary: 'Make a rule',
    example: { body: newRuleExample, data: ruleExample },
  },
  previewAlertRule: {
    method: 'POST',
    path: '/alerts/rules/preview',
    tag: 'alerts',
    summary: 'When a rule would have fired, by what was measured',
    access: 'alerts:read',
    unaudited: 'reads only',
    body: AlertRuleTrial,
    data: AlertRulePreview,
    example: {
      body: { condition: 'system.memory.usage > 85 for 5m', hours: 24 },
      data: {
        from: '2026-11-19T08:00:00.000Z',
        to: '2026-11-20T08:00:00.000Z',
        step: 60,
        objects: 1,
        fired: [
          {
            object: '',
            object_name: '',
            fired_at: '2026-11-20T02:05:00.000Z',
            resolved_at: '2026-11-20T02:41:00.000Z',
            value: 88.1,
          },
        ],
        series: seriesAroundExample.series,
      },
    },
  },
  getAlertRule: {
    ...reading,
    path: '/alerts/rules/{rule_id}',
    summary: 'One rule',
    params: ruleParams,
    data: AlertRule,
    errors: ['RESOURCE_NOT_FOUND'],
    example: { data: ruleExample },
  },
  getAlertRuleStates: {
    ...reading,
    path: '/alerts/rules/{rule_id}/states',
    summary: 'How a rule stands on each object that it looks at',
    params: ruleParams,
    data: Type.Object({ states: Type.Array(AlertRuleState), count: Type.Integer() }),
    errors: ['RESOURCE_NOT_FOUND'],
    example: {
      data: {
        states: [
          { object: '', object_name: '', state: 'inactive', value: 41.7, since: null, alert_id: null },
        ],
        count: 1,
      },
    },
  },
  updateAlertRule: {
    method: 'PUT',
    path: '/alerts/rules/{rule_id}',
    tag: 'alerts',
    summary:
      'Change a rule; what is left out stays. `enabled: false` switches it off. Alerts that it is no longer about are resolved',
    access: 'alerts:admin',
    audit: 'alert_rule.update',
    params: ruleParams,
    body: AlertRuleChange,
    data: AlertRule,
    errors: ['RESOURCE_NOT_FOUND'],
    example: { body: { threshold: 90 }, data: { ...ruleExample, threshold: 90, revision: 2 } },
  },
  deleteAlertRule: {
    method: 'DELETE',
    path: '/alerts/rules/{rule_id}',
    tag: 'alerts',
    summary: 'Let a rule go; its alerts are resolved and stay in the history',
    access: 'alerts:admin',
    audit: 'alert_rule.delete',
    params: ruleParams,
    data: Type.Object({ rule_id: AlertRuleId }),
    errors: ['RESOURCE_NOT_FOUND'],
    example: { data: { rule_id: ruleExample.id } },
  },
  listAlertTemplates: {
    ...reading,
    path: '/alerts/templates',
    summary: 'Rules that come with CloudCube',
    data: Type.Object({ templates: Type.Array(AlertTemplate), count: Type.Integer() }),
    example: { data: { templates: [templateExample], count: 1 } },
  },
  installAlertTemplate: {
    method: 'POST',
    path: '/alerts/templates/{template_id}/install',
    tag: 'alerts',
    summary: 'Make a rule as it comes with CloudCube',
    access: 'alerts:admin',
    audit: 'alert_rule.create',
    params: Type.Object({ template_id: AlertRuleId }),
    data: AlertRule,
    status: 201,
    errors: ['RESOURCE_NOT_FOUND', 'ALERT_RULE_EXISTS', 'ALERT_TOO_MANY_RULES'],
    example: { data: ruleExample },
  },
  getAlert: {
    ...reading,
    path: '/alerts/{alert_id}',
    summary: 'One alert',
    params: alertParams,
    data: Alert,
    errors: ['RESOURCE_NOT_FOUND'],
    example: { data: alertExample },
  },
  getAlertHistory: {
    ...reading,
    path: '/alerts/{alert_id}/history',
    summary: 'What happened to an alert, why it was told or not, and its series around that time',
    params: alertParams,
    data: AlertHistory,
    errors: ['RESOURCE_NOT_FOUND'],
    example: {
      data: {
        alert: alertExample,
        events: [eventExample],
        messages: [toldExample],
        series: seriesAroundExample,
      },
    },
  },
  acknowledgeAlert: {
    method: 'POST',
    path: '/alerts/{alert_id}/acknowledge',
    tag: 'alerts',
    summary: 'Take note of an alert: nobody is reminded of it until it is resolved',
    access: 'alerts:write',
    audit: 'alert.acknowledge',
    params: alertParams,
    body: AlertAcknowledgement,
    data: Alert,
    errors: ['RESOURCE_NOT_FOUND'],
    example: {
      body: { notes: 'A new disk is on its way' },
      data: {
        ...alertExample,
        state: 'acknowledged',
        acknowledged_at: '2026-11-20T08:20:00.000Z',
        acknowledged_by: 'ada',
        notes: 'A new disk is on its way',
      },
    },
  },
  resolveAlert: {
    method: 'POST',
    path: '/alerts/{alert_id}/resolve',
    tag: 'alerts',
    summary:
      'Call an alert done. Where it is not, a new one fires ten minutes later at the soonest. One that is resolved is not found',
    access: 'alerts:write',
    audit: 'alert.resolve',
    params: alertParams,
    body: AlertResolution,
    data: Alert,
    errors: ['RESOURCE_NOT_FOUND'],
    example: {
      body: { resolution_notes: 'Old snapshots were removed' },
      data: {
        ...alertExample,
        status: 'resolved',
        state: 'resolved',
        resolved_at: '2026-11-20T08:30:00.000Z',
        resolved_by: 'ada',
        notes: 'Old snapshots were removed',
      },
    },
  },
});
