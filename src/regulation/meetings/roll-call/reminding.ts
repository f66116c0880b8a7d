// A meeting ends by the clock, and its roll is owed by the secretariat; nobody is marked by the passing of time.
import { type ReminderKind, reminderKind } from '../../../kernel/chapter.ts';
import { stepsAfter } from '../../../kernel/ladder.ts';
import { obligation } from '../../../kernel/obligation.ts';
import type { SeatCard } from '../../../kernel/person.ts';
import { moment, said, text } from '../../../kernel/text.ts';
import { dayOf, hours } from '../../../kernel/time.ts';
import { offer } from '../../../kernel/view.ts';
import { overseersOf, seatsOf } from '../../committee/index.ts';
import type { Convened, MeetingFile } from '../meeting.ts';
import { endOf, rollCallAt } from '../notices.ts';
import { loadMeeting } from '../store.ts';
import { preparationCard } from '../views.ts';

/** Over once its time has passed; said to nobody, since whoever was there knows. */
export const ending: ReminderKind = reminderKind<{ meeting: Convened }>({
  name: 'meetings.ending',
  article: '9.1',
  gather: async (tx, { matter, version }) => {
    const file = await loadMeeting(tx, matter.slice('meeting:'.length), { lock: true });
    const meeting = file?.meeting;
    return meeting?.state === 'convened' && meeting.version === version ? { meeting } : null;
  },
  due: ({ meeting }, _reminder, world) => {
    const at = endOf(meeting, world);
    if (world.now < at) return { notices: [], nextAt: at };
    return { notices: [], events: [{ type: 'meetings.held', meetingId: meeting.id, at, by: '' }], nextAt: null };
  },
});

type RollOwed = { file: MeetingFile; seats: readonly SeatCard[] };

const button = ({ file }: RollOwed) => offer('meetings.rollcall', { meeting: file.meeting.id });

/** Those who take the roll: the secretariat; where there is none, the standing member. */
const takersOf = ({ seats }: RollOwed): string[] => {
  const office = overseersOf(seats);
  const secretaries = office.filter(({ role }) => role === 'secretariat');
  return [...new Set((secretaries.length > 0 ? secretaries : office).map(({ person }) => person.id))];
};

const rollView = ({ file }: RollOwed) => ({
  heading: text('meetings:heading.roll', { body: said(file.body.abbreviation), code: said(file.meeting.code) }),
  lines: [said(file.meeting.title), text('meetings:notice.roll-due', { at: moment(file.meeting.startsAt) })],
  choices: [button({ file, seats: [] })],
  card: preparationCard(file.meeting.id),
});

/** Điều 6.4: who came is on record only once somebody has marked it. Asked for until it is; then of the standing member too. */
export const rollOwed = obligation<RollOwed>({
  name: 'meetings.rollcall-due',
  article: '6.4',
  load: async (tx, { matter, version }, { now }) => {
    const file = await loadMeeting(tx, matter.slice('meeting:'.length));
    const meeting = file?.meeting;
    const isOpen = meeting?.state === 'convened' || (meeting?.state === 'held' && !meeting.rollClosedAt);
    if (!file || !isOpen || meeting.version !== version || now < meeting.startsAt) return null;
    return { file, seats: await seatsOf(tx, meeting.bodyId, now) };
  },
  owedBy: takersOf,
  until: ({ file }) => rollCallAt(file.meeting),
  steps: ({ file: { meeting } }, { settings, calendar, now }) => [
    rollCallAt(meeting),
    ...stepsAfter(settings.rollSteps, dayOf(meeting.startsAt), calendar, now).map(({ at }) => at),
  ],
  say: rollView,
  line: ({ file: { meeting } }) =>
    text('meetings:notice.roll-line', { code: said(meeting.code), at: moment(meeting.startsAt) }),
  dated: true,
  open: button,
  // While the meeting is on, it does not wait for the morning.
  urgent: ({ file: { meeting } }, { now }) => now.getTime() - meeting.startsAt.getTime() < hours(4),
  escalates: (facts, { settings, calendar, now }) => {
    const [, second] = stepsAfter(settings.rollSteps, dayOf(facts.file.meeting.startsAt), calendar, now);
    const to = overseersOf(facts.seats).map(({ person }) => person.id);
    return second ? [{ to, from: second.at, view: rollView(facts) }] : [];
  },
});
