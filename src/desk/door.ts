// The way in and out: the link that only a button completes, the six-digit code for another computer, leaving.
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { html } from 'hono/html';
import { deskPath, enterCommand } from '../kernel/desk.ts';
import type { Actor } from '../kernel/person.ts';
import { said, type Text, text } from '../kernel/text.ts';
import { appendAudit } from '../store/audit.ts';
import { hashOfDigits } from '../store/digits.ts';
import { type House, type Route, vi } from './house.ts';
import { doorPage } from './page.ts';
import { comeIn, type Link, leave, linkNow, type Tried, triedNow } from './sessions.ts';
import type { Markup } from './words.ts';

type Status = 200 | 400 | 401 | 403 | 404 | 410 | 500 | 502 | 503;

export type Door = {
  says(context: Context, status: Status, words: readonly Text[], more?: Markup): Response | Promise<Response>;
  out(context: Context): Response | Promise<Response>;
  busy(context: Context): Response | Promise<Response>;
  refusedPost(context: Context): Response | Promise<Response>;
};

/** What the door says to whom it does not let in. */
export function doorOf({ parts, cookie, secure }: House): Door {
  const say = vi(parts);
  const { provider } = parts;
  const byOffice = provider
    ? html`<p class="ways here"><a class="second" href="${deskPath}${providerPath}">${say(text('desk:openid.enter', { name: said(provider.name) }))}</a></p>`
    : html``;
  const says: Door['says'] = (context, status, words, more) => context.html(doorPage('vi', say, words, more), status);
  return {
    says,
    out: (context) => {
      if (getCookie(context, cookie) !== undefined) deleteCookie(context, cookie, { path: '/', secure });
      return says(
        context,
        401,
        [text('desk:door.out'), text('desk:door.how')],
        html`${codeForm(say, null)}${byOffice}`,
      );
    },
    busy: (context) => says(context, 503, [text('desk:door.busy')]),
    refusedPost: (context) => says(context, 403, [text('desk:door.refused')]),
  };
}

/** For a computer on which there is no chat: the code that came with the link. */
const codeForm = (say: (words: Text) => string, problem: Text | null): Markup =>
  html`<form class="fields" method="post" action="${deskPath}/ma"><div class="${problem ? 'field wrong' : 'field'}"><label for="ma">${say(text('desk:door.code'))}</label><p class="hint" id="ma-about">${say(text('desk:door.code-about'))}</p>${problem ? html`<p class="problem" id="ma-problem" role="alert">${say(problem)}</p>` : ''}<input type="text" id="ma" name="ma" autocomplete="one-time-code" aria-describedby="ma-about${problem ? ' ma-problem' : ''}"></div><button class="primary" type="submit">${say(text('desk:door.enter'))}</button></form>`;

/** Where the office's own log-in begins. */
export const providerPath = '/co-quan';

export type Entry = {
  at: string;
  method: 'get' | 'post';
  open(house: House, door: Door, context: Context): Promise<Response>;
};

/** Pages for which nobody has to be in. */
export const entries: readonly Entry[] = [
  { method: 'get', at: '/vao/:token', open: offer },
  { method: 'post', at: '/vao/:token', open: byLink },
  { method: 'post', at: '/ma', open: byCode },
];

async function linkOf({ parts, looking, now, known }: House, context: Context) {
  const link = await looking(() => linkNow(parts.database.prisma, context.req.param('token') ?? '', now()));
  if (link === null || link === 'busy') return link;
  const by = await known(link);
  return by && { link, by };
}

const gone = ({ says }: Door, context: Context) => says(context, 410, [text('desk:door.gone'), text('desk:door.how')]);

// Messengers look at links to show what is behind them: looking changes nothing.
async function offer(house: House, door: Door, context: Context): Promise<Response> {
  const found = await linkOf(house, context);
  if (found === 'busy') return door.busy(context);
  if (found === null) return gone(door, context);
  const enter = html`<form method="post"><button class="primary" type="submit">${vi(house.parts)(text('desk:door.enter'))}</button></form>`;
  return door.says(context, 200, [text('desk:door.for', { name: found.by.person.fullName })], enter);
}

async function byLink(house: House, door: Door, context: Context): Promise<Response> {
  const found = await linkOf(house, context);
  if (found === 'busy') return door.busy(context);
  if (found === null) return gone(door, context);
  return (await letIn(house, context, found.link, found.by, {})) ?? gone(door, context);
}

/** Uses the link up; null when somebody else was quicker. */
export async function letIn(
  house: House,
  context: Context,
  link: Link,
  by: Actor,
  how: object,
): Promise<Response | null> {
  const { parts, cookie, secure, note } = house;
  const token = await house.tx(async (tx) => {
    const opened = await comeIn(tx, link, parts.road.world(null));
    if (opened) await note(tx, by, link.id, enterCommand, { entered: true, ...how });
    return opened;
  });
  if (token === null) return null;
  setCookie(context, cookie, token, { path: '/', httpOnly: true, sameSite: 'Strict', secure });
  return context.redirect(deskPath, 303);
}

async function byCode(house: House, door: Door, context: Context): Promise<Response> {
  const { parts, looking, now, known } = house;
  const typed = new URLSearchParams(await context.req.text()).get('ma') ?? '';
  const [, seatCode, digits] = /^([\p{L}\d]{1,16})\s*[- ]\s*(\d{3} ?\d{3})$/u.exec(typed.trim().slice(0, 40)) ?? [];
  const wrong = () =>
    door.says(context, 401, [text('desk:door.out')], codeForm(vi(parts), text('desk:door.code-wrong')));
  if (!seatCode || !digits) return wrong();
  const tried = await looking(() => triedNow(parts.database.prisma, seatCode.toLocaleUpperCase(), now()));
  if (tried === 'busy') return door.busy(context);
  let right: Tried | undefined;
  for (const one of tried) if ((await hashOfDigits(digits.replace(' ', ''), one.id)) === one.hash) right ??= one;
  const by = right && (await known(right));
  if (!right || !by) {
    await wrongCode(house, tried);
    return wrong();
  }
  return (await letIn(house, context, right, by, { by: 'code' })) ?? wrong();
}

/** On record at everybody whose digits were tried. */
const wrongCode = ({ tx, now }: House, tried: readonly Tried[]): Promise<void> =>
  tx(async (tx) => {
    for (const { id, personId } of tried) {
      await appendAudit(tx, {
        at: now(),
        actorId: personId,
        behalfId: null,
        channel: 'desk',
        account: id,
        update: null,
        bodyId: null,
        matter: null,
        command: enterCommand,
        outcome: 'refused',
        facts: { code: 'wrong-code' },
      });
    }
  });

export const leaving = (door: Door): Route => ({
  method: 'post',
  at: '/thoat',
  make: async ({ tx, note, cookie, secure }, { visitor: { session, by }, context }) => {
    await tx(async (tx) => {
      await leave(tx, session.id);
      await note(tx, by, session.id, enterCommand, { left: true });
    });
    deleteCookie(context, cookie, { path: '/', secure });
    return door.says(context, 200, [text('desk:door.left'), text('desk:door.how')]);
  },
});
