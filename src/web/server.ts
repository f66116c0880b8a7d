// The HTTP side: health for machines, webhooks for messengers, pages where a channel has any.
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { Registry as Metrics } from 'prom-client';

export type Readiness = { ready: boolean; [part: string]: unknown };

export type WebParts = {
  host: string;
  port: number;
  readiness(): Promise<Readiness>;
  metrics: Metrics;
  /** Sub-applications by path, e.g. `/webhooks/telegram`. */
  mounted: Readonly<Record<string, Hono>>;
};

export type Web = { url: string; stop(): Promise<void> };

/** Starts listening. @throws when the port is taken */
export async function startWeb(parts: WebParts): Promise<Web> {
  const app = new Hono();
  app.get('/healthz', (context) => context.json({ ok: true }));
  app.get('/readyz', async (context) => {
    const readiness = await parts.readiness();
    return context.json(readiness, readiness.ready ? 200 : 503);
  });
  app.get('/metrics', async (context) => {
    context.header('content-type', parts.metrics.contentType);
    return context.body(await parts.metrics.metrics());
  });
  for (const [path, part] of Object.entries(parts.mounted)) app.route(path, part);
  app.onError((_error, context) => context.json({ ok: false }, 500));
  return listen(app, parts.host, parts.port);
}

function listen(app: Hono, host: string, port: number): Promise<Web> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: host, port }, (address) => {
      resolve({
        url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
        stop: () =>
          new Promise((done) => {
            server.close(() => done());
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      });
    });
    server.on('error', reject);
  });
}
