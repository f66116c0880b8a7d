// What an open page asks again and again: whether anything has happened since it was made. One short mark says so; asking keeps
// nobody in. Without script a page is right whenever it is loaded.
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Database } from '../store/database.ts';
import type { House } from './house.ts';
import { sessionNow } from './sessions.ts';

/** More that waits to leave is not told apart. */
const MOST_WAITING = 1_000;

/** Another one as soon as somebody has acted, something was written to be sent, or something of it has left. */
export async function markNow({ prisma }: Pick<Database, 'prisma'>): Promise<string> {
  const [row] = await prisma.$queryRaw<{ mark: string }[]>`
    select concat_ws('-', (select max(seq) from audit), (select max(id) from outbox),
      (select count(*) from (select from outbox where state = 'pending' limit ${MOST_WAITING}) waiting),
      (select count(*) from (select from outbox where state = 'leased' limit ${MOST_WAITING}) leaving)) as mark`;
  return `"${row?.mark ?? ''}"`;
}

/** 304 while nothing has happened; 401 for whoever is not in. */
export async function marked({ parts, cookie, looking, now }: House, context: Context): Promise<Response> {
  const token = getCookie(context, cookie);
  const session = token && (await looking(() => sessionNow(parts.database.prisma, token, now(), { stays: false })));
  if (!session || session === 'busy') return context.body(null, session === 'busy' ? 503 : 401);
  const mark = await markNow(parts.database);
  const isSame = context.req.header('if-none-match') === mark;
  return context.body(null, isSame ? 304 : 204, { etag: mark, 'cache-control': 'no-cache' });
}
