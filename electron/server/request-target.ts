/**
 * What a request says twice. Its target may name a host beside the header (absolute-form, RFC 9112 §3.2.2), and the
 * header may come more than once (§3.2): whoever stands between could have believed the other one.
 */
import { UserError } from '../kernel/errors.ts';

const ABSOLUTE = /^https?:\/\/([^/?#]*)(.*)$/is;

/** Pure: the target as it is routed. An absolute one is that of its path. */
export function originForm(target: string): string {
  if (target.startsWith('/')) return target;
  const [, , rest] = ABSOLUTE.exec(target) ?? [];
  if (rest === undefined) return target;
  return rest.startsWith('/') ? rest : `/${rest}`;
}

function hostsIn(rawHeaders: readonly string[]): number {
  let count = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    if (name.length === 4 && name.toLowerCase() === 'host') count += 1;
  }
  return count;
}

/** @throws {UserError} `SERVER_HOST_AMBIGUOUS` where a request names two hosts. */
export function checkOneHost(
  target: string,
  { rawHeaders, host }: { readonly rawHeaders: readonly string[]; readonly host: string | undefined },
): void {
  const isAbsolute = !target.startsWith('/');
  const [, named] = (isAbsolute && ABSOLUTE.exec(target)) || [];
  const isOther = named !== undefined && named.toLowerCase() !== host?.toLowerCase();
  if (isOther || hostsIn(rawHeaders) > 1) throw new UserError('SERVER_HOST_AMBIGUOUS');
}
