// What every page of ours tells the browser: nothing of other sites runs in it, frames it, or learns of it.

/** `own`: what a page may load beside, as directives of a content security policy. */
export const pageHeaders = (...own: readonly string[]): Record<string, string> => ({
  'content-security-policy': [
    "default-src 'none'",
    ...own,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
});
