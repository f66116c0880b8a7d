// What the assisting team says of a meeting before it (Điều 9.1), and of the week to come (10.2).
import type { Chapter } from '../../kernel/chapter.ts';
import { follows, forMeeting } from './for-meeting.ts';
import { week } from './week.ts';

export const chapter: Chapter = {
  name: 'briefings',
  room: 'meetings',
  articles: ['9.1', '10.2'],
  commands: [week],
  obligations: [forMeeting],
  follows,
};
