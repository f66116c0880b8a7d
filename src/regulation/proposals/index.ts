// Difficulties, initiatives and changes of the regulation, from anybody at any time (Điều 6.1, 8.3, 12.1, 13.2): each is
// answered by the standing agency or put before the chair, and whoever raised it is told.
import { filesIn, wordsIn } from '../../kernel/command.ts';
import { refuse } from '../../kernel/decision.ts';
import { collectField, lineField, optional } from '../../kernel/fields.ts';
import { cleanLine } from '../../kernel/fold.ts';
import { matter, nameIn } from '../../kernel/matter.ts';
import { quoted, said, text } from '../../kernel/text.ts';
import { around } from '../committee/index.ts';
import { paperOf } from '../papers/index.ts';
import { overseers, standingAgency } from '../roles.ts';
import { figures } from './settings.ts';
import { type Proposal, submission } from './submission.ts';

/** The standing agency, to which Điều 13.2 sends what people meet with. */
const office = standingAgency;

const proposals = matter<Proposal>({
  chapter: 'proposals',
  name: 'proposal',
  article: '13.2',
  series: 'KN',
  states: ['open', 'before-chair', 'answered', 'agreed', 'declined', 'withdrawn'],
  passes: { in: ['open', 'before-chair'] },
  office,
  overseers,
  around,
  lines: (facts) => {
    const { ownerId, data, files } = facts.row;
    return [
      text('proposals:card.by', { name: nameIn(facts, ownerId) }),
      text(`proposals:kind.${data.kind}`),
      ...(data.clause ? [text('proposals:card.clause', { clause: said(data.clause) })] : []),
      text('proposals:card.words', { words: quoted(data.words) }),
      ...(files.length > 0 ? [text('proposals:card.files', { count: files.length })] : []),
    ];
  },
});

const parts = collectField('proposals:ask.parts', { maxCharacters: 8_000, ownWords: true });

type Raised = { args: { parts: readonly ({ text: string } | { file: string })[]; clause?: string } };

/** One's own words; files come with them. */
function raised(kind: Proposal['kind'], { args }: Raised) {
  const words = wordsIn(args.parts);
  const files = filesIn(args.parts);
  if (words === '') return refuse('no-words', text('proposals:refusal.no-words'), { field: 'parts' });
  return { title: cleanLine(words, 80), state: 'open', files, data: { kind, words, clause: args.clause } };
}

const deciding = proposals.awaiting({ state: 'before-chair' });

const list = proposals.list({
  means: [{ intent: 'ask:proposals' }],
  word: 'dexuat',
  alias: ['proposals'],
  columns: [
    { name: 'kind', label: 'proposals:column.kind', cell: ({ data }) => text(`proposals:kind.${data.kind}`) },
    { name: 'clause', label: 'proposals:column.clause', cell: ({ data }) => data.clause ?? null },
  ],
  // What was proposed against one clause, collected (Điều 13.2).
  filters: { clause: optional(lineField('proposals:column.clause', 60)) },
});

export const chapter = proposals.chapterOf({
  articles: ['6.1', '8.3', '12.1', '13.2'],
  settings: figures,
  acts: [
    proposals.begin({
      name: 'proposals.difficulty',
      word: 'khokhan',
      alias: ['difficulty'],
      article: '8.3',
      fields: { parts },
      begin: (act) => raised('difficulty', act),
    }),
    proposals.begin({
      name: 'proposals.initiative',
      word: 'sangkien',
      alias: ['initiative'],
      article: '6.1',
      fields: { parts },
      begin: (act) => raised('initiative', act),
    }),
    // On policy in the field of his own agency, for the chair and the deputies.
    proposals.begin({
      name: 'proposals.advise',
      word: 'thammuu',
      alias: ['advise'],
      article: '6.1',
      fields: { parts },
      begin: (act) => raised('policy', act),
    }),
    proposals.begin({
      name: 'proposals.amendment',
      word: 'suaquyche',
      alias: ['amend'],
      fields: { clause: lineField('proposals:ask.clause', 60), parts },
      begin: (act) => raised('amendment', act),
    }),
    proposals.move({ name: 'proposals.answer', in: ['open'], to: 'answered', ...proposals.answering('answer') }),
    deciding.forward({ in: ['open'] }),
    deciding.yes({ article: '2.1', to: 'agreed', ...proposals.answering('direction') }),
    deciding.no(),
    proposals.offering(paperOf(proposals.noun, submission), ['open', 'before-chair']),
    proposals.move({
      name: 'proposals.withdraw',
      article: '6.1',
      by: 'anyone',
      own: true,
      in: ['open'],
      to: 'withdrawn',
    }),
  ],
  approvals: [deciding.approval],
  obligations: [proposals.owed({ state: 'open', days: 'proposalAnswerDays', again: [2, 5] })],
  list,
});
