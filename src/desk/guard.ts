// What is asked of every request before anything of it is looked at, and what every page says to the browser.
import type { Context, MiddlewareHandler } from 'hono';
import { pageHeaders } from '../web/headers.ts';
import { isAddress, nameIn } from '../web/host.ts';

// With "no-referrer" browsers send no origin along with a form.
const headers = {
  ...pageHeaders("style-src 'self'", "script-src 'self'", "connect-src 'self'"),
  'referrer-policy': 'same-origin',
};

/** Nothing is kept by browsers or on the way, and nothing of other sites runs or frames it. */
export const sealed: MiddlewareHandler = async (context, next) => {
  await next();
  // What says it for itself (a file that was handed in is let do less than a page) keeps what it says.
  for (const [name, value] of Object.entries({ ...headers, 'cache-control': 'no-store' })) {
    if (!context.res.headers.has(name)) context.header(name, value);
  }
};

/** `configured`: where people reach us; null where they do at this machine itself, by an address. */
export function originOf(context: Context, configured: string | null): string | null {
  if (configured !== null) return new URL(configured).origin;
  const host = context.req.header('host') ?? '';
  return isAddress(nameIn(host)) ? `http://${host}` : null;
}

const form = /^application\/x-www-form-urlencoded\s*(;|$)/i;
const formWithFile = /^multipart\/form-data\s*;/i;

/** Sent by a form on a page of ours (`withFile`: one that brings a file): the browser itself says so, one way or the other. */
export function isFromHere(context: Context, configured: string | null, withFile: boolean): boolean {
  const [site, origin] = [context.req.header('sec-fetch-site'), context.req.header('origin')];
  const type = context.req.header('content-type') ?? '';
  if (!(form.test(type) || (withFile && formWithFile.test(type)))) return false;
  if (site !== undefined && site !== 'same-origin') return false;
  return origin === undefined ? site === 'same-origin' : origin === originOf(context, configured);
}
