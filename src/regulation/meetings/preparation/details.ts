// Điều 5.4; QĐ 45/2018: when and where, urgency, the number of the invitation, whom to ask.
import type { Act, Asking, Command, Gathered } from '../../../kernel/command.ts';
import { agree, type Decision, type Refused, refuse } from '../../../kernel/decision.ts';
import { type DocumentNumber, readDocumentNumber, writtenNumber } from '../../../kernel/document-number.ts';
import { lineField, momentAfter, momentField, textField } from '../../../kernel/fields.ts';
import { cleanLine } from '../../../kernel/fold.ts';
import { said, text } from '../../../kernel/text.ts';
import { dayOf, yearOf } from '../../../kernel/time.ts';
import { holderOfNumber } from '../../../store/document-numbers.ts';
import type { Transaction } from '../../../store/transaction.ts';
import { gatherMeeting, meetingDay, meetingField, meetingPressed, preparers, type StandingReader } from '../asking.ts';
import { type MeetingFacts, occurred, staleBecause } from '../decide.ts';
import type { MeetingEvent, MeetingFile } from '../meeting.ts';
import { loadMeeting } from '../store.ts';
import { alive, drafts, preparing, supplementing } from './commands.ts';
import { isOver, notEditable } from './decide.ts';

/** In a draft the time is just set; once people are invited it is a change (`meetings.change`). */
export function decideWhen({ file }: MeetingFacts, act: Act): Decision<MeetingEvent> {
  const wrong = notEditable(file, act);
  if (wrong) return wrong;
  const startsAt = new Date(act.args.when ?? '');
  if (!(startsAt > act.now)) return refuse('time-past', text('meetings:refusal.time-past'), { field: 'when' });
  return agree({
    type: 'meetings.time-set',
    ...occurred(file, act),
    startsAt,
    place: act.args.place ?? file.meeting.place,
  });
}

type Details = Extract<MeetingEvent, { type: 'meetings.details-set' }>['details'];

/** Sets one of the meeting's details, unless the law is against it. */
const setting =
  (wrong: (file: MeetingFile, act: Act) => Refused | null, detailsIn: (act: Act) => Details) =>
  ({ file }: MeetingFacts, act: Act): Decision<MeetingEvent> =>
    wrong(file, act) ?? agree({ type: 'meetings.details-set', ...occurred(file, act), details: detailsIn(act) });

/** The reason is shown to the chair, who decides whether it will do. */
export const decideUrgent = setting(notEditable, ({ args }) => ({ urgency: args.reason ?? '' }));

export const decideTitle = setting(notEditable, ({ args }) => ({ title: args.value ?? '' }));

const noWords = 'none';

/** Words in all its reminders; `none`: no longer. Nobody is told of them before he is reminded. */
export const decideReminder = setting(
  (file, { now }) => isOver(file, now),
  ({ args }) => ({ reminderWords: args.value === noWords ? null : (args.value ?? '') }),
);

const notLink = ({ args }: Act): Refused | null =>
  /^https?:\/\/\S+$/u.test(args.value ?? '')
    ? null
    : refuse('no-link', text('preparation:refusal.no-link'), { field: 'value' });

export const decideSupplement = (what: 'contact' | 'requirements' | 'link') =>
  setting(
    (file, act) => isOver(file, act.now) ?? (what === 'link' ? notLink(act) : null),
    ({ args }) => ({ [what]: args.value ?? '' }),
  );

/** `holder`: the paper of the series that bears the number already; null while it is free, or none was read. */
export type NumberFacts = MeetingFacts & { number: DocumentNumber | null; year: number; holder: MeetingFile | null };

/** The number comes from the clerk's register (NĐ 30/2020); it is entered late as well, and one paper only bears it. */
export function decideNumber({ file, number, year, holder }: NumberFacts, act: Act): Decision<MeetingEvent> {
  const { meeting, body } = file;
  if (meeting.state === 'cancelled') return staleBecause(meeting, null, act.now)!;
  if (!number) {
    return refuse('no-number', text('preparation:refusal.no-number', { symbol: usualSymbol(file) }), {
      field: 'value',
    });
  }
  const written = said(writtenNumber(number));
  if (holder && holder.meeting.id === meeting.id && meeting.number === written.said) {
    return refuse(
      'same-number',
      text('preparation:refusal.same-number', { code: said(meeting.code), number: written }),
    );
  }
  if (holder && holder.meeting.id !== meeting.id) {
    const paper = { code: said(holder.meeting.code), title: said(cleanLine(holder.meeting.title, 80)) };
    const because = text('preparation:refusal.number-taken', { number: written, year, ...paper });
    return refuse('number-taken', because, { article: 'NĐ30', field: 'value' });
  }
  return agree({ type: 'meetings.numbered', ...occurred(file, act), bodyId: body.id, year, number });
}

const usualSymbol = ({ body }: MeetingFile): string => `GM-${body.abbreviation}`;

/** The year whose series numbers the invitation: that in which it goes out. */
const yearOfPaper = ({ meeting }: MeetingFile, now: Date): number =>
  yearOf(dayOf('convenedAt' in meeting ? meeting.convenedAt : now));

async function gatherNumber(tx: Transaction, asking: Asking): Promise<Gathered<NumberFacts>> {
  const gathered = await gatherMeeting(tx, asking);
  if ('agreed' in gathered) return gathered;
  const { file } = gathered.facts;
  const number = readDocumentNumber(asking.args.value ?? '', usualSymbol(file));
  const year = yearOfPaper(file, asking.now);
  const matter = number && (await holderOfNumber(tx, { bodyId: file.meeting.bodyId, year }, number));
  const holder = matter ? await loadMeeting(tx, matter.slice('meeting:'.length)) : null;
  return { ...gathered, facts: { ...gathered.facts, number, year, holder } };
}

export const detailCommands = (standingOf: StandingReader): readonly Command[] => [
  preparing({
    name: 'preparation.when',
    article: '5.4',
    fields: {
      meeting: meetingField(preparers, drafts),
      when: momentField('preparation:ask.when', { example: momentAfter(meetingDay) }),
      place: lineField('preparation:ask.place', 200, { optional: true }),
    },
    decide: decideWhen,
  }),
  preparing({
    name: 'preparation.urgent',
    article: 'QĐ45',
    fields: { meeting: meetingPressed, reason: textField('preparation:ask.urgency', 500, { content: true }) },
    decide: decideUrgent,
  }),
  preparing({
    name: 'preparation.title',
    article: '5.4',
    fields: {
      meeting: meetingField(preparers, drafts),
      value: lineField('preparation:ask.title', 250, { content: true }),
    },
    decide: decideTitle,
  }),
  supplementing(standingOf, {
    name: 'preparation.number',
    means: [{ intent: 'number-invitation', fills: { value: 'value' } }],
    word: 'sogiaymoi',
    alias: ['meetingnumber'],
    article: '10.1',
    allowed: [...preparers, 'clerk'],
    fields: {
      meeting: meetingField([...preparers, 'clerk'], [...alive, 'held']),
      value: lineField('preparation:ask.number', 60),
    },
    gather: gatherNumber,
    decide: decideNumber,
  }),
  supplementing(standingOf, {
    name: 'preparation.contact',
    article: 'QĐ45',
    fields: { meeting: meetingField(preparers, alive), value: lineField('preparation:ask.contact', 160) },
    decide: decideSupplement('contact'),
  }),
  supplementing(standingOf, {
    name: 'preparation.requests',
    article: 'QĐ45',
    fields: {
      meeting: meetingField(preparers, alive),
      value: textField('preparation:ask.requests', 500, { content: true }),
    },
    decide: decideSupplement('requirements'),
  }),
  preparing({
    name: 'preparation.reminder',
    word: 'loinhac',
    alias: ['remindertext'],
    article: 'QĐ45',
    fields: {
      meeting: meetingField(preparers, alive),
      value: textField('preparation:ask.reminder', 300, {
        content: true,
        options: async (tx, { args }) => {
          const file = args.meeting ? await loadMeeting(tx, args.meeting) : null;
          return file?.meeting.reminderWords ? [{ value: noWords, label: text('preparation:option.no-words') }] : [];
        },
      }),
    },
    decide: decideReminder,
  }),
  supplementing(standingOf, {
    name: 'preparation.link',
    article: 'QĐ45',
    fields: { meeting: meetingField(preparers, alive), value: lineField('preparation:ask.link', 300) },
    decide: decideSupplement('link'),
  }),
];
