import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { readJson } from '../zalo/wire.ts';
import { isSigned, type SigningKeys, whyUnsigned } from './signature.ts';

export type Webhook = {
  keys: SigningKeys;
  /** Resolves once the event is safe. */
  keep(event: unknown): Promise<void>;
  heard(problem: string | null): void;
};

/** Where the events come, and beside it the picture of the request for a phone number: Zalo fetches it from there. */
const mounted = '/webhooks/zalo-oa';
export const picturePath = `${mounted}/phone.png`;
const phonePicture = new Uint8Array(readFileSync(join(import.meta.dirname, 'phone.png')));

const MAX_BODY_BYTES = 1024 * 1024;
const HEADER = 'X-ZEvent-Signature';

/**
 * Takes events: checks the bytes as they came, keeps, then answers; anything but 200 makes Zalo bring it again. The
 * console tries an address with an unsigned `{}`, which must be answered well.
 */
export function webhook({ keys, keep, heard }: Webhook): Hono {
  const app = new Hono();
  app.post(
    '/',
    bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (context) => context.body(null, 413) }),
    async (context) => {
      const raw = new Uint8Array(await context.req.arrayBuffer());
      const words = Buffer.from(raw).toString('utf8');
      if (/^\s*(\{\s*\})?\s*$/.test(words)) return context.body(null, 200);
      const signature = context.req.header(HEADER);
      if (!isSigned(raw, signature, keys)) {
        const why = whyUnsigned(raw, signature, keys);
        if (why !== null) heard(why);
        return context.body(null, 403);
      }
      try {
        await keep(readJson(words));
      } catch (error) {
        heard(error instanceof Error ? error.message : String(error));
        return context.body(null, 503);
      }
      heard(null);
      return context.body(null, 200);
    },
  );
  app.get(picturePath.slice(mounted.length), (context) => {
    context.header('cache-control', 'public, max-age=86400');
    return context.body(phonePicture, 200, { 'content-type': 'image/png' });
  });
  // A look with a browser or by a monitor.
  app.get('/', (context) => context.body(null, 200));
  return app;
}
