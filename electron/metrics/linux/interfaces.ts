/** Network interfaces: which are told of, whether they are up, how fast. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../kernel/clock.ts';
import { known } from '../known.ts';
import { parseNetDev, type InterfaceCounters } from '../proc/net-dev.ts';
import { rateBetween, sumOf } from '../rates.ts';
import type { Known } from '../../kernel/known.ts';
import type { InterfaceSample } from '../sample.ts';
import type { KeptFile, KeptFiles } from './kept-file.ts';
import { createSlowLook } from './slow-look.ts';

/**
 * Left out: the loopback; the ends that containers and virtual machines hang on, and their bridges (new names come with
 * each start of a container, and what they carry comes through a real one or never leaves the machine); the kernel's
 * stand-ins for tunnels that nobody made.
 */
const LEFT_OUT =
  /^(?:lo|veth.*|docker\d*|br-[\da-f]{12}|virbr\d+(?:-nic)?|vnet\d+|tap\d+(?:i\d+)?|fw(?:br|pr|ln)\d+.*|cali.*|cni.*|flannel.*|lxcbr\d+|lxdbr\d+|ifb\d+|dummy\d+|(?:sit|tunl|gre|gretap|erspan|ip6tnl|ip6gre|ip_vti|ip6_vti)0|teql\d+)$/;

/** Whether an interface is told of. */
export const isInterfaceTold = (name: string): boolean => !LEFT_OUT.test(name);

/** Asking the driver takes a lock that others may hold for long. */
const SPEED_EVERY_MS = 60_000;

/** RFC 2863's states as the kernel writes them; tunnels have none. */
const upOf = (operstate: string): boolean | null =>
  operstate === 'up' ? true : operstate === 'unknown' || operstate === '' ? null : false;

/** What the counters of an interface come to. */
export function interfaceSampleOf(
  name: string,
  link: Pick<InterfaceSample, 'up' | 'speed'>,
  before: InterfaceCounters | undefined,
  now: InterfaceCounters,
  seconds: number | null,
): InterfaceSample {
  const rate = (counter: keyof InterfaceCounters): number | null =>
    rateBetween(before?.[counter], now[counter], seconds);
  return {
    interface: name,
    ...link,
    bytes_received: now.rxBytes,
    bytes_sent: now.txBytes,
    packets_received: now.rxPackets,
    packets_sent: now.txPackets,
    errors_received: now.rxErrors,
    errors_sent: now.txErrors,
    dropped_received: now.rxDropped,
    dropped_sent: now.txDropped,
    receive_rate: rate('rxBytes'),
    send_rate: rate('txBytes'),
    errors_rate: sumOf(rate('rxErrors'), rate('txErrors')),
    dropped_rate: sumOf(rate('rxDropped'), rate('txDropped')),
  };
}

/** Reads them below `root`. */
export function createInterfacesLook(deps: { root: string; files: KeptFiles; clock: Clock }) {
  const { root, files, clock } = deps;
  const counters = files.keep(join(root, 'proc/net/dev'));
  const states = new Map<string, KeptFile>();
  let before = new Map<string, InterfaceCounters>();

  const speeds = createSlowLook({
    ...{ clock, everyMs: SPEED_EVERY_MS },
    async look() {
      const found = new Map<string, number>();
      const folder = join(root, 'sys/class/net');
      const names = await readdir(folder).catch(() => []); // A container may not see it.
      for (const name of names.filter(isInterfaceTold)) {
        // Refused where the interface is down, or no cable's.
        const text = await readFile(join(folder, name, 'speed'), 'latin1').catch(() => '');
        const speed = Number.parseInt(text, 10);
        if (speed > 0) found.set(name, speed);
      }
      return found;
    },
  });

  function isUp(name: string): boolean | null {
    const file = states.get(name) ?? files.keep(join(root, 'sys/class/net', name, 'operstate'));
    states.set(name, file);
    const state = known(() => file.read().trim());
    return 'value' in state ? upOf(state.value) : null;
  }

  function forgetGone(now: ReadonlyMap<string, InterfaceCounters>): void {
    for (const [name, file] of states) {
      if (now.has(name)) continue;
      files.forget(file);
      states.delete(name);
    }
  }

  return {
    slowly: () => speeds.round(),
    /** `seconds` since the look before. */
    read(seconds: number | null): Known<readonly InterfaceSample[]> {
      return known(() => {
        const all = parseNetDev(counters.read());
        const now = new Map([...all].filter(([name]) => isInterfaceTold(name)));
        forgetGone(now);
        const told = speeds.latest();
        const samples = [...now].map(([name, counts]) => {
          const up = isUp(name);
          // What it was before the cable went is not what it is.
          const speed = up === false || !('value' in told) ? null : (told.value.get(name) ?? null);
          return interfaceSampleOf(name, { up, speed }, before.get(name), counts, seconds);
        });
        before = now;
        return samples;
      });
    },
  };
}
