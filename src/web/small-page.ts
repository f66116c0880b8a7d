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
      h1 { font-size: 1.5rem; line-height: 1.3; margin: .5rem 0 1rem; }
      h2 { font-size: 1.25rem; line-height: 1.3; margin: 2rem 0 .5rem; }
      small { font-size: 1rem; }
      p[role] { border-left: .3rem solid #1d6b34; background: #edf7ef; padding: .75rem; }
      p[role="alert"] { border-color: #a31515; background: #fdeeee; }
      fieldset { margin: 1rem 0; }
      input:not([type="radio"]), textarea, button { font: inherit; display: block; width: 100%; box-sizing: border-box; margin: .5rem 0 1rem; padding: .75rem; min-height: 3rem; }
      a.way { display: block; text-align: center; background: #0b4f9e; color: #fff; text-decoration: none; border-radius: .25rem; padding: .75rem; }
      label.one { display: block; padding: .75rem 0; }
      label.one input { width: 1.25rem; height: 1.25rem; vertical-align: -.2rem; }
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
