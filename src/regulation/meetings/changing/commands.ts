// QĐ45 Đ.14: change, put off, call off; the chair's word at once, anybody else's once the chair agrees.
import type { Act, Command, Field } from '../../../kernel/command.ts';
import { hidden, lineField, momentAfter, momentField, oneOf, textField } from '../../../kernel/fields.ts';
import { moment, plainText, said, type Text, type TextKey, text } from '../../../kernel/text.ts';
import type { View } from '../../../kernel/view.ts';
import { actsOnMeeting, byChair } from '../acts.ts';
import { meetingDay, meetingField, meetingPressed, preparers } from '../asking.ts';
import {
  decideAgree,
  decideCancel,
  decideChange,
  decideDecline,
  decidePostpone,
  deciderOf,
  decidesFor,
  type MeetingFacts,
} from '../decide.ts';
import { evolveAll } from '../evolve.ts';
import type { MeetingEvent, MeetingFile } from '../meeting.ts';
import { oddLines } from '../oddity.ts';
import { manageView } from '../views.ts';
import { tellChange } from './notices.ts';
import { oddOfChange } from './views.ts';

function showChange(facts: MeetingFacts, act: Act, events: readonly MeetingEvent[]): View {
  const file = evolveAll(facts.file, events);
  const { proposal } = file.meeting;
  const viewer = {
    now: act.now,
    leads: decidesFor(act.by, file.meeting.bodyId),
    proposedBy: proposal ? act.by.person.fullName : '',
    odd:
      events[0]?.type === 'meetings.changed'
        ? oddLines(file, { ...act, near: facts.near ?? [], away: facts.away ?? [] })
        : oddOfChange({ ...facts, file }, act),
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

const changing = actsOnMeeting({ tell: tellChange, show: showChange });

/** What everybody invited will be told. */
const changeReadBack =
  (what: 'change' | 'postpone' | 'cancel'): NonNullable<Command['readBack']> =>
  async (_tx, { args }) => {
    const because = text('meetings:read-back.reason', { reason: said(args['reason'] ?? '') });
    if (what !== 'change') return [text(`meetings:read-back.${what}`), because];
    const { when, place } = args;
    return [
      ...(when ? [text('meetings:read-back.when', { at: moment(new Date(when), 'weekday-moment') })] : []),
      ...(place ? [text('meetings:read-back.place', { place: said(place) })] : []),
      because,
    ];
  };

const reason = (ask: TextKey): Field => textField(ask, 500);
const whats = ['time', 'place', 'both'] as const;

export const changingCommands: readonly Command[] = [
  changing({
    name: 'meetings.change',
    article: 'QĐ45',
    means: [
      {
        intent: 'move',
        fills: { when: 'when', place: 'place', reason: 'reason' },
        implies: [
          { said: ['when', 'place'], args: { what: 'both' } },
          { said: ['when'], args: { what: 'time' } },
          { said: ['place'], args: { what: 'place' } },
        ],
      },
    ],
    readBack: changeReadBack('change'),
    word: 'doilich',
    alias: ['reschedule'],
    fields: {
      meeting: meetingField(preparers, ['convened', 'postponed']),
      what: oneOf('meetings:ask.what', whats, (what) => plainText(`meetings:what.${what}`)),
      when: momentField('meetings:ask.when', {
        needed: ({ what }) => what !== 'place',
        example: momentAfter(meetingDay),
      }),
      place: lineField('meetings:ask.place', 200, { needed: ({ what }) => what !== 'time' }),
      reason: reason('meetings:ask.change-reason'),
    },
    decide: decideChange,
  }),
  changing({
    name: 'meetings.postpone',
    article: 'QĐ45',
    means: [{ intent: 'postpone', fills: { reason: 'reason' } }],
    readBack: changeReadBack('postpone'),
    word: 'hoanhop',
    alias: ['postpone'],
    fields: { meeting: meetingField(preparers, ['convened']), reason: reason('meetings:ask.postpone-reason') },
    opens: decidePostpone,
    decide: decidePostpone,
  }),
  changing({
    name: 'meetings.cancel',
    article: 'QĐ45',
    means: [{ intent: 'call-off', fills: { reason: 'reason' } }],
    readBack: changeReadBack('cancel'),
    word: 'huyhop',
    alias: ['cancelmeeting'],
    fields: {
      meeting: meetingField(preparers, ['draft', 'submitted', 'convened', 'postponed']),
      reason: reason('meetings:ask.cancel-reason'),
    },
    opens: decideCancel,
    decide: decideCancel,
  }),
  changing({
    ...byChair,
    name: 'meetings.agree',
    article: '2.1',
    means: [{ intent: 'agree', waits: true }],
    fields: { meeting: meetingPressed, ask: hidden },
    decide: decideAgree,
  }),
  changing({
    ...byChair,
    name: 'meetings.decline',
    article: '2.1',
    means: [{ intent: 'refuse', fills: { reason: 'reason' }, waits: true }],
    fields: { meeting: meetingPressed, ask: hidden, reason: reason('meetings:ask.decline-reason') },
    opens: decideDecline,
    decide: decideDecline,
  }),
];
