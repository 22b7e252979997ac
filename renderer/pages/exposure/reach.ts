/** Who can reach CloudCube, told from what stands open: the answer, and what each may do from the inside outward. */
import type { HostState } from '../../../shared/api/ddns.ts';
import type { ExposedSocket, Exposure, SocketKind } from '../../../shared/api/exposure.ts';
import type { PageKey } from '../../page-key.ts';

/** A sentence with the state that it tells of. */
export interface Told {
  readonly state: HostState;
  readonly key: PageKey;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** How far away somebody is. */
export type Distance = 'machine' | 'lan' | 'beyond';

/** What stands in the way. `router`: what CloudCube does not rule and cannot see. */
export type Gate = 'open' | 'shut' | 'stuck' | 'router';

/** Who is so far away, and what they may do. */
export interface Ring {
  readonly distance: Distance;
  /** What stands before it; the innermost has nothing before it. */
  readonly gate: Gate | null;
  readonly lines: readonly Told[];
}

/** A certificate of the owner's that ends within so many days is told of. */
const SOON_DAYS = 14;
const DAY_MS = 86_400_000;

/** Whether an address belongs to this machine alone. */
export const isOwn = (address: string): boolean => address === '::1' || address.startsWith('127.');

/** Whether an address can be called from anywhere: IPv6 of the unicast range that is routed (RFC 4291 §2.4, 2000::/3). */
export const isWorldwide = (address: string): boolean => /^[23][0-9a-f]{3}:/i.test(address);

/** Which of them is most likely in the same network as a phone: the one of old, without brackets. */
export const easiest = (urls: readonly string[]): string | undefined =>
  urls.find((url) => !url.includes('[')) ?? urls[0];

const working = (sockets: readonly ExposedSocket[], kind: SocketKind): readonly ExposedSocket[] =>
  sockets.filter((one) => one.kind === kind && one.listening);

/** Whether the owner's own certificate ends soon; ours is renewed by itself. */
export function endsSoon({ certificate }: Exposure, now: number): boolean {
  if (certificate?.source !== 'owner') return false;
  return Date.parse(certificate.not_after) - now < SOON_DAYS * DAY_MS;
}

/** The answer, with the reason where something needs its reader: in words already. */
export function answerOf(exposure: Exposure, isEnding: boolean): Told & { readonly why: string | null } {
  const { lan, sockets, certificate_reason: reason } = exposure;
  if (!lan.open) return { state: 'ok', key: 'exposure.answer.machine', why: null };
  const broken = sockets.find(({ listening }) => !listening);
  const why = reason?.message ?? broken?.reason?.message ?? null;
  if (working(sockets, 'tls').length === 0) return { state: 'error', key: 'exposure.answer.stuck', why };
  if (lan.setup_needed) return { state: 'warning', key: 'exposure.answer.setup', why: null };
  return { state: why !== null || isEnding ? 'warning' : 'ok', key: 'exposure.answer.lan', why };
}

function ofMachine({ sockets }: Exposure): Ring {
  const lines: Told[] = [{ state: 'ok', key: 'exposure.machine.all' }];
  if (sockets.some(({ kind, address }) => kind === 'dns' && isOwn(address))) {
    lines.push({ state: 'ok', key: 'exposure.machine.dns' });
  }
  return { distance: 'machine', gate: null, lines };
}

function ofLan({ lan, sockets, settings }: Exposure): Ring {
  const dns: readonly Told[] = working(sockets, 'dns').some(({ address }) => !isOwn(address))
    ? [{ state: 'ok', key: 'exposure.lan.dns' }]
    : [];
  if (!lan.open) {
    const nothing: Told = { state: 'paused', key: 'exposure.lan.nothing' };
    return { distance: 'lan', gate: 'shut', lines: [nothing, ...dns] };
  }
  const tls = working(sockets, 'tls')[0];
  const device = working(sockets, 'device')[0];
  const lines: Told[] = [];
  if (tls === undefined) lines.push({ state: 'error', key: 'exposure.lan.stuck' });
  else if (lan.setup_needed) lines.push({ state: 'warning', key: 'exposure.lan.setup' });
  else lines.push({ state: 'ok', key: 'exposure.lan.tls', params: { port: tls.port } });
  const plain = working(sockets, 'plain')[0];
  if (plain) lines.push({ state: 'ok', key: 'exposure.lan.plain', params: { port: plain.port } });
  if (device && !lan.setup_needed) {
    lines.push({ state: 'ok', key: 'exposure.lan.device', params: { port: device.port } });
  }
  if (settings.trusted_proxies.length > 0) {
    lines.push({
      state: 'ok',
      key: 'exposure.lan.proxies',
      params: { count: settings.trusted_proxies.length },
    });
  }
  return { distance: 'lan', gate: tls === undefined ? 'stuck' : 'open', lines: [...lines, ...dns] };
}

function ofBeyond({ lan, sockets, settings }: Exposure): Ring {
  const lines: Told[] = [{ state: 'unknown', key: 'exposure.beyond.router' }];
  const tls = working(sockets, 'tls');
  if (tls[0] && !lan.setup_needed) {
    lines.push({ state: 'unknown', key: 'exposure.beyond.forwarded', params: { port: tls[0].port } });
  }
  if (tls.some(({ address }) => isWorldwide(address))) {
    lines.push({ state: 'warning', key: 'exposure.beyond.ipv6' });
  }
  if (settings.cors_origins.length > 0) {
    lines.push({
      state: 'ok',
      key: 'exposure.beyond.origins',
      params: { count: settings.cors_origins.length },
    });
  }
  return { distance: 'beyond', gate: 'router', lines };
}

/** From the inside outward. */
export function ringsOf(exposure: Exposure): readonly Ring[] {
  return [ofMachine(exposure), ofLan(exposure), ofBeyond(exposure)];
}
