// Điều 13.2, NĐ 30/2020 (tờ trình): what somebody raised, put before the chair on paper by the standing agency.
import { type Facts, nameIn } from '../../kernel/matter.ts';
import { dayValue, plainText, said, type Text, text } from '../../kernel/text.ts';
import { dayOf } from '../../kernel/time.ts';
import type { Paper } from '../papers/index.ts';

export type Proposal = {
  kind: 'difficulty' | 'initiative' | 'policy' | 'amendment';
  words: string;
  /** Of the regulation, for a change of it (Điều 13.2). */
  clause?: string | undefined;
};

const paragraph = (words: Text) => ({ kind: 'paragraph', words }) as const;

export const submission: Paper<Facts<Proposal>> = {
  name: 'proposals.submission',
  article: '13.2',
  kind: 'TTr',
  signer: 'standing-member',
  ofAgency: true,
  content: (facts, { body, lead, seats }) => {
    const { ownerId, data, createdAt } = facts.row;
    const agency = seats.find(({ person }) => person.id === ownerId)?.agency ?? '';
    const name = nameIn(facts, ownerId);
    const who = agency === '' ? said(name) : text('proposals:printed.who', { name, agency });
    const kind = text(`proposals:kind.${data.kind}`);
    return {
      kind: plainText('proposals:printed.kind'),
      about: text('proposals:printed.about', { who }),
      to: [
        lead.acting
          ? text('proposals:printed.to-deputy', { name: lead.acting.person.fullName })
          : text('proposals:printed.to-chair', { name: lead.chair?.person.fullName ?? '' }),
      ],
      blocks: [
        paragraph(text('proposals:printed.raised', { body: body.name, day: dayValue(dayOf(createdAt)), who, kind })),
        ...(data.clause ? [paragraph(text('proposals:card.clause', { clause: said(data.clause) }))] : []),
        ...data.words
          .split('\n')
          .filter((line) => line.trim() !== '')
          .map((line) => paragraph(said(line))),
        ...(data.advice ? [paragraph(text('proposals:printed.advice', { words: said(data.advice) }))] : []),
        paragraph(plainText('proposals:printed.asks')),
      ],
      copies: [plainText('proposals:printed.copy')],
      annexes: [],
    };
  },
};
