// The desk: the standing office's pages, wholly from what chapters declare. Every page asks anew who is there and may stay.
import { randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { html } from 'hono/html';
import { paperType } from '../bot/printing.ts';
import type { Road } from '../bot/road.ts';
import { mayEver } from '../engine/permission.ts';
import type { Registry } from '../engine/registry.ts';
import type { Args, Asking, Command } from '../kernel/command.ts';
import { deskPath, enterCommand } from '../kernel/desk.ts';
import type { Actor } from '../kernel/person.ts';
import { type Text, text } from '../kernel/text.ts';
import type { View } from '../kernel/view.ts';
import { appendAudit } from '../store/audit.ts';
import type { Database } from '../store/database.ts';
import { hashOfDigits } from '../store/digits.ts';
import type { Transaction } from '../store/transaction.ts';
import { inTurn } from '../web/in-turn.ts';
import { act, look, type Result, type Visitor } from './acting.ts';
import { resultPage } from './cards.ts';
import { givenIn } from './filling.ts';
import { isFromHere, sealed } from './guard.ts';
import { listPage, readList, sheetOf } from './lists.ts';
import { manyForm, nobodyPage, withRow } from './many.ts';
import { matterPage, readMatter, viewsOf } from './matter-page.ts';
import { doorPage, framed, type Page } from './page.ts';
import { previewPage, seenIn, shownNth } from './preview.ts';
import { registerNamed } from './rooms.ts';
import { find, searchPage, wordsOf } from './search.ts';
import { comeIn, isFormToken, leave, linkNow, type Session, sessionNow, triedNow } from './sessions.ts';
import { readToday, todayPage } from './today.ts';
import { type Markup, type Reader, showing, style, stylePath } from './words.ts';

export type DeskParts = {
  database: Database;
  road: Road;
  registry: Registry;
  /** Where people reach us; null where they do at this machine itself. */
  publicUrl: string | null;
  /** Something was done: others are told, cards change. */
  acted(): void;
  onProblem(problem: { err: unknown; code: string; path: string }): void;
};

/** Strangers' tokens looked for at once. */
const LOOKING_AT_ONCE = 6;
/** Rows done with at once. */
const MOST_ROWS = 200;
/** Of a form, in bytes. */
const MOST = 256 * 1024;

/** Somebody who is in, what his page is made with, and what it was asked with. */
type In = { visitor: Visitor; reader: Reader; context: Context };

export function deskPages(parts: DeskParts): Hono {
  const { database, road, registry, publicUrl } = parts;
  const app = new Hono();
  const looking = inTurn(LOOKING_AT_ONCE);
  const secure = publicUrl?.startsWith('https:') ?? false;
  const cookie = secure ? '__Host-ban-lam-viec' : 'ban-lam-viec';
  const now = (): Date => road.world(null).now;
  const entering = registry.commands.get(enterCommand)!;
  const vi = (words: Text): string => road.say('vi', words);

  const door = (context: Context, status: 200 | 401 | 403 | 404 | 410 | 500 | 503, words: Text[], more?: Markup) =>
    context.html(doorPage('vi', vi, words, more), status);
  const out = (context: Context) => {
    if (getCookie(context, cookie) !== undefined) deleteCookie(context, cookie, { path: '/', secure });
    return door(context, 401, [text('desk:door.out'), text('desk:door.how')], codeForm(null));
  };
  /** For a computer on which there is no chat: the code that came with the link. */
  const codeForm = (problem: Text | null): Markup =>
    html`<form class="fields" method="post" action="${deskPath}/ma"><div class="${problem ? 'field wrong' : 'field'}"><label for="ma">${vi(text('desk:door.code'))}</label><p class="hint" id="ma-about">${vi(text('desk:door.code-about'))}</p>${problem ? html`<p class="problem" id="ma-problem" role="alert">${vi(problem)}</p>` : ''}<input type="text" id="ma" name="ma" autocomplete="one-time-code" aria-describedby="ma-about${problem ? ' ma-problem' : ''}"></div><button class="primary" type="submit">${vi(text('desk:door.enter'))}</button></form>`;
  const busy = (context: Context) => door(context, 503, [text('desk:door.busy')]);
  const refusedPost = (context: Context) => door(context, 403, [text('desk:door.refused')]);

  /** Who it is and whether he may be here, now. */
  const known = (account: { channel: string; externalId: string }): Promise<Actor | null> =>
    database.transaction(async (tx) => {
      const by = await road.identify(tx, account.channel, account.externalId, now());
      return by && mayEver(by, entering) ? by : null;
    });
  const visitorOf = async (context: Context): Promise<Visitor | null | 'busy'> => {
    const token = getCookie(context, cookie);
    if (token === undefined) return null;
    const session = await looking(() => sessionNow(database.prisma, token, now()));
    if (session === null || session === 'busy') return session;
    const by = await known(session);
    // Whoever has lost his seat is out, and does not come back in when he is seated anew.
    if (!by) await leave(database.prisma, session.id);
    return by && { session, by };
  };
  const readerOf = ({ session, by }: Visitor): Reader => ({
    registry,
    session,
    say: (words) => road.say(by.person.language, words),
  });
  const askingOf =
    ({ by }: Visitor) =>
    (args: Args): Asking => ({ ...road.world(by.seats[0]?.bodyId ?? null), by, args });

  /** A page for somebody who is in; everybody else is shown the way to the door. */
  const page = (make: (one: In) => Promise<Page | Response>) => async (context: Context) => {
    const visitor = await visitorOf(context);
    if (visitor === 'busy') return busy(context);
    if (visitor === null) return out(context);
    const reader = readerOf(visitor);
    const made = await make({ visitor, reader, context });
    if (made instanceof Response) return made;
    const bodies = await bodyNames(database, visitor.by);
    return context.html(framed(reader, { by: visitor.by, bodies, path: context.req.path }, made), made.status ?? 200);
  };
  const noPage = ({ say }: Reader): Page => ({
    title: say(text('desk:door.unknown')),
    main: html`<h1>${say(text('desk:door.unknown'))}</h1><p>${say(text('desk:door.unknown-how'))}</p>`,
    status: 404,
  });
  /** A form that one of our pages sent, for whom it was made. */
  const posted = async (context: Context, visitor: Visitor): Promise<URLSearchParams | null> => {
    const sent = new URLSearchParams(await context.req.text());
    return isFormToken(visitor.session, sent.get('token') ?? '') ? sent : null;
  };
  const query = (context: Context): URLSearchParams => new URL(context.req.url).searchParams;
  const note = (tx: Transaction, by: Actor, session: Session['id'], command: string, facts: object) =>
    appendAudit(tx, {
      at: now(),
      actorId: by.person.id,
      behalfId: null,
      channel: 'desk',
      account: session,
      update: null,
      bodyId: by.seats[0]?.bodyId ?? null,
      matter: null,
      command,
      outcome: 'done',
      facts,
    });

  app.use(sealed);
  // Nothing is done for a page of somebody else.
  app.use(async (context, next) => {
    if (context.req.method === 'GET' || context.req.method === 'HEAD') return next();
    return isFromHere(context, publicUrl) ? next() : refusedPost(context);
  });
  app.use(bodyLimit({ maxSize: MOST, onError: (context) => refusedPost(context) as unknown as Response }));

  app.get(stylePath.slice(deskPath.length), (context) =>
    context.body(style, 200, {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'max-age=31536000, immutable',
    }),
  );

  const linkOf = async (context: Context) => {
    const link = await looking(() => linkNow(database.prisma, context.req.param('token') ?? '', now()));
    if (link === null || link === 'busy') return link;
    const by = await known(link);
    return by && { link, by };
  };
  const gone = (context: Context) => door(context, 410, [text('desk:door.gone'), text('desk:door.how')]);
  // Messengers look at links to show what is behind them: looking changes nothing.
  app.get('/vao/:token', async (context) => {
    const found = await linkOf(context);
    if (found === 'busy') return busy(context);
    if (found === null) return gone(context);
    const enter = html`<form method="post"><button class="primary" type="submit">${vi(text('desk:door.enter'))}</button></form>`;
    return door(context, 200, [text('desk:door.for', { name: found.by.person.fullName })], enter);
  });
  app.post('/vao/:token', async (context) => {
    const found = await linkOf(context);
    if (found === 'busy') return busy(context);
    if (found === null) return gone(context);
    const { link, by } = found;
    const token = await database.transaction(async (tx) => {
      const opened = await comeIn(tx, link, road.world(null));
      if (opened) await note(tx, by, link.id, enterCommand, { entered: true });
      return opened;
    });
    if (token === null) return gone(context);
    setCookie(context, cookie, token, { path: '/', httpOnly: true, sameSite: 'Strict', secure });
    return context.redirect(deskPath, 303);
  });
  app.post('/ma', async (context) => {
    const typed = new URLSearchParams(await context.req.text()).get('ma') ?? '';
    const [, seatCode, digits] = /^([\p{L}\d]{1,16})\s*[- ]\s*(\d{3} ?\d{3})$/u.exec(typed.trim().slice(0, 40)) ?? [];
    const wrong = () => door(context, 401, [text('desk:door.out')], codeForm(text('desk:door.code-wrong')));
    if (!seatCode || !digits) return wrong();
    const tried = await looking(() => triedNow(database.prisma, seatCode.toLocaleUpperCase(), now()));
    if (tried === 'busy') return busy(context);
    let right: (typeof tried)[number] | undefined;
    for (const one of tried) if ((await hashOfDigits(digits.replace(' ', ''), one.id)) === one.hash) right ??= one;
    const by = right && (await known(right));
    if (!right || !by) {
      await database.transaction(async (tx) => {
        for (const { id, personId } of tried) {
          const about = { behalfId: null, channel: 'desk', account: id, update: null, bodyId: null, matter: null };
          const facts = { code: 'wrong-code' };
          await appendAudit(tx, {
            ...about,
            at: now(),
            actorId: personId,
            command: enterCommand,
            outcome: 'refused',
            facts,
          });
        }
      });
      return wrong();
    }
    const link = right;
    const token = await database.transaction(async (tx) => {
      const opened = await comeIn(tx, link, road.world(null));
      if (opened) await note(tx, by, link.id, enterCommand, { entered: true, by: 'code' });
      return opened;
    });
    if (token === null) return wrong();
    setCookie(context, cookie, token, { path: '/', httpOnly: true, sameSite: 'Strict', secure });
    return context.redirect(deskPath, 303);
  });
  app.post(
    '/thoat',
    page(async ({ visitor, context }) => {
      if (!(await posted(context, visitor))) return refusedPost(context);
      const { session, by } = visitor;
      await database.transaction(async (tx) => {
        await leave(tx, session.id);
        await note(tx, by, session.id, enterCommand, { left: true });
      });
      deleteCookie(context, cookie, { path: '/', secure });
      return door(context, 200, [text('desk:door.left'), text('desk:door.how')]);
    }),
  );

  /** The preview; a test goes to nobody but who asks for it. */
  const shownFirst = async (
    visitor: Visitor,
    reader: Reader,
    command: Command,
    { leaving, refused }: Extract<Result, { kind: 'preview' }>,
    sent: URLSearchParams,
    post: string,
  ): Promise<Page> => {
    const nth = shownNth(leaving, sent);
    const letter = leaving.letters[nth];
    const tests = sent.get('thu') !== null && letter !== undefined;
    if (tests) {
      const { by } = visitor;
      const view = {
        heading: letter.view.heading,
        lines: letter.view.lines,
        note: text('desk:preview.test-note'),
      } as View;
      const to = by.person.id;
      const notice = {
        to,
        class: 'notice',
        view,
        matter: `person:${to}`,
        key: `test:${post}`,
        personal: true,
      } as const;
      await database.transaction(async (tx) => {
        await road.outgoing.notices(tx, [notice], road.world(null), null);
        await note(tx, by, visitor.session.id, command.name, { tested: true });
      });
      parts.acted();
    }
    return previewPage({ ...reader, abilities: road.abilities }, command, leaving, refused, {
      sent,
      nth,
      tests,
      again: sent.get('seen') !== null && sent.get('gui') !== null,
    });
  };

  app.get(
    '/',
    page(async ({ visitor, reader }) => {
      const today = await database.transaction((tx) => readToday(tx, reader, askingOf(visitor)({})));
      return todayPage(reader, today, now());
    }),
  );

  /**
   * All but the way in, or a session would never end: whoever is in would let himself in anew. And not what is about the
   * chat account itself.
   */
  const commandOf = (context: Context): Command | null => {
    const command = registry.commands.get(context.req.param('command') ?? '');
    return command && command !== entering && !command.chat ? command : null;
  };
  // What only looks answers to its address; what acts shows its form there, and is done by a post.
  app.get(
    '/xem/:command',
    page(async ({ visitor, reader, context }) => {
      const command = commandOf(context);
      if (!command || command.decide) return noPage(reader);
      const result = await look(parts, visitor, command, givenIn(command, query(context)));
      if (result.kind !== 'done' || !result.sheet) return resultPage(reader, command, result);
      const { name, bytes } = await road.print(result.sheet);
      return context.body(new Uint8Array(bytes), 200, {
        'content-type': paperType,
        'content-disposition': `attachment; filename="giay.docx"; filename*=UTF-8''${encoded(name)}`,
      });
    }),
  );
  app.get(
    '/viec/:command',
    page(async ({ visitor, reader, context }) => {
      const command = commandOf(context);
      if (!command?.decide) return noPage(reader);
      return resultPage(reader, command, await look(parts, visitor, command, givenIn(command, query(context))));
    }),
  );
  app.post(
    '/viec/:command',
    page(async ({ visitor, reader, context }) => {
      const sent = await posted(context, visitor);
      if (!sent) return refusedPost(context);
      const command = commandOf(context);
      const post = sent.get('post') ?? '';
      if (!command?.decide || !/^[\w-]{16}$/.test(post)) return noPage(reader);
      const result = await act(parts, visitor, command, givenIn(command, sent), post, seenIn(sent));
      if (result.kind !== 'preview') return resultPage(reader, command, result);
      return shownFirst(visitor, reader, command, result, sent, post);
    }),
  );
  // Ticked rows: the same act with each of them.
  app.post(
    '/nhieu',
    page(async ({ visitor, reader, context }) => {
      const sent = await posted(context, visitor);
      if (!sent) return refusedPost(context);
      const command = registry.commands.get(sent.get('viec') ?? '');
      const post = sent.get('post') ?? '';
      if (!command?.decide || command === entering || command.chat || !/^[\w-]{16}$/.test(post)) return noPage(reader);
      const rows = [...new Set(sent.getAll('r'))].slice(0, MOST_ROWS);
      if (rows.length === 0) return nobodyPage(reader, command);
      const given = rows.map((row) => givenIn(command, withRow(sent, row)));
      const result = await act(parts, visitor, command, given, post, seenIn(sent));
      if (result.kind === 'form') return manyForm(reader, command, result.form, rows);
      if (result.kind !== 'preview') return resultPage(reader, command, result);
      return shownFirst(visitor, reader, command, result, sent, post);
    }),
  );
  // A matter on one page: all that its chapters show of it to this reader.
  app.get(
    '/the/:noun/:id',
    page(async ({ visitor, reader, context }) => {
      const { noun = '', id = '' } = context.req.param();
      const named = { noun, id };
      const sent = new URLSearchParams({ [`a.${noun}`]: id });
      const quietly = { ...parts, quiet: true } as const;
      const looked: Result[] = [];
      for (const command of showing(registry, noun)) {
        if (!command.decide) looked.push(await look(quietly, visitor, command, givenIn(command, sent)));
      }
      const views = viewsOf(looked);
      if (views.length === 0) return noPage(reader);
      const asking = askingOf(visitor);
      const { maybe, ...read } = await database.transaction((tx) =>
        readMatter(tx, reader, named, views, query(context), asking),
      );
      const acts: Command[] = [];
      for (const command of maybe) {
        const { kind } = await look(quietly, visitor, command, givenIn(command, sent));
        if (kind === 'form') acts.push(command);
      }
      return matterPage(reader, named, { ...read, acts }, asking({}));
    }),
  );

  app.get(
    '/tim',
    page(async ({ visitor, reader, context }) => {
      const asked = wordsOf(query(context));
      return searchPage(reader, await database.transaction((tx) => find(tx, reader, askingOf(visitor)({}), asked)));
    }),
  );
  app.get(
    '/danh-sach/:name',
    page(async ({ visitor, reader, context }) => {
      const name = context.req.param('name') ?? '';
      const one = registerNamed(registry, name.replace(/\.xlsx$/, ''));
      const command = one && registry.commands.get(one.name);
      if (!one || !command || !mayEver(visitor.by, command)) return noPage(reader);
      const asking = askingOf(visitor);
      if (!name.endsWith('.xlsx')) {
        const listed = await database.transaction((tx) => readList(tx, reader, one, query(context), asking));
        return listPage(reader, one, command, listed, asking(listed.args));
      }
      const { bytes } = await database.transaction(async (tx) => {
        const sheet = await sheetOf(tx, reader, one, query(context), asking);
        await note(tx, visitor.by, visitor.session.id, one.name, { rows: sheet.count });
        return sheet;
      });
      return context.body(new Uint8Array(bytes), 200, {
        'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        'content-disposition': `attachment; filename="${one.name}.xlsx"`,
      });
    }),
  );
  app.notFound(page(async ({ reader }) => noPage(reader)));
  app.onError((error, context) => {
    const code = `SC-${randomBytes(4).toString('hex')}`;
    parts.onProblem({ err: error, code, path: context.req.routePath });
    return door(context, 500, [text('desk:door.broken', { code })]);
  });
  return app;
}

/** As a header may hold it (RFC 8187). */
const encoded = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** The bodies he, or a leader he assists, sits in. */
async function bodyNames({ prisma }: Database, by: Actor): Promise<string[]> {
  const ids = [...by.seats, ...by.leaders.flatMap(({ seats }) => seats)].map(({ bodyId }) => bodyId);
  const bodies = await prisma.body.findMany({
    where: { id: { in: ids } },
    select: { name: true },
    orderBy: { code: 'asc' },
  });
  return bodies.map(({ name }) => name);
}
