// Điều 9.3, 10.1: what a member said in a round as a letter of his own agency, under its own name and seal.
import type { Asking, Gathered } from '../../kernel/command.ts';
import { refuse } from '../../kernel/decision.ts';
import { naming } from '../../kernel/noun.ts';
import type { SeatCard } from '../../kernel/person.ts';
import type { Content } from '../../kernel/sheet.ts';
import { plainText, said, text } from '../../kernel/text.ts';
import type { Transaction } from '../../store/transaction.ts';
import { type Issuing, type Paper, paperOn } from '../papers/index.ts';
import { members } from '../roles.ts';
import { answeredField } from './fields.ts';
import { noun, rounds } from './opening.ts';
import { type RoundFacts, type Slip, slipsOf } from './round.ts';

type LetterFacts = { of: RoundFacts; seat: SeatCard; slips: readonly Slip[] };

const paragraph = (words: ReturnType<typeof said> | ReturnType<typeof text>) => ({ kind: 'paragraph', words }) as const;

export function content({ of, seat, slips }: LetterFacts, { body }: Pick<Issuing, 'body'>): Content {
  const { title, data } = of.row;
  return {
    kind: null,
    about: text('rounds:printed.own-about', { title: said(title) }),
    to: [said(body.name)],
    blocks: [
      paragraph(
        text('rounds:printed.own-opens', {
          body: said(body.name),
          code: said(of.row.code),
          title: said(title),
          agency: said(seat.agency),
        }),
      ),
      ...slips.flatMap(({ item, given }) =>
        given
          ? [
              paragraph(
                text('rounds:printed.own-on', {
                  number: item,
                  question: data.questions[item - 1] ?? '',
                  stance: text(`opinions:stance.${given.stance}`),
                }),
              ),
              ...(given.text === '' ? [] : [paragraph(said(given.text))]),
            ]
          : [],
      ),
    ],
    copies: [plainText('rounds:printed.copy-as-above')],
    annexes: [],
  };
}

const paper: Paper<LetterFacts> = {
  name: 'rounds.own-letter',
  article: '10.1',
  kind: 'CV',
  signer: 'member',
  ofAgency: true,
  edition: 'anew',
  signedBy: ({ seat }) => seat.person.id,
  refuses: ({ slips }) =>
    slips.length > 0 ? null : refuse('no-opinion', text('rounds:refusal.no-opinion'), { article: '9.3' }),
  content,
};

async function gather(tx: Transaction, { by, args, now }: Asking): Promise<Gathered<LetterFacts>> {
  const of = await rounds.find(tx, args['round'] ?? '', now);
  const seat = by.seats.find(({ bodyId, role }) => bodyId === of?.row.bodyId && members.includes(role));
  if (!of || !seat) return refuse('unknown-round', text('rounds:refusal.unknown'), { article: '9.3' });
  const slips = slipsOf(of, by.person.id).filter(({ given }) => given !== null);
  return { bodyId: seat.bodyId, facts: { of, seat, slips } };
}

/** Who gave it takes it himself. */
export const ownLetter = paperOn<LetterFacts>(
  {
    word: 'congvangopy',
    alias: ['roundletter'],
    allowed: members,
    fields: { round: naming(noun, answeredField) },
    gather,
    matterOf: ({ of, seat }) => `round:${of.row.id}:${seat.person.id}`,
    card: ({ of }, act, note) => noun.card(of, act, note),
  },
  paper,
);
