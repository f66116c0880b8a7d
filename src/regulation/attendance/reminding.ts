// What time brings up: who has not answered, the meeting itself, a request nobody has decided (Điều 6.4, PX7, PX11).
import type { Due, ReminderRow } from '../../kernel/chapter.ts';
import type { World } from '../../kernel/command.ts';
import type { Notice, ReminderStart } from '../../kernel/notice.ts';
import { moment, said, type Text, text } from '../../kernel/text.ts';
import { isOpenForAnswers, type Meeting, matterOf, meetingLadder } from '../meetings/index.ts';
import { reminderBrief } from './briefs.ts';
import { isPresiding, type MemberFacts } from './facts.ts';
import { memberCard } from './views.ts';

/** Starts the reminders of one invitee; null when the last of them has passed. */
export function answerReminder(meeting: Meeting, person: string, world: World): ReminderStart | null {
  const next = meetingLadder(meeting.startsAt, world).find(({ at }) => at > world.now);
  if (!next) return null;
  return { kind: 'attendance.answer', matter: matterOf(meeting), person, version: meeting.version, nextAt: next.at };
}

/** On a late tick the newest rung only; who is excused or represented hears nothing. */
export function dueAnswer(facts: MemberFacts, reminder: ReminderRow, world: World): Due {
  const { meeting } = facts.file;
  const ladder = meetingLadder(meeting.startsAt, world);
  const nextAt = ladder.find(({ at }) => at > world.now)?.at ?? null;
  const rung = ladder.findLast(({ at }) => at >= reminder.nextAt && at <= world.now);
  if (!rung || !isOpenForAnswers(meeting, world.now)) return { notices: [], nextAt };
  const line = reminderLine(facts, world.now, ladder.indexOf(rung) >= ladder.length - 2);
  if (!line) return { notices: [], nextAt };
  const to = facts.person.id;
  const notice: Notice = {
    to,
    class: 'nudge',
    view: { ...memberCard(facts, world.now, { news: [line] }), brief: reminderBrief(facts) },
    matter: matterOf(meeting),
    key: `${matterOf(meeting)}:remind:v${meeting.version}:${rung.rung}:${to}`,
    expiresAt: nextAt ?? meeting.startsAt,
  };
  return { notices: [notice], nextAt };
}

/** `near`: one of the last two rungs. Who has answered is only reminded then. */
function reminderLine(facts: MemberFacts, now: Date, near: boolean): Text | null {
  const { meeting } = facts.file;
  // Until when an answer is asked for stands on the card below.
  const coming = text('attendance:remind.attending', {
    at: moment(meeting.startsAt, 'weekday-moment'),
    place: said(meeting.place),
  });
  if (isPresiding(facts)) return near ? coming : null;
  switch (facts.standing.state) {
    case 'unanswered':
    case 'refused':
      return meeting.state === 'convened' && now < meeting.answerBy
        ? text('attendance:remind.unanswered')
        : text('attendance:remind.answer-overdue');
    case 'attending':
      return near ? coming : null;
    case 'asking':
      return near ? text('attendance:remind.not-decided') : null;
    case 'excused':
    case 'represented':
    case 'lapsed':
      return null;
  }
}
