/** The part of `systeminformation` that is used here, as a port; it is loaded when somebody asks, for it is large. */
import type * as library from 'systeminformation';

/** Its functions for facts about the hardware. None of them asks a disk; `diskLayout` does, and wakes it. */
export type HardwareInformation = Pick<typeof library, 'cpu' | 'system' | 'baseboard' | 'bios' | 'memLayout'>;

/** Its functions for what changes. */
export type LiveInformation = Pick<
  typeof library,
  'mem' | 'fsSize' | 'networkStats' | 'processes' | 'cpuTemperature'
>;

/** Loads the library, once for all who ask. */
export async function loadSystemInformation(): Promise<HardwareInformation & LiveInformation> {
  const { default: loaded } = await import('systeminformation');
  return loaded;
}

/** What makers and the library write where they know nothing. */
const NOTHING =
  /^(|-|n\/?a|none|null|unknown|undefined|default string|not (specified|available|applicable|present)|to be filled by o\.?e\.?m\.?|system (manufacturer|product name|version)|o\.?e\.?m\.?|0x0+|0+)$/i;

/** A text of the library; `null` where it says nothing. */
export function toldText(text: string | null | undefined): string | null {
  const trimmed = (text ?? '').trim();
  return NOTHING.test(trimmed) ? null : trimmed;
}

/** A number of the library that cannot be 0: it says 0, -1, NaN or null where it knows none. */
export function toldAmount(value: number | null | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : null;
}

/** A number of the library that may be 0: it says -1, NaN or null where it knows none. */
export function toldCount(value: number | null | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
}
