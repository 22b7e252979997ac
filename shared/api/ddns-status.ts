/** How the whole `ddns` service is doing. */
import { Type, type Static } from 'typebox';
import { Id, IpAddress, Nullable, Timestamp } from './common.ts';
import { HostStatus } from './ddns-hosts.ts';
import { HostState, Stage } from './ddns.ts';

/** An update that is under way. */
export const RunningUpdate = Type.Object({
  job_id: Nullable(Id),
  stage: Stage,
  /** From 0 to 1. */
  progress: Type.Number({ minimum: 0, maximum: 1 }),
  started_at: Timestamp,
});

/** State of the whole service. The single fields show the first host, as documented; `hosts` shows all. */
export const DdnsStatus = Type.Object({
  ddns_enabled: Type.Boolean({ description: 'Automatic checks are on (not paused)' }),
  ddns_running: Type.Boolean({ description: 'The scheduler of the checks is alive' }),
  last_check: Nullable(Timestamp),
  current_ip: Nullable(IpAddress),
  domain: Nullable(Type.String()),
  status: Type.String({ description: 'One sentence in the language of the caller' }),
  next_check: Nullable(Timestamp),
  uptime: Type.Integer({ description: 'Seconds since this service started' }),
  state: HostState,
  paused_since: Nullable(Timestamp),
  paused_until: Nullable(Timestamp),
  update: Nullable(RunningUpdate),
  hosts: Type.Array(HostStatus),
});
/** {@link DdnsStatus} as a type. */
export type DdnsStatus = Static<typeof DdnsStatus>;
