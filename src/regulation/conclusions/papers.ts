// Điều 7.3, NĐ 30/2020 (Mẫu 1.4): the notice of conclusions on paper, from its points and the record of the meeting.
import { fold } from '../../kernel/fold.ts';
import { nameIn } from '../../kernel/matter.ts';
import type { Block, Content } from '../../kernel/sheet.ts';
import { dayValue, moment, plainText, said, type Text, text } from '../../kernel/text.ts';
import { dayOf, dayParts } from '../../kernel/time.ts';
import { attendanceOf } from '../meetings/roll-call/index.ts';
import { type Issuing, meetingCalled, type Paper } from '../papers/index.ts';
import type { ConclusionFacts, Point } from './conclusion.ts';
import { afterSaid } from './views.ts';

const paragraph = (words: Text): Block => ({ kind: 'paragraph', words });

/** Who concluded, with his post. */
function speaker(facts: ConclusionFacts): Text {
  const file = facts.of;
  const id = facts.row.data.approverId;
  const post = file?.presider.post ?? facts.around.seats.find(({ person }) => person.id === id)?.post ?? '';
  const name = file?.presider.fullName ?? nameIn(facts, id);
  return post === '' ? said(name) : said(`${name}, ${post}`);
}

function opening(facts: ConclusionFacts): Text[] {
  const file = facts.of;
  const name = speaker(facts);
  if (!file) return [text('conclusions:printed.said', { name })];
  const { meeting } = file;
  const day = dayValue(dayOf(meeting.startsAt));
  const { came, represented } = attendanceOf(file);
  const held = { day, place: meeting.place, name, title: meetingCalled(meeting.title) };
  return [
    came > 0
      ? text('conclusions:printed.held-with', { ...held, count: came + represented.length })
      : text('conclusions:printed.held', held),
    text('conclusions:printed.concludes', { name: file.presider.fullName }),
  ];
}

/** By when, as it may be written in the words themselves. */
function isSaid(words: string, due: NonNullable<Point['due']>): boolean {
  const { day, month, year } = dayParts(due);
  const digits = words.replace(/\b0(?=\d)/g, '');
  return digits.includes(`${day}/${month}/${year}`) || digits.includes(`${day}/${month}`);
}

/** What a point does not say itself: who leads, who co-ordinates, by when. */
function notes(facts: ConclusionFacts, point: Point): Text | null {
  const agencyOf = (id: string): string => {
    const seat = facts.around.seats.find(({ person }) => person.id === id);
    return seat?.agency || nameIn(facts, id);
  };
  const isNamed = (name: string): boolean => fold(point.words).includes(fold(name));
  const lead = point.leadId === null ? '' : agencyOf(point.leadId);
  const others = point.coordinators.map(agencyOf).filter((name) => name !== '' && !isNamed(name));
  const parts = [
    ...(lead !== '' && !isNamed(lead) ? [text('conclusions:printed.lead', { name: lead })] : []),
    ...(others.length > 0 ? [text('conclusions:printed.others', { names: others.join(', ') })] : []),
    ...(point.due && !isSaid(point.words, point.due)
      ? [text('conclusions:printed.due', { day: dayValue(point.due) })]
      : []),
    ...(point.hangsOn && !isNamed(point.hangsOn.event) ? [afterSaid('conclusions:printed', point.hangsOn)] : []),
  ];
  return parts.length === 0 ? null : parts.reduce((first, next) => text('papers:and', { first, next }));
}

function pointBlock(facts: ConclusionFacts, point: Point, nth: number): Block {
  const note = notes(facts, point);
  const words = said(note ? point.words.replace(/[\s.;]+$/u, '') : point.words);
  return paragraph(
    note
      ? text('conclusions:printed.point-note', { number: nth + 1, words, note })
      : text('conclusions:printed.point', { number: nth + 1, words }),
  );
}

function content(facts: ConclusionFacts, { body }: Issuing): Content {
  const { data } = facts.row;
  const file = facts.of;
  const name = speaker(facts);
  const title = file && meetingCalled(file.meeting.title);
  return {
    kind: plainText('conclusions:printed.kind'),
    about: title
      ? text('conclusions:printed.about', { name, title, at: moment(file.meeting.startsAt, 'day') })
      : text('conclusions:printed.about-instruction', { name }),
    to: [],
    blocks: [
      ...opening(facts).map(paragraph),
      ...data.points.map((point, nth) => pointBlock(facts, point, nth)),
      paragraph(text('conclusions:printed.closing', { body: body.name })),
    ],
    copies: [
      plainText('conclusions:printed.copy-leaders'),
      plainText('conclusions:printed.copy-members'),
      plainText('conclusions:printed.copy-agencies'),
    ],
    annexes: [],
  };
}

export const notice: Paper<ConclusionFacts> = {
  name: 'conclusions.notice',
  article: '7.3',
  kind: 'TB',
  signer: 'standing-member',
  numbered: true,
  edition: ({ row }) => row.data.edition,
  content,
};
