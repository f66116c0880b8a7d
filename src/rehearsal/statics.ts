// The page's style and modules, as they lie in page/.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';

const kinds = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', svg: 'image/svg+xml' } as const;
const names = [
  'icon.svg',
  'page.css',
  'phone.css',
  'page.js',
  'phone.js',
  'messages.js',
  'server.js',
  'sure.js',
  'play.js',
  'tour.js',
] as const;

export function statics(): Hono {
  const app = new Hono();
  for (const name of names) {
    const content = readFileSync(join(import.meta.dirname, 'page', name));
    const type = kinds[name.slice(name.lastIndexOf('.') + 1) as keyof typeof kinds];
    app.get(`/${name}`, (context) => context.body(content, 200, { 'content-type': type, 'cache-control': 'no-cache' }));
  }
  return app;
}
