// QĐ 45/2018, NĐ 30/2020 (Mẫu 1.7): the invitation on paper, from what was convened.
import type { Asking } from '../../kernel/command.ts';
import { postAt } from '../../kernel/names.ts';
import type { Block, Content } from '../../kernel/sheet.ts';
import { moment, plainText, said, type Text, text } from '../../kernel/text.ts';
import type { Transaction } from '../../store/transaction.ts';
import { type Issuing, meetingCalled, office, type Paper, paperOn } from '../papers/index.ts';
import { gatherMeeting, meetingField } from './asking.ts';
import { managedView } from './changing/views.ts';
import { decidesFor, type MeetingFacts } from './decide.ts';
import { classesOf } from './invitation/lines.ts';
import { invited, type MeetingFile, matterOf, type Participant } from './meeting.ts';

/** So many are named in the sentence itself; more stand in a list of their own. */
const mostNamed = 8;

const paragraph = (words: Text): Block => ({ kind: 'paragraph', words });

/** With the agency, as a post is read by strangers. */
const postOf = ({ personId, post }: Participant, { seats }: Issuing): string => {
  const agency = seats.find(({ person }) => person.id === personId)?.agency ?? '';
  return post === '' ? agency : postAt(post, agency);
};

const called = (one: Participant, around: Issuing): Text => {
  const [name, post] = [one.name, postOf(one, around)];
  return post === '' ? text('meetings:printed.person', { name }) : text('meetings:printed.person-post', { name, post });
};

const joined = (parts: readonly Text[]): Text =>
  parts.reduce((first, next) => text('meetings:printed.list', { first, next }));

/** Who is invited: by name where they are few, else "as in the list". */
const invitedWords = (people: readonly Participant[], around: Issuing): Text =>
  people.length === 0 || people.length > mostNamed
    ? text('meetings:printed.as-listed')
    : joined(people.map((one) => called(one, around)));

function numberedBlocks(file: MeetingFile): Text[] {
  const { meeting, presider, agenda, papers } = file;
  const { link, requirements, place } = meeting;
  const chair = presider.post === '' ? presider.fullName : `${presider.fullName}, ${presider.post}`;
  const items = agenda.map(({ title }) => said(title));
  const titles = papers.map(({ title }) => said(title));
  return [
    text('meetings:printed.presider', { name: chair }),
    text('meetings:printed.participants', classesOf(file)),
    text('meetings:printed.when', { at: moment(meeting.startsAt, 'paper') }),
    link ? text('meetings:printed.place-link', { place, link }) : text('meetings:printed.place', { place }),
    ...(items.length > 0 ? [text('meetings:printed.agenda', { items: joined(items) })] : []),
    titles.length > 0
      ? text('meetings:printed.papers', { titles: joined(titles) })
      : plainText('meetings:printed.papers-later'),
    requirements ? text('meetings:printed.requirements', { words: requirements }) : plainText('meetings:printed.usual'),
    text('meetings:printed.contact', { contact: meeting.contact }),
  ];
}

function content({ file }: MeetingFacts, around: Issuing): Content {
  const { body } = around;
  const people = invited(file);
  const values = { body: body.name, people: invitedWords(people, around), title: meetingCalled(file.meeting.title) };
  const isLong = people.length > mostNamed;
  return {
    kind: plainText('meetings:printed.kind'),
    about: said(file.meeting.title),
    to: [],
    blocks: [
      paragraph(text('meetings:printed.invites', values)),
      ...numberedBlocks(file).map((words, nth) =>
        paragraph(text('meetings:printed.numbered', { number: nth + 1, words })),
      ),
    ],
    copies: [plainText('meetings:printed.copy-invited'), plainText('meetings:printed.copy-leaders')],
    annexes: isLong ? [{ about: plainText('meetings:printed.list-of'), blocks: [listOf(people, around)] }] : [],
  };
}

const listOf = (people: readonly Participant[], around: Issuing): Block => ({
  kind: 'table',
  columns: [
    { label: plainText('papers:column.number'), share: 1, centred: true },
    { label: plainText('papers:column.name'), share: 4 },
    { label: plainText('papers:column.post'), share: 7 },
  ],
  rows: people.map((one, nth) => [said(String(nth + 1)), said(one.name), said(postOf(one, around))]),
});

const invitation: Paper<MeetingFacts> = {
  name: 'meetings.invitation',
  article: 'NĐ30',
  kind: 'GM',
  signer: 'standing-member',
  numbered: true,
  edition: ({ file }) => file.meeting.version,
  content,
};

const onMeeting = {
  fields: { meeting: meetingField(office, ['draft', 'submitted', 'convened', 'postponed', 'held']) },
  gather: (tx: Transaction, asking: Asking) => gatherMeeting(tx, asking, false),
  matterOf: ({ file }: MeetingFacts): string => matterOf(file.meeting),
};

export const meetingPapers = [
  paperOn<MeetingFacts>(
    {
      ...onMeeting,
      word: 'ingiaymoi',
      alias: ['printinvitation'],
      card: (facts, { now, by }, note) =>
        managedView(facts, { now, leads: decidesFor(by, facts.file.meeting.bodyId) }, note),
    },
    invitation,
  ),
];
