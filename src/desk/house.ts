// What every route of the desk has at hand: who is there at this moment, how he is spoken to, what is put on record.
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { html } from 'hono/html';
import type { Road } from '../bot/road.ts';
import { mayEver } from '../engine/permission.ts';
import type { Registry } from '../engine/registry.ts';
import type { Args, Asking, Command } from '../kernel/command.ts';
import { enterCommand } from '../kernel/desk.ts';
import type { Actor } from '../kernel/person.ts';
import { type Text, text } from '../kernel/text.ts';
import { appendAudit } from '../store/audit.ts';
import type { Database } from '../store/database.ts';
import type { Transaction } from '../store/transaction.ts';
import { inTurn } from '../web/in-turn.ts';
import type { Visitor } from './acting.ts';
import type { Messenger } from './channels.ts';
import { framed, type Page } from './page.ts';
import type { Provider } from './provider.ts';
import { isFormToken, leave, type Session, sessionNow } from './sessions.ts';
import type { Reader } from './words.ts';

export type DeskParts = {
  database: Database;
  road: Road;
  registry: Registry;
  /** Where people reach us; null where they do at this machine itself. */
  publicUrl: string | null;
  /** The office's own log-in; null: there is none. */
  provider: Provider | null;
  /** How the messengers are. Never throws. */
  messengers(): Promise<readonly Messenger[]>;
  /** A file that was handed in and is here. */
  openFile(id: string): Promise<{ name: string; path: string } | null>;
  /** Something was done: others are told, cards change. */
  acted(): void;
  onProblem(problem: { err: unknown; code: string; path: string }): void;
};

/** Somebody who is in, what his page is made with, what it was asked with, and the mark of what had happened before. */
export type In = { visitor: Visitor; reader: Reader; context: Context; mark: string };

/** A page for somebody who is in, by its address under the desk's; a form's post is looked at before it comes here. */
export type Route = { method: 'get' | 'post'; at: string; make(house: House, one: Asked): Promise<Page | Response> };
/** `sent`: what came with the address or, of a form of ours, with the post. */
export type Asked = In & { sent: URLSearchParams; file?: { name: string; bytes: Buffer } };

/** Strangers' tokens looked for at once. */
const LOOKING_AT_ONCE = 6;

export type House = {
  parts: DeskParts;
  now(): Date;
  entering: Command;
  secure: boolean;
  cookie: string;
  looking: ReturnType<typeof inTurn>;
  known(account: { channel: string; externalId: string }): Promise<Actor | null>;
  visitorOf(context: Context): Promise<Visitor | null | 'busy'>;
  readerOf(visitor: Visitor): Reader;
  askingOf(visitor: Visitor): (args: Args) => Asking;
  framed(one: In, made: Page | Response): Promise<Response>;
  note(tx: Transaction, by: Actor, session: Session['id'], command: string, facts: object): Promise<unknown>;
  tx<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
};

export function openHouse(parts: DeskParts): House {
  const { database, road, registry, publicUrl } = parts;
  const looking = inTurn(LOOKING_AT_ONCE);
  const secure = publicUrl?.startsWith('https:') ?? false;
  const cookie = secure ? '__Host-ban-lam-viec' : 'ban-lam-viec';
  const now = (): Date => road.world(null).now;
  const entering = registry.commands.get(enterCommand)!;

  /** Who it is and whether he may be here, now. */
  const known: House['known'] = (account) =>
    database.transaction(async (tx) => {
      const by = await road.identify(tx, account.channel, account.externalId, now());
      return by && mayEver(by, entering) ? by : null;
    });
  return {
    parts,
    now,
    entering,
    secure,
    cookie,
    looking,
    known,
    tx: (work) => database.transaction(work),
    visitorOf: async (context) => {
      const token = getCookie(context, cookie);
      if (token === undefined) return null;
      const stays = context.req.header('x-live') === undefined;
      const session = await looking(() => sessionNow(database.prisma, token, now(), { stays }));
      if (session === null || session === 'busy') return session;
      const by = await known(session);
      // Whoever has lost his seat is out, and does not come back in when he is seated anew.
      if (!by) await leave(database.prisma, session.id);
      return by && { session, by };
    },
    readerOf: ({ session, by }) => ({ registry, session, say: (words) => road.say(by.person.language, words) }),
    askingOf:
      ({ by }) =>
      (args) => ({ ...road.world(by.seats[0]?.bodyId ?? null), by, args }),
    framed: async ({ visitor, reader, context, mark }, made) => {
      if (made instanceof Response) return made;
      const bodies = await bodyNames(database, visitor.by);
      return context.html(
        framed(reader, { by: visitor.by, bodies, path: context.req.path, mark }, made),
        made.status ?? 200,
      );
    },
    note: (tx, by, session, command, facts) =>
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
      }),
  };
}

/** A form that one of our pages sent, for whom it was made. */
export async function posted(context: Context, visitor: Visitor): Promise<Pick<Asked, 'sent' | 'file'> | null> {
  const one = await sentIn(context);
  return one && isFormToken(visitor.session, one.sent.get('token') ?? '') ? one : null;
}

/** With a file where the form has one. */
async function sentIn(context: Context): Promise<Pick<Asked, 'sent' | 'file'> | null> {
  const isWithFile = /^multipart\/form-data/i.test(context.req.header('content-type') ?? '');
  if (!isWithFile) return { sent: new URLSearchParams(await context.req.text()) };
  const form = await context.req.formData().catch(() => null);
  if (!form) return null;
  const sent = new URLSearchParams();
  let file: Asked['file'];
  for (const [name, value] of form) {
    if (typeof value === 'string') sent.append(name, value);
    else file = { name: value.name, bytes: Buffer.from(await value.arrayBuffer()) };
  }
  return { sent, ...(file && { file }) };
}

export const query = (context: Context): URLSearchParams => new URL(context.req.url).searchParams;

export const noPage = ({ say }: Pick<Reader, 'say'>): Page => ({
  title: say(text('desk:door.unknown')),
  main: html`<h1>${say(text('desk:door.unknown'))}</h1><p>${say(text('desk:door.unknown-how'))}</p>`,
  status: 404,
});

/** As words of the door, which nobody has to be known for. */
export const vi =
  ({ road }: Pick<DeskParts, 'road'>) =>
  (words: Text): string =>
    road.say('vi', words);

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
