// The desk: the standing office's pages, wholly from what chapters declare. Every page asks anew who is there and may stay.
import { randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { deskPath } from '../kernel/desk.ts';
import { text } from '../kernel/text.ts';
import { type Door, doorOf, entries, leaving } from './door.ts';
import { isFromHere, sealed } from './guard.ts';
import { type DeskParts, type House, noPage, openHouse, posted, query, type Route } from './house.ts';
import { marked, markNow } from './live.ts';
import { markPath, script, scriptPath } from './live-paths.ts';
import { openIdEntries } from './openid.ts';
import { routes } from './routes.ts';
import { sheetPath, style, stylePath } from './words.ts';

/** Of a form, in bytes; of one that brings a sheet, or what stood in it. */
const MOST = 256 * 1024;
const MOST_WITH_SHEET = 2 * 1024 * 1024;

const bringsSheet = ({ req }: Context): boolean => req.path.startsWith(sheetPath(''));

export function deskPages(parts: DeskParts): Hono {
  const app = new Hono();
  const house = openHouse(parts);
  const door = doorOf(house);

  app.use(sealed);
  // Nothing is done for a page of somebody else.
  app.use(async (context, next) => {
    if (context.req.method === 'GET' || context.req.method === 'HEAD') return next();
    return isFromHere(context, parts.publicUrl, bringsSheet(context)) ? next() : door.refusedPost(context);
  });
  const limited = (maxSize: number) =>
    bodyLimit({ maxSize, onError: (context) => door.refusedPost(context) as unknown as Response });
  const [narrow, wide] = [limited(MOST), limited(MOST_WITH_SHEET)];
  app.use((context, next) => (bringsSheet(context) ? wide : narrow)(context, next));

  app.get(stylePath.slice(deskPath.length), (context) =>
    context.body(style, 200, {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'max-age=31536000, immutable',
    }),
  );
  app.get(scriptPath.slice(deskPath.length), (context) =>
    context.body(script, 200, {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'max-age=31536000, immutable',
    }),
  );
  app.get(markPath.slice(deskPath.length), (context) => marked(house, context));
  for (const { method, at, open } of [...entries, ...openIdEntries])
    app[method](at, (context) => open(house, door, context));
  for (const route of [leaving(door), ...routes]) app[route.method](route.at, answering(house, door, route));
  app.notFound(answering(house, door, { method: 'get', at: '*', make: async (_house, { reader }) => noPage(reader) }));
  app.onError((error, context) => {
    const code = `SC-${randomBytes(4).toString('hex')}`;
    parts.onProblem({ err: error, code, path: context.req.routePath });
    return door.says(context, 500, [text('desk:door.broken', { code })]);
  });
  return app;
}

/** A page for somebody who is in; everybody else is shown the way to the door. */
const answering =
  (house: House, door: Door, { method, make }: Route) =>
  async (context: Context): Promise<Response> => {
    const visitor = await house.visitorOf(context);
    if (visitor === 'busy') return door.busy(context);
    if (visitor === null) return door.out(context);
    const mark = await markNow(house.parts.database);
    const one = { visitor, reader: house.readerOf(visitor), context, mark };
    const asked = method === 'post' ? await posted(context, visitor) : { sent: query(context) };
    return asked ? house.framed(one, await make(house, { ...one, ...asked })) : door.refusedPost(context);
  };
