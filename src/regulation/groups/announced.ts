// All that is ever said in a bound group (CH8): of meetings their kind, time and place; a count; the number and title of
// conclusions. Never who is absent or why, what anybody thinks or decided, whose task it is, nor any file.
import type { Announced, Announces } from '../../kernel/announcing.ts';
import type { Chapter } from '../../kernel/chapter.ts';
import type { World } from '../../kernel/command.ts';
import type { DomainEvent } from '../../kernel/decision.ts';
import { type DocumentNumber, writtenNumber } from '../../kernel/document-number.ts';
import { morningOf } from '../../kernel/ladder.ts';
import type { Notice } from '../../kernel/notice.ts';
import { reminderKind } from '../../kernel/reminder.ts';
import { moment, plainText, said, type Text, type TextKey, text } from '../../kernel/text.ts';
import { dayOf } from '../../kernel/time.ts';
import type { View } from '../../kernel/view.ts';
import { addWorkingDays } from '../../kernel/working-days.ts';
import { announcedTo } from '../../store/groups.ts';
import type { Transaction } from '../../store/transaction.ts';
import { standingOf } from '../attendance/index.ts';
import { loadMeeting, type Meeting, type MeetingEvent, type MeetingFile, matterOf } from '../meetings/index.ts';
import { groupsOf } from './store.ts';

type Told = 'convened' | 'changed' | 'postponed' | 'cancelled';

const kindText = ({ kind }: Meeting): Text => plainText(`meetings:kind.${kind}` as TextKey);

const aboutMeeting = ({ meeting }: MeetingFile, heading: Text): View => ({
  heading,
  lines: [
    text('groups:said.kind', { kind: kindText(meeting) }),
    text(meeting.state === 'convened' ? 'groups:said.when' : 'groups:said.was', {
      at: moment(meeting.startsAt, 'weekday-moment'),
    }),
    text('groups:said.place', { place: said(meeting.place) }),
  ],
});

/** A draft that was dropped was heard of by nobody. */
const wasConvened = async (tx: Transaction, id: string): Promise<boolean> =>
  (await tx.meeting.count({ where: { id, convenedAt: { not: null } } })) > 0;

const meeting =
  (what: Told) =>
  async (tx: Transaction, event: DomainEvent): Promise<Announced | null> => {
    const { meetingId, at } = event as Extract<MeetingEvent, { type: 'meetings.convened' }>;
    const file = (await wasConvened(tx, meetingId)) ? await loadMeeting(tx, meetingId) : null;
    return (
      file && {
        bodyId: file.body.id,
        matter: matterOf(file.meeting),
        what: `group-${what}:v${at.getTime()}`,
        view: aboutMeeting(file, text(`groups:said.${what}`)),
      }
    );
  };

/** Of a meeting's, its number and title: it is issued with them. */
async function conclusion(tx: Transaction, event: DomainEvent): Promise<Announced | null> {
  const { id, bodyId, number } = event as DomainEvent & { id: string; bodyId: string; number: DocumentNumber };
  const row = await tx.matter.findUnique({ where: { id } });
  // What a leader instructs between meetings is for whom it is for.
  if (!row?.about?.startsWith('meeting:')) return null;
  const lines = [
    text('groups:said.number', { number: said(writtenNumber(number)) }),
    text('groups:said.title', { title: said(row.title) }),
  ];
  return {
    bodyId,
    matter: `conclusion:${id}`,
    what: 'group-issued',
    view: { heading: text('groups:said.conclusion'), lines },
  };
}

export const announces: Announces = {
  'meetings.convened': meeting('convened'),
  'meetings.changed': meeting('changed'),
  'meetings.postponed': meeting('postponed'),
  'meetings.cancelled': meeting('cancelled'),
  'conclusions.numbered': conclusion,
};

/** The working morning before answers are due. */
const countAt = ({ answerBy }: { answerBy: Date }, { calendar }: World): Date =>
  morningOf(addWorkingDays(calendar, dayOf(answerBy), -1));

const watch = async (tx: Transaction, event: DomainEvent, world: World) => {
  const { meetingId } = event as Extract<MeetingEvent, { type: 'meetings.convened' }>;
  const file = await loadMeeting(tx, meetingId);
  if (file?.meeting.state !== 'convened' || (await groupsOf(tx, [file.body.id])).length === 0) return null;
  const nextAt = countAt(file.meeting, world);
  const { version } = file.meeting;
  const reminder = { kind: 'groups.count', matter: matterOf(file.meeting), person: null, version, nextAt };
  return nextAt > world.now ? { bodyId: file.body.id, reminders: [reminder] } : null;
};

export const follows: NonNullable<Chapter['follows']> = { 'meetings.convened': watch, 'meetings.changed': watch };

/** How many of those who are asked have answered; who presides is not asked, an alternate answers by who sends him. */
export const count = reminderKind<readonly Notice[]>({
  name: 'groups.count',
  article: '7.3',
  gather: async (tx, { matter, version }, { now }) => {
    const file = await loadMeeting(tx, matter.slice('meeting:'.length));
    if (file?.meeting.state !== 'convened' || file.meeting.version !== version) return null;
    const { presiderId, answerBy } = file.meeting;
    const asked = (await standingOf(tx, file, now)).filter(
      ({ participant: { as, personId } }) => as !== 'alternate' && personId !== presiderId,
    );
    const answered = asked.filter(({ standing: { state } }) => state !== 'unanswered').length;
    const view = aboutMeeting(file, text('groups:said.count', { answered, all: asked.length }));
    const lines = [...view.lines, text('groups:said.until', { until: moment(answerBy, 'weekday-moment') })];
    const what = `group-count:v${version}`;
    return announcedTo(tx, { bodyId: file.body.id, matter, what, view: { ...view, lines } });
  },
  due: (notices) => ({ notices, nextAt: null }),
});
