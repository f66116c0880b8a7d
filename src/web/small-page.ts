// A page for somebody who comes by a link, without account and script: one column, large letters.
import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { html } from 'hono/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { pageHeaders } from './headers.ts';

type Html = ReturnType<typeof html>;

/** `main`: what stands on it, with a heading. It is kept by nobody on the way. */
export function smallPage(
  context: Context,
  title: string,
  main: Html,
  status: ContentfulStatusCode,
): Response | Promise<Response> {
  const nonce = randomBytes(12).toString('base64');
  const headers = { ...pageHeaders(`style-src 'nonce-${nonce}'`), 'cache-control': 'no-store' };
  const body = html`<!doctype html>
<html lang="vi">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    <style nonce="${nonce}">
      body { font: 1.125rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 0 auto; padding: 1rem; color: #1b1b1b; background: #fff; overflow-wrap: anywhere; }
      input:not([type="radio"]), textarea, button { font: inherit; display: block; width: 100%; box-sizing: border-box; margin: .5rem 0 1rem; padding: .75rem; min-height: 3rem; }
      a.way { display: block; text-align: center; background: #0b4f9e; color: #fff; text-decoration: none; border-radius: .25rem; padding: .75rem; }
      label.one { display: block; padding: .75rem 0; }
      button { background: #0b4f9e; color: #fff; border: 0; border-radius: .25rem; }
      :focus-visible { outline: 3px solid #c25700; outline-offset: 2px; }
    </style>
  </head>
  <body>
    <main>
      ${main}
    </main>
  </body>
</html>`;
  return context.html(body, status, headers);
}
