// Điều 9.3, 6.3: a round on paper: the letter that asks, with its slip to be filled in by hand, and the report that puts
// the opinions together.
import { holding, nameIn } from '../../kernel/matter.ts';
import type { Annex, Block, Content } from '../../kernel/sheet.ts';
import { moment, plainText, said, type Text, text } from '../../kernel/text.ts';
import type { Issuing, Paper } from '../papers/index.ts';
import { askerOf, closesAt, type RoundFacts, type Slip } from './round.ts';

const paragraph = (words: Text): Block => ({ kind: 'paragraph', words });
const heading = (words: Text): Block => ({ kind: 'heading', words });
/** To be ticked by hand; the font has it. */
const box = said('\u25a1');

const standingAgency = ({ seats, body }: Issuing): string =>
  seats.find(({ role }) => role === 'standing-member')?.agency || body.name;

function slip(facts: RoundFacts): Annex {
  const { title, data } = facts.row;
  return {
    kind: plainText('rounds:printed.slip'),
    about: said(title),
    blocks: [
      ...(['name', 'post', 'agency'] as const).flatMap((what): Block[] => [
        paragraph(text(`rounds:printed.own-${what}`)),
      ]),
      {
        kind: 'table',
        columns: [
          { label: plainText('papers:column.number'), centred: true },
          { label: plainText('rounds:printed.column-question'), share: 6 },
          { label: plainText('opinions:stance.agree'), share: 2, centred: true },
          { label: plainText('opinions:stance.disagree'), share: 2, centred: true },
          { label: plainText('opinions:stance.other'), share: 2, centred: true },
        ],
        rows: data.questions.map((question, nth) => [said(String(nth + 1)), said(question), box, box, box]),
      },
      paragraph(plainText('rounds:printed.reasons')),
      { kind: 'lines', count: 6 },
    ],
    signature: { authority: plainText('rounds:printed.who-answers'), office: '', name: '' },
  };
}

function askingContent(facts: RoundFacts, around: Issuing): Content {
  const { title, data } = facts.row;
  const agency = standingAgency(around);
  const values = { body: around.body.name, title: said(title), count: data.questions.length };
  return {
    kind: null,
    about: text('rounds:printed.about-asking', { title: said(title) }),
    to: [plainText('rounds:printed.to-members')],
    blocks: [
      paragraph(text('rounds:printed.asks', values)),
      ...data.questions.map((question, nth) =>
        paragraph(text('rounds:printed.question', { number: nth + 1, question })),
      ),
      paragraph(text('rounds:printed.until', { agency, at: moment(closesAt(facts), 'paper') })),
      paragraph(plainText('rounds:printed.silence')),
    ],
    copies: [plainText('rounds:printed.copy-as-above'), plainText('rounds:printed.copy-leaders')],
    annexes: [slip(facts)],
  };
}

/** The letter to the members, before and while the round is open. */
export const asking: Paper<RoundFacts> = {
  name: 'rounds.letter',
  article: '9.3',
  kind: 'CV',
  signer: 'standing-member',
  content: askingContent,
};

const stanceOf = ({ given }: Slip): Text =>
  given === null ? plainText('rounds:slip.silent') : text(`opinions:stance.${given.stance}`);

const figures = (slips: readonly Slip[]) => {
  const must = slips.filter((one) => one.must);
  const count = (stance: string | null): number =>
    must.filter(({ given }) => (given?.stance ?? null) === stance).length;
  return {
    must: must.length,
    given: must.length - count(null),
    agree: count('agree'),
    disagree: count('disagree'),
    other: count('other'),
    silent: count(null),
  };
};

/** Who did not answer, by name: silence is told as silence (Điều 2.1). */
function questionBlocks(facts: RoundFacts, nth: number): Block[] {
  const slips = facts.beside.filter(({ item }) => item === nth + 1);
  const silent = slips.filter(({ given, must }) => must && given === null).map(({ name }) => name);
  return [
    heading(text('rounds:printed.question', { number: nth + 1, question: facts.row.data.questions[nth] ?? '' })),
    paragraph(text('rounds:printed.figures', figures(slips))),
    ...(silent.length > 0 ? [paragraph(text('rounds:printed.silent', { names: silent.join(', ') }))] : []),
  ];
}

function handlingOf({ handling }: Slip): Text | null {
  return handling && text(`rounds:handling.${handling.how}`, { words: said(handling.words) });
}

function annexOf(facts: RoundFacts): Annex {
  const several = facts.row.data.questions.length > 1;
  const rows = facts.beside.map((one, nth) => [
    said(String(nth + 1)),
    text(one.post === '' ? 'rounds:printed.who' : 'rounds:printed.who-post', { name: one.name, post: one.post }),
    ...(several ? [said(String(one.item))] : []),
    stanceOf(one),
    one.given && one.given.text !== '' ? said(one.given.text) : null,
    handlingOf(one),
  ]);
  return {
    about: plainText('rounds:printed.annex'),
    landscape: true,
    blocks: [
      {
        kind: 'table',
        columns: [
          { label: plainText('papers:column.number'), centred: true },
          { label: plainText('rounds:printed.column-who'), share: 5 },
          ...(several ? [{ label: plainText('rounds:printed.column-item'), share: 1.5, centred: true as const }] : []),
          { label: plainText('rounds:printed.column-stance'), share: 3 },
          { label: plainText('rounds:printed.column-words'), share: 7 },
          { label: plainText('rounds:printed.column-handling'), share: 5 },
        ],
        rows,
      },
    ],
  };
}

function reportContent(facts: RoundFacts, { body }: Issuing): Content {
  const { row } = facts;
  const { questions, openedAt } = row.data;
  const asker = askerOf(facts) ?? undefined;
  const name = nameIn(facts, asker);
  const isDeputy = holding(facts, ['deputy-chair']).some((id) => id === asker);
  return {
    kind: plainText('rounds:printed.report'),
    about: text('rounds:printed.about-report', { title: said(row.title) }),
    to: [text(isDeputy ? 'rounds:printed.to-deputy' : 'rounds:printed.to-chair', { name })],
    blocks: [
      paragraph(
        text('rounds:printed.asked', {
          body: body.name,
          title: said(row.title),
          from: openedAt === undefined ? '' : moment(new Date(openedAt), 'day'),
          at: moment(closesAt(facts), 'day'),
        }),
      ),
      ...questions.flatMap((_question, nth) => questionBlocks(facts, nth)),
      ...(row.data.advice ? [paragraph(text('rounds:printed.advice', { words: row.data.advice }))] : []),
      paragraph(plainText('rounds:printed.proposes')),
    ],
    copies: [plainText('rounds:printed.copy-as-above'), plainText('rounds:printed.copy-members')],
    annexes: [annexOf(facts)],
  };
}

/** To who asked, once answering is over: by the standing agency in its own name (Điều 7.3, 10.1). */
export const report: Paper<RoundFacts> = {
  name: 'rounds.report',
  article: '9.3',
  kind: 'BC',
  signer: 'standing-member',
  ofAgency: true,
  content: reportContent,
};
