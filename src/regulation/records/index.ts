// Điều 8.9: the file of a meeting, of another matter, and of what belongs to no meeting in a year; the seal the record is known by.
import { type Chapter, reminderKind } from '../../kernel/chapter.ts';
import { overseersOf, seatsOf } from '../committee/index.ts';
import { hasEnded } from '../meetings/index.ts';
import { commandsOver } from './commands.ts';
import { dueSeal, keepersOf, kind, type SealFacts } from './seal.ts';
import { figures } from './settings.ts';
import { newestSeal } from './store.ts';

export { bodyIn, type Filing, fileOf, type Wanted } from './filing.ts';
export { keeperIn } from './kept.ts';
export type { Filed, MatterRecord, MeetingRecord, YearRecord } from './meeting-record.ts';
export { watchSeal } from './seal.ts';

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

export const chapterOver = (chapters: () => readonly Chapter[]): Chapter => ({
  name: 'records',
  settings: figures,
  room: 'records',
  articles: ['8.9'],
  commands: commandsOver(chapters),
  reminders: [seal],
});
