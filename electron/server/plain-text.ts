/** Routes whose answers are plain text: protocols that are older than any envelope. */
import type { PlainText, RouteContract } from '../../shared/api/contract.ts';

/** Content type of their answers. */
export const TEXT_TYPE = 'text/plain; charset=utf-8';

/** What such a route answers where it fails: one line. */
export function failureText({ failures, otherwise }: PlainText, status: number): string {
  return `${failures[status] ?? otherwise}\n`;
}

/** How to sign in, for an answer of 401: RFC 6750 §3 for people, RFC 7617 §2 for devices and clients. */
export function challengeOf(contract: RouteContract | undefined): string {
  return contract?.access === 'device' || contract?.oauth
    ? 'Basic realm="CloudCube", charset="UTF-8"'
    : 'Bearer';
}
