// What a calendar shows (MT16, RS7): every meeting one is invited to, also one that was declined, put off or called off.
import { createHash } from 'node:crypto';
import { plainText, said, type Text, text } from '../../kernel/text.ts';
import { days } from '../../kernel/time.ts';
import type { Transaction } from '../../store/transaction.ts';
import { type MeetingFile, meetingsOf } from '../meetings/index.ts';

/** Kept as a hash: who reads the tables or the record cannot read anybody's calendar. */
export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** How far back it reaches. */
const back = days(92);

export type Feed = { language: 'vi' | 'en'; entries: readonly Entry[] };

/** One meeting in it. `sequence` rises with every change: the newest of two with one `uid` counts. */
export type Entry = {
  uid: string;
  sequence: number;
  bodyId: string;
  startsAt: Date;
  cancelled: boolean;
  title: Text;
  place: string;
  about: readonly Text[];
};

const shown = ['convened', 'postponed', 'held', 'cancelled'] as const;

function entryOf({ meeting, body, presider }: MeetingFile): Entry {
  const { id, bodyId, code, version, startsAt, place, state, contact } = meeting;
  const cancelled = state === 'cancelled' || state === 'postponed';
  return {
    uid: `${id}@thu-ky`,
    // Calling off is a change that leaves the version as it is.
    sequence: version * 2 + (state === 'cancelled' ? 1 : 0),
    bodyId,
    startsAt,
    cancelled,
    title: cancelled ? text(`calendars:entry.${state}`, { title: said(meeting.title) }) : said(meeting.title),
    place,
    about: [
      text('calendars:entry.about', { code, body: said(body.name) }),
      text('calendars:entry.presider', { name: said(presider.fullName) }),
      text('calendars:entry.contact', { contact: said(contact) }),
      plainText('calendars:entry.answer'),
    ],
  };
}

/** The calendar behind a token; null: it was never given, or taken back. Without part in the body it is empty. */
export async function calendarOf(tx: Transaction, token: string, now: Date): Promise<Feed | null> {
  const feed = await tx.calendarFeed.findUnique({ where: { tokenHash: hashOfToken(token) } });
  const person = feed && (await tx.person.findUnique({ where: { id: feed.personId } }));
  if (!person) return null;
  const from = new Date(now.getTime() - back);
  const files = await meetingsOf(tx, { personIds: [person.id], states: [...shown], from, now });
  const ids = files.flatMap(({ meeting: { id, state } }) => (state === 'cancelled' ? [id] : []));
  // Of a draft that was dropped nobody had heard.
  const unknown = await tx.meeting.findMany({ where: { id: { in: ids }, convenedAt: null }, select: { id: true } });
  const dropped = new Set(unknown.map(({ id }) => id));
  const entries = files.filter(({ meeting: { id } }) => !dropped.has(id)).map(entryOf);
  return { language: person.language === 'en' ? 'en' : 'vi', entries };
}
