/** What smartctl 7.3 prints with `-j`, shortened where a list goes on in the same way. */

const smartctl = (argv: readonly string[], exit_status: number, messages?: readonly object[]) => ({
  json_format_version: [1, 0],
  smartctl: {
    version: [7, 3],
    svn_revision: '5338',
    platform_info: 'x86_64-linux-6.1.0-18-amd64',
    build_info: '(local build)',
    argv: ['smartctl', ...argv],
    ...(messages && { messages }),
    exit_status,
  },
});

/** `--scan -j` */
export const scan = {
  ...smartctl(['--scan', '-j'], 0),
  devices: [
    { name: '/dev/sda', info_name: '/dev/sda', type: 'scsi', protocol: 'SCSI' },
    { name: '/dev/sdb', info_name: '/dev/sdb', type: 'scsi', protocol: 'SCSI' },
    { name: '/dev/nvme0', info_name: '/dev/nvme0', type: 'nvme', protocol: 'NVMe' },
    { name: '/dev/bus/0', info_name: '/dev/bus/0 [megaraid_disk_03]', type: 'megaraid,3', protocol: 'SCSI' },
  ],
};

const attribute = (id: number, name: string, raw: { value: number; string: string }) => ({
  id,
  name,
  value: 100,
  worst: 100,
  thresh: 10,
  when_failed: '',
  flags: {
    value: 51,
    string: 'PO--CK ',
    prefailure: true,
    updated_online: true,
    performance: false,
    error_rate: false,
    event_count: true,
    auto_keep: true,
  },
  raw,
});

/** A SATA disk: its fifth attribute has more in its upper bytes, and its temperature its extremes. */
export const ata = {
  ...smartctl(['-n', 'standby,3', '-H', '-A', '-i', '-j', '-d', 'sat', '/dev/sda'], 0),
  local_time: { time_t: 1_795_274_079, asctime: 'Sat Nov 21 15:14:39 2026 UTC' },
  device: { name: '/dev/sda', info_name: '/dev/sda [SAT]', type: 'sat', protocol: 'ATA' },
  model_family: 'Western Digital Red',
  model_name: 'WDC WD40EFRX-68N32N0',
  serial_number: 'WD-WCC7K0000001',
  wwn: { naa: 5, oui: 5358, id: 10_000_000_001 },
  firmware_version: '82.00A82',
  user_capacity: { blocks: 7_814_037_168, bytes: 4_000_787_030_016 },
  rotation_rate: 5400,
  smart_support: { available: true, enabled: true },
  smart_status: { passed: true },
  ata_smart_attributes: {
    revision: 16,
    table: [
      attribute(5, 'Reallocated_Sector_Ct', { value: 21_474_836_488, string: '8 (0 5)' }),
      attribute(9, 'Power_On_Hours', { value: 30_211, string: '30211' }),
      attribute(194, 'Temperature_Celsius', { value: 34, string: '34 (Min/Max 18/45)' }),
      attribute(197, 'Current_Pending_Sector', { value: 0, string: '0' }),
    ],
  },
  power_on_time: { hours: 30_211 },
  power_cycle_count: 61,
  temperature: { current: 34 },
};

/** An NVMe disk that warns: bit 3 of the status stands for a failing health. */
export const nvme = {
  ...smartctl(['-n', 'standby,3', '-H', '-A', '-i', '-j', '-d', 'nvme', '/dev/nvme0'], 8),
  device: { name: '/dev/nvme0', info_name: '/dev/nvme0', type: 'nvme', protocol: 'NVMe' },
  model_name: 'Samsung SSD 980 PRO 1TB',
  serial_number: 'S5P2NG0R000001',
  firmware_version: '5B2QGXA7',
  nvme_pci_vendor: { id: 5197, subsystem_id: 5197 },
  smart_support: { available: true, enabled: true },
  smart_status: { passed: false, nvme: { value: 4 } },
  nvme_smart_health_information_log: {
    critical_warning: 4,
    temperature: 41,
    available_spare: 3,
    available_spare_threshold: 10,
    percentage_used: 112,
    data_units_read: 1,
    data_units_written: 2,
    power_cycles: 40,
    power_on_hours: 8_760,
    unsafe_shutdowns: 3,
    media_errors: 12,
    num_err_log_entries: 0,
    temperature_sensors: [41, 48],
  },
  temperature: { current: 41 },
  power_cycle_count: 40,
  power_on_time: { hours: 8_760 },
};

/** A SAS disk; 7.3 calls its model differently from other versions. */
export const sas = {
  ...smartctl(['-n', 'standby,3', '-H', '-A', '-i', '-j', '-d', 'megaraid,3', '/dev/bus/0'], 0),
  device: {
    name: '/dev/bus/0',
    info_name: '/dev/bus/0 [megaraid_disk_03]',
    type: 'megaraid,3',
    protocol: 'SCSI',
  },
  scsi_vendor: 'SEAGATE',
  scsi_product: 'ST4000NM0023',
  scsi_model_name: 'SEAGATE ST4000NM0023',
  scsi_revision: '0004',
  serial_number: 'Z1Z000010000',
  device_type: { scsi_terminology: 'Peripheral Device Type [PDT]', scsi_value: 0, name: 'disk' },
  smart_support: { available: true, enabled: true },
  temperature_warning: { enabled: true },
  smart_status: { passed: true },
  temperature: { current: 0, drive_trip: 60 },
  power_on_time: { hours: 41_000, minutes: 12 },
  scsi_grown_defect_list: 17,
};

/** What is printed of a disk that sleeps. */
export const asleep = smartctl(['-n', 'standby,3', '-j', '/dev/sda'], 3, [
  { string: 'Device is in STANDBY mode, exit(3)', severity: 'information' },
]);

/** What is printed where the disk cannot be opened. */
export const notOpened = (device: string, why: string) =>
  smartctl(['-j', device], 2, [
    { string: `Smartctl open device: ${device} failed: ${why}`, severity: 'error' },
  ]);
