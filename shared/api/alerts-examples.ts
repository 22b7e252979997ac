/** What the document shows of alerts and their rules. */
import type { Alert, AlertEvent, AlertTold } from './alerts.ts';
import type { AlertRule, AlertTemplate, NewAlertRule } from './alert-rules.ts';
import { seriesExample } from './monitoring-examples.ts';

/** As it is asked for. */
export const newRuleExample: NewAlertRule = {
  id: 'memory_high',
  name: 'Memory is short',
  metric_name: 'system.memory.usage',
  condition: '>',
  threshold: 85,
  level: 'error',
  enabled: true,
  cooldown_minutes: 5,
  description: 'More than 85 % of the memory is in use',
};

/** As it is kept. */
export const ruleExample: AlertRule = {
  id: 'memory_high',
  name: 'Memory is short',
  description: 'More than 85 % of the memory is in use',
  metric_name: 'system.memory.usage',
  condition: '>',
  threshold: 85,
  severity: 'critical',
  level: 'error',
  enabled: true,
  clear_threshold: null,
  for_seconds: 0,
  keep_firing_seconds: 0,
  after_well: false,
  no_data: 'keep',
  no_data_seconds: 300,
  cooldown_minutes: 5,
  repeat_minutes: 240,
  include: [],
  exclude: [],
  labels: {},
  notification_channels: [],
  template: null,
  objects: 1,
  firing: 0,
  revision: 1,
  created_at: '2026-11-20T08:00:00.000Z',
  updated_at: '2026-11-20T08:00:00.000Z',
};

/** A volume that fills. */
export const alertExample: Alert = {
  id: '0198f3a0-0000-7000-8000-000000000071',
  fingerprint: '6f2c41c85a0c3d7e',
  rule_id: 'disk_filling',
  name: 'A disk fills up',
  description: 'More than 90 % of a file system is in use',
  severity: 'warning',
  level: 'warning',
  status: 'active',
  state: 'firing',
  flapping: false,
  metric_name: 'system.disk.usage',
  condition: '>',
  threshold_value: 90,
  current_value: 91.4,
  object: '/volume1',
  object_name: '/volume1',
  labels: { alertname: 'disk_filling', severity: 'warning', mount: '/volume1' },
  cause: null,
  under: null,
  telling: { decision: 'sent', reason: null, told_at: '2026-11-20T08:10:10.000Z' },
  created_at: '2026-11-20T08:10:00.000Z',
  updated_at: '2026-11-20T08:10:10.000Z',
  acknowledged_at: null,
  acknowledged_by: null,
  resolved_at: null,
  resolved_by: null,
  notes: null,
};

/** Its first moment. */
export const eventExample: AlertEvent = {
  at: '2026-11-20T08:10:00.000Z',
  kind: 'firing',
  reason: null,
  value: 91.4,
  actor: null,
};

/** The message about it. */
export const toldExample: AlertTold = {
  kind: 'firing',
  channel: 'Phone',
  status: 'sent',
  reason: null,
  at: '2026-11-20T08:10:41.000Z',
};

/** A chart of the time around it. */
export const seriesAroundExample = {
  from: '2026-11-20T07:00:00.000Z',
  to: '2026-11-20T08:15:00.000Z',
  step: 60,
  tier: 'minute' as const,
  series: [seriesExample],
};

/** One of those that come along. */
export const templateExample: AlertTemplate = {
  id: 'disk_filling',
  name: 'A disk fills up',
  description: 'More than 90 % of a file system is in use',
  rule: {
    id: 'disk_filling',
    name: 'A disk fills up',
    metric_name: 'system.disk.usage',
    condition: '>',
    threshold: 90,
    clear_threshold: 88,
    severity: 'warning',
    for_seconds: 300,
  },
  installed: true,
  standard: true,
};
