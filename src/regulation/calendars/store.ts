// What a calendar shows (MT16, RS7): every meeting one is invited to, also one that was declined, put off or called off.
import { createHash, randomBytes } from 'node:crypto';
import { type Actor, type Language, type PersonCard, personsOf } from '../../kernel/person.ts';
import { days } from '../../kernel/time.ts';
import type { CalendarFacts } from '../../kernel/view.ts';
import type { Transaction } from '../../store/transaction.ts';
import { actorOfPerson } from '../committee/index.ts';
import { type MeetingFile, meetingsOf } from '../meetings/index.ts';
import { calendarFacts } from '../meetings/invitation/index.ts';

const TOKEN_BYTES = 24;

/** The secret part of a private address. */
export const newToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

/** Kept as a hash: who reads the tables or the record cannot read anybody's calendar. */
export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** How far back it reaches. */
const back = days(92);

export type Feed = { language: Language; entries: readonly CalendarFacts[] };

const shown = ['convened', 'postponed', 'held', 'cancelled'] as const;

/** `whose`: him, then the leaders he assists (Điều 10.3): a meeting that is only theirs says so. */
function entryOf(file: MeetingFile, whose: readonly PersonCard[]): CalendarFacts {
  const invited = whose.filter((one) => file.participants.some(({ personId }) => personId === one.id));
  return calendarFacts(file, invited.includes(whose[0]!) ? [] : invited);
}

/** Every meeting somebody, or a leader he assists, was asked to; of a draft that was dropped nobody had heard. */
async function meetingsShown(tx: Transaction, by: Actor, now: Date): Promise<MeetingFile[]> {
  const personIds = personsOf(by).map(({ id }) => id);
  const files = await meetingsOf(tx, { personIds, states: [...shown], from: new Date(now.getTime() - back), now });
  const ids = files.flatMap(({ meeting: { id, state } }) => (state === 'cancelled' ? [id] : []));
  const unheard = await tx.meeting.findMany({ where: { id: { in: ids }, convenedAt: null }, select: { id: true } });
  const dropped = new Set(unheard.map(({ id }) => id));
  return files.filter(({ meeting: { id } }) => !dropped.has(id));
}

/** Whether there is, or can come to be, anything in his calendar. */
export const hasPart = async (tx: Transaction, by: Actor, now: Date): Promise<boolean> =>
  by.seats.length > 0 || by.leaders.length > 0 || (await meetingsShown(tx, by, now)).length > 0;

/** The calendar behind a token; null: it was never given, or taken back. Without a part in a body it is empty. */
export async function calendarOf(tx: Transaction, token: string, now: Date): Promise<Feed | null> {
  const feed = await tx.calendarFeed.findUnique({ where: { tokenHash: hashOfToken(token) } });
  const by = feed && (await actorOfPerson(tx, feed.personId, now));
  if (!by) return null;
  const files = await meetingsShown(tx, by, now);
  return { language: by.person.language, entries: files.map((file) => entryOf(file, personsOf(by))) };
}
