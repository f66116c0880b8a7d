// RP6, Điều 10.2: the week in words to be copied into a group: the meetings to come and the tasks due. No name, nothing that
// is not ordinary.
import { type Args, type Command, command } from '../../kernel/command.ts';
import { bodiesWith } from '../../kernel/person.ts';
import { dayValue, moment, said, type Text, text } from '../../kernel/text.ts';
import { addDays, dayOf, instant } from '../../kernel/time.ts';
import { meetingsIn } from '../meetings/index.ts';
import { overseers } from '../roles.ts';
import { dueSaid, tasksIn } from '../tasks/index.ts';

const span = 7;
/** A message in a group is read whole or not at all. */
const most = 15;

export const week: Command = command<Args, readonly Text[], never>({
  name: 'briefings.week',
  short: 'briefings:week.short',
  word: 'tuannay',
  alias: ['week'],
  article: '10.2',
  allowed: overseers,
  gather: async (tx, { by, now }) => {
    const bodyIds = bodiesWith(by, overseers);
    const until = addDays(dayOf(now), span);
    const files = await meetingsIn(tx, { bodyIds, states: ['convened'], from: now });
    const meetings = files
      .filter(({ meeting }) => meeting.startsAt < instant(until, 0, 0))
      .map(({ meeting: { startsAt, title, place } }) =>
        text('briefings:week.meeting', {
          at: moment(startsAt, 'weekday-moment'),
          title: said(title),
          place: said(place),
        }),
      );
    const tasks = await tasksIn(tx, { of: 'body', ids: bodyIds }, { limit: most }, { standing: 'open', until });
    const due = tasks.map((task) =>
      text('briefings:week.task', { code: task.code, title: said(task.title), due: dueSaid(task) }),
    );
    const heading = text('briefings:week.heading', { from: dayValue(dayOf(now)), to: dayValue(addDays(until, -1)) });
    const nothing = meetings.length + due.length === 0 ? [text('briefings:week.nothing')] : [];
    const lines = [heading, ...meetings, ...(due.length > 0 ? [text('briefings:week.tasks')] : []), ...due, ...nothing];
    return { bodyId: bodyIds[0] ?? null, facts: lines };
  },
  show: (lines) => ({ lines }),
});
