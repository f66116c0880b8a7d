// What is for internal circulation, on a page of one's own (Điều 10.4, SC3): the link opens nothing until its holder says
// that it is he; then that browser alone reads it, for a quarter of an hour, and each reading is on record.
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { type Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { html } from 'hono/html';
import { apartPath } from '../kernel/apart.ts';
import { moment, said, type Text, text } from '../kernel/text.ts';
import { BrokenForm, type HandedIn, handedIn } from './handed-in.ts';
import { fileHeaders } from './headers.ts';
import { inTurn } from './in-turn.ts';
import { smallPage } from './small-page.ts';

/** What one reader is shown. */
type ApartSheet = {
  code: string;
  reader: string;
  title: string;
  words: string;
  files: readonly { id: string; name: string }[];
  /** He keeps its words. */
  keeps: boolean;
};

export type ApartParts = {
  secure: boolean;
  now(): Date;
  say(words: Text): string;
  /** Whose link it is; nothing is used up. */
  holder(token: string): Promise<string | null>;
  /** Opens it once: what the cookie is to hold. */
  open(token: string): Promise<string | null>;
  /** What is read by a cookie, which is put on record; null: nothing, or nothing any more. */
  read(cookie: string): Promise<ApartSheet | null>;
  file(cookie: string, id: string): Promise<{ name: string; path: string } | null>;
  write(cookie: string, given: { title: string; words: string }): Promise<'done' | 'secret' | null>;
  add(cookie: string, file: HandedIn): Promise<Text | 'done' | null>;
};

/** Looked up at once, for strangers. */
const AT_ONCE = 4;
const FORM_BYTES = 256 * 1024;
const MOST_FILE_BYTES = 20 * 1024 * 1024;
/** Milliseconds without a byte. */
const PATIENCE = 15_000;
const cookieName = 'noi-bo';

type Told = { words: Text; problem: boolean } | null;

export function apartPages(parts: ApartParts): Hono {
  const app = new Hono();
  const { say, secure } = parts;
  const looking = inTurn(AT_ONCE);
  const busy = (context: Context) => context.text(say(text('apart:page.busy')), 503, { 'retry-after': '60' });
  const gone = (context: Context) =>
    smallPage(
      context,
      say(text('apart:page.title')),
      html`<h1>${say(text('apart:page.title'))}</h1><p role="alert">${say(text('apart:page.gone'))}</p>`,
      410,
    );
  const cookieOf = (context: Context): string => getCookie(context, cookieName) ?? '';
  const shown = async (context: Context, told: Told = null, status: 200 | 422 = 200) => {
    const sheet = await looking(() => parts.read(cookieOf(context)));
    if (sheet === 'busy') return busy(context);
    return sheet ? page(context, parts, sheet, told, status) : gone(context);
  };
  app.get('/doc', (context) => shown(context));
  app.post('/doc', async (context) => {
    if (Number(context.req.header('content-length') ?? FORM_BYTES + 1) > FORM_BYTES) return context.text('', 413);
    const sent = new URLSearchParams(await context.req.text());
    const given = { title: sent.get('title') ?? '', words: sent.get('words') ?? '' };
    const done = await looking(() => parts.write(cookieOf(context), given));
    if (done === 'busy') return busy(context);
    if (done === null) return gone(context);
    return done === 'done'
      ? shown(context, { words: text('apart:page.saved'), problem: false })
      : shown(context, { words: text('apart:page.secret'), problem: true }, 422);
  });
  app.post('/tep', async (context) => {
    const limits = { most: MOST_FILE_BYTES + FORM_BYTES, patience: PATIENCE, signal: context.req.raw.signal };
    try {
      const done = await parts.add(cookieOf(context), await handedIn(context.req.raw, limits));
      if (done === null) return gone(context);
      return done === 'done'
        ? shown(context, { words: text('apart:page.saved'), problem: false })
        : shown(context, { words: done, problem: true }, 422);
    } catch (error) {
      if (!(error instanceof BrokenForm)) throw error;
      return shown(context, { words: text('uploads:no-file'), problem: true }, 422);
    }
  });
  app.get('/tep/:file', async (context) => {
    const found = await looking(() => parts.file(cookieOf(context), context.req.param('file')));
    if (found === 'busy') return busy(context);
    if (!found) return gone(context);
    const bytes = Readable.toWeb(createReadStream(found.path)) as ReadableStream;
    return context.body(bytes, 200, fileHeaders(found.name, false));
  });
  app.get('/:token', async (context) => {
    const name = await looking(() => parts.holder(context.req.param('token')));
    if (name === 'busy') return busy(context);
    if (name === null) return gone(context);
    return smallPage(
      context,
      say(text('apart:page.title')),
      html`<h1>${say(text('apart:page.title'))}</h1><p>${say(text('apart:page.for', { name }))}</p>
      <form method="post"><button type="submit">${say(text('apart:page.enter', { name }))}</button></form>`,
      200,
    );
  });
  app.post('/:token', async (context) => {
    const cookie = await looking(() => parts.open(context.req.param('token')));
    if (cookie === 'busy') return busy(context);
    if (cookie === null) return gone(context);
    // Strict: neither another site's form nor a link in a message brings it along.
    setCookie(context, cookieName, cookie, { path: apartPath, httpOnly: true, sameSite: 'Strict', secure });
    return context.redirect(`${apartPath}/doc`, 303);
  });
  return app;
}

function page(context: Context, { say, now }: ApartParts, sheet: ApartSheet, told: Told, status: 200 | 422) {
  const { code, reader, title, words, files, keeps } = sheet;
  const main = html`<p><strong>${say(text('apart:page.mark'))}</strong></p>
      <h1>${code}${title === '' ? '' : `: ${title}`}</h1>
      ${told ? html`<p role="${told.problem ? 'alert' : 'status'}"><strong>${say(told.words)}</strong></p>` : ''}
      ${words
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => html`<p>${line}</p>`)}
      ${
        files.length > 0
          ? html`<h2>${say(text('apart:page.papers'))}</h2>
      <ul>${files.map(({ id, name }) => html`<li><a href="${apartPath}/tep/${id}">${name}</a></li>`)}</ul>`
          : ''
      }
      <p><small>${say(text('apart:page.read-by', { name: said(reader), at: moment(now()) }))}</small></p>
      ${
        keeps
          ? html`<h2>${say(text('apart:page.edit'))}</h2>
      <form method="post" action="${apartPath}/doc">
        <label for="title">${say(text('apart:page.edit-title'))}</label>
        <input id="title" name="title" maxlength="250" value="${title}">
        <label for="words">${say(text('apart:page.edit-words'))}</label>
        <textarea id="words" name="words" rows="8" maxlength="20000">${words}</textarea>
        <button type="submit">${say(text('apart:page.save'))}</button>
      </form>
      <form method="post" action="${apartPath}/tep" enctype="multipart/form-data">
        <label for="file">${say(text('apart:page.file'))}</label>
        <input id="file" name="file" type="file" required>
        <button type="submit">${say(text('apart:page.add'))}</button>
        <p>${say(text('uploads:no-secrets'))}</p>
      </form>`
          : ''
      }`;
  return smallPage(context, say(text('apart:page.title')), main, status);
}
