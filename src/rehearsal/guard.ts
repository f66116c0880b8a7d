// Even in rehearsal only this page may act on the phones.
import type { MiddlewareHandler } from 'hono';
import { pageHeaders } from '../web/headers.ts';
import { isAddress, nameIn } from '../web/host.ts';

const headers = pageHeaders("script-src 'self'", "style-src 'self'", "connect-src 'self'", "img-src 'self'");

/**
 * Refuses to act for other sites, and to be reached by a name we do not know: a foreign name that was pointed at this
 * machine would make its owner's page the same origin.
 */
export const guard =
  (hostNames: readonly string[]): MiddlewareHandler =>
  async (context, next) => {
    const host = context.req.header('host') ?? '';
    if (!knownHost(host, hostNames)) return context.text('unknown host', 421);
    if (context.req.method !== 'GET' && !sameOrigin(context.req.header('origin'), host)) {
      return context.text('not from this page', 403);
    }
    await next();
    // A file says by itself what may be done with it.
    for (const [name, value] of Object.entries(headers))
      if (!context.res.headers.has(name)) context.header(name, value);
  };

function knownHost(host: string, hostNames: readonly string[]): boolean {
  const name = nameIn(host);
  return isAddress(name) || hostNames.includes(name);
}

function sameOrigin(origin: string | undefined, host: string): boolean {
  if (!origin || !URL.canParse(origin)) return false;
  return new URL(origin).host === host;
}
