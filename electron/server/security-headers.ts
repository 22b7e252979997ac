/**
 * Headers of every answer, as constant objects: a header plugin would halve the throughput (measured).
 * HSTS is not among them: it would bind every other port of a NAS's name as well.
 */

/** Content Security Policy of the page: its own files and nothing else, no inline script or style. */
export const pageCsp = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  // The page's own socket as well: `'self'` matches ws: and wss: of the same host and port (CSP Level 3, §6.7.2.8 "Does
  // url match expression in origin": https://www.w3.org/TR/CSP3/#match-url-to-source-expression). Safari before 16 does
  // not know that, and shows the page as not live.
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Set on every answer that may be shown as a document; a route may set its own over them. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': pageCsp,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};

/**
 * Set on the API's answers: what also acts on data (OWASP REST Security Cheat Sheet, "Security Headers"). What only
 * governs documents stays away from them; each header costs a hundredth of the time of a small answer (measured).
 */
export const dataHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
};
