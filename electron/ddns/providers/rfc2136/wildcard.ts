/** Tells what stands at a name from what a wildcard answers in its place (RFC 4592): that is not the name's own. */
import { ProviderFailure } from '../provider.ts';
import type { DnsClient } from './client.ts';
import { opcode, rrClass, rrType, type ResourceRecord } from './wire.ts';

/** Pure: the wildcards of a zone that could answer for a name. */
export function wildcardsOver(zone: string, name: string): string[] {
  const wildcards: string[] = [];
  for (let above = name; above !== zone && above.includes('.');) {
    above = above.slice(above.indexOf('.') + 1);
    wildcards.push(`*.${above}`);
  }
  return wildcards.filter((wildcard) => wildcard !== name);
}

const dataIn = (records: readonly ResourceRecord[]): string =>
  records
    .map(({ data }) => data.toString('hex'))
    .sort()
    .join();

/** Asks by a condition alone, with no change (RFC 2136 §2.4.1): conditions see no wildcard. */
async function standsItself(ask: DnsClient, zone: string, name: string, type: number): Promise<boolean> {
  const question = { name: zone, type: rrType.SOA, class: rrClass.IN };
  const condition = { name, type, class: rrClass.ANY, ttl: 0, data: Buffer.alloc(0) };
  try {
    await ask({ opcode: opcode.update, question, prerequisites: [condition] }, `${name} in ${zone}`);
    return true;
  } catch (error) {
    if (error instanceof ProviderFailure && error.code === 'NXRRSET') return false;
    throw error;
  }
}

/** Whether an answer is the name's own; asks further only where a wildcard answers the same. @throws {ProviderFailure} */
export async function isOwn(
  ask: DnsClient,
  zone: string,
  name: string,
  answered: readonly ResourceRecord[],
): Promise<boolean> {
  const type = answered[0]?.type;
  if (type === undefined) return true;
  for (const wildcard of wildcardsOver(zone, name)) {
    const question = { name: wildcard, type, class: rrClass.IN };
    const { answers } = await ask({ opcode: opcode.query, question }, wildcard);
    const values = answers.filter((answer) => answer.name === wildcard && answer.type === type);
    if (dataIn(values) === dataIn(answered)) return standsItself(ask, zone, name, type);
  }
  return true;
}
