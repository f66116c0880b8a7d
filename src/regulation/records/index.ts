// The file of a matter (Điều 8.9): everything on record about one meeting, and the seal the record is known by.
import { type Chapter, reminderKind } from '../../kernel/chapter.ts';
import { overseersOf, seatsOf } from '../committee/index.ts';
import { hasEnded } from '../meetings/index.ts';
import { dueSeal, keepersOf, kind, type SealFacts } from './seal.ts';
import { figures } from './settings.ts';
import { newestSeal } from './store.ts';

export type { FileOnRecord, MeetingRecord } from './meeting-record.ts';
export { watchSeal } from './seal.ts';
export { meetingsNamed, type Query, readMeetingRecord } from './store.ts';

const seal = reminderKind<SealFacts>({
  name: kind,
  article: '8.9',
  gather: async (tx, { matter }, { now }) => {
    const bodyId = matter.slice('body:'.length);
    if (await hasEnded(tx, bodyId, now)) return null;
    const seats = await seatsOf(tx, bodyId, now);
    return { bodyId, to: keepersOf(seats, overseersOf(seats)), ...(await newestSeal(tx)) };
  },
  due: dueSeal,
});

export const chapter: Chapter = {
  name: 'records',
  settings: figures,
  room: 'records',
  articles: ['8.9'],
  commands: [],
  reminders: [seal],
};
