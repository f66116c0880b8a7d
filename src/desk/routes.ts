// The pages of whoever is in, by their addresses: what waits, what a command shows, forms and posts, a matter, lists, search.
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { html } from 'hono/html';
import { readSheets } from '../documents/read-sheet.ts';
import { mayEver } from '../engine/permission.ts';
import type { Command } from '../kernel/command.ts';
import { cutCodePoints } from '../kernel/fold.ts';
import type { Notice } from '../kernel/notice.ts';
import { tableWords } from '../kernel/table.ts';
import { type Text, text } from '../kernel/text.ts';
import { fileHeaders } from '../web/headers.ts';
import { act, look, type Result } from './acting.ts';
import { enteredNote, resultPage } from './cards.ts';
import { readChannels } from './channels.ts';
import { decidingPage, nthIn, onward, waitingFor } from './deciding.ts';
import { enteredIn, keptOf, meaningOf } from './entering.ts';
import { givenIn } from './filling.ts';
import { handedOver, madeOut } from './handed-in.ts';
import { type Asked, type House, noPage, type Route } from './house.ts';
import { listPage, printedList, readList, sheetOf } from './lists.ts';
import { manyForm, nobodyPage, withRow } from './many.ts';
import { cardsOf, matterPage, readMatter } from './matter-page.ts';
import { type Page, paper } from './page.ts';
import { previewPage, seenIn, shownNth } from './preview.ts';
import { pageName } from './rooms.ts';
import { find, searchPage, wordsOf } from './search.ts';
import { move, othersLeaving, sendingsOf } from './sending.ts';
import { sendingPage } from './sending-page.ts';
import { changesIn, linesIn, linesKept, maySend } from './sheet-in.ts';
import { noTablePage, sheetPage, triedPage } from './sheet-page.ts';
import { readToday, todayPage } from './today.ts';
import { carried, enterPath, formPath, isOnPaper, manyPath, sheetPath, showing } from './words.ts';

/** Rows done with at once. */
const MOST_ROWS = 200;

// What only looks answers to its address; what acts shows its form there, and is done by a post.
export const routes: readonly Route[] = [
  { method: 'get', at: '/', make: today },
  { method: 'get', at: '/xem/:command', make: looked },
  { method: 'get', at: '/viec/:command', make: opened },
  { method: 'post', at: '/viec/:command', make: done },
  { method: 'post', at: '/nhieu', make: doneWithMany },
  { method: 'post', at: '/ghi/:name', make: enteredCells },
  { method: 'get', at: '/nhap/:name', make: tookSheet },
  { method: 'post', at: '/nhap/:name', make: tookSheet },
  { method: 'get', at: '/the/:noun/:id', make: matter },
  { method: 'get', at: '/tep/:id/:command', make: opensFile },
  { method: 'get', at: '/duyet', make: deciding },
  { method: 'get', at: '/tim', make: search },
  { method: 'get', at: '/danh-sach/:name', make: list },
  { method: 'get', at: '/in/:name', make: onPaper },
  {
    method: 'get',
    at: '/dang-gui',
    make: async (house, asked) => ({ ...(await queue(house, asked, null, false)), live: true }),
  },
  { method: 'post', at: '/dang-gui', make: moved },
];

async function today({ parts, tx, askingOf }: House, { visitor, reader }: Asked): Promise<Page> {
  const asking = askingOf(visitor);
  const { now, settings } = asking({});
  const messengers = await parts.messengers();
  const [today, channels, sendings] = await tx(async (tx) => [
    await readToday(tx, reader, asking),
    await readChannels(tx, messengers, now, settings.monthlyCeiling),
    (await sendingsOf(tx, visitor, now)).filter(({ waiting }) => waiting > 0),
  ]);
  return todayPage(reader, today, { channels, sendings }, asking({}));
}

/**
 * All but the way in, or a session would never end: whoever is in would let himself in anew. And not what is about the
 * chat account itself.
 */
function commandNamed({ parts, entering }: House, name: string | null | undefined): Command | null {
  const command = parts.registry.commands.get(name ?? '');
  return command && command !== entering && !command.chat ? command : null;
}

/** Every form's post has a number of its own. */
const postIn = (sent: URLSearchParams): string | null => {
  const post = sent.get('post') ?? '';
  return /^[\w-]{16}$/.test(post) ? post : null;
};

async function looked(house: House, { visitor, reader, context, sent }: Asked): Promise<Page | Response> {
  const { parts } = house;
  const command = commandNamed(house, context.req.param('command'));
  if (!command || command.decide) return noPage(reader);
  const result = await look(parts, visitor, command, givenIn(command, sent));
  if (result.kind !== 'done' || !result.prints || 'picture' in result.prints) {
    return resultPage(reader, command, result);
  }
  if ('dossier' in result.prints && sent.get('dang') === null) return resultPage(reader, command, result);
  const files = await parts.road.print(result.prints, house.now());
  const file = files.find((one) => one.name.endsWith(`.${sent.get('dang') ?? 'pdf'}`)) ?? files[0];
  return file ? handedOver(context, file) : resultPage(reader, command, result);
}

async function opened(house: House, { visitor, reader, context, sent }: Asked): Promise<Page> {
  const command = commandNamed(house, context.req.param('command'));
  if (!command?.decide) return noPage(reader);
  return resultPage(reader, command, await look(house.parts, visitor, command, givenIn(command, sent)));
}

async function done(house: House, asked: Asked): Promise<Page> {
  if (asked.sent.get('duyet') === null) return acted(house, asked);
  const reader = { ...asked.reader, deciding: true } as const;
  const page = await acted(house, { ...asked, reader });
  if (page.status !== undefined || page.isOpen) return page;
  const { length } = await house.tx((tx) => waitingFor(tx, reader, house.askingOf(asked.visitor)({})));
  return { ...page, main: html`${page.main}${onward(reader, length)}` };
}

/** What waits for him, one a screen. */
async function deciding({ parts, tx, askingOf }: House, { visitor, reader, sent }: Asked): Promise<Page> {
  const waiting = await tx((tx) => waitingFor(tx, reader, askingOf(visitor)({})));
  const nth = nthIn(sent, waiting.length);
  const press = waiting[nth - 1]?.open.press;
  const command = press && 'command' in press ? parts.registry.commands.get(press.command) : undefined;
  if (!press || !('command' in press) || !command) return decidingPage(reader, null, nth, 0);
  const about = new URLSearchParams(carried(press.args));
  const result = await look({ ...parts, quiet: true }, visitor, command, givenIn(command, about));
  if (result.kind === 'done') return decidingPage(reader, result, nth, waiting.length);
  return resultPage({ ...reader, deciding: true }, command, result);
}

async function acted(house: House, asked: Asked, name = asked.context.req.param('command')): Promise<Page> {
  const { visitor, reader, sent } = asked;
  const command = commandNamed(house, name);
  const post = postIn(sent);
  if (!command?.decide || !post) return noPage(reader);
  const result = await act(house.parts, visitor, { command, given: givenIn(command, sent) }, post, {
    seen: seenIn(sent),
  });
  if (result.kind !== 'preview') return answered(house, reader, command, result);
  return shownFirst(house, asked, command, result, post, formPath(command));
}

/** What came of an act, with what it has made out. */
async function answered(
  { parts, now }: House,
  reader: Asked['reader'],
  command: Command,
  result: Result,
): Promise<Page> {
  const page = resultPage(reader, command, result);
  if (!('prints' in result) || !result.prints || 'picture' in result.prints) return page;
  return { ...page, main: html`${page.main}${madeOut(reader, await parts.road.print(result.prints, now()))}` };
}

/** Ticked rows: the same act with each of them. */
async function doneWithMany(house: House, asked: Asked): Promise<Page> {
  const { visitor, reader, sent } = asked;
  const [name, brought] = (sent.get('viec') ?? '').split('?');
  const command = commandNamed(house, name);
  const post = postIn(sent);
  if (!command?.decide || !post) return noPage(reader);
  const rows = [...new Set(sent.getAll('r'))].slice(0, MOST_ROWS);
  if (rows.length === 0) return nobodyPage(reader, command);
  const given = rows.map((row) => ({ command, given: givenIn(command, withRow(withRow(sent, brought ?? ''), row)) }));
  const how = { seen: seenIn(sent), takenBack: sent.get('dot') };
  const result = await act(house.parts, visitor, given, post, how);
  if (result.kind === 'form') return manyForm(reader, command, result.form, rows, sent.get('viec') ?? '');
  if (result.kind !== 'preview') return answered(house, reader, command, result);
  return shownFirst(house, asked, command, result, post, manyPath);
}

/** Cells of a table that were filled in: all of them are written or none, and the same table comes back. */
async function enteredCells(house: House, asked: Asked): Promise<Page> {
  const { parts, tx, askingOf } = house;
  const { visitor, reader, context, sent } = asked;
  const one = parts.registry.registers.get(context.req.param('name') ?? '');
  const command = one && parts.registry.commands.get(one.name);
  const post = postIn(sent);
  if (!one?.enters || !command || !mayEver(visitor.by, command) || !post) return noPage(reader);
  const asking = askingOf(visitor);
  const entered = enteredIn(one, sent);
  const { doings, cells, quicker, gone } = await tx((tx) => meaningOf(tx, reader, one, entered, sent, asking));
  const isClear = quicker.size === 0 && gone.length === 0;
  const how = { seen: seenIn(sent), whole: isClear ? ('done' as const) : ('tried' as const) };
  const result = doings.length === 0 ? null : await act(parts, visitor, doings, post, how);
  if (result?.kind === 'preview')
    return shownFirst(house, asked, doings[0]!.command, result, post, enterPath(one.name));
  if (result && result.kind !== 'many') return resultPage(reader, doings[0]!.command, result);
  const refused = new Map((result?.refused ?? []).map(({ nth, because }) => [nth, because]));
  const isDone = result !== null && isClear && refused.size === 0;
  const listed = await tx((tx) => readList(tx, reader, one, sent, asking));
  const kept = isDone ? quicker : new Map([...keptOf(cells, refused), ...quicker]);
  const said = enteredNote(reader, isDone ? result : null, { count: refused.size + quicker.size, gone });
  const page = listPage(reader, one, command, { ...listed, kept }, asking(listed.args), said);
  const status = isDone || entered.length === 0 ? 200 : isClear ? 422 : 409;
  return { ...page, status, ...(!isDone && { isOpen: true as const }) };
}

/** A sheet that comes back: what it would change is shown line by line, then all of it is done or nothing. */
async function tookSheet(house: House, asked: Asked): Promise<Page> {
  const { parts, tx, askingOf } = house;
  const { visitor, reader, context, sent, file } = asked;
  const one = parts.registry.registers.get(context.req.param('name') ?? '');
  if (!one) return tookTable(house, asked);
  const command = parts.registry.commands.get(one.name);
  if (!one.takes || !command || !maySend(reader, visitor.by, one)) return noPage(reader);
  if (context.req.method === 'GET') return sheetPage(reader, one, null);
  const post = postIn(sent);
  if (!post) return noPage(reader);
  const because = (sent.get('because') ?? '').trim();
  const lines = file ? await linesIn(reader, one, file) : linesKept(sent);
  if (because === '' || !('lines' in lines))
    return sheetPage(reader, one, 'lines' in lines ? text('desk:sheet.no-because') : lines.problem);
  const meant = await tx((tx) => changesIn(tx, reader, one, lines.lines, because, askingOf(visitor)));
  const { changes, wrong } = meant;
  const isSure = !file && wrong.length === 0;
  if (changes.length === 0) return triedPage(reader, one, meant, because, []);
  const how = { seen: seenIn(sent), whole: isSure ? ('done' as const) : ('tried' as const) };
  const result = await act(parts, visitor, changes, post, how);
  if (result.kind === 'preview') {
    return shownFirst(house, asked, changes[0]!.command, result, post, sheetPath(one.name));
  }
  if (result.kind !== 'many') return resultPage(reader, command, result);
  if (isSure && result.refused.length === 0) return resultPage(reader, changes[0]!.command, result);
  return triedPage(reader, one, meant, because, result.refused);
}

/** A file for an act that takes one: it is read here, and goes on as what was given for it. */
async function tookTable(house: House, asked: Asked): Promise<Page> {
  const { reader, context, sent, file } = asked;
  const name = context.req.param('name') ?? '';
  const fields = commandNamed(house, name)?.fields ?? {};
  const [field] = Object.keys(fields).filter((one) => fields[one]?.table);
  if (context.req.method === 'GET' || field === undefined) return noPage(reader);
  if (file && file.bytes.length > 0) {
    const rows = await readSheets(file.bytes).catch(() => null);
    if (!rows) return noTablePage(reader, commandNamed(house, name)!);
    sent.set(`f.${field}`, tableWords({ name: cutCodePoints(file.name, 100), rows }));
  }
  return acted(house, asked, name);
}

/** The preview; a test goes to nobody but who asks for it. */
async function shownFirst(
  house: House,
  { visitor, reader, sent }: Asked,
  command: Command,
  { leaving, refused }: Extract<Result, { kind: 'preview' }>,
  post: string,
  action: string,
): Promise<Page> {
  const { road } = house.parts;
  const nth = shownNth(leaving, sent);
  const letter = leaving.letters[nth];
  const tests = sent.get('thu') !== null && letter !== undefined;
  if (tests) await sendTest(house, visitor, command, letter, post);
  return previewPage({ ...reader, abilities: road.abilities, now: house.now() }, command, leaving, refused, {
    sent,
    nth,
    tests,
    action,
    again: sent.get('seen') !== null && sent.get('gui') !== null,
  });
}

async function sendTest(
  { parts, tx, note }: House,
  { by, session }: Asked['visitor'],
  command: Command,
  { view: { heading, lines } }: { view: Notice['view'] },
  post: string,
): Promise<void> {
  const to = by.person.id;
  const notice: Notice = {
    to,
    class: 'notice',
    view: { ...(heading && { heading }), lines, note: text('desk:preview.test-note') },
    matter: `person:${to}`,
    key: `test:${post}`,
    personal: true,
  };
  await tx(async (tx) => {
    await parts.road.outgoing.notices(tx, [notice], parts.road.world(null), null);
    await note(tx, by, session.id, command.name, { tested: true });
  });
  parts.acted();
}

/** A matter on one page: all that its chapters show of it to this reader. */
async function matter({ parts, tx, askingOf }: House, { visitor, reader, context, sent }: Asked): Promise<Page> {
  const { noun = '', id = '' } = context.req.param();
  const named = { noun, id };
  const about = new URLSearchParams({ [`a.${noun}`]: id });
  const quietly = { ...parts, quiet: true } as const;
  const results: Result[] = [];
  for (const command of showing(parts.registry, noun)) {
    if (!command.decide) results.push(await look(quietly, visitor, command, givenIn(command, about)));
  }
  const cards = cardsOf(results);
  if (cards.length === 0) return noPage(reader);
  const asking = askingOf(visitor);
  const { maybe, ...read } = await tx((tx) => readMatter(tx, reader, named, cards, sent, asking));
  const acts: Command[] = [];
  for (const command of maybe) {
    const { kind } = await look(quietly, visitor, command, givenIn(command, about));
    if (kind === 'form' || (isOnPaper(command) && kind === 'done')) acts.push(command);
  }
  return matterPage(reader, named, { ...read, acts }, asking({}));
}

/** Looks again, as the page did, and hands the file over if it is among what that shows now. */
async function opensFile(house: House, { visitor, reader, context, sent }: Asked): Promise<Page | Response> {
  const { parts, tx, note } = house;
  const id = context.req.param('id') ?? '';
  const command = commandNamed(house, context.req.param('command'));
  if (!command || command.decide) return noPage(reader);
  const result = await look({ ...parts, quiet: true }, visitor, command, givenIn(command, sent));
  if (result.kind !== 'done' || !result.view.files?.includes(id)) return noPage(reader);
  const file = await parts.openFile(id);
  if (!file) return noPage(reader);
  await tx((tx) => note(tx, visitor.by, visitor.session.id, command.name, { file: id }));
  const bytes = Readable.toWeb(createReadStream(file.path)) as ReadableStream;
  return context.body(bytes, 200, fileHeaders(file.name, sent.get('luu') !== null));
}

async function search({ tx, askingOf }: House, { visitor, reader, sent }: Asked): Promise<Page> {
  return searchPage(reader, await tx((tx) => find(tx, reader, askingOf(visitor)({}), wordsOf(sent))));
}

async function list(house: House, { visitor, reader, context, sent }: Asked): Promise<Page | Response> {
  const { parts, tx, askingOf, note } = house;
  const name = context.req.param('name') ?? '';
  const one = parts.registry.registers.get(name.replace(/\.xlsx$/, ''));
  const command = one && parts.registry.commands.get(one.name);
  if (!one || !command || !mayEver(visitor.by, command)) return noPage(reader);
  const asking = askingOf(visitor);
  if (!name.endsWith('.xlsx')) {
    const listed = await tx((tx) => readList(tx, reader, one, sent, asking));
    return listPage(reader, one, command, listed, asking(listed.args));
  }
  const sheet = await tx(async (tx) => {
    const made = await sheetOf(tx, reader, one, sent, asking);
    await note(tx, visitor.by, visitor.session.id, one.name, { rows: made.rows.length });
    return made;
  });
  return context.body(new Uint8Array(await sheet.bytes()), 200, {
    'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'content-disposition': `attachment; filename="${one.name}.xlsx"`,
  });
}

/** A register as it is printed: nothing but its rows. */
async function onPaper(
  { parts, tx, askingOf }: House,
  { visitor, reader, context, sent }: Asked,
): Promise<Page | Response> {
  const one = parts.registry.registers.get(context.req.param('name') ?? '');
  const command = one && parts.registry.commands.get(one.name);
  if (!one || !command || !mayEver(visitor.by, command)) return noPage(reader);
  const main = await tx((tx) => printedList(tx, reader, one, sent, askingOf(visitor)));
  return context.html(paper(reader, visitor.by.person.language, pageName(reader, command), main));
}

async function queue({ tx, now }: House, { visitor, reader }: Asked, said: Text | null, wrong: boolean): Promise<Page> {
  const [sendings, others] = await tx(async (tx) => [await sendingsOf(tx, visitor, now()), await othersLeaving(tx)]);
  return sendingPage(reader, { sendings, others, now: now() }, said, wrong);
}

async function moved(house: House, asked: Asked): Promise<Page> {
  const { parts, tx, now, note } = house;
  const { visitor, sent } = asked;
  const id = sent.get('dot') ?? '';
  const what = sent.get('viec') === 'go' ? 'go' : 'stop';
  const done = await tx(async (tx) => {
    const done = await move(tx, visitor, id, what, now());
    if (!('left' in done)) return done;
    const { command } = await tx.sending.findUniqueOrThrow({ where: { id } });
    await note(tx, visitor.by, visitor.session.id, command, { sending: id, [what]: done.left });
    return done;
  });
  if (!('left' in done)) return queue(house, asked, done, true);
  parts.acted();
  const words = text(what === 'go' ? 'desk:sending.gone-on' : 'desk:sending.was-stopped', { count: done.left });
  return queue(house, asked, words, false);
}
