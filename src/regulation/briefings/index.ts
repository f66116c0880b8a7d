// What the assisting team says of a meeting before it (Điều 9.1), of the week to come, and how often the leaders work with
// members and the team (10.2).
import type { Chapter } from '../../kernel/chapter.ts';
import { follows, forMeeting } from './for-meeting.ts';
import { figures, sessions } from './sessions.ts';
import { week } from './week.ts';

export const chapter: Chapter = {
  name: 'briefings',
  room: 'meetings',
  articles: ['9.1', '10.2'],
  settings: figures,
  commands: [week],
  obligations: [forMeeting, sessions],
  watches: [sessions.name],
  follows,
};
