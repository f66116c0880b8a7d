// The roll is asked for; nothing is recorded by the passing of time.
import { type ReminderKind, reminderKind } from '../../../kernel/chapter.ts';
import { moment, said, text } from '../../../kernel/text.ts';
import { hours } from '../../../kernel/time.ts';
import { choice, press, type View } from '../../../kernel/view.ts';
import { seatsOf } from '../../committee/index.ts';
import type { MeetingFile } from '../meeting.ts';
import { nextMorning, toSome } from '../notices.ts';
import { loadMeeting } from '../store.ts';
import { preparationCard } from '../views.ts';

/** After the beginning the secretariat is asked for the roll, and once more the next working morning. */
export const rollCallDue: ReminderKind = reminderKind<{ file: MeetingFile; takerIds: string[] }>({
  name: 'meetings.rollcall-due',
  article: '6.4',
  gather: async (tx, { matter, version }, { now }) => {
    const file = await loadMeeting(tx, matter.slice('meeting:'.length));
    if (file?.meeting.state !== 'convened' || file.meeting.version !== version) return null;
    const seats = await seatsOf(tx, file.meeting.bodyId, now);
    const takerIds = seats.filter((seat) => seat.role === 'secretariat').map((seat) => seat.person.id);
    return { file, takerIds };
  },
  due: ({ file, takerIds }, _reminder, world) => {
    const { meeting } = file;
    const again = world.now.getTime() - meeting.startsAt.getTime() > hours(4);
    const about = { meeting: meeting.id };
    const view: View = {
      heading: text('meetings:heading.roll', { body: said(file.body.abbreviation), code: said(meeting.code) }),
      lines: [said(meeting.title), text('meetings:notice.roll-due', { at: moment(meeting.startsAt) })],
      choices: [choice(text('meetings:commands.rollcall.button'), press('meetings.rollcall', about))],
      card: preparationCard(meeting.id),
    };
    const what = `rollcall-due:v${meeting.version}:${again ? 'again' : 'first'}`;
    return {
      notices: toSome(takerIds, file, what, view, { class: 'nudge' }),
      nextAt: again ? null : nextMorning(world),
    };
  },
});
