import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import type { Incoming } from '../channels/incoming.ts';
import { cleanText, nfc } from '../kernel/fold.ts';
import { postAt } from '../kernel/names.ts';
import type { Language } from '../kernel/person.ts';
import { text } from '../kernel/text.ts';
import { fileHeaders } from '../web/headers.ts';
import type { Shown } from './block.ts';
import { clockRoutes } from './clock-routes.ts';
import { events } from './events.ts';
import { guard } from './guard.ts';
import { saidMessage } from './history.ts';
import { kindNames, kindOf } from './kinds.ts';
import { languageOf } from './language.ts';
import { page } from './page.ts';
import { toPageMessage } from './page-message.ts';
import type { PhonePerson, PhonesParts } from './parts.ts';
import { pressed, wrote } from './said.ts';
import type { Screens } from './screens.ts';
import { statics } from './statics.ts';
import { tour } from './tour.ts';
import type { Uploads } from './uploads.ts';

type RoutesParts = {
  parts: PhonesParts;
  screens: Screens;
  uploads: Uploads;
  messages(person: string): Promise<Shown[]>;
  /** False before the service takes messages and after it stopped. */
  receive(came: Incoming): Promise<boolean>;
};

/** More than the bot takes, so that its own refusal of a large file can be seen. */
const MAX_UPLOAD_MEGABYTES = 25;
const MAX_TEXT = 20_000;
const MAX_NAME = 1_000;

/** All that is no file: each of so many letters may be written as six. */
const small = bodyLimit({ maxSize: 8 * MAX_TEXT });

const typedBody = z.object({ text: z.string().max(MAX_TEXT) });
const pressBody = z.object({
  channel: z.enum(kindNames),
  message: z.string().max(100),
  data: z.string().max(200),
});
const switchBody = z.object({ channel: z.enum(kindNames) });

/** The page and what it asks for; mounted at the root of the rehearsal's server. */
export function routes(all: RoutesParts): Hono {
  const { parts, screens } = all;
  const app = new Hono();
  app.use(guard(parts.hostNames ?? []));
  app.use((context, next) => (context.req.path.endsWith('/files') ? next() : small(context, next)));
  app.get('/', async (context) => context.html(page(parts, languageOf(context), await parts.bodyName())));
  app.route('/phones', statics());
  app.route('/phones', clockRoutes(parts, screens));
  app.get('/phones/events', (context) => events(context, parts, screens.live, languageOf(context)));
  app.get('/phones/settled', async (context) => {
    await parts.settled();
    return context.json({ ok: true });
  });
  app.get('/phones/people', async (context) => context.json(await roster(parts, languageOf(context))));
  app.get('/phones/tour', async (context) => context.json(await tour(parts, languageOf(context))));
  app.get('/phones/files/:id', (context) => download(context, parts));
  app.route('/phones/of', onePhone(all));
  return app;
}

/** What somebody sees and does on his phone. */
function onePhone({
  parts,
  screens,
  uploads,
  messages,
  receive,
}: RoutesParts): Hono<{ Variables: { person: PhonePerson } }> {
  const app = new Hono<{ Variables: { person: PhonePerson } }>();
  const send = async (context: Context, came: Incoming): Promise<Response> => {
    if (!(await receive(came))) return context.json({ ok: false }, 503);
    if (came.message !== undefined) screens.show(came.chat, saidMessage(parts.say, came, new Date(came.at)));
    return context.json({ ok: true });
  };
  app.use('/:person/*', async (context, next) => {
    const person = (await parts.people()).find(({ id }) => id === context.req.param('person'));
    if (!person) return context.json({ ok: false }, 404);
    context.set('person', person);
    await next();
  });
  app.get('/:person/messages', async (context) => {
    const language = languageOf(context);
    const shown = await messages(context.var.person.id);
    return context.json(shown.map((message) => toPageMessage(parts.say, language, message)));
  });
  app.get('/:person/menu', async (context) => {
    const menu = await parts.menu(context.var.person.id);
    const language = languageOf(context);
    return context.json(menu.map(({ word, about }) => ({ word, about: parts.say(language, about) })));
  });
  app.post('/:person/messenger', async (context) => {
    const body = switchBody.safeParse(await context.req.json().catch(() => null));
    if (!body.success) return context.json({ ok: false }, 400);
    const { id } = context.var.person;
    if (!(await parts.prefer(id, body.data.channel))) return context.json({ ok: false }, 409);
    screens.live.tell({ kind: 'switched', person: id, channel: body.data.channel });
    return context.json({ ok: true });
  });
  app.post('/:person/text', async (context) => {
    const body = typedBody.safeParse(await context.req.json().catch(() => null));
    const words = body.success ? cleanText(body.data.text) : '';
    if (words === '') return context.json({ ok: false }, 400);
    return send(context, wrote(context.var.person, words, [], parts.clock.now()));
  });
  app.post('/:person/press', async (context) => {
    const body = pressBody.safeParse(await context.req.json().catch(() => null));
    if (!body.success) return context.json({ ok: false }, 400);
    return send(context, pressed(context.var.person, body.data, parts.clock.now()));
  });
  app.post('/:person/files', bodyLimit({ maxSize: MAX_UPLOAD_MEGABYTES * 1_000_000 }), async (context) => {
    const form = await context.req.parseBody({ all: true });
    const given = [form['file']].flat().filter((part): part is File => part instanceof File && part.name !== '');
    if (given.length === 0) return context.json({ ok: false }, 400);
    const files = given.map((file) => ({
      ref: uploads.newRef(),
      name: nfc(file.name.slice(-MAX_NAME)),
      size: file.size,
      ...(file.type && { mime: file.type }),
    }));
    const caption = typeof form['text'] === 'string' ? cleanText(form['text'].slice(0, MAX_TEXT)) : '';
    const came = wrote(context.var.person, caption, files, parts.clock.now());
    // What bears a secrecy mark has lost its files by now.
    for (const [nth, { ref }] of (came.files ?? []).entries()) await uploads.keep(ref, await given[nth]!.bytes());
    return send(context, came);
  });
  return app;
}

async function roster(parts: PhonesParts, language: Language) {
  const people = await parts.people();
  return people.map(({ id, code, name, role, post, agency, channel }) => {
    const title = parts.say(language, text(`phones:roles.${role}`));
    const choice = parts.say(language, text('phones:phone.choice', { role: title, name }));
    return {
      id,
      code,
      name,
      role,
      title,
      choice,
      channel,
      look: kindOf(channel).look,
      menu: kindOf(channel).menu,
      post: postAt(post, agency),
    };
  });
}

async function download(context: Context, parts: PhonesParts): Promise<Response> {
  const file = await parts.openFile(context.req.param('id') ?? '');
  if (!file) return context.notFound();
  return context.body(
    Readable.toWeb(createReadStream(file.path)) as ReadableStream,
    200,
    fileHeaders(file.name, context.req.query('save') !== undefined),
  );
}
