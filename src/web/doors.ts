// Where the code at a door leads a telephone (Điều 6.4): it says how to go on in the messenger, and records nothing. Which
// meeting it is, and whether there is one, is told only there, to whom it concerns.
import { Hono } from 'hono';
import { html } from 'hono/html';
import { said, type Text, text } from '../kernel/text.ts';
import { smallPage } from './small-page.ts';

type DoorParts = {
  /** The slash word by which a code is typed. */
  word: string;
  /** Where a chat with us opens, by messenger; one that cannot say now is left out. */
  opens(word: string, code: string): Promise<readonly { label: Text; address: string }[]>;
  say(words: Text): string;
};

export function doorPages({ word, opens, say }: DoorParts): Hono {
  const app = new Hono();
  app.get('/:code', async (context) => {
    const code = context.req.param('code');
    if (!/^\d{6}$/.test(code)) return context.text(say(text('arrivals:refusal.no-digits')), 404);
    const ways = await opens(word, code);
    const main = html`<h1>${say(text('arrivals:page.title'))}</h1>
      <p>${say(text('arrivals:page.how'))}</p>
      ${ways.map(({ label, address }) => html`<p><a class="way" rel="noreferrer" href="${address}">${say(label)}</a></p>`)}
      <p>${say(text('arrivals:page.typed', { words: said(`/${word} ${code}`) }))}</p>
      <p>${say(text('arrivals:page.unlinked'))}</p>`;
    return smallPage(context, say(text('arrivals:page.title')), main, 200);
  });
  return app;
}
