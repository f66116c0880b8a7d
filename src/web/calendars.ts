// Calendars by their private addresses. Reading one changes nothing; an address that is none tells nothing.
import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import type { World } from '../kernel/command.ts';
import type { Language } from '../kernel/person.ts';
import { type Text, text } from '../kernel/text.ts';
import type { CalendarFacts } from '../kernel/view.ts';
import { type Calendar, calendarFile, entryOf } from '../papers/calendar.ts';
import { inTurn } from './in-turn.ts';

type CalendarParts = {
  /** What stands behind a token; null: nothing, or nothing any more. */
  read(token: string): Promise<{ language: Language; entries: readonly CalendarFacts[] } | null>;
  say(language: Language, words: Text): string;
  /** The figures of a body: how long its meetings last. */
  world(bodyId: string): Pick<World, 'settings'>;
  now(): Date;
};

const address = /^([A-Za-z0-9_-]{32})\.ics$/;
/** Read at once; phones come back by themselves. */
const AT_ONCE = 4;

export function calendarPages({ read, say, world, now }: CalendarParts): Hono {
  const app = new Hono();
  const reading = inTurn(AT_ONCE);
  app.get('/:file', async (context) => {
    const [, token] = address.exec(context.req.param('file')) ?? [];
    const feed = token ? await reading(() => read(token)) : null;
    if (feed === 'busy') return context.text('', 503, { 'retry-after': '60' });
    if (!feed) return context.text(say('vi', text('calendars:gone')), 404);
    const { language } = feed;
    const entries = feed.entries.map((facts) =>
      entryOf(facts, { say: (words) => say(language, words), hours: world(facts.bodyId).settings.meetingHours }),
    );
    const names = { name: say(language, text('calendars:name')), alarm: say(language, text('calendars:alarm')) };
    const calendar: Calendar = { ...names, entries, now: now() };
    // The stamp of the reading is no change of what stands in it.
    const etag = `"${createHash('sha256')
      .update(JSON.stringify([names, entries]))
      .digest('hex')
      .slice(0, 32)}"`;
    const headers = { etag, 'cache-control': 'private, no-cache', 'referrer-policy': 'no-referrer' };
    if (context.req.header('if-none-match') === etag) return context.body(null, 304, headers);
    return context.body(calendarFile(calendar), 200, {
      ...headers,
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'inline; filename="lich-hop.ics"',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex',
    });
  });
  return app;
}
