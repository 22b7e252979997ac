/** `/proc/net/dev`: what each interface has carried (proc_pid_net(5)). Pure. */

/** Since the interface came up. */
export interface InterfaceCounters {
  readonly rxBytes: number;
  readonly rxPackets: number;
  readonly rxErrors: number;
  readonly rxDropped: number;
  readonly txBytes: number;
  readonly txPackets: number;
  readonly txErrors: number;
  readonly txDropped: number;
}

/** Reads the file, by the name of the interface. */
export function parseNetDev(text: string): Map<string, InterfaceCounters> {
  const found = new Map<string, InterfaceCounters>();
  // Counters may follow the colon without a space; a name may hold anything but a colon and a space.
  for (const [, name = '', rest = ''] of text.matchAll(/^ *([^\s:|]+): *(\d.*)$/gm)) {
    const [rxBytes = 0, rxPackets = 0, rxErrors = 0, rxDropped = 0, , , , , ...sent] = rest
      .split(/ +/)
      .map(Number);
    const [txBytes = 0, txPackets = 0, txErrors = 0, txDropped = 0] = sent;
    found.set(name, {
      ...{ rxBytes, rxPackets, rxErrors, rxDropped },
      ...{ txBytes, txPackets, txErrors, txDropped },
    });
  }
  return found;
}
