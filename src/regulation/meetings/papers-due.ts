// QĐ 45/2018: papers go out three working days before, like the notice. Missing ones are asked for; nothing is blocked for them.
import { obligation } from '../../kernel/obligation.ts';
import type { SeatCard } from '../../kernel/person.ts';
import { dayValue, moment, said, text } from '../../kernel/text.ts';
import { choice, opening, press, type View } from '../../kernel/view.ts';
import { seatsOf } from '../committee/index.ts';
import type { Convened, MeetingFile } from './meeting.ts';
import { overseerIds, papersDay, papersOverAt, papersSteps } from './notices.ts';
import { loadMeeting } from './store.ts';

type Missing = { file: MeetingFile & { meeting: Convened }; papersBy: Date; seats: readonly SeatCard[] };

const dueLine = ({ file: { meeting }, papersBy }: Missing, over: boolean) =>
  text(over ? 'meetings:notice.papers-over' : 'meetings:notice.papers-due', {
    code: said(meeting.code),
    at: moment(meeting.startsAt),
    day: dayValue(papersDay(papersBy)),
  });

const button = ({ file }: Missing) =>
  choice(text('meetings:choice.paper'), press('preparation.paper', { meeting: file.meeting.id }));

// No card of its own: the one from which the meeting is looked after keeps its choices.
const missingView = (facts: Missing, over: boolean, choices = [button(facts)]): View => ({
  lines: [said(facts.file.meeting.title), dueLine(facts, over)],
  choices,
});

export const papersOwed = obligation<Missing>({
  name: 'meetings.papers-due',
  article: 'QĐ45',
  load: async (tx, { matter, version }, { now }) => {
    const file = await loadMeeting(tx, matter.slice('meeting:'.length));
    const meeting = file?.meeting;
    if (!file || meeting?.state !== 'convened' || meeting.version !== version || now >= meeting.startsAt) return null;
    const { papersBy } = meeting;
    if (!papersBy || file.papers.length > 0) return null;
    return { file: { ...file, meeting }, papersBy, seats: await seatsOf(tx, meeting.bodyId, now) };
  },
  owedBy: ({ file, seats }) => overseerIds(file, seats, [file.meeting.presiderId]),
  until: ({ papersBy }) => papersBy,
  steps: ({ papersBy }, world) => papersSteps(papersBy, world),
  say: (facts, { now }) => missingView(facts, now >= facts.papersBy),
  line: (facts, { now }) => dueLine(facts, now >= facts.papersBy),
  dated: true,
  // From its card who prepares it adds them, and who presides sees it and decides.
  open: ({ file: { meeting } }) => opening(meeting.code, press('meetings.manage', { meeting: meeting.id })),
  // Who presides hears it once the day is over, and decides what becomes of it.
  escalates: (facts, world) => [
    {
      to: [facts.file.meeting.presiderId],
      from: papersOverAt(facts.papersBy, world),
      view: missingView(facts, true, []),
    },
  ],
});
