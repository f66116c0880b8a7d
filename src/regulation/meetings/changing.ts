// QĐ45 Đ.14: change, put off, call off. Everybody hears what was, what is, and that an earlier answer no longer counts.
import type { ReminderKind } from '../../kernel/chapter.ts';
import { reminderKind } from '../../kernel/chapter.ts';
import { type Act, type Args, type Command, command, type Field } from '../../kernel/command.ts';
import type { Decision } from '../../kernel/decision.ts';
import { choiceField, hidden, lineField, momentField, textField } from '../../kernel/fields.ts';
import type { Notice, Telling } from '../../kernel/notice.ts';
import { moment, plainText, said, type Text, type TextKey, text } from '../../kernel/text.ts';
import type { View } from '../../kernel/view.ts';
import { factsOf, gatherMeeting, meetingField, nameIn, preparers } from './asking.ts';
import { changedBrief } from './briefs.ts';
import {
  decideAgree,
  decideCancel,
  decideChange,
  decideDecline,
  decidePostpone,
  deciderOf,
  decidesFor,
  type MeetingFacts,
} from './decide.ts';
import { evolveAll } from './evolve.ts';
import type { MeetingEvent, MeetingFile } from './meeting.ts';
import { convenedReminders, nextMorning, overseerIds, toParticipants, toSome, unapprovedReminder } from './notices.ts';
import { loadMeeting } from './store.ts';
import { actorName, alternateReleased, calledOffView, changedLines, freshInvitation, manageView } from './views.ts';

/** Who is told what, and what is to be watched; the same for the chair's own word and for a change he agreed to. */
export function tellChange(facts: MeetingFacts, act: Act, events: readonly MeetingEvent[]): Telling {
  const after = evolveAll(facts.file, events);
  const event = events[0];
  switch (event?.type) {
    case 'meetings.change-proposed':
      return {
        notices: askChair({ ...facts, file: after }, act),
        reminders: [unapprovedReminder('meetings.unapproved', after.meeting, act)],
      };
    case 'meetings.change-declined':
      return { notices: tellDeclined(facts, act, event.because) };
    case 'meetings.changed':
      return { notices: tellChanged(facts, after, act, event.because), reminders: convenedReminders(after, act) };
    case 'meetings.postponed':
    case 'meetings.cancelled':
      return { notices: tellCalledOff(facts, after, act) };
    default:
      return { notices: [] };
  }
}

function askChair(
  facts: MeetingFacts,
  act: Pick<Act, 'now'>,
  what = 'proposed',
  view = chairView(facts, act),
): Notice[] {
  const decider = deciderOf(facts.lead);
  if (!decider) return [];
  const { meeting } = facts.file;
  // His decision alone: no copy to assistants.
  return toSome([decider.person.id], facts.file, `${what}:v${meeting.submissions}`, view, {
    class: 'action',
    personal: true,
  });
}

/** A change that waits, before whoever decides it now; said once to each. */
export const presentChange = (facts: MeetingFacts, world: Pick<Act, 'now'>): Notice[] => askChair(facts, world);

function chairView(facts: MeetingFacts, { now }: Pick<Act, 'now'>): View {
  const { proposal } = facts.file.meeting;
  return manageView(facts.file, { now, leads: true, proposedBy: proposal ? nameIn(facts, proposal.by) : '' });
}

function tellDeclined(facts: MeetingFacts, act: Act, because: string): Notice[] {
  const { proposal, submissions } = facts.file.meeting;
  if (!proposal) return [];
  const note = text('meetings:notice.declined', { by: actorName(act), because: said(because) });
  const file = { ...facts.file, meeting: { ...facts.file.meeting, proposal: null } };
  const view = manageView(file, { now: act.now, leads: false });
  return toSome([proposal.by], file, `declined:v${submissions}`, { ...view, lines: [note, ...view.lines] });
}

function tellChanged(facts: MeetingFacts, after: MeetingFile, act: Act, because: string): Notice[] {
  const before = facts.file;
  const lines = changedLines(before, after, because);
  const expiresAt = after.meeting.startsAt;
  const released = before.participants.flatMap(({ as, personId }) =>
    as === 'alternate' && personId !== null ? [personId] : [],
  );
  return [
    ...toParticipants(after, 'changed', (personId) => changedView(after, personId, lines, because), {
      expiresAt,
      urgent: isNear(before, act),
    }),
    ...released.flatMap((to) =>
      toSome([to], after, `released:v${after.meeting.version}`, alternateReleased(before, after, to, because)),
    ),
    ...tellOverseers(facts, after, act, `changed:v${after.meeting.version}`),
  ];
}

const changedView = (after: MeetingFile, personId: string, lines: readonly Text[], because: string): View => ({
  ...freshInvitation(after, personId, lines),
  brief: changedBrief(after, personId, because),
});

/** The old time is so close that the night must not hold the message back. */
const isNear = ({ meeting }: MeetingFile, { now }: Pick<Act, 'now'>): boolean =>
  meeting.startsAt.getTime() - now.getTime() < 24 * 3_600_000;

function tellCalledOff(facts: MeetingFacts, after: MeetingFile, act: Act): Notice[] {
  const { meeting } = after;
  const what = meeting.state === 'postponed' ? 'postponed' : 'cancelled';
  const because = 'because' in meeting ? meeting.because : '';
  const wasKnown = facts.file.meeting.state === 'convened' || facts.file.meeting.state === 'postponed';
  // Before-participants: alternates released by a postponement are told as well.
  const told = { ...after, participants: facts.file.participants };
  const notices = wasKnown
    ? toParticipants(told, what, (personId) => calledOffView(after, personId, what, because), {
        urgent: isNear(facts.file, act),
      })
    : [];
  return [...notices, ...tellOverseers(facts, after, act, `${what}:v${meeting.version}`)];
}

function tellOverseers(facts: MeetingFacts, after: MeetingFile, act: Act, what: string): Notice[] {
  const participants = facts.file.participants.flatMap(({ personId }) => (personId === null ? [] : [personId]));
  const submitted = facts.file.meeting.state === 'submitted' ? deciderOf(facts.lead)?.person.id : undefined;
  const ids = [
    ...overseerIds(after, facts.seats, [...participants, act.by.person.id]),
    ...(submitted ? [submitted] : []),
  ];
  const others = [...new Set(ids)].filter((id) => id !== act.by.person.id);
  return toSome(others, after, `${what}:overseer`, manageView(after, { now: act.now, leads: false }));
}

function showChange(facts: MeetingFacts, act: Act, events: readonly MeetingEvent[]): View {
  const file = evolveAll(facts.file, events);
  const { proposal } = file.meeting;
  const viewer = {
    now: act.now,
    leads: decidesFor(act.by, file.meeting.bodyId),
    proposedBy: proposal ? act.by.person.fullName : '',
  };
  return manageView(file, viewer, noteOf(facts, file, events[0]));
}

function noteOf(facts: MeetingFacts, { meeting }: MeetingFile, event: MeetingEvent | undefined): Text {
  switch (event?.type) {
    case 'meetings.change-proposed':
      return text('meetings:done.proposed', { decider: said(deciderOf(facts.lead)?.person.fullName ?? '') });
    case 'meetings.change-declined':
      return text('meetings:done.declined');
    case 'meetings.changed':
      return text('meetings:done.changed', {
        at: moment(meeting.startsAt, 'weekday-moment'),
        place: said(meeting.place),
      });
    case 'meetings.postponed':
      return text('meetings:done.postponed');
    default:
      return text('meetings:done.cancelled');
  }
}

type Changing = {
  name: string;
  word?: string;
  alias?: readonly string[];
  fields: Readonly<Record<string, Field>>;
  opens?(facts: MeetingFacts, act: Act): Decision<MeetingEvent>;
  decide(facts: MeetingFacts, act: Act): Decision<MeetingEvent>;
};

const changing = (declared: Changing): Command =>
  command<Args, MeetingFacts, MeetingEvent>({
    article: 'QĐ45',
    allowed: preparers,
    ...declared,
    gather: gatherMeeting,
    tell: tellChange,
    show: showChange,
  });

const deciding = (declared: Changing): Command =>
  command<Args, MeetingFacts, MeetingEvent>({
    article: '2.1',
    allowed: ['chair'],
    personal: true,
    ...declared,
    gather: gatherMeeting,
    tell: tellChange,
    show: showChange,
  });

const reason = (ask: TextKey): Field => textField(ask, 500);
const whats = ['time', 'place', 'both'] as const;

export const changingCommands: readonly Command[] = [
  changing({
    name: 'meetings.change',
    word: 'doilich',
    alias: ['reschedule'],
    fields: {
      meeting: meetingField(preparers, ['convened', 'postponed']),
      what: choiceField(
        'meetings:ask.what',
        whats.map((what) => ({ value: what, label: plainText(`meetings:what.${what}`) })),
      ),
      when: momentField('meetings:ask.when', { needed: ({ what }) => what !== 'place' }),
      place: lineField('meetings:ask.place', 200, { needed: ({ what }) => what !== 'time' }),
      reason: reason('meetings:ask.change-reason'),
    },
    decide: decideChange,
  }),
  changing({
    name: 'meetings.postpone',
    word: 'hoanhop',
    alias: ['postpone'],
    fields: { meeting: meetingField(preparers, ['convened']), reason: reason('meetings:ask.postpone-reason') },
    opens: decidePostpone,
    decide: decidePostpone,
  }),
  changing({
    name: 'meetings.cancel',
    word: 'huyhop',
    alias: ['cancelmeeting'],
    fields: {
      meeting: meetingField(preparers, ['draft', 'submitted', 'convened', 'postponed']),
      reason: reason('meetings:ask.cancel-reason'),
    },
    opens: decideCancel,
    decide: decideCancel,
  }),
  deciding({ name: 'meetings.agree', fields: { meeting: hidden, ask: hidden }, decide: decideAgree }),
  deciding({
    name: 'meetings.decline',
    fields: { meeting: hidden, ask: hidden, reason: reason('meetings:ask.decline-reason') },
    opens: decideDecline,
    decide: decideDecline,
  }),
];

/** A change the chair has not decided: he is asked again, the secretariat is told; nothing is agreed by silence. */
export const unapproved: ReminderKind = reminderKind<MeetingFacts>({
  name: 'meetings.unapproved',
  article: '2.1',
  gather: async (tx, { matter, version }, { now }) => {
    const file = await loadMeeting(tx, matter.slice('meeting:'.length));
    const waits = file?.meeting.proposal && file.meeting.submissions === version && now < file.meeting.startsAt;
    return waits ? factsOf(tx, file, now) : null;
  },
  due: (facts, _reminder, world) => {
    const again = world.now.toISOString().slice(0, 10);
    const decider = deciderOf(facts.lead)?.person.id ?? '';
    const view = chairView(facts, world);
    const waiting = text('meetings:notice.still-waiting');
    const told = overseerIds(facts.file, facts.seats, [decider]);
    const overseerView = manageView(facts.file, { now: world.now, leads: false });
    return {
      notices: [
        ...askChair(facts, world, `unapproved:${again}`, { ...view, lines: [waiting, ...view.lines] }),
        ...toSome(
          told,
          facts.file,
          `unapproved:${again}:v${facts.file.meeting.submissions}`,
          { ...overseerView, lines: [waiting, ...overseerView.lines] },
          { class: 'nudge' },
        ),
      ],
      nextAt: nextMorning(world),
    };
  },
});
