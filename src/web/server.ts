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

/** Starts listening. @throws with a sentence for the operator when it cannot */
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
    server.on('error', (error) => reject(cannotListen(error, host, port)));
  });
}

function cannotListen(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const what: Readonly<Record<string, string>> = {
    EADDRINUSE: 'another program listens there, perhaps this service itself: stop it, or set PORT to another number',
    EACCES: 'this account may not: set PORT to 1024 or more, with a reverse proxy before it',
    EADDRNOTAVAIL: 'this machine has no such address: set HOST to one of its own, or to 0.0.0.0 for all',
    ENOTFOUND: 'there is no such name: set HOST to an address of this machine',
  };
  const why = what[error.code ?? ''] ?? error.message;
  return new Error(`Port ${port} of ${host} cannot be listened on: ${why} (${error.code}).`, { cause: error });
}
