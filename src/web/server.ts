// The HTTP side: health for machines, webhooks for messengers, pages where a channel has any.
import { createServer, type RequestListener, type ServerOptions } from 'node:http';
import { serve } from '@hono/node-server';
import { Hono, type MiddlewareHandler } from 'hono';
import type { Registry as Metrics } from 'prom-client';
import { isNear } from './host.ts';

type Readiness = { ready: boolean; [part: string]: unknown };

type WebParts = {
  host: string;
  port: number;
  readiness(): Promise<Readiness>;
  metrics: Metrics;
  /** Names by which monitoring calls, beside addresses and names without a dot. */
  monitorHosts?: readonly string[];
  /** Sub-applications by path, e.g. `/webhooks/telegram`. */
  mounted: Readonly<Record<string, Hono>>;
};

type Web = { url: string; stop(): Promise<void> };

/** Starts listening. @throws with a sentence for the operator when it cannot */
export async function startWeb(parts: WebParts): Promise<Web> {
  const app = new Hono();
  app.get('/healthz', (context) => context.json({ ok: true }));
  // How we are is told to those who look after us; whoever asks, however often, the database is asked once at a time.
  const nearOnly: MiddlewareHandler = (context, next) =>
    isNear(context.req.raw.headers, parts.monitorHosts ?? []) ? next() : Promise.resolve(context.notFound());
  const readiness = shared(parts.readiness);
  const metrics = shared(() => parts.metrics.metrics());
  app.get('/readyz', nearOnly, async (context) => {
    const found = await readiness();
    return context.json(found, found.ready ? 200 : 503);
  });
  app.get('/metrics', nearOnly, async (context) => {
    context.header('content-type', parts.metrics.contentType);
    return context.body(await metrics());
  });
  for (const [path, part] of Object.entries(parts.mounted)) app.route(path, part);
  app.onError((_error, context) => context.json({ ok: false }, 500));
  return listen(app, parts.host, parts.port);
}

/** Whoever asks while an answer is on its way gets the same. */
function shared<T>(work: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | null = null;
  return () => {
    underWay ??= work().finally(() => {
      underWay = null;
    });
    return underWay;
  };
}

/** Milliseconds in which the head of a request must be here, and the whole of it. */
const PATIENCE = { headersTimeout: 10_000, requestTimeout: 300_000 };

/** Of one connection, at once. Messengers, browsers and proxies wait for an answer before they ask again. */
const MOST_UNANSWERED = 8;

/** Shuts a connection that brings requests by the thousand in one packet: all would be worked on in one go. */
function unhurried(listener: RequestListener): RequestListener {
  const unanswered = new WeakMap<object, number>();
  return (request, response) => {
    const { socket } = request;
    if (socket.destroyed) return;
    const before = unanswered.get(socket) ?? 0;
    if (before === MOST_UNANSWERED) return void socket.destroy();
    unanswered.set(socket, before + 1);
    response.once('close', () => unanswered.set(socket, unanswered.get(socket)! - 1));
    listener(request, response);
  };
}

function listen(app: Hono, host: string, port: number): Promise<Web> {
  return new Promise((resolve, reject) => {
    const options = {
      fetch: app.fetch,
      hostname: host,
      port,
      serverOptions: PATIENCE,
      createServer: (given: ServerOptions, listener: RequestListener) => createServer(given, unhurried(listener)),
    };
    const server = serve(options as Parameters<typeof serve>[0], (address) => {
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
