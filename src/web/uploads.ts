// The page where a file is handed in by a one-time link. Looking at it changes nothing.
import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { keepWithin } from '../bot/inbox.ts';
import type { Incoming } from '../channels/incoming.ts';
import { type FileRefusal, refusedByName } from '../delivery/file-kinds.ts';
import { cleanFileName, wholeFileName } from '../delivery/file-name.ts';
import { MAX_FILE_BYTES } from '../delivery/files.ts';
import { keepLooked } from '../delivery/looked/keep.ts';
import { arrival, markUsed, takeUpload, uploadNow } from '../delivery/upload-links.ts';
import { type SecrecyMark, secrecyMark } from '../kernel/secrecy.ts';
import { type Text, text } from '../kernel/text.ts';
import type { Database } from '../store/database.ts';
import type { FileFolder } from '../store/file-folder.ts';
import { type Broken, BrokenForm, type HandedIn, handedIn } from './handed-in.ts';
import { inTurn } from './in-turn.ts';
import { smallPage } from './small-page.ts';

type UploadParts = {
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
/** Milliseconds without a byte after which whoever sends is left; a file as a whole may take five minutes. */
const PATIENCE = 15_000;

type Status = 200 | 400 | 408 | 410 | 413 | 422 | 503;
type Outcome = { status: Status; words: Text; form: boolean };

/** Files received at once; each link has one. A file goes to the disk as it comes and holds no memory. */
const AT_ONCE = 32;
/** Links looked for at once. */
const LOOKING_AT_ONCE = 4;

const busy: Outcome = { status: 503, words: text('uploads:busy'), form: true };
const gone: Outcome = { status: 410, words: text('uploads:gone'), form: false };
const tooLarge: Outcome = { status: 413, words: text('uploads:too-large', { max: megabytes }), form: true };
const broken: Readonly<Record<Broken, Outcome>> = {
  'no-file': { status: 400, words: text('uploads:no-file'), form: true },
  'name-too-long': { status: 400, words: text('uploads:name-too-long'), form: true },
  'too-slow': { status: 408, words: text('uploads:too-slow'), form: true },
  'cut-short': { status: 400, words: text('uploads:too-slow'), form: true },
  'too-large': tooLarge,
};

export function uploadPages(parts: UploadParts): Hono {
  const app = new Hono();
  const { database, now } = parts;
  const looking = inTurn(LOOKING_AT_ONCE);
  /** By the id of its link, what ends the receiving of the file that is coming. */
  const receiving = new Map<string, AbortController>();
  const look = async (given: string): Promise<{ id: string } | Outcome> => {
    const id = await looking(() => uploadNow(database.prisma, given, now()));
    if (id === 'busy') return busy;
    return id === null ? gone : { id };
  };
  const receive = async (context: Context<object, '/:token'>): Promise<Outcome> => {
    const given = context.req.param('token');
    // Before a byte of the file is read: strangers get neither memory nor patience.
    const found = await look(given);
    if ('status' in found) return found;
    // Whoever sends anew, by the same link, has given up on what he sent before.
    receiving.get(found.id)?.abort();
    receiving.delete(found.id);
    if (receiving.size >= AT_ONCE) return busy;
    const own = new AbortController();
    receiving.set(found.id, own);
    try {
      const limits = { most: MAX_FILE_BYTES + FORM_BYTES, patience: PATIENCE, signal: own.signal };
      return await take(parts, given, await handedIn(context.req.raw, limits));
    } catch (error) {
      if (error instanceof BrokenForm) return broken[error.why];
      throw error;
    } finally {
      if (receiving.get(found.id) === own) receiving.delete(found.id);
    }
  };
  app.get('/:token', async (context) => {
    const found = await look(context.req.param('token'));
    const asks: Outcome = { status: 200, words: text('uploads:lead', { max: megabytes }), form: true };
    return page(context, parts, 'status' in found ? found : asks);
  });
  app.post('/:token', async (context) => page(context, parts, await receive(context)));
  return app;
}

/** Takes the file, or says why not; by its name alone before a byte of it is kept. */
async function take(parts: UploadParts, given: string, file: HandedIn): Promise<Outcome> {
  const name = cleanFileName(file.name);
  const secrecy = secrecyMark(wholeFileName(file.name));
  const refused = refusedByName(name);
  if (secrecy || refused) {
    // To its end, or the browser would show an error of its own in place of our words.
    for await (const _ of file.bytes);
    return secrecy ? refuseSecret(parts, given, secrecy) : problem(refused!);
  }
  const kept = await keepLooked(parts.folder, name, file.bytes, MAX_FILE_BYTES);
  if ('refusal' in kept) return problem(kept.refusal);
  if ('secrecy' in kept) return refuseSecret(parts, given, kept.secrecy);
  const mime = file.mime === '' ? {} : { mime: file.mime };
  const ref = `sha256:${kept.sha256}`;
  const { sha256, size } = kept;
  const unread = kept.unread ? { unread: true as const } : {};
  const handed = await handOver(parts, given, { file: { ref, name, size, sha256, ...mime, ...unread } });
  return handed ? { status: 200, words: text('uploads:done', { name }), form: false } : gone;
}

/** The link is used, and the person told in the chat too, that what he sent was neither taken nor kept (SC2). */
async function refuseSecret(parts: UploadParts, given: string, secrecy: SecrecyMark): Promise<Outcome> {
  const told = await handOver(parts, given, { secrecy });
  return told ? { status: 422, words: text('bot:secret.refused'), form: false } : gone;
}

/** Uses the link and puts what came into the inbox, both or neither. False when the link was used meanwhile. */
async function handOver(parts: UploadParts, given: string, content: Parameters<typeof arrival>[1]): Promise<boolean> {
  const { database, now } = parts;
  const came: Incoming | null = await database.transaction(async (tx) => {
    const upload = await takeUpload(tx, given, now());
    if (!upload) return null;
    await markUsed(tx, upload, now());
    const incoming = arrival(upload, content, now());
    await keepWithin(tx, incoming, now());
    return incoming;
  });
  if (came) parts.arrived();
  return came !== null;
}

const problem = (why: FileRefusal): Outcome =>
  why === 'too-large' || why === 'secret' ? tooLarge : { status: 422, words: text(`delivery:file.${why}`), form: true };

function page(context: Context, { say }: UploadParts, { status, words, form }: Outcome): Response | Promise<Response> {
  const isProblem = status !== 200;
  const main = html`<h1>${say(text('uploads:title'))}</h1>
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
      }`;
  return smallPage(context, say(text('uploads:title')), main, status);
}
