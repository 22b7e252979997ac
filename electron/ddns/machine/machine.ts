/** What this machine knows of its own addresses. One reader for each system stands beside this file. */
import type { Family } from '../../../shared/api/ddns.ts';

/** One address on one interface. */
export interface MachineAddress {
  readonly interface: string;
  readonly family: Family;
  readonly address: string;
  readonly prefix_length: number;
  /** A privacy address that will be replaced (RFC 8981). */
  readonly temporary: boolean;
  /** Still works, but nothing new should use it (RFC 4862 §5.5.4). */
  readonly deprecated: boolean;
  /** Not, or not successfully, checked for being unique (RFC 4862 §5.4). */
  readonly tentative: boolean;
}

/** All addresses, and the interface of each family's default route. */
export interface MachineReading {
  readonly addresses: readonly MachineAddress[];
  readonly default_interface: Readonly<Record<Family, string | null>>;
}

/** Reads this machine's addresses. */
export interface Machine {
  /** @throws where the system cannot be asked. */
  read(): Promise<MachineReading>;
  /** A text that changes whenever the addresses or routes do. Cheap: it is compared every few seconds. */
  signature(): string;
}
