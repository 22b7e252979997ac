/** The operations on silences. */
import { Type } from 'typebox';
import { Id, pageQuery } from './common.ts';
import { defineRoutes } from './contract.ts';
import { NewSilence, Silence, SilenceChange, SilenceState } from './muting.ts';

const silenceParams = Type.Object({ silence_id: Id });
const read = { tag: 'alerts', access: 'alerts:read' } as const;
const change = { tag: 'alerts', access: 'alerts:admin' } as const;

const matchers = [
  { name: 'alertname', operator: '=', value: 'Disk filling' },
  { name: 'mount', operator: '=~', value: '/volume[12]' },
];

/** A silence as examples show it. */
export const silenceExample = {
  silence_id: '0198f3a0-0000-7000-8000-000000000071',
  matchers,
  starts_at: '2026-11-20T08:00:00.000Z',
  ends_at: '2026-11-20T12:00:00.000Z',
  comment: 'The new disks are being filled',
  created_by: 'ada',
  state: 'active',
  ended_by: null,
  replaces: null,
  muted_alerts: 1,
  revision: 1,
  created_at: '2026-11-20T08:00:00.000Z',
  updated_at: '2026-11-20T08:00:00.000Z',
};

/** Operations on `/alerts/silence` and `/alerts/silences`. */
export const silenceRoutes = defineRoutes({
  createSilence: {
    ...change,
    method: 'POST',
    path: '/alerts/silence',
    summary: 'Silence the alerts that fit all matchers, for a time or until they are resolved',
    audit: 'silence.create',
    body: NewSilence,
    data: Silence,
    status: 201,
    errors: ['SILENCE_FITS_ALL', 'SILENCE_NOTHING_ACTIVE', 'SILENCE_TOO_MANY'],
    example: {
      body: {
        matchers,
        starts_at: null,
        ends_at: '2026-11-20T12:00:00.000Z',
        comment: 'The new disks are being filled',
      },
      data: silenceExample,
    },
  },
  listSilences: {
    ...read,
    method: 'GET',
    path: '/alerts/silences',
    summary:
      'Silences: those of now, those to come, and those that ended in the last 30 days; the newest first',
    query: Type.Object({ ...pageQuery, state: Type.Optional(SilenceState) }),
    paginated: true,
    data: Type.Object({ silences: Type.Array(Silence), count: Type.Integer() }),
    example: { data: { silences: [silenceExample], count: 1 } },
  },
  getSilence: {
    ...read,
    method: 'GET',
    path: '/alerts/silences/{silence_id}',
    summary: 'One silence',
    params: silenceParams,
    data: Silence,
    errors: ['RESOURCE_NOT_FOUND'],
    example: { data: silenceExample },
  },
  updateSilence: {
    ...change,
    method: 'PUT',
    path: '/alerts/silences/{silence_id}',
    summary:
      'Change a silence; what is left out stays. What would rewrite what it has muted already ends it and makes another one, which is answered',
    audit: 'silence.update',
    params: silenceParams,
    body: SilenceChange,
    data: Silence,
    errors: ['RESOURCE_NOT_FOUND', 'SILENCE_FITS_ALL', 'SILENCE_NOTHING_ACTIVE', 'SILENCE_TOO_MANY'],
    example: {
      body: { ends_at: '2026-11-20T18:00:00.000Z' },
      data: { ...silenceExample, ends_at: '2026-11-20T18:00:00.000Z', revision: 2 },
    },
  },
  deleteSilence: {
    ...change,
    method: 'DELETE',
    path: '/alerts/silences/{silence_id}',
    summary: 'End a silence now; alerts that still fire are told. It stays in the list as an expired one',
    audit: 'silence.end',
    params: silenceParams,
    data: Silence,
    errors: ['RESOURCE_NOT_FOUND'],
    example: {
      data: {
        ...silenceExample,
        ends_at: '2026-11-20T09:00:00.000Z',
        state: 'expired',
        ended_by: 'person',
        revision: 2,
      },
    },
  },
});
