// The roll as it is taken, and the cards of those for whom the meeting is over.
import { moment, said, type Text, text } from '../../../kernel/text.ts';
import { type Choice, choice, press, type View } from '../../../kernel/view.ts';
import { invited, type MeetingEvent, type MeetingFile, type Participant, type Roll } from '../meeting.ts';
import { invitationCard, nameWithAlternate, preparationCard, stateText } from '../views.ts';
import { expectedRoll, type RollFacts, unmarked } from './decide.ts';

/** The roll: marked first as recorded, the rest with what his answer says. */
export function rollView(facts: RollFacts, note?: Text): View {
  const { file } = facts;
  const { meeting, body } = file;
  const people = invited(file);
  const open = unmarked(file).length;
  return {
    heading: text('meetings:heading.roll', { body: said(body.abbreviation), code: said(meeting.code) }),
    lines: [
      said(meeting.title),
      text('meetings:line.status', { status: stateText(meeting) }),
      text('meetings:roll.counts', { marked: people.length - open, all: people.length }),
      ...people.map((one) => rollLine(facts, one)),
    ],
    choices: rollChoices(facts, open),
    card: preparationCard(meeting.id),
    ...(note ? { note } : {}),
  };
}

function rollLine(facts: RollFacts, one: Participant): Text {
  const name = one.roll === 'alternate' ? nameWithAlternate(facts.file, one.personId, one.name) : said(one.name);
  if (one.roll && one.leftAt) {
    return text('meetings:roll.line-left', {
      name,
      mark: text(`meetings:mark.${one.roll}`),
      at: moment(one.leftAt, 'time'),
    });
  }
  if (one.roll) return text('meetings:roll.line', { name, mark: text(`meetings:mark.${one.roll}`) });
  const expected = expectedRoll(facts, one);
  return expected
    ? text('meetings:roll.line-expected', { name, mark: text(`meetings:mark.${expected}`) })
    : text('meetings:roll.line-open', { name });
}

function rollChoices(facts: RollFacts, open: number): Choice[] {
  const { meeting } = facts.file;
  const about = { meeting: meeting.id };
  const one = choice(text('meetings:commands.roll.button'), press('meetings.roll', about));
  if (meeting.state === 'held') return [one];
  const byAnswers = unmarked(facts.file).some((person) => expectedRoll(facts, person) !== null);
  const rest = (how: string, label: Text): Choice => choice(label, press('meetings.roll-rest', { ...about, how }));
  return [
    one,
    ...(byAnswers ? [rest('answers', text('meetings:roll.rest-answers'))] : []),
    ...(open > 0
      ? [rest('present', text('meetings:roll.rest-present'))]
      : [choice(text('meetings:commands.roll-close.button'), press('meetings.roll-close', about), 'good')]),
  ];
}

export function heldView(file: MeetingFile, personId: string, roll: Roll | null): View {
  const { meeting } = file;
  return {
    heading: text('meetings:heading.over', {
      code: said(meeting.code),
      at: moment(meeting.startsAt, 'weekday-moment'),
    }),
    lines: [said(meeting.title), text('meetings:line.held', { mark: text(`meetings:mark.${roll ?? 'present'}`) })],
    card: invitationCard(meeting.id, personId),
  };
}

export function rollNote({ file }: RollFacts, event: MeetingEvent | undefined): Text {
  if (event?.type !== 'meetings.roll-taken') return text('meetings:done.held');
  const [first] = event.entries;
  if (event.entries.length > 1 || !first) return text('meetings:done.rolled-many', { count: event.entries.length });
  const name = said(file.participants.find(({ id }) => id === first.participantId)?.name ?? '');
  const mark = text(`meetings:mark.${first.leftAt ? 'left' : (first.roll ?? 'present')}`);
  return text('meetings:done.rolled', { name, mark });
}
