// The pages behind the links of letters (CH10): opening one changes nothing, a button does what the letter offered, once.
// A link opens one matter for one person; what a page offers further is signed with the link, and about the same matter.
import { createHmac, randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { html } from 'hono/html';
import { notPermittedView } from '../bot/views.ts';
import { encodePress, type FieldsOf } from '../channels/press.ts';
import { sameSecret } from '../channels/same-secret.ts';
import { aboutCommand } from '../engine/registry.ts';
import type { Command } from '../kernel/command.ts';
import { moment, type Text, text } from '../kernel/text.ts';
import type { Press, View } from '../kernel/view.ts';
import { mailPath } from '../kernel/ways.ts';
import { isFirstPost, type MailLink, mailLinkNow, useMailLink } from '../store/mail-links.ts';
import type { Transaction } from '../store/transaction.ts';
import { inTurn } from '../web/in-turn.ts';
import { act, look, type Parts, type Result, type Visitor } from './acting.ts';
import { card, formOf, hasProblem, refused } from './cards.ts';
import { type Given, givenIn } from './filling.ts';
import { isFromHere, sealed } from './guard.ts';
import { handedOver } from './handed-in.ts';
import { type DeskParts, query } from './house.ts';
import { doorPage } from './page.ts';
import { isFormToken } from './sessions.ts';
import { carried, type Markup, type Reader } from './words.ts';

type MailParts = Pick<DeskParts, 'database' | 'road' | 'registry' | 'publicUrl' | 'acted' | 'onProblem'> & {
  fieldsOf: FieldsOf;
};

type Called = Extract<Press, { command: string }>;
type Status = 200 | 403 | 404 | 409 | 410 | 422 | 500 | 503;

/** Of a form, in bytes. */
const MOST = 256 * 1024;
const AT_ONCE = 6;

/** One request with a link that can be used: who it is, and what the letter offered. */
type Opened = { link: MailLink; token: string; visitor: Visitor; offered: Called; reader: Reader };

const heading = text('mail:page.title');

const signed = (token: string, press: string): string => createHmac('sha256', token).update(press).digest('base64url');

export function mailPages(parts: MailParts): Hono {
  const app = new Hono();
  const { database, road, registry, publicUrl } = parts;
  const now = (): Date => road.world(null).now;
  const looking = inTurn(AT_ONCE);
  const say = (words: Text): string => road.say('vi', words);
  const says = (context: Context, status: Status, words: readonly Text[], reader: Pick<Reader, 'say'> = { say }) =>
    context.html(doorPage('vi', reader.say, words, html``, heading), status);

  /** The matter a link opens: by what its choice names first. */
  const matterOf = ({ command, args }: Called): string =>
    (parts.fieldsOf(command) ?? []).flatMap((name) => args[name] || [])[0] ?? '';

  async function opened(context: Context): Promise<Opened | Response> {
    const token = context.req.param('token') ?? '';
    const found = await looking(async () => {
      const link = await mailLinkNow(database.prisma, token, now());
      if (!link) return null;
      const by = await database.transaction((tx) => road.identify(tx, link.channel, link.externalId, now()));
      return by && { link, by };
    });
    if (found === 'busy') return says(context, 503, [text('mail:page.busy')]);
    const offered = found && road.decode(found.link.press);
    if (!found || !offered || !('command' in offered)) return says(context, 410, [text('mail:page.gone')]);
    const { link, by } = found;
    const session = { id: link.id, token, channel: link.channel, externalId: link.externalId };
    const reader: Reader = {
      registry,
      session,
      say: (words) => road.say(by.person.language, words),
      elsewhere: (press) => onward(token, offered, press),
    };
    return { link, token, visitor: { session, by }, offered, reader };
  }

  /** The same matter only, and never what is about an account itself. */
  function onward(token: string, offered: Called, press: Called): { act: string } | { look: string } | null {
    const command = registry.commands.get(press.command);
    if (!command || command.chat || matterOf(offered) === '' || matterOf(press) !== matterOf(offered)) return null;
    const data = encodePress(press, parts.fieldsOf);
    const address = `${mailPath}/${token}/${press.command}?${new URLSearchParams({ p: data, k: signed(token, data) })}`;
    return command.decide ? { act: address } : { look: address };
  }

  const through = ({ link, visitor, offered }: Opened, press: Called): Parts => ({
    database,
    road,
    acted: parts.acted,
    through: {
      channel: link.channel,
      isFirst: (tx, post) => isFirstPost(tx, link.id, post, press === offered),
      done: async (tx, view, post) => {
        if (press === offered) await useMailLink(tx, link.id, now());
        await confirmed(tx, visitor, view, post);
      },
    },
  });

  /** What was recorded comes as a letter, too, with what can be changed. He has shown that letters reach him. */
  async function confirmed(tx: Transaction, { by, session }: Visitor, view: View, post: string): Promise<void> {
    const { channel, externalId } = session;
    const world = road.world(by.seats[0]?.bodyId ?? null);
    const place = {
      account: by.account?.id ?? null,
      person: by.person.id,
      channel,
      chat: externalId,
      language: by.person.language,
    };
    await road.outgoing.reach(tx, channel, externalId, true, world.now);
    await road.outgoing.reply(tx, place, view, { key: `${channel}:${session.id}:${post}:said`, edits: null }, world);
  }

  const commandOf = (press: Called): Command | undefined => registry.commands.get(press.command);

  async function shown(context: Context, one: Opened, press: Called, command: Command): Promise<Response> {
    const { link, visitor, reader } = one;
    if (command.decide && press === one.offered && link.usedAt) {
      return page(context, one, 410, html`<p>${reader.say(text('mail:page.used', { at: moment(link.usedAt) }))}</p>`);
    }
    const given = givenIn(command, new URLSearchParams(carried(press.args)));
    const result = await look(through(one, press), visitor, command, given);
    if (result.kind !== 'done' || !result.prints || 'picture' in result.prints) {
      return pageOf(context, one, press, command, result);
    }
    const [file] = await road.print(result.prints, now());
    return file ? handedOver(context, file) : pageOf(context, one, press, command, result);
  }

  async function done(context: Context, one: Opened, press: Called, command: Command): Promise<Response> {
    const { visitor, reader } = one;
    const sent = new URLSearchParams(await context.req.text());
    if (!isFormToken(visitor.session, sent.get('token') ?? '')) return says(context, 403, [text('mail:page.refused')]);
    const post = sent.get('post') ?? '';
    if (!command.decide || !/^[\w-]{16}$/.test(post)) return says(context, 404, [text('mail:page.gone')], reader);
    const { pressed, typed, asked } = givenIn(command, sent);
    // What the letter named stays: a page adds words to it, and nothing else.
    const given: Given = { pressed: { ...pressed, ...press.args }, typed, asked };
    return pageOf(
      context,
      one,
      press,
      command,
      await act(through(one, press), visitor, { command, given }, post, { seen: null }),
    );
  }

  function pageOf(context: Context, one: Opened, press: Called, command: Command, result: Result) {
    const { reader, token, offered } = one;
    const title = html`<h2>${reader.say(aboutCommand(command))}</h2>`;
    switch (result.kind) {
      case 'done':
        return page(
          context,
          one,
          200,
          html`${result.acted ? html`<p class="note good" role="status">${reader.say(text('mail:page.recorded'))}</p>` : ''}${card(reader, result.view, 2)}`,
        );
      case 'form': {
        const to = press === offered ? { act: `${mailPath}/${token}` } : onward(token, offered, press);
        const address = to && 'act' in to ? to.act : `${mailPath}/${token}`;
        const form = formOf(reader, result.form, { address, does: aboutCommand(command) });
        return page(context, one, hasProblem(result.form) ? 422 : 200, html`${title}${form}`);
      }
      case 'refused':
        return page(context, one, 422, html`${title}${refused(reader, result.refusal)}`);
      case 'again':
        return page(
          context,
          one,
          409,
          html`${title}<p class="note" role="status">${reader.say(text('mail:page.once'))}</p>`,
        );
      default:
        return page(
          context,
          one,
          403,
          html`${title}<div class="note late" role="alert">${card(reader, notPermittedView(command), 2)}</div>`,
        );
    }
  }

  function page(context: Context, { visitor: { by }, reader }: Opened, status: Status, main: Markup) {
    const whose = text('mail:page.for', { name: by.person.fullName });
    const framed = html`<div class="by-mail">${main}</div>`;
    return context.html(doorPage(by.person.language, reader.say, [whose], framed, heading), status);
  }

  /** A choice of one of our pages, about the same matter. */
  function further(context: Context, { token, offered }: Opened): Called | null {
    const [data, mark] = [query(context).get('p') ?? '', query(context).get('k') ?? ''];
    if (!sameSecret(mark, signed(token, data))) return null;
    const press = road.decode(data);
    return press && 'command' in press && matterOf(press) === matterOf(offered) ? press : null;
  }

  const answering =
    (which: (context: Context, one: Opened) => Called | null, how: typeof shown) =>
    async (context: Context): Promise<Response> => {
      const one = await opened(context);
      if (one instanceof Response) return one;
      const press = which(context, one);
      const command = press && commandOf(press);
      return press && command && !command.chat
        ? how(context, one, press, command)
        : says(context, 404, [text('mail:page.gone')], one.reader);
    };

  app.use(sealed);
  app.use(async (context, next) =>
    context.req.method === 'GET' || context.req.method === 'HEAD' || isFromHere(context, publicUrl, false)
      ? next()
      : says(context, 403, [text('mail:page.refused')]),
  );
  app.use(
    bodyLimit({ maxSize: MOST, onError: (context) => says(context, 403, [text('mail:page.refused')]) as Response }),
  );
  const own = (_context: Context, one: Opened): Called => one.offered;
  app.get('/:token', answering(own, shown));
  app.post('/:token', answering(own, done));
  app.get('/:token/:command', answering(further, shown));
  app.post('/:token/:command', answering(further, done));
  app.onError((error, context) => {
    const code = `SC-${randomBytes(4).toString('hex')}`;
    parts.onProblem({ err: error, code, path: context.req.routePath });
    return says(context, 500, [text('mail:page.broken', { code })]);
  });
  return app;
}
