// The page on which a PIN is set and given (ID10), behind a link that is good once and for a quarter of an hour.
import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { said, type Text, text } from '../kernel/text.ts';
import type { PinGiven, PinHolder } from '../store/pins.ts';
import { inTurn } from './in-turn.ts';
import { smallPage } from './small-page.ts';

export type PinParts = {
  say(words: Text): string;
  holder(token: string): Promise<PinHolder | null>;
  give(token: string, pin: string, again: string): Promise<PinGiven>;
};

/** Looked up at once, for strangers. */
const AT_ONCE = 4;
const FORM_BYTES = 4 * 1024;

export function pinPages({ say, holder, give }: PinParts): Hono {
  const app = new Hono();
  const looking = inTurn(AT_ONCE);
  const title = say(text('pins:page.title'));
  const says = (context: Context, words: Text, status: 200 | 410 | 423) =>
    smallPage(
      context,
      title,
      html`<h1>${title}</h1><p role="${status === 200 ? 'status' : 'alert'}">${say(words)}</p>`,
      status,
    );
  const busy = (context: Context) => context.text(say(text('apart:page.busy')), 503, { 'retry-after': '60' });
  const field = (name: string, label: Text) =>
    html`<label for="${name}">${say(label)}</label>
      <input id="${name}" name="${name}" type="password" inputmode="numeric" autocomplete="off" pattern="[0-9]{4,8}" maxlength="8" required>`;
  const form = async (context: Context, token: string, problem: Text | null = null) => {
    const one = await looking(() => holder(token));
    if (one === 'busy') return busy(context);
    if (one === null) return says(context, text('pins:page.gone'), 410);
    if (one.locked) return says(context, text('pins:page.locked'), 423);
    const asks = one.isSet ? text('pins:page.give') : text('pins:page.set');
    const main = html`<h1>${title}</h1><p>${say(text('pins:page.for', { name: said(one.name) }))}</p>
      ${problem ? html`<p role="alert"><strong>${say(problem)}</strong></p>` : ''}
      <form method="post"><p>${say(asks)}</p>${field('pin', text('pins:page.pin'))}${one.isSet ? '' : field('again', text('pins:page.again'))}
      <button type="submit">${say(text('pins:page.enter'))}</button></form>`;
    return smallPage(context, title, main, problem ? 422 : 200);
  };
  app.get('/:token', (context) => form(context, context.req.param('token')));
  app.post('/:token', async (context) => {
    if (Number(context.req.header('content-length') ?? FORM_BYTES + 1) > FORM_BYTES) return context.text('', 413);
    const sent = new URLSearchParams(await context.req.text());
    const token = context.req.param('token');
    const done = await looking(() => give(token, sent.get('pin') ?? '', sent.get('again') ?? ''));
    if (done === 'busy') return busy(context);
    if (done === 'good' || done === 'set')
      return says(context, text(done === 'set' ? 'pins:page.chosen' : 'pins:page.good'), 200);
    if (done === 'gone') return says(context, text('pins:page.gone'), 410);
    if (done === 'locked') return says(context, text('pins:page.locked'), 423);
    return form(context, token, text(`pins:page.${done}`));
  });
  return app;
}
