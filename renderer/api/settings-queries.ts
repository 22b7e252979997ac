/** What the page reads and does about settings. Only lazy parts use it. */
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import type { SettingList, SettingsDocument } from '../../shared/api/settings.ts';
import { useLanguage } from '../i18n.ts';
import { useLive } from '../live/use-live.ts';
import { useMay } from '../me.ts';
import { useServices } from '../services.ts';
import { longPatience, useChange } from './queries.ts';

const changed = ['settings', 'change'];
/** Changes of one setting that are shown. */
const historyRows = 20;

/** All of them. */
export function useSettings() {
  const { client } = useServices();
  const { language } = useLanguage();
  return useQuery<SettingList>({
    ...useLive('settings'),
    queryKey: ['settings', 'list', language],
    queryFn: ({ signal }) => client.call('GET /settings', { signal }),
    placeholderData: keepPreviousData,
    enabled: useMay()('settings:read'),
  });
}

/** The last changes of one. */
export function useSettingChanges(key: string) {
  const { client } = useServices();
  return useQuery({
    ...useLive('settings'),
    queryKey: ['settings', 'history', key],
    queryFn: async ({ signal }) => {
      const query = { size: historyRows };
      const { data, pagination } = await client.ask('GET /settings/{key}/history', {
        ...{ signal, params: { key }, query },
      });
      return { changes: data.changes, total: pagination?.total ?? data.changes.length };
    },
    placeholderData: keepPreviousData,
  });
}

/** New values by key; `null`: back to the default. */
export interface SettingChanges {
  readonly changes: Record<string, unknown>;
  /** The list that they were made to. */
  readonly revision: number;
}

/** Changes some of them, all or none. */
export function useChangeSettings() {
  return useChange((client, body: SettingChanges) => client.call('PUT /settings', { body }), changed);
}

/** Seals them under a passphrase; nothing is different after it. */
export function useExportSettings() {
  const { client } = useServices();
  return useMutation({
    mutationFn: (passphrase: string) =>
      client.call('POST /settings/export', { body: { passphrase }, patience: longPatience }),
  });
}

/** What is brought back, and how. */
export interface Bringing {
  readonly passphrase: string;
  readonly document: SettingsDocument;
  readonly reset_others: boolean;
  readonly dry_run: boolean;
}

/** Brings them back, or tells what that would change. */
export function useImportSettings() {
  return useChange(
    (client, body: Bringing) => client.call('POST /settings/import', { body, patience: longPatience }),
    changed,
  );
}
