/**
 * The rules that come with CloudCube: what goes wrong on a NAS, as data. Their words stand under `alert_templates` of the
 * catalogue. Pure.
 */
import type { NewAlertRule } from '../../../shared/api/alert-rules.ts';

/** What a template may go by. */
export interface TemplateFacts {
  /** Processors of this machine. */
  readonly cores: number;
}

/** One of them. Its id is the one of the rule. */
export interface Template {
  readonly id: string;
  /** It is made at the first start. */
  readonly standard: boolean;
  readonly rule: Omit<NewAlertRule, 'id' | 'name' | 'description'>;
}

const MINUTES = 60;

const standard = (id: string, condition: string, rule: Partial<Template['rule']> = {}): Template => ({
  id,
  standard: true,
  rule: { condition, severity: 'warning', ...rule },
});
const offered = (...given: Parameters<typeof standard>): Template => ({
  ...standard(...given),
  standard: false,
});

/** All of them, what matters most first. */
export const templatesFor = ({ cores }: TemplateFacts): readonly Template[] => [
  standard('disk_failing', 'system.disk.healthy == 0', { severity: 'critical' }),
  standard('raid_degraded', 'system.array.degraded == 1', { severity: 'critical' }),
  standard('disk_full', 'system.disk.usage > 97 for 1m', { severity: 'critical', clear_threshold: 95 }),
  standard('disk_filling', 'system.disk.usage > 90 for 5m', { clear_threshold: 88, repeat_minutes: 1440 }),
  standard('inodes_filling', 'system.disk.inodes.usage > 90 for 5m', { clear_threshold: 88 }),
  // A medium that was read-only from the start is meant to be.
  standard('filesystem_read_only', 'system.disk.read_only == 1', { severity: 'critical', after_well: true }),
  standard('disk_hot', 'system.disk.temperature > 55 for 10m', { clear_threshold: 50 }),
  standard('disk_sectors', 'system.disk.pending > 0', { repeat_minutes: 1440 }),
  offered('disk_worn', 'system.disk.life_used > 90', { repeat_minutes: 10_080 }),
  standard('memory_short', 'system.memory.usage > 92 for 15m', { clear_threshold: 85 }),
  standard('load_high', `system.load.15 > ${String(2 * cores)} for 15m`, { clear_threshold: cores }),
  offered('cpu_busy', 'system.cpu.usage > 95 for 15m', { clear_threshold: 85 }),
  standard('machine_hot', 'system.temperature > 85 for 5m', { clear_threshold: 75 }),
  standard('uplink_down', 'network.uplink == 0 for 1m', { no_data: 'ok' }),
  standard('resolver_down', 'network.resolver == 0 for 2m', { no_data: 'ok' }),
  standard('name_failing', 'ddns.name.ok == 0 for 10m', { severity: 'critical', no_data: 'ok' }),
  standard('address_flapping', 'ddns.address.flapping == 1', { no_data: 'ok' }),
  standard('provider_refusing', 'ddns.account.ok == 0 for 5m', { no_data: 'ok' }),
  standard('check_down', 'check.up == 0', { severity: 'critical' }),
  standard('certificate_ending', 'check.certificate_days < 14', {
    clear_threshold: 15,
    repeat_minutes: 1440,
  }),
  standard('service_failed', 'system.unit.failed == 1 for 1m', {
    no_data: 'ok',
    no_data_seconds: 2 * MINUTES,
  }),
  standard('container_down', 'system.container.running == 0 for 2m', { after_well: true, no_data: 'ok' }),
  standard('container_unhealthy', 'system.container.healthy == 0 for 2m', { no_data: 'ok' }),
  // A copy is made every night: after a day and a half one is missing.
  standard('copy_old', 'cloudcube.copy_age > 129600', { repeat_minutes: 1440 }),
  standard('undelivered', 'cloudcube.undelivered > 0', { no_data: 'ok', repeat_minutes: 1440 }),
  standard('own_trouble', 'cloudcube.trouble > 0 for 5m', { severity: 'critical', no_data: 'ok' }),
];
