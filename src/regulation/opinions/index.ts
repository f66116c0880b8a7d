// Điều 6.3, 6.4: written opinions; what other chapters may use of them.

import type { Chapter } from '../../kernel/chapter.ts';
import { type CardsElsewhere, opinionCommands } from './commands.ts';
import { draftsAwaited } from './drafts.ts';
import type { OpinionEvent } from './opinion.ts';
import { owed } from './owed.ts';
import { apply, opinionsFound } from './store.ts';

export { type CardsElsewhere, stanceField } from './commands.ts';
export { type Content, contentOf } from './decide.ts';
export {
  covers,
  type Duty,
  type DutyOpened,
  type DutyReleased,
  dutyNow,
  dutyOpened,
  dutyReleased,
  dutyWith,
  evolve as evolveDuty,
  isOwed,
  opinionDueAt,
  type Stance,
  stances,
  type Topic,
  topicsOf,
} from './opinion.ts';
export { owedReminder } from './owed.ts';

import { figures } from './settings.ts';

export { currentOpinions, dutiesOf, loadDuty, lockParticipant, opinionsOf } from './store.ts';
export { howManyItems, opinionState, writeChoice } from './views.ts';

/** With the cards that show whether an opinion is here, known to the chapter of attendance. */
export const chapterWith = (cardsElsewhere: CardsElsewhere): Chapter => ({
  name: 'opinions',
  room: 'meetings',
  settings: figures,
  forms: { 'opinions.owed': ['name', 'meeting', 'time', 'code'] },
  articles: ['6.3', '6.4', '10.3'],
  numbered: { series: 'YK', event: 'opinions.handed-in', part: 'opinion' },
  commands: opinionCommands(cardsElsewhere),
  obligations: [owed],
  shownBy: { meeting: 'meetings.open' },
  looks: { meeting: ['opinions.read'] },
  pending: draftsAwaited,
  finds: [{ kind: 'meeting', find: opinionsFound }],
  facts: { opinion: ['id'], opinion_duty: ['meeting_id', 'person_id'], opinion_draft: ['id'] },
  apply: (tx, event, world) => apply(tx, event as OpinionEvent, world),
});

/** Without requests. */
export const chapter: Chapter = chapterWith(async () => []);
