// The pages of guests, by their private addresses: read, and answered without an account. An address that is none tells nothing.
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import type { Refused } from '../kernel/decision.ts';
import { said, type Text, text } from '../kernel/text.ts';
import { fileHeaders } from './headers.ts';
import { inTurn } from './in-turn.ts';
import { smallPage } from './small-page.ts';

type Sheet = {
  heading: Text;
  lines: readonly Text[];
  papers: readonly { id: string; title: string; link: string | null }[];
  reply: { attends: boolean; remark: string } | null;
  answers: boolean;
  binds: boolean;
};

/** `ways`: where a chat with us opens, by messenger. */
type Code = { code: string; ways: readonly { label: Text; address: string }[] };

type GuestParts = {
  /** What stands behind a token; null: nothing, or nothing any more. */
  read(token: string): Promise<Sheet | null>;
  /** Records what he says; null: the address is none. */
  answer(token: string, said: { attends: string; remark: string }): Promise<'done' | Refused | null>;
  /** A one-time code by which he links a messenger, and where a chat with us opens; null: the address is none. */
  code(token: string): Promise<Code | Refused | null>;
  /** The slash word by which a code is typed. */
  word: string;
  /** A paper that stands on his page. */
  file(token: string, paper: string): Promise<{ name: string; path: string } | null>;
  say(words: Text): string;
};

/** Looked up at once, for strangers. */
const AT_ONCE = 4;
/** The most a form takes, in bytes. */
const FORM_BYTES = 32 * 1024;

type Said = { words: Text; problem: boolean } | null;
/** What is posted there: not an answer, but that he wants a code. */
const codePath = 'lien-ket';

export function guestPages(parts: GuestParts): Hono {
  const app = new Hono();
  const { read, answer, code, file, say } = parts;
  const looking = inTurn(AT_ONCE);
  const gone = (context: Context) =>
    page(context, parts, null, { words: text('guests:page.gone'), problem: true }, 404);
  const busy = (context: Context) => context.text('', 503, { 'retry-after': '60' });
  app.get('/:token', async (context) => {
    const sheet = await looking(() => read(context.req.param('token')));
    if (sheet === 'busy') return busy(context);
    return sheet ? page(context, parts, sheet, null, 200) : gone(context);
  });
  app.post('/:token', async (context) => {
    const token = context.req.param('token');
    if (Number(context.req.header('content-length') ?? FORM_BYTES + 1) > FORM_BYTES) return context.text('', 413);
    const sheet = await looking(() => read(token));
    if (sheet === 'busy') return busy(context);
    if (!sheet) return gone(context);
    const sent = new URLSearchParams(await context.req.text());
    const done = await answer(token, { attends: sent.get('attends') ?? '', remark: sent.get('remark') ?? '' });
    const now = done && (await read(token));
    if (!done || !now) return gone(context);
    if (done === 'done') return page(context, parts, now, { words: text('guests:page.done'), problem: false }, 200);
    return page(context, parts, now, { words: done.refusal.because, problem: true }, 422);
  });
  app.post(`/:token/${codePath}`, async (context) => {
    const given = await looking(() => code(context.req.param('token')));
    if (given === 'busy') return busy(context);
    if (!given) return gone(context);
    if ('code' in given) return codePage(context, parts, given);
    const sheet = await read(context.req.param('token'));
    if (!sheet) return gone(context);
    const at = context.req.path.slice(0, -codePath.length - 1);
    return page(context, parts, sheet, { words: given.refusal.because, problem: true }, 422, at);
  });
  app.get('/:token/:paper', async (context) => {
    const found = await looking(() => file(context.req.param('token'), context.req.param('paper')));
    if (found === 'busy') return busy(context);
    if (!found) return context.text(say(text('guests:page.gone')), 404);
    const bytes = Readable.toWeb(createReadStream(found.path)) as ReadableStream;
    return context.body(bytes, 200, fileHeaders(found.name, false));
  });
  return app;
}

function page(
  context: Context,
  { say }: GuestParts,
  sheet: Sheet | null,
  told: Said,
  status: 200 | 404 | 422,
  at = context.req.path,
) {
  const ticked = (attends: boolean) => (sheet?.reply?.attends === attends ? 'checked' : '');
  const main = html`<h1>${say(sheet?.heading ?? text('guests:page.title'))}</h1>
      ${told ? html`<p role="${told.problem ? 'alert' : 'status'}"><strong>${say(told.words)}</strong></p>` : ''}
      ${sheet?.lines.map((line) => html`<p>${say(line)}</p>`) ?? ''}
      ${
        sheet && sheet.papers.length > 0
          ? html`<h2>${say(text('guests:page.papers'))}</h2>
      <ul>${sheet.papers.map(
        ({ id, title, link }) => html`<li><a rel="noreferrer" href="${link ?? `${at}/${id}`}">${title}</a></li>`,
      )}</ul>`
          : ''
      }
      ${
        sheet?.answers
          ? html`<form method="post" action="${at}">
        <fieldset>
          <legend>${say(text('guests:page.ask'))}</legend>
          <label class="one"><input type="radio" name="attends" value="yes" required ${ticked(true)}> ${say(text('guests:page.attends'))}</label>
          <label class="one"><input type="radio" name="attends" value="no" required ${ticked(false)}> ${say(text('guests:page.stays-away'))}</label>
        </fieldset>
        <label for="remark">${say(text('guests:page.remark'))}</label>
        <textarea id="remark" name="remark" rows="4" maxlength="2000">${sheet.reply?.remark ?? ''}</textarea>
        <p>${say(text('uploads:no-secrets'))}</p>
        <button type="submit">${say(text('guests:page.send'))}</button>
      </form>`
          : ''
      }
      ${
        sheet?.binds
          ? html`<h2>${say(text('guests:page.bind'))}</h2>
      <p>${say(text('guests:page.bind-how'))}</p>
      <form method="post" action="${at}/${codePath}"><button type="submit">${say(text('guests:page.bind-button'))}</button></form>`
          : ''
      }`;
  return smallPage(context, say(text('guests:page.title')), main, status);
}

/** How he goes on in the messenger; the code is shown here once. */
function codePage(context: Context, { say, word }: GuestParts, { code, ways }: Code) {
  const main = html`<h1>${say(text('guests:page.bind'))}</h1>
      <p>${say(text('guests:page.code-how'))}</p>
      ${ways.map(({ label, address }) => html`<p><a class="way" rel="noreferrer" href="${address}">${say(label)}</a></p>`)}
      <p>${say(text('contacts:page.typed', { words: said(`/${word} ${code}`) }))}</p>
      <p>${say(text('guests:page.code-after'))}</p>`;
  return smallPage(context, say(text('guests:page.bind')), main, 200);
}
