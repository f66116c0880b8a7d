// From the draft of a meeting to its convening (Điều 3.3, 5.4, 7.3, 8.4, 9.1, 9.2). What happens is written by the
// chapter of meetings, whose noun it is.
import type { Chapter } from '../../kernel/chapter.ts';
import { coreCommands } from './commands.ts';
import { contentCommands } from './content.ts';
import { detailCommands } from './details.ts';
import { unapproved } from './notices.ts';
import { peopleCommands } from './people.ts';

export { presentConvening } from './notices.ts';

export const chapter: Chapter = {
  name: 'preparation',
  articles: ['3.3', '5.4', '7.3', '8.4', '9.1', '9.2', '10.2', 'QĐ45'],
  commands: [...coreCommands, ...contentCommands, ...peopleCommands, ...detailCommands],
  reminders: [unapproved],
  shownBy: { meeting: 'preparation.open' },
  apply: async (_tx, event) => {
    throw new Error(`preparation writes nothing itself: ${event.type}`);
  },
};
