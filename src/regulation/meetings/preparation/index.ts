// From the draft of a meeting to its convening (Điều 3.3, 5.4, 7.3, 8.4, 9.1, 9.2). What happens is written by the
// chapter of meetings, whose noun it is.
import { approval } from '../../../kernel/approval.ts';
import type { Chapter } from '../../../kernel/chapter.ts';
import type { Denial } from '../acts.ts';
import type { StandingReader } from '../asking.ts';
import { convening } from './awaited.ts';
import { coreCommands } from './commands.ts';
import { contentCommands } from './content.ts';
import { detailCommands } from './details.ts';
import { type GuestPress, peopleCommands } from './people.ts';

/** With what others hand in: the answers, to be shown beside an invitation; what keeps one back; what enters a guest. */
export const chapterWith = (standingOf: StandingReader, denies: Denial, guestBy: GuestPress): Chapter => ({
  name: 'preparation',
  room: 'meetings',
  articles: ['3.3', '5.4', '7.3', '8.4', '9.1', '9.2', '10.2', 'QĐ45', 'NĐ30'],
  commands: [
    coreCommands(denies),
    contentCommands(standingOf),
    peopleCommands(guestBy),
    detailCommands(standingOf),
  ].flat(),
  approvals: [approval(convening)],
  shownBy: { meeting: 'preparation.open' },
});
