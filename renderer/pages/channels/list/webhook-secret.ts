/** Makes a signing secret as Standard Webhooks 1.0 has them: `whsec_` and bytes in Base64. */

/** Within the 24 to 64 that the standard takes. */
const size = 32;

/** A new one. `fill` gives random bytes. */
export function makeWebhookSecret(
  fill: (bytes: Uint8Array<ArrayBuffer>) => void = (bytes) => {
    crypto.getRandomValues(bytes);
  },
): string {
  const bytes = new Uint8Array(size);
  fill(bytes);
  return `whsec_${btoa(String.fromCharCode(...bytes))}`;
}
