/**
 * Every family of figures that Prometheus is given: own names, base units, and what node_exporter calls the same.
 * docs/prometheus.md is made of this. Pure.
 */

/** One family. */
export interface Family {
  readonly kind: 'counter' | 'gauge' | 'histogram' | 'summary';
  readonly help: string;
  readonly labels: readonly string[];
  /** What node_exporter or a client library calls it, where one does. */
  readonly elsewhere?: string;
}

const gauge = (help: string, labels: readonly string[] = [], elsewhere?: string): Family => ({
  ...{ kind: 'gauge', help, labels },
  ...(elsewhere === undefined ? {} : { elsewhere }),
});
const counter = (help: string, labels: readonly string[] = [], elsewhere?: string): Family => ({
  ...gauge(help, labels, elsewhere),
  kind: 'counter',
});

const filesystem = ['mount', 'device', 'type'] as const;
const operation = ['method', 'route'] as const;

/** What is read of this machine. */
export const machineFamilies = {
  cloudcube_sample_timestamp_seconds: gauge('When this machine was last looked at.', [], 'node_time_seconds'),
  cloudcube_machine_uptime_seconds: gauge('Time since the machine started.', [], 'node_boot_time_seconds'),
  cloudcube_cpu_seconds_total: counter(
    'Time that a core spent in a mode.',
    ['core', 'mode'],
    'node_cpu_seconds_total',
  ),
  cloudcube_cpu_frequency_hertz: gauge('Mean of the cores.', [], 'node_cpu_scaling_frequency_hertz'),
  cloudcube_load1: gauge('Mean of what ran or waited for a minute.', [], 'node_load1'),
  cloudcube_load5: gauge('Mean of what ran or waited for five minutes.', [], 'node_load5'),
  cloudcube_load15: gauge('Mean of what ran or waited for fifteen minutes.', [], 'node_load15'),
  cloudcube_memory_size_bytes: gauge('Memory in all.', [], 'node_memory_MemTotal_bytes'),
  cloudcube_memory_available_bytes: gauge(
    'What programs can have without swapping.',
    [],
    'node_memory_MemAvailable_bytes',
  ),
  cloudcube_memory_free_bytes: gauge('Memory without any use.', [], 'node_memory_MemFree_bytes'),
  cloudcube_memory_buffers_bytes: gauge('Memory that holds blocks.', [], 'node_memory_Buffers_bytes'),
  cloudcube_memory_cached_bytes: gauge('Memory that holds files.', [], 'node_memory_Cached_bytes'),
  cloudcube_swap_size_bytes: gauge('Swap in all.', [], 'node_memory_SwapTotal_bytes'),
  cloudcube_swap_free_bytes: gauge('Swap without any use.', [], 'node_memory_SwapFree_bytes'),
  cloudcube_filesystem_size_bytes: gauge('Size of a file system.', filesystem, 'node_filesystem_size_bytes'),
  cloudcube_filesystem_free_bytes: gauge('Free for root.', filesystem, 'node_filesystem_free_bytes'),
  cloudcube_filesystem_avail_bytes: gauge('Free for users.', filesystem, 'node_filesystem_avail_bytes'),
  cloudcube_filesystem_files: gauge('Inodes in all.', filesystem, 'node_filesystem_files'),
  cloudcube_filesystem_files_free: gauge('Inodes that are free.', filesystem, 'node_filesystem_files_free'),
  cloudcube_filesystem_readonly: gauge(
    'Whether a file system is mounted read-only.',
    filesystem,
    'node_filesystem_readonly',
  ),
  cloudcube_filesystem_unavailable: gauge(
    'Whether a file system could not be asked.',
    filesystem,
    'node_filesystem_device_error',
  ),
  cloudcube_disk_reads_completed_total: counter('Reads.', ['device'], 'node_disk_reads_completed_total'),
  cloudcube_disk_writes_completed_total: counter('Writes.', ['device'], 'node_disk_writes_completed_total'),
  cloudcube_disk_read_bytes_total: counter('Bytes read.', ['device'], 'node_disk_read_bytes_total'),
  cloudcube_disk_written_bytes_total: counter('Bytes written.', ['device'], 'node_disk_written_bytes_total'),
  cloudcube_disk_io_time_seconds_total: counter(
    'Time in which something was under way.',
    ['device'],
    'node_disk_io_time_seconds_total',
  ),
  cloudcube_network_receive_bytes_total: counter(
    'Bytes received.',
    ['interface'],
    'node_network_receive_bytes_total',
  ),
  cloudcube_network_transmit_bytes_total: counter(
    'Bytes sent.',
    ['interface'],
    'node_network_transmit_bytes_total',
  ),
  cloudcube_network_receive_packets_total: counter(
    'Packets received.',
    ['interface'],
    'node_network_receive_packets_total',
  ),
  cloudcube_network_transmit_packets_total: counter(
    'Packets sent.',
    ['interface'],
    'node_network_transmit_packets_total',
  ),
  cloudcube_network_receive_errors_total: counter(
    'Packets that came broken.',
    ['interface'],
    'node_network_receive_errs_total',
  ),
  cloudcube_network_transmit_errors_total: counter(
    'Packets that could not be sent.',
    ['interface'],
    'node_network_transmit_errs_total',
  ),
  cloudcube_network_receive_drop_total: counter(
    'Packets that were dropped when they came.',
    ['interface'],
    'node_network_receive_drop_total',
  ),
  cloudcube_network_transmit_drop_total: counter(
    'Packets that were dropped before they went.',
    ['interface'],
    'node_network_transmit_drop_total',
  ),
  cloudcube_network_up: gauge('Whether an interface is up.', ['interface'], 'node_network_up'),
  cloudcube_network_speed_bytes: gauge(
    'What an interface can carry in a second.',
    ['interface'],
    'node_network_speed_bytes',
  ),
  cloudcube_temperature_celsius: gauge('What a sensor says.', ['sensor'], 'node_hwmon_temp_celsius'),
  cloudcube_fan_rpm: gauge('What a fan says.', ['sensor'], 'node_hwmon_fan_rpm'),
  cloudcube_processes: gauge('Programs that run.', [], 'node_processes_pids'),
  cloudcube_container_running: gauge('Whether a container runs.', ['container']),
  cloudcube_container_memory_bytes: gauge('What a container holds.', ['container']),
  cloudcube_unit_active: gauge('Whether a unit is active.', ['unit'], 'node_systemd_unit_state'),
  cloudcube_disk_healthy: gauge(
    'Whether a disk says that it is well.',
    ['device'],
    'smartmon_device_smart_healthy',
  ),
  cloudcube_array_degraded: gauge('Whether an array lacks a disk.', ['array'], 'node_md_degraded'),
} as const satisfies Readonly<Record<string, Family>>;

/** What is known of names and checks. */
export const ownFamilies = {
  cloudcube_build_info: gauge('Always 1; the labels tell the versions.', ['version', 'node']),
  cloudcube_uptime_seconds: gauge('Time since CloudCube started.'),
  cloudcube_ddns_hosts: gauge('Names by state.', ['state']),
  cloudcube_ddns_host_ok: gauge('Whether a name is right.', ['host']),
  cloudcube_ddns_last_update_timestamp_seconds: gauge('When a name was last changed, or that was tried.'),
  cloudcube_ddns_updates_total: counter('Updates of names since the start.', ['result']),
  cloudcube_check_up: gauge('Whether a check succeeds.', ['check'], 'probe_success'),
  cloudcube_check_latency_seconds: gauge('How long a check took.', ['check'], 'probe_duration_seconds'),
  cloudcube_alerts: gauge('Alerts that go on.', ['rule', 'severity', 'state']),
  cloudcube_http_requests_total: counter('Requests to the API.', ['method', 'route', 'code']),
  cloudcube_http_response_bytes_total: counter('Bytes of bodies sent.', operation),
  cloudcube_http_request_duration_seconds: {
    kind: 'histogram',
    help: 'How long the API took.',
    labels: operation,
  },
  cloudcube_sql_statement_duration_seconds: {
    kind: 'summary',
    help: 'How long SQL statements took, since the start.',
    labels: ['database'],
  },
  cloudcube_database_file_bytes: gauge('Size of a database.', ['database']),
  cloudcube_database_wal_bytes: gauge('Size of its write-ahead log.', ['database']),
  cloudcube_cache_entries: gauge('What a cache holds.', ['cache']),
  cloudcube_cache_hits_total: counter('Found in a cache.', ['cache']),
  cloudcube_cache_misses_total: counter('Not found in a cache.', ['cache']),
  cloudcube_process_cpu_seconds_total: counter(
    'Processor time of CloudCube.',
    ['mode'],
    'process_cpu_seconds_total',
  ),
  cloudcube_process_resident_memory_bytes: gauge(
    'Memory that CloudCube holds.',
    [],
    'process_resident_memory_bytes',
  ),
  cloudcube_process_start_time_seconds: gauge('When CloudCube started.', [], 'process_start_time_seconds'),
  cloudcube_process_open_fds: gauge('Files and sockets that are open.', [], 'process_open_fds'),
  cloudcube_nodejs_heap_size_bytes: gauge('Size of the heap.', [], 'nodejs_heap_size_total_bytes'),
  cloudcube_nodejs_heap_used_bytes: gauge('Used of the heap.', [], 'nodejs_heap_size_used_bytes'),
  cloudcube_nodejs_external_memory_bytes: gauge(
    'Memory beside the heap.',
    [],
    'nodejs_external_memory_bytes',
  ),
  cloudcube_nodejs_active_resources: gauge(
    'What keeps the event loop going.',
    [],
    'nodejs_active_resources_total',
  ),
  cloudcube_nodejs_event_loop_active_seconds_total: counter(
    'Time in which the event loop did not wait.',
    [],
    'nodejs_eventloop_lag_seconds',
  ),
} as const satisfies Readonly<Record<string, Family>>;

/** All of them by name. */
export const families: Readonly<Record<FamilyName, Family>> = { ...ownFamilies, ...machineFamilies };

/** One of the names. */
export type FamilyName = keyof typeof machineFamilies | keyof typeof ownFamilies;

/** One figure. */
export interface Figure {
  readonly family: FamilyName;
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
  /** Of a histogram or a summary. */
  readonly part?: '_bucket' | '_sum' | '_count';
}
