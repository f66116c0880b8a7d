// The page where a file is handed in by a one-time link. Looking at it changes nothing.
import { randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { html } from 'hono/html';
import { keepWithin } from '../bot/inbox.ts';
import type { Incoming } from '../channels/incoming.ts';
import type { FileFolder } from '../delivery/file-folder.ts';
import { refusedByContent, refusedByName } from '../delivery/file-kinds.ts';
import { cleanFileName, MAX_FILE_BYTES } from '../delivery/files.ts';
import { arrival, findUpload, markUsed } from '../delivery/upload-links.ts';
import { secrecyMark } from '../kernel/secrecy.ts';
import { type Text, text } from '../kernel/text.ts';
import type { Database } from '../store/database.ts';

export type UploadParts = {
  database: Database;
  folder: FileFolder;
  say(words: Text): string;
  now(): Date;
  /** A file has arrived: the road has something to do. */
  arrived(): void;
};

/** Where the page stands; the links lead there. */
export const uploadPath = '/tai-len';

/** What a form takes beside the file. */
const FORM_BYTES = 64 * 1024;
const megabytes = MAX_FILE_BYTES / 1024 / 1024;

type Status = 200 | 400 | 410 | 413 | 422 | 503;
type Outcome = { status: Status; words: Text; form: boolean };

/** A file passes through memory: so many at once, whoever sends them. */
const AT_ONCE = 4;

const busy: Outcome = { status: 503, words: text('uploads:busy'), form: true };
const gone: Outcome = { status: 410, words: text('uploads:gone'), form: false };
const tooLarge: Outcome = { status: 413, words: text('uploads:too-large', { max: megabytes }), form: true };

export function uploadPages(parts: UploadParts): Hono {
  const app = new Hono();
  const find = (context: Context) =>
    parts.database.transaction((tx) => findUpload(tx, context.req.param('token') ?? '', parts.now()));
  let taking = 0;
  app.get('/:token', async (context) => {
    const found = await find(context);
    const asks: Outcome = { status: 200, words: text('uploads:lead', { max: megabytes }), form: true };
    return page(context, parts, found ? asks : gone);
  });
  app.post(
    '/:token',
    // Before a byte of the file is read: strangers get neither memory nor patience.
    async (context, next) => {
      if (!(await find(context))) return page(context, parts, gone);
      if (taking >= AT_ONCE) return page(context, parts, busy);
      taking += 1;
      try {
        return await next();
      } finally {
        taking -= 1;
      }
    },
    bodyLimit({ maxSize: MAX_FILE_BYTES + FORM_BYTES, onError: (context) => page(context, parts, tooLarge) }),
    async (context) => page(context, parts, await take(context, parts)),
  );
  return app;
}

async function take(context: Context, parts: UploadParts): Promise<Outcome> {
  const { folder } = parts;
  const given = context.req.param('token') ?? '';
  const form = await context.req.parseBody().catch(() => ({}) as Record<string, unknown>);
  const file = form['file'];
  if (!(file instanceof File) || file.name === '') return { status: 400, words: text('uploads:no-file'), form: true };
  if (file.size > MAX_FILE_BYTES) return tooLarge;
  const name = cleanFileName(file.name.normalize('NFC'));
  const secrecy = secrecyMark(name);
  if (secrecy) {
    const told = await handOver(parts, given, { secrecy });
    return told ? { status: 422, words: text('bot:secret.refused'), form: false } : gone;
  }
  const refused = refusedByName(name);
  if (refused) return problem(refused);
  const kept = await folder.keep(bytesOf(file), ({ path, head }) => refusedByContent(name, path, head));
  if (typeof kept === 'string') return problem(kept);
  const mime = file.type === '' ? {} : { mime: file.type };
  const ref = `sha256:${kept.sha256}`;
  const handed = await handOver(parts, given, { file: { ref, name, size: kept.size, sha256: kept.sha256, ...mime } });
  return handed ? { status: 200, words: text('uploads:done', { name }), form: false } : gone;
}

/** Uses the link and puts what came into the inbox, both or neither. False when the link was used meanwhile. */
async function handOver(parts: UploadParts, given: string, content: Parameters<typeof arrival>[1]): Promise<boolean> {
  const { database, now } = parts;
  const came: Incoming | null = await database.transaction(async (tx) => {
    const upload = await findUpload(tx, given, now());
    if (!upload) return null;
    await markUsed(tx, upload, now());
    const incoming = arrival(upload, content, now());
    await keepWithin(tx, incoming, now());
    return incoming;
  });
  if (came) parts.arrived();
  return came !== null;
}

const problem = (why: Exclude<ReturnType<typeof refusedByName>, null>): Outcome =>
  why === 'too-large' ? tooLarge : { status: 422, words: text(`delivery:file.${why}`), form: true };

async function* bytesOf(file: File): AsyncGenerator<Uint8Array> {
  yield* file.stream();
}

function page(context: Context, { say }: UploadParts, { status, words, form }: Outcome): Response | Promise<Response> {
  const nonce = randomBytes(12).toString('base64');
  const headers = {
    'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    'x-robots-tag': 'noindex',
  };
  const isProblem = status !== 200;
  const body = html`<!doctype html>
<html lang="vi">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${say(text('uploads:title'))}</title>
    <style nonce="${nonce}">
      body { font: 1.125rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 0 auto; padding: 1rem; color: #1b1b1b; background: #fff; }
      input, button { font: inherit; display: block; width: 100%; box-sizing: border-box; margin: .5rem 0 1rem; padding: .75rem; min-height: 3rem; }
      button { background: #0b4f9e; color: #fff; border: 0; border-radius: .25rem; }
      :focus-visible { outline: 3px solid #c25700; outline-offset: 2px; }
    </style>
  </head>
  <body>
    <main>
      <h1>${say(text('uploads:title'))}</h1>
      <p id="said" role="${isProblem ? 'alert' : 'status'}">${say(words)}</p>
      ${
        form
          ? html`<form method="post" enctype="multipart/form-data">
        <label for="file">${say(text('uploads:file'))}</label>
        <input id="file" name="file" type="file" required aria-describedby="said">
        <button type="submit">${say(text('uploads:send'))}</button>
        <p>${say(text('uploads:no-secrets'))}</p>
      </form>`
          : ''
      }
    </main>
  </body>
</html>`;
  return context.html(body, status, headers);
}
