/** What a name server's refusal means (RFC 2136 §2.2, RFC 8945 §3). Pure. */
import { ProviderFailure, type FailureClass } from '../provider.ts';
import { tsigError } from './tsig.ts';

/** Result codes by number (RFC 1035 §4.1.1, RFC 2136 §2.2). */
const rcodeNames = [
  'NOERROR',
  'FORMERR',
  'SERVFAIL',
  'NXDOMAIN',
  'NOTIMP',
  'REFUSED',
  'YXDOMAIN',
  'YXRRSET',
  'NXRRSET',
  'NOTAUTH',
  'NOTZONE',
];

const tsigNames: Readonly<Record<number, string>> = {
  [tsigError.badSignature]: 'BADSIG',
  [tsigError.badKey]: 'BADKEY',
  [tsigError.badTime]: 'BADTIME',
  [tsigError.badTruncation]: 'BADTRUNC',
};

const classes: Readonly<Record<string, FailureClass>> = {
  FORMERR: 'config',
  SERVFAIL: 'transient',
  // Of an update: a prerequisite did not hold. Somebody else was faster; a fresh look tells.
  NXDOMAIN: 'conflict',
  YXDOMAIN: 'conflict',
  YXRRSET: 'conflict',
  NXRRSET: 'conflict',
  NOTIMP: 'config',
  // The key is known, but not for this name or zone.
  REFUSED: 'auth',
  // Without an error in the signature: the server does not hold the zone.
  NOTAUTH: 'config',
  NOTZONE: 'config',
  BADSIG: 'auth',
  BADKEY: 'auth',
  BADTRUNC: 'config',
  // Success that nobody vouches for: the outcome is not known.
  UNSIGNED: 'transient',
  // The server's time was taken already and it still did not match: some other moment may do.
  BADTIME: 'transient',
};

/** The class of a code's name. */
export function classOf(code: string | null): FailureClass {
  return classes[code ?? ''] ?? 'transient';
}

/** The most precise word for what a server answered. */
export function codeOf(rcode: number, signatureError: number): string {
  return tsigNames[signatureError] ?? rcodeNames[rcode] ?? `RCODE${rcode}`;
}

/** A failure in a word of DNS, with what was being done. */
export function dnsFailure(code: string, doing: string): ProviderFailure {
  return new ProviderFailure({ failure: classOf(code) }, { code, message: `${doing}: ${code}` });
}
