/** What the page reads and does about what keeps alerts from being told. Only lazy parts use it. */
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import type {
  CalendarEntry,
  Maintenance,
  MaintenanceChange,
  MutingPreview,
  MutingTrial,
  NewMaintenance,
  NewSilence,
  QuietHours,
  QuietHoursChange,
  Silence,
  SilenceChange,
} from '../../shared/api/muting.ts';
import { useLanguage } from '../i18n.ts';
import { useLive } from '../live/use-live.ts';
import { useServices } from '../services.ts';
import { useChange } from './queries.ts';

// What is muted is part of how alerts stand: both are asked for again together.
const changed = ['alerts', 'mute'];
/** Far more than the server keeps. */
const mostSilences = 1000;

/** Silences of now, to come, and lately over. */
export function useSilences() {
  const { client } = useServices();
  return useQuery<readonly Silence[]>({
    ...useLive('alerts'),
    queryKey: ['alerts', 'silences'],
    queryFn: async ({ signal }) =>
      (await client.call('GET /alerts/silences', { signal, query: { limit: mostSilences } })).silences,
  });
}

/** Makes a silence. */
export function useAddSilence() {
  return useChange((client, body: NewSilence) => client.call('POST /alerts/silence', { body }), changed);
}

/** Changes a silence. */
export function useChangeSilence() {
  return useChange(
    (client, { id, body }: { id: string; body: SilenceChange }) =>
      client.call('PUT /alerts/silences/{silence_id}', { params: { silence_id: id }, body }),
    changed,
  );
}

/** Ends a silence. */
export function useEndSilence() {
  return useChange(
    (client, id: string) =>
      client.call('DELETE /alerts/silences/{silence_id}', { params: { silence_id: id } }),
    changed,
  );
}

/** Maintenance that comes back. */
export function useMaintenance() {
  const { client } = useServices();
  return useQuery<readonly Maintenance[]>({
    ...useLive('alerts'),
    queryKey: ['alerts', 'maintenance'],
    queryFn: async ({ signal }) => (await client.call('GET /alerts/maintenance', { signal })).maintenance,
  });
}

/** Plans maintenance. */
export function useAddMaintenance() {
  return useChange(
    (client, body: NewMaintenance) => client.call('POST /alerts/maintenance', { body }),
    changed,
  );
}

/** Changes maintenance; `enabled` switches it. */
export function useChangeMaintenance() {
  return useChange(
    (client, { id, body }: { id: string; body: MaintenanceChange }) =>
      client.call('PUT /alerts/maintenance/{maintenance_id}', { params: { maintenance_id: id }, body }),
    changed,
  );
}

/** Lets maintenance go. */
export function useDeleteMaintenance() {
  return useChange(
    (client, id: string) =>
      client.call('DELETE /alerts/maintenance/{maintenance_id}', { params: { maintenance_id: id } }),
    changed,
  );
}

/** The quiet hours. */
export function useQuietHours() {
  const { client } = useServices();
  return useQuery<QuietHours>({
    ...useLive('alerts'),
    queryKey: ['alerts', 'quiet-hours'],
    queryFn: ({ signal }) => client.call('GET /alerts/quiet-hours', { signal }),
  });
}

/** Changes them. */
export function useSetQuietHours() {
  return useChange(
    (client, body: QuietHoursChange) => client.call('PUT /alerts/quiet-hours', { body }),
    changed,
  );
}

/** What mutes alerts between two moments (RFC 3339). */
export function useMutingCalendar(from: string, to: string) {
  const { client } = useServices();
  const { language } = useLanguage();
  return useQuery<readonly CalendarEntry[]>({
    ...useLive('alerts'),
    queryKey: ['alerts', 'calendar', language, from, to],
    queryFn: async ({ signal }) =>
      (await client.call('GET /alerts/muting/calendar', { signal, query: { from, to } })).entries,
    placeholderData: keepPreviousData,
  });
}

/** What would be muted; `null` asks nothing. */
export function useMutingPreview(trial: MutingTrial | null) {
  const { client } = useServices();
  const { language } = useLanguage();
  return useQuery<MutingPreview>({
    queryKey: ['muting-preview', language, trial],
    queryFn:
      trial === null
        ? skipToken
        : ({ signal }) => client.call('POST /alerts/muting/preview', { signal, body: trial }),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
}
