/**
 * Keeps secrets out of what others say: some services repeat a wrong key in their refusal. Pure.
 */

/** A text without secrets. */
export type Redact = (text: string) => string;

const MASK = '•••';
/** A beginning of a secret that is shorter gives nothing away. */
const TELLING_LENGTH = 4;

/** Both alphabets of Base64 (RFC 4648 §4 and §5). */
export const base64Forms = (text: string): string[] => {
  const bytes = Buffer.from(text);
  return [bytes.toString('base64'), bytes.toString('base64url')];
};

/** A secret as it may stand in an address, a form, JSON, or a header. */
export function formsOf(secret: string): string[] {
  const inForm = new URLSearchParams({ x: secret }).toString().slice(2);
  return [
    secret,
    encodeURIComponent(secret),
    inForm,
    JSON.stringify(secret).slice(1, -1),
    ...base64Forms(secret),
  ];
}

/** Takes all of the given forms out of a text. Empty ones are not there. */
export function createRedaction(given: readonly string[]): Redact {
  // Longest first: one may be part of another.
  const forms = [...new Set(given)].filter((form) => form !== '').sort((a, b) => b.length - a.length);
  return (text) => {
    let clean = text;
    for (const form of forms) clean = clean.replaceAll(form, MASK);
    // A text that was cut to a length may end in the middle of a secret.
    for (const form of forms) {
      for (let length = form.length - 1; length >= TELLING_LENGTH; length--) {
        if (clean.endsWith(form.slice(0, length))) clean = `${clean.slice(0, -length)}${MASK}`;
      }
    }
    return clean;
  };
}
