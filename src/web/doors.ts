// Where a code on paper leads a telephone (Điều 1.2, 6.4): it says how to go on in the messenger, and records nothing. What the
// code opens, and whether it opens anything, is told only there, to whom it concerns.
import { Hono } from 'hono';
import { html } from 'hono/html';
import { said, type Text, text } from '../kernel/text.ts';
import { smallPage } from './small-page.ts';

type Page = {
  /** The slash word by which a code is typed. */
  word: string;
  code: RegExp;
  title: Text;
  how: Text;
  typed(words: Text): Text;
  after: Text;
  wrong: Text;
};

type DoorParts = {
  /** Where a chat with us opens, by messenger; one that cannot say now is left out. */
  opens(word: string, code: string): Promise<readonly { label: Text; address: string }[]>;
  say(words: Text): string;
};

/** At the door of a meeting. */
export const atDoor = (word: string): Page => ({
  word,
  code: /^\d{6}$/,
  title: text('arrivals:page.title'),
  how: text('arrivals:page.how'),
  typed: (words) => text('arrivals:page.typed', { words }),
  after: text('arrivals:page.unlinked'),
  wrong: text('arrivals:refusal.no-digits'),
});

/** On the slip of somebody who is to link his messenger. */
export const onSlip = (word: string): Page => ({
  word,
  code: /^[0-9a-z]{5}(-[0-9a-z]{5}){3}-[0-9a-z]{6}$/,
  title: text('contacts:page.title'),
  how: text('contacts:page.how'),
  typed: (words) => text('contacts:page.typed', { words }),
  after: text('contacts:page.once'),
  wrong: text('contacts:page.no-code'),
});

export function doorPages({ word, code: one, title, how, typed, after, wrong }: Page, { opens, say }: DoorParts): Hono {
  const app = new Hono();
  app.get('/:code', async (context) => {
    const code = context.req.param('code');
    if (!one.test(code)) return context.text(say(wrong), 404);
    const ways = await opens(word, code);
    const main = html`<h1>${say(title)}</h1>
      <p>${say(how)}</p>
      ${ways.map(({ label, address }) => html`<p><a class="way" rel="noreferrer" href="${address}">${say(label)}</a></p>`)}
      <p>${say(typed(said(`/${word} ${code}`)))}</p>
      <p>${say(after)}</p>`;
    return smallPage(context, say(title), main, 200);
  });
  return app;
}
