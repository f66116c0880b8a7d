import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { readBody } from '../body.ts';
import { readJson } from '../zalo/wire.ts';
import { macIn, type SigningKeys, setUpWrongly, signedBy } from './signature.ts';

export type Webhook = {
  keys: SigningKeys;
  /** Resolves once the event is safe. */
  keep(event: unknown): Promise<void>;
  heard(problem: string | null): void;
  /** Something came with a signature that fits nothing: anybody can send such. */
  refused(): void;
};

/** Where the events come, and beside it the picture of the request for a phone number: Zalo fetches it from there. */
const mounted = '/webhooks/zalo-oa';
export const picturePath = `${mounted}/phone.png`;
const phonePicture = new Uint8Array(readFileSync(join(import.meta.dirname, 'phone.png')));

/** A long message with several pictures has a fifth of it. */
const MOST_BYTES = 64 * 1024;
/** The console's own try is an empty object. */
const MOST_UNSIGNED = 16;
const HEADER = 'X-ZEvent-Signature';

/**
 * Takes events; anything but 200 makes Zalo bring one again. In this order, each step costing more than the one before:
 * the signature has its form; the body is no larger than Zalo's; the bytes as they came are signed; they are parsed, and
 * kept. The console tries an address with an unsigned `{}`, which must be answered well.
 */
export function webhook({ keys, keep, heard, refused }: Webhook): Hono {
  const app = new Hono();
  app.post('/', async (context) => {
    const header = context.req.header(HEADER) ?? '';
    const mac = macIn(header);
    if (mac === null && header !== '') return context.body(null, 403);
    const body = await readBody(context.req.raw, mac === null ? MOST_UNSIGNED : MOST_BYTES);
    if (mac === null) return context.body(null, 'bytes' in body && isEmpty(body.bytes) ? 200 : 403);
    if ('status' in body) return context.body(null, body.status);
    const { bytes } = body;
    if (isEmpty(bytes)) return context.body(null, 200);
    const signed = signedBy(mac, bytes, keys);
    if (signed !== 'ours') {
      if (signed === 'unknown') refused();
      else heard(setUpWrongly[signed]);
      return context.body(null, 403);
    }
    try {
      await keep(readJson(bytes.toString('utf8')));
    } catch (error) {
      heard(error instanceof Error ? error.message : String(error));
      return context.body(null, 503);
    }
    heard(null);
    return context.body(null, 200);
  });
  app.get(picturePath.slice(mounted.length), (context) => {
    context.header('cache-control', 'public, max-age=86400');
    return context.body(phonePicture, 200, { 'content-type': 'image/png' });
  });
  // A look with a browser or by a monitor.
  app.get('/', (context) => context.body(null, 200));
  return app;
}

const isEmpty = (bytes: Buffer): boolean =>
  bytes.length <= MOST_UNSIGNED && /^(\{\s*\})?$/.test(bytes.toString('latin1').trim());
