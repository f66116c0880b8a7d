// What people see of written opinions.
import type { Act } from '../../kernel/command.ts';
import { cleanLine } from '../../kernel/fold.ts';
import type { PersonCard } from '../../kernel/person.ts';
import { moment, quoted, said, type Text, text } from '../../kernel/text.ts';
import { type Choice, choice, offer, press, type View } from '../../kernel/view.ts';
import { calledIn, type Meeting, type MeetingFile, participantOf } from '../meetings/index.ts';
import { meetingValues } from '../meetings/invitation/index.ts';
import type { WriteFacts } from './decide.ts';
import {
  covers,
  type Duty,
  dutyNow,
  dutyWith,
  type HandedIn,
  isOwed,
  missingItems,
  type NumberedItem,
  type Opinion,
  type Topic,
} from './opinion.ts';

export type Owing = { file: MeetingFile; person: PersonCard; given: readonly Topic[] };

// The same card as the invitation's: what is owed and what is handed in go on where the answer stands, and an older
// message that still says otherwise loses its choices.
const cardOf = (meetingId: string, personId: string): string => `meeting:${meetingId}:${personId}`;

/** The way back to the answer, kept by attendance. */
const answerChoice = (meetingId: string, personId: string): Choice =>
  offer('attendance.change', { meeting: meetingId, person: personId });

/** The way to hand one in, for the cards of other chapters too. */
export const writeChoice = (meetingId: string, personId: string): Choice =>
  offer('opinions.write', { meeting: meetingId, person: personId }, 'good');

export const heading = (meeting: Meeting): Text =>
  text('opinions:card.heading', { meeting: meeting.code, at: moment(meeting.startsAt) });

/** As much of an item's title as a line or button shows. */
export const titleMax = 80;

/** An item of the agenda on a line of its own, by the number the invitation gives it. */
export const itemText = ({ number, item }: NumberedItem): Text =>
  text('opinions:item.numbered', { number, title: cleanLine(item.title, titleMax) });

/** What it is about; said where there is more than one thing it could be. */
export function aboutLines({ itemTitle }: Pick<Opinion, 'itemTitle'>, { agenda }: MeetingFile): Text[] {
  if (itemTitle !== null) return [text('opinions:card.about-item', { title: itemTitle })];
  return agenda.length > 1 ? [text('opinions:card.about-whole')] : [];
}

/** How many items he has given his opinion on, of how many; null when he gave none, or all that can be asked. */
export function howManyItems(
  { agenda }: MeetingFile,
  given: readonly Topic[],
): { given: number; items: number } | null {
  const done = agenda.length - missingItems(given, agenda).length;
  return covers(given, agenda) || done === 0 ? null : { given: done, items: agenda.length };
}

/** For who has begun item by item: how far he is, and each item that is still missing. */
function missingLines(file: MeetingFile, given: readonly Topic[]): Text[] {
  const many = howManyItems(file, given);
  if (!many) return [];
  return [
    text('opinions:state.partly', many),
    text('opinions:card.missing'),
    ...missingItems(given, file.agenda).map(itemText),
  ];
}

/** How it begins and what its files are called: enough to see that the right one was taken. */
export function contents(opinion: Pick<Opinion, 'text' | 'files'>, names: ReadonlyMap<string, string>): Text[] {
  const begins = cleanLine(opinion.text, 120);
  const files = opinion.files.map((id) => names.get(id) ?? '').filter((name) => name !== '');
  return [
    ...(begins === '' ? [] : [text('opinions:card.contents', { words: quoted(begins) })]),
    ...(files.length === 0 ? [] : [text('opinions:card.files', { names: said(files.join('; ')) })]),
  ];
}

export function receiptView(facts: WriteFacts, act: Act<unknown>, events: readonly HandedIn[]): View {
  const { meeting } = facts.file;
  const opinion = events[0]!.opinion;
  const lines: Text[] = [
    text('opinions:card.recorded', { code: opinion.code, at: moment(opinion.at) }),
    said(meeting.title),
    ...aboutLines(opinion, facts.file),
    text(`opinions:stance-line.${opinion.stance}`),
    ...contents(opinion, facts.fileNames),
  ];
  if (facts.principal) lines.push(text('opinions:card.as-proxy', { principal: facts.principal.fullName }));
  if (facts.previous) lines.push(text('opinions:card.replaces', { code: facts.previous.code }));
  if (opinion.late) lines.push(text('opinions:card.late'));
  const given = [...facts.given, opinion.itemId];
  const owes = isOwed(dutyWith(facts.duty, given, facts.file.agenda), meeting);
  if (owes) lines.push(...missingLines(facts.file, given));
  const open = act.now < meeting.startsAt;
  if (open) lines.push(text('opinions:card.change-until'));
  const again = choice(
    text('opinions:card.replace'),
    press('opinions.write', { meeting: meeting.id, person: facts.person.id }),
  );
  const next = owes ? [writeChoice(meeting.id, facts.person.id)] : open ? [again] : [];
  return {
    heading: heading(meeting),
    lines,
    choices: open ? [...next, answerChoice(meeting.id, facts.person.id)] : next,
    card: cardOf(meeting.id, facts.person.id),
  };
}

export const lateOpinionView = (facts: WriteFacts, opinion: Opinion): View => ({
  heading: heading(facts.file.meeting),
  lines: [
    text('opinions:notice.late', { person: facts.person.fullName, code: opinion.code, at: moment(opinion.at) }),
    ...aboutLines(opinion, facts.file),
  ],
  choices: [offer('opinions.read', { meeting: facts.file.meeting.id })],
});

export function owedView({ file, person, given }: Owing, now: Date): View {
  const { meeting } = file;
  const owed =
    now < meeting.startsAt
      ? text('opinions:notice.owed')
      : text('opinions:notice.owed-after', { at: moment(meeting.startsAt) });
  return {
    heading: heading(meeting),
    lines: [said(meeting.title), owed, ...missingLines(file, given)],
    choices:
      now < meeting.startsAt
        ? [writeChoice(meeting.id, person.id), answerChoice(meeting.id, person.id)]
        : [writeChoice(meeting.id, person.id)],
    brief: { form: 'opinions.owed', values: meetingValues(meeting, person.fullName) },
    card: cardOf(meeting.id, person.id),
  };
}

export type Reading = {
  file: MeetingFile;
  opinions: readonly { opinion: Opinion; person: PersonCard; principal: PersonCard | null }[];
  /** Who still owes one, and what he has given his opinion on. */
  owing: readonly { person: PersonCard; given: readonly Topic[] }[];
};

export function readingView({ file, opinions, owing }: Reading): View {
  const lines: Text[] = [
    said(file.meeting.title),
    text('opinions:list.counts', { received: opinions.length, owing: owing.length }),
  ];
  const called = calledIn(file);
  const nameOf = (person: PersonCard): string => {
    const one = participantOf(file, person.id);
    return one ? called(one) : person.fullName;
  };
  for (const { opinion, person, principal } of opinions) {
    const values = {
      code: opinion.code,
      person: nameOf(person),
      stance: text(`opinions:stance.${opinion.stance}`),
      at: moment(opinion.at),
    };
    lines.push(
      principal
        ? text('opinions:list.entry-as-proxy', { ...values, principal: principal.fullName })
        : text('opinions:list.entry', values),
    );
    lines.push(...aboutLines(opinion, file));
    if (opinion.late) lines.push(text('opinions:list.late'));
    if (opinion.text !== '') lines.push(quoted(opinion.text));
  }
  for (const { person, given } of owing) {
    const values = { person: nameOf(person) };
    const many = howManyItems(file, given);
    const owes = many
      ? text('opinions:list.owes-items', { ...values, ...many, missing: numbersOf(missingItems(given, file.agenda)) })
      : text('opinions:list.owes', values);
    lines.push(owes);
  }
  return {
    heading: heading(file.meeting),
    lines,
    files: opinions.flatMap(({ opinion }) => opinion.files),
    closed: true,
  };
}

const numbersOf = (items: readonly NumberedItem[]): string => items.map(({ number }) => number).join(', ');

/** Whether his opinion is here, is not owed, or is missing, wholly or on which items. */
export function opinionState(duty: Duty | null, file: MeetingFile, given: readonly Topic[]): Text {
  if (covers(given, file.agenda) || dutyNow(duty, file.meeting)?.state === 'handed-in') {
    return text('opinions:state.handed-in');
  }
  const owed = isOwed(duty, file.meeting);
  const many = howManyItems(file, given);
  if (!many) return text(owed ? 'opinions:state.owed' : 'opinions:state.none');
  if (!owed) return text('opinions:state.partly', many);
  return text('opinions:state.partly-owed', { ...many, missing: numbersOf(missingItems(given, file.agenda)) });
}
