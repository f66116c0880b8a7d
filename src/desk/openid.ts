// In by the office's own log-in: it says who somebody is there, who is linked here with the same address comes in as he would by
// the chat, under the same law; nobody is made by it.
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { html } from 'hono/html';
import { perform } from '../engine/perform.ts';
import { deskPath } from '../kernel/desk.ts';
import { said, text } from '../kernel/text.ts';
import { appendAudit } from '../store/audit.ts';
import { type Door, type Entry, letIn, providerPath } from './door.ts';
import { originOf } from './guard.ts';
import { type House, vi } from './house.ts';
import type { Begun } from './provider.ts';
import { linkedWith, newestLink } from './sessions.ts';

const backPath = `${providerPath}/ve`;
/** How long somebody may take to log in, in seconds. */
const LIFE = 600;

const cookieOf = ({ cookie }: House): string => `${cookie}-co-quan`;

const backOf = ({ parts }: House, context: Context): string | null => {
  const origin = originOf(context, parts.publicUrl);
  return origin === null ? null : `${origin}${deskPath}${backPath}`;
};

async function begin(house: House, door: Door, context: Context): Promise<Response> {
  const { provider } = house.parts;
  const back = backOf(house, context);
  if (!provider || back === null) return door.out(context);
  const begun = await house.looking(() => provider.begin(back));
  if (begun === 'busy') return door.busy(context);
  if (typeof begun === 'string') return door.says(context, 502, [text(`desk:openid.${begun}`), text('desk:door.how')]);
  const kept = new URLSearchParams(begun.begun).toString();
  // He comes back from another site: a strict cookie would not be sent along.
  setCookie(context, cookieOf(house), kept, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: house.secure,
    maxAge: LIFE,
  });
  return context.redirect(begun.to, 303);
}

function begunIn(house: House, context: Context): Begun | null {
  const kept = new URLSearchParams(getCookie(context, cookieOf(house)) ?? '');
  const [state, nonce, verifier] = ['state', 'nonce', 'verifier'].map((name) => kept.get(name));
  return state && nonce && verifier ? { state, nonce, verifier } : null;
}

async function back(house: House, door: Door, context: Context): Promise<Response> {
  const { provider } = house.parts;
  const to = backOf(house, context);
  const begun = begunIn(house, context);
  if (!provider || to === null) return door.out(context);
  deleteCookie(context, cookieOf(house), { path: '/', secure: house.secure });
  if (!begun) return door.says(context, 400, [text('desk:openid.stale'), text('desk:door.how')]);
  const came = new URL(to);
  came.search = new URL(context.req.url).search;
  const who = await house.looking(() => provider.finish(came, to, begun));
  if (who === 'busy') return door.busy(context);
  if (typeof who === 'string') {
    const status = who === 'unreachable' ? 502 : 403;
    return door.says(context, status, [text(`desk:openid.${who}`), text('desk:door.how')]);
  }
  return comeInAs(house, door, context, who.email);
}

/** By the same law as the link in the chat, which is used up here at once. */
async function comeInAs(house: House, door: Door, context: Context, email: string): Promise<Response> {
  const { parts, tx, known, entering, now } = house;
  const account = await tx((one) => linkedWith(one, email));
  const by = account && (await known(account));
  if (!account || !by)
    return door.says(context, 403, [
      text('desk:openid.unknown', { email: said(email) }),
      text('desk:openid.unknown-how'),
    ]);
  const world = parts.road.world(by.seats[0]?.bodyId ?? null);
  const outcome = await tx(async (one) => {
    const asked = await perform(one, parts.registry, entering, { ...world, by, args: {} });
    if (asked.audit) {
      await appendAudit(one, {
        ...asked.audit,
        at: now(),
        actorId: by.person.id,
        channel: 'desk',
        account: account.id,
        update: null,
      });
    }
    return asked.kind === 'done' ? await newestLink(one, account) : asked;
  });
  if ('kind' in outcome) {
    const because = outcome.kind === 'refused' ? outcome.refusal.because : text('desk:door.out');
    return door.says(context, 403, [because]);
  }
  // A page, not a redirect: what another site began never brings a strict cookie, a page of ours does.
  const entered = await letIn(house, context, outcome, by, { by: 'openid' });
  if (entered === null) return door.out(context);
  const words = vi(parts);
  return door.says(
    context,
    200,
    [text('desk:door.for', { name: by.person.fullName })],
    html`<meta http-equiv="refresh" content="0;url=${deskPath}"><p class="ways here"><a class="second" href="${deskPath}">${words(text('desk:door.enter'))}</a></p>`,
  );
}

/** Pages for which nobody has to be in. */
export const openIdEntries: readonly Entry[] = [
  { method: 'get', at: providerPath, open: begin },
  { method: 'get', at: backPath, open: back },
];
