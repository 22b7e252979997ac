/** The operations on what mutes alerts: silences, maintenance and quiet hours. */
import { Type } from 'typebox';
import { Id, Timestamp } from './common.ts';
import { defineRoutes } from './contract.ts';
import {
  CalendarEntry,
  Maintenance,
  MaintenanceChange,
  MutingPreview,
  MutingTrial,
  NewMaintenance,
  QuietHours,
  QuietHoursChange,
} from './muting.ts';
import { silenceRoutes } from './silence-routes.ts';

const maintenanceParams = Type.Object({ maintenance_id: Id });
const read = { tag: 'alerts', access: 'alerts:read' } as const;
const change = { tag: 'alerts', access: 'alerts:admin' } as const;

const schedule = { every: 'month', nth: 1, weekday: 'sun', at: '03:00' };
const nextWindow = { starts_at: '2026-12-06T02:00:00.000Z', ends_at: '2026-12-06T04:00:00.000Z' };

const maintenanceExample = {
  maintenance_id: '0198f3a0-0000-7000-8000-000000000072',
  name: 'Scrub of the pool',
  comment: '',
  enabled: true,
  matchers: [{ name: 'severity', operator: '!=', value: 'critical' }],
  schedule,
  duration_minutes: 120,
  time_zone: 'Europe/Berlin',
  active: false,
  next: nextWindow,
  muted_alerts: 0,
  created_by: 'ada',
  revision: 1,
  created_at: '2026-11-20T08:00:00.000Z',
  updated_at: '2026-11-20T08:00:00.000Z',
};

const quietExample = {
  enabled: true,
  time_zone: 'Europe/Berlin',
  spans: [
    { days: ['mon', 'tue', 'wed', 'thu', 'sun'], from: '22:30', to: '07:00' },
    { days: ['fri', 'sat'], from: '23:30', to: '09:00' },
  ],
  up_to: 'warning',
  until: null,
  next: { starts_at: '2026-11-20T22:30:00.000Z', ends_at: '2026-11-21T08:00:00.000Z' },
  revision: 1,
  updated_at: '2026-11-20T08:00:00.000Z',
};

/** Operations on `/alerts/silence`, `/alerts/silences`, `/alerts/maintenance`, `/alerts/quiet-hours`, `/alerts/muting`. */
export const mutingRoutes = {
  ...silenceRoutes,
  ...defineRoutes({
    listMaintenance: {
      ...read,
      method: 'GET',
      path: '/alerts/maintenance',
      summary: 'Maintenance that comes back, and when next',
      data: Type.Object({ maintenance: Type.Array(Maintenance), count: Type.Integer() }),
      example: { data: { maintenance: [maintenanceExample], count: 1 } },
    },
    getMaintenance: {
      ...read,
      method: 'GET',
      path: '/alerts/maintenance/{maintenance_id}',
      summary: 'One maintenance',
      params: maintenanceParams,
      data: Maintenance,
      errors: ['RESOURCE_NOT_FOUND'],
      example: { data: maintenanceExample },
    },
    createMaintenance: {
      ...change,
      method: 'POST',
      path: '/alerts/maintenance',
      summary:
        'Mute alerts again and again, by the clock of a time zone. Without matchers it mutes all of them',
      audit: 'maintenance.create',
      body: NewMaintenance,
      data: Maintenance,
      status: 201,
      errors: ['MAINTENANCE_NAME_TAKEN', 'MAINTENANCE_TOO_MANY'],
      example: {
        body: {
          name: 'Scrub of the pool',
          matchers: [{ name: 'severity', operator: '!=', value: 'critical' }],
          schedule,
          duration_minutes: 120,
          time_zone: 'Europe/Berlin',
        },
        data: maintenanceExample,
      },
    },
    updateMaintenance: {
      ...change,
      method: 'PUT',
      path: '/alerts/maintenance/{maintenance_id}',
      summary: 'Change a maintenance; what is left out stays. `enabled: false` lets alerts through',
      audit: 'maintenance.update',
      params: maintenanceParams,
      body: MaintenanceChange,
      data: Maintenance,
      errors: ['RESOURCE_NOT_FOUND', 'MAINTENANCE_NAME_TAKEN'],
      example: {
        body: { enabled: false },
        data: { ...maintenanceExample, enabled: false, next: null, revision: 2 },
      },
    },
    deleteMaintenance: {
      ...change,
      method: 'DELETE',
      path: '/alerts/maintenance/{maintenance_id}',
      summary: 'Let a maintenance go; alerts that still fire are told',
      audit: 'maintenance.delete',
      params: maintenanceParams,
      data: maintenanceParams,
      errors: ['RESOURCE_NOT_FOUND'],
      example: { data: { maintenance_id: maintenanceExample.maintenance_id } },
    },
    getQuietHours: {
      ...read,
      method: 'GET',
      path: '/alerts/quiet-hours',
      summary: 'When alerts wait, to be told together afterwards',
      data: QuietHours,
      example: { data: quietExample },
    },
    setQuietHours: {
      ...change,
      method: 'PUT',
      path: '/alerts/quiet-hours',
      summary: 'Change the quiet hours; what is left out stays. Critical alerts are told at once in any case',
      audit: 'quiet_hours.update',
      body: QuietHoursChange,
      data: QuietHours,
      example: {
        body: {
          enabled: true,
          time_zone: quietExample.time_zone,
          spans: quietExample.spans,
          up_to: 'warning',
        },
        data: quietExample,
      },
    },
    getMutingCalendar: {
      ...read,
      method: 'GET',
      path: '/alerts/muting/calendar',
      summary: 'What mutes alerts and when, the first first: silences, each time of maintenance, quiet hours',
      query: Type.Object({
        from: Type.Optional(Type.String({ format: 'date-time', description: 'Now unless told' })),
        to: Type.Optional(
          Type.String({ format: 'date-time', description: '31 days after `from` unless told; 62 at most' }),
        ),
      }),
      data: Type.Object({
        from: Timestamp,
        to: Timestamp,
        entries: Type.Array(CalendarEntry),
        count: Type.Integer(),
      }),
      example: {
        data: {
          from: '2026-12-01T00:00:00.000Z',
          to: '2027-01-01T00:00:00.000Z',
          entries: [
            {
              kind: 'maintenance',
              id: maintenanceExample.maintenance_id,
              title: maintenanceExample.name,
              ...nextWindow,
            },
          ],
          count: 1,
        },
      },
    },
    previewMuting: {
      ...read,
      method: 'POST',
      path: '/alerts/muting/preview',
      summary: 'Which of the active alerts matchers would mute, and when a schedule would come back',
      unaudited: 'looks only',
      body: MutingTrial,
      data: MutingPreview,
      example: {
        body: { matchers: { alertname: 'Disk filling' } },
        data: {
          alerts: [
            {
              alert_id: '0198f3a0-0000-7000-8000-000000000073',
              severity: 'warning',
              labels: { alertname: 'Disk filling', severity: 'warning', mount: '/volume1' },
              started_at: '2026-11-20T07:40:00.000Z',
              muted: null,
            },
          ],
          count: 1,
          active: 3,
          windows: [],
        },
      },
    },
  }),
};
