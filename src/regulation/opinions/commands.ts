// Điều 6.3, 6.4: handing in a written opinion, and reading those that came.
import {
  type Args,
  type Asking,
  type Command,
  command,
  type Field,
  filesIn,
  type Gathered,
  type Option,
  partsOf,
} from '../../kernel/command.ts';
import { refuse } from '../../kernel/decision.ts';
import { choiceField, collectField, hidden } from '../../kernel/fields.ts';
import { cleanLine } from '../../kernel/fold.ts';
import { personsOf } from '../../kernel/person.ts';
import { said, type Text, text } from '../../kernel/text.ts';
import type { Transaction } from '../../store/transaction.ts';
import { overseersOf, personCards, seatsOf } from '../committee/index.ts';
import {
  type AgendaItem,
  loadMeeting,
  type MeetingFile,
  meetingField,
  meetingOfInvited,
  meetingOptions,
  subjectOf,
} from '../meetings/index.ts';
import { overseers } from '../roles.ts';
import { type CardElsewhere, closedBecause, decideWrite, type WriteArgs, type WriteFacts } from './decide.ts';
import { draftCommands, draftedView, isDrafted, tellDrafted } from './drafts.ts';
import { tellHandedIn } from './notices.ts';
import {
  dutyWith,
  type HandedIn,
  isOwed,
  type OpinionDrafted,
  type Stance,
  stances,
  type Topic,
  topicsOf,
} from './opinion.ts';
import { askedAfter } from './owed.ts';
import { currentOpinions, dutiesOf, fileNames, loadDuty, lockParticipant, opinionsOf, owingMeetings } from './store.ts';
import { itemText, type Reading, readingView, receiptView, titleMax } from './views.ts';

const maxCharacters = 20_000;

/** Meetings to come, and those gone by for which an opinion is still owed. */
async function writable(tx: Transaction, asking: Asking): Promise<readonly Option[]> {
  const personIds = personsOf(asking.by).map((person) => person.id);
  const ids = await owingMeetings(tx, personIds, asking.now);
  const { now } = asking;
  const from = new Date(now.getTime() - askedAfter);
  const owing =
    ids.length === 0 ? [] : await meetingOptions(tx, { personIds, states: ['convened', 'held'], from, ids, now });
  const coming = await meetingOptions(tx, { personIds, states: ['convened'], from: now, now });
  const listed = new Set(coming.map((option) => option.value));
  return [...coming, ...owing.filter(({ value }) => !listed.has(value))];
}

/** Handed in by the chapter that keeps the requests, which comes after this one. */
export type CardsElsewhere = (
  tx: Transaction,
  file: MeetingFile,
  personId: string,
  /** What his opinions are about, the one just handed in among them. */
  given: readonly Topic[],
  now: Date,
) => Promise<readonly CardElsewhere[]>;

async function gatherWrite(
  tx: Transaction,
  asking: Asking<WriteArgs>,
  cardsElsewhere: CardsElsewhere,
): Promise<Gathered<WriteFacts>> {
  const file = asking.args.meeting ? await loadMeeting(tx, asking.args.meeting) : null;
  if (!file) return refuse('no-meeting', text('opinions:refusal.no-meeting'), { closes: true });
  const subject = subjectOf(asking.by, file, asking.args.person);
  if ('agreed' in subject) return subject;
  await lockParticipant(tx, subject.participant.id);
  const duty = await loadDuty(tx, file.meeting.id, subject.person.id);
  const closed = closedBecause(file.meeting, duty, asking.now);
  if (closed) return closed;
  const item = itemOf(file, asking.args.item);
  if (item === undefined) return refuse('no-such-item', text('opinions:refusal.no-such-item'), { field: 'item' });
  const opinions = await currentOpinions(tx, file.meeting.id, subject.person.id);
  const given = topicsOf(opinions);
  const topic = item?.id ?? null;
  const { principalId } = subject.participant;
  const principals = await personCards(tx, principalId ? [principalId] : []);
  const facts: WriteFacts = {
    file,
    person: subject.person,
    participant: subject.participant,
    principal: principalId ? (principals.get(principalId) ?? null) : null,
    duty,
    item,
    given,
    previous: opinions.find(({ itemId }) => itemId === topic) ?? null,
    overseers: overseersOf(await seatsOf(tx, file.meeting.bodyId, asking.now)),
    fileNames: await fileNames(tx, filesIn(partsOf(asking.args.parts))),
    elsewhere: await cardsElsewhere(tx, file, subject.person.id, [...given, topic], asking.now),
  };
  return { bodyId: file.meeting.bodyId, facts, behalf: subject.behalf };
}

/** The answer "the whole meeting"; any other is the id of an item. */
const whole = 'whole';

/** Null for the whole meeting; undefined for an item that is no longer on the agenda. */
function itemOf({ agenda }: MeetingFile, chosen: string | undefined): AgendaItem | null | undefined {
  if (chosen === undefined || chosen === whole) return null;
  return agenda.find(({ id }) => id === chosen);
}

const agendaOf = async (tx: Transaction, { meeting }: Args): Promise<MeetingFile['agenda']> =>
  (meeting ? await loadMeeting(tx, meeting) : null)?.agenda ?? [];

/**
 * The items in their order, all of them, and the whole meeting after them: where choices are numbered, an item is chosen
 * by the number that it has on the invitation, and by no other.
 */
const itemField: Field = {
  ask: 'opinions:ask.item',
  needed: async (args, tx) => (await agendaOf(tx, args)).length > 1,
  inFull: true,
  options: async (tx, { args }) => [
    ...(await agendaOf(tx, args)).map(({ id, title }, nth) => ({
      value: id,
      label: said(cleanLine(title, titleMax)),
      words: [title, String(nth + 1)],
    })),
    { value: whole, label: text('opinions:item.whole') },
  ],
};

async function aboutItem(tx: Transaction, { args }: Asking): Promise<Text | null> {
  if (!args.item) return null;
  const agenda = await agendaOf(tx, args);
  const at = agenda.findIndex(({ id }) => id === args.item);
  return at < 0 ? text('opinions:card.about-whole') : itemText({ number: at + 1, item: agenda[at]! });
}

/** Thống nhất, Không thống nhất, Ý kiến khác. */
export const stanceField = (about?: Field['about']): Field<Stance> =>
  choiceField(
    'opinions:ask.stance',
    stances.map((stance) => ({ value: stance, label: text(`opinions:stance.${stance}`) })),
    about && { about },
  );

const write = (cardsElsewhere: CardsElsewhere) =>
  command<WriteArgs, WriteFacts, HandedIn | OpinionDrafted>({
    name: 'opinions.write',
    means: [
      { intent: 'opine', fills: { parts: 'text' } },
      { intent: 'opinion-agree', args: { stance: 'agree' }, fills: { parts: 'text' }, waits: true },
      { intent: 'opinion-disagree', args: { stance: 'disagree' }, fills: { parts: 'text' }, waits: true },
      { intent: 'opinion-other', args: { stance: 'other' }, fills: { parts: 'text' }, waits: true },
    ],
    adds: true,
    word: 'ykien',
    alias: ['opinion'],
    article: '6.4',
    allowed: 'anyone',
    personal: false,
    fields: {
      meeting: {
        matter: meetingOfInvited,
        ask: 'opinions:ask.meeting',
        options: writable,
        none: 'opinions:ask.no-meeting',
      },
      person: hidden,
      item: itemField,
      stance: stanceField(aboutItem),
      parts: collectField(
        'opinions:ask.parts',
        { maxCharacters, ownWords: true },
        { optional: true, about: aboutItem },
      ),
    },
    gather: (tx, asking) => gatherWrite(tx, asking, cardsElsewhere),
    decide: decideWrite,
    tell: (facts, act, [event]) => {
      if (isDrafted(event)) return { notices: tellDrafted(facts, act, event.draft) };
      return tellHandedIn(facts, act, event ? [event] : []);
    },
    show: (facts, act, [event]) =>
      isDrafted(event) ? draftedView(facts, event.draft) : receiptView(facts, act, event ? [event] : []),
  });

async function gatherRead(tx: Transaction, asking: Asking): Promise<Gathered<Reading>> {
  const file = asking.args.meeting ? await loadMeeting(tx, asking.args.meeting) : null;
  if (!file) return refuse('no-meeting', text('opinions:refusal.no-meeting'), { closes: true });
  const opinions = await opinionsOf(tx, file.meeting.id);
  const givenBy = (id: string): Topic[] => topicsOf(opinions.get(id) ?? []);
  const duties = [...(await dutiesOf(tx, file.meeting.id)).values()].filter((duty) =>
    isOwed(dutyWith(duty, givenBy(duty.personId), file.agenda), file.meeting),
  );
  const principals = new Map(file.participants.map((one) => [one.personId, one.principalId]));
  const ids = [
    ...opinions.keys(),
    ...duties.map((duty) => duty.personId),
    ...[...principals.values()].filter((id) => id !== null),
  ];
  const people = await personCards(tx, ids);
  const entries = [...opinions.values()].flat().flatMap((opinion) => {
    const person = people.get(opinion.personId);
    return person ? [{ opinion, person, principal: people.get(principals.get(person.id) ?? '') ?? null }] : [];
  });
  const owing = duties.flatMap(({ personId }) => {
    const person = people.get(personId);
    return person ? [{ person, given: givenBy(personId) }] : [];
  });
  return { bodyId: file.meeting.bodyId, facts: { file, opinions: entries, owing } };
}

const read = command<{ meeting?: string }, Reading, never>({
  name: 'opinions.read',
  means: [{ intent: 'ask:opinions' }],
  word: 'docykien',
  alias: ['opinions'],
  article: '6.4',
  allowed: overseers,
  fields: { meeting: meetingField(overseers, ['convened', 'held']) },
  gather: gatherRead,
  show: (facts) => readingView(facts),
});

export const opinionCommands = (cardsElsewhere: CardsElsewhere): Command[] => [
  write(cardsElsewhere),
  read,
  ...draftCommands((tx, asking) => gatherWrite(tx, asking, cardsElsewhere)),
];
