// Điều 6.3, 6.4: written opinions; what other chapters may use of them.

import type { Chapter } from '../../kernel/chapter.ts';
import { reminderKind } from '../../kernel/chapter.ts';
import { personCards } from '../committee/index.ts';
import { loadMeeting, participantOf } from '../meetings/index.ts';
import { type CardsElsewhere, opinionCommands, opinionsAwaited, opinionsTaking } from './commands.ts';
import { dueOwed, type OwedFacts } from './notices.ts';
import { dutyWith, isOwed, type OpinionEvent, topicsOf } from './opinion.ts';
import { apply, currentOpinions, loadDuty } from './store.ts';

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
  owedReminder,
  type Stance,
  stances,
  type Topic,
  topicsOf,
} from './opinion.ts';

import { figures } from './settings.ts';

export { currentOpinions, dutiesOf, loadDuty, lockParticipant, opinionsOf } from './store.ts';
export { howManyItems, opinionState, writeChoice } from './views.ts';

const owed = reminderKind<OwedFacts>({
  name: 'opinions.owed',
  article: '6.4',
  async gather(tx, reminder) {
    const meetingId = reminder.matter.slice('meeting:'.length);
    const personId = reminder.person ?? '';
    const file = await loadMeeting(tx, meetingId);
    if (!file) return null;
    const given = topicsOf(await currentOpinions(tx, meetingId, personId));
    const duty = dutyWith(await loadDuty(tx, meetingId, personId), given, file.agenda);
    if (!duty || !isOwed(duty, file.meeting) || duty.version !== reminder.version) return null;
    const { state } = file.meeting;
    const person = (await personCards(tx, [personId])).get(personId);
    if (!person || !participantOf(file, personId) || (state !== 'convened' && state !== 'held')) return null;
    return { file, person, duty, given };
  },
  due: dueOwed,
});

/** With the cards that show whether an opinion is here, known to the chapter of attendance. */
export const chapterWith = (cardsElsewhere: CardsElsewhere): Chapter => ({
  name: 'opinions',
  room: 'meetings',
  settings: figures,
  articles: ['6.3', '6.4', '10.3'],
  numbered: { series: 'YK', event: 'opinions.handed-in', part: 'opinion' },
  commands: opinionCommands(cardsElsewhere),
  reminders: [owed],
  shownBy: { meeting: 'meetings.open' },
  looks: { meeting: ['opinions.read'] },
  takes: opinionsTaking,
  pending: opinionsAwaited,
  facts: { opinion: ['id'], opinion_duty: ['meeting_id', 'person_id'], opinion_draft: ['id'] },
  apply: (tx, event, world) => apply(tx, event as OpinionEvent, world),
});

/** Without requests. */
export const chapter: Chapter = chapterWith(async () => []);
