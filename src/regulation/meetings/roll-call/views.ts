// The roll as it is taken, and the cards of those for whom the meeting is over.
import { moment, said, type Text, text } from '../../../kernel/text.ts';
import { type Choice, offer, type View } from '../../../kernel/view.ts';
import { evolve } from '../evolve.ts';
import { invitationCard } from '../invitation/card.ts';
import { stateText } from '../invitation/lines.ts';
import { invited, type MeetingEvent, type MeetingFile, type Participant, type Roll } from '../meeting.ts';
import { calledIn, nameWithAlternate, preparationCard } from '../views.ts';
import {
  apartBecause,
  arrivedOf,
  expectedRoll,
  presentRoll,
  type RollFacts,
  takingChoices,
  unmarked,
} from './decide.ts';

/** The roll: marked first as recorded, the rest with what his answer says. */
export function rollView(facts: RollFacts, note?: Text): View {
  const { file } = facts;
  const { meeting, body } = file;
  const people = invited(file);
  const open = unmarked(file).length;
  const called = calledIn(file);
  return {
    heading: text('meetings:heading.roll', { body: said(body.abbreviation), code: said(meeting.code) }),
    lines: [
      said(meeting.title),
      text('meetings:line.status', { status: stateText(meeting) }),
      text('meetings:roll.counts', { marked: people.length - open, all: people.length }),
      ...people.map((one) => rollLine(facts, one, called(one))),
    ],
    choices: rollChoices(facts, open),
    card: preparationCard(meeting.id),
    ...(note ? { note } : {}),
  };
}

/** As it stands, and when he said himself at the door that he is there. */
function rollLine(facts: RollFacts, one: Participant, called: string): Text {
  const arrived = arrivedOf(facts, one);
  if (!arrived) return markedLine(facts, one, called);
  const at = moment(arrived.at, 'time');
  if (one.roll) return text('meetings:roll.self', { line: markedLine(facts, one, called), at });
  const name = said(called);
  return arrived.roll === 'alternate'
    ? text('meetings:roll.line-arrived-alternate', { name, at })
    : text('meetings:roll.line-arrived', { name, at });
}

function markedLine(facts: RollFacts, one: Participant, called: string): Text {
  const name = one.roll === 'alternate' ? nameWithAlternate(facts.file, one.personId, called) : said(called);
  const { meeting } = facts.file;
  if (one.roll && one.leftAt && meeting.state === 'held' && one.leftAt >= meeting.heldAt) {
    return text('meetings:roll.line-left-early', { name, mark: text(`meetings:mark.${one.roll}`) });
  }
  if (one.roll && one.leftAt) {
    return text('meetings:roll.line-left', {
      name,
      mark: text(`meetings:mark.${one.roll}`),
      at: moment(one.leftAt, 'time'),
    });
  }
  if (one.roll) return text('meetings:roll.line', { name, mark: text(`meetings:mark.${one.roll}`) });
  const expected = expectedRoll(facts, one);
  if (expected) return text('meetings:roll.line-expected', { name, mark: text(`meetings:mark.${expected}`) });
  const apart = apartBecause(facts, one);
  return apart ? text('meetings:roll.line-apart', { name, apart }) : text('meetings:roll.line-open', { name });
}

function rollChoices(facts: RollFacts, open: number): Choice[] {
  const { meeting } = facts.file;
  const taking = [...takingChoices(facts), ...(facts.door && meeting.state === 'convened' ? [facts.door] : [])];
  if ((meeting.state === 'held' && meeting.rollClosedAt) || open > 0) return taking;
  return [...taking, offer('meetings.roll-close', { meeting: meeting.id }, 'good')];
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

/** What was recorded; of those whom "the rest: present" passed over, that they are to be marked one by one. */
export function rollNote(facts: RollFacts, event: MeetingEvent | undefined, how?: string): Text {
  if (event?.type !== 'meetings.roll-taken') return text('meetings:done.held');
  const [first] = event.entries;
  const { file } = facts;
  if (how !== undefined || !first) {
    const count = event.entries.length;
    const left = unmarked(evolve(file, event)).filter((one) => how === 'present' && presentRoll(facts, one) === null);
    if (left.length === 0) return text('meetings:done.rolled-many', { count });
    return text('meetings:done.rolled-some', {
      count,
      left: left.length,
      names: said(left.map(calledIn(file)).join(', ')),
    });
  }
  const marked = file.participants.find(({ id }) => id === first.participantId);
  const name = said(marked ? calledIn(file)(marked) : '');
  const mark = text(`meetings:mark.${first.leftAt ? 'left' : (first.roll ?? 'present')}`);
  return text('meetings:done.rolled', { name, mark });
}
