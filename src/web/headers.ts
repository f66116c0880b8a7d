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

/** What a messenger's own browser shows by itself; by the ending of the name, the bytes were compared with it on arrival. */
const shown: ReadonlyMap<string, string> = new Map([
  ['pdf', 'application/pdf'],
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
]);

const endingOf = (name: string): string => /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';

/** Whether a browser shows such a file by itself. */
export const isShown = (name: string): boolean => shown.has(endingOf(name));

/**
 * Of a file that others have sent: never kept by the browser, never run in our name. `saves`: to be stored on the device;
 * else what can be shown is shown, in a sandbox of its own: no script, no form, no window of its, and nothing of our
 * origin. The viewer a browser brings for PDF is no part of what the sandbox holds (tried in Chromium 156).
 */
export function fileHeaders(name: string, saves: boolean): Record<string, string> {
  const type = saves ? undefined : shown.get(endingOf(name));
  return {
    'cache-control': 'no-store',
    'content-type': type ?? 'application/octet-stream',
    'content-disposition': `${type ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(name)}`,
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
  };
}
