// Asking agencies for information or a report (Điều 8.5): several at once, with a day; each answers once, those who have
// not are reminded, and the office hears who let the day pass. Silence is recorded as nothing provided.
import type { Taking } from '../../kernel/chapter.ts';
import { type Asking, filesIn, wordsIn } from '../../kernel/command.ts';
import { refuse } from '../../kernel/decision.ts';
import { collectField, dayField } from '../../kernel/fields.ts';
import { cleanLine } from '../../kernel/fold.ts';
import { tableOf } from '../../kernel/kept.ts';
import { matter, nameIn } from '../../kernel/matter.ts';
import { tellCard } from '../../kernel/noun.ts';
import { type Actor, bodiesWith, himself, personsOf, seatedIds } from '../../kernel/person.ts';
import { listing } from '../../kernel/register.ts';
import { moment, quoted, said, text } from '../../kernel/text.ts';
import { instant } from '../../kernel/time.ts';
import { offer } from '../../kernel/view.ts';
import type { Transaction } from '../../store/transaction.ts';
import { around } from '../committee/index.ts';
import { overseers } from '../roles.ts';
import { asked, office, toField } from './agencies.ts';
import type { Answer, Inquiry, InquiryEvent, InquiryFacts } from './answer.ts';
import * as law from './answer.ts';
import { answered } from './answered.ts';
import { answersOf, apply, inquiriesTo } from './store.ts';

export { asked, toField };

const follows = ({ row }: InquiryFacts, by: Actor): boolean => bodiesWith(by, overseers).includes(row.bodyId);

const requests = matter<Inquiry, readonly Answer[], InquiryEvent>({
  chapter: 'requests',
  name: 'inquiry',
  article: '8.5',
  series: 'YC',
  states: ['open', 'closed', 'withdrawn'],
  // What an agency has provided stays the word of whoever gave it.
  passes: {
    in: ['open'],
    also: ({ beside }, heirs) =>
      beside.flatMap((answer) => {
        const to = answer.at === null ? heirs.of(answer.personId)?.to : undefined;
        const isAsked = beside.some(({ personId }) => personId === to?.person.id);
        if (!to || isAsked) return [];
        return [{ type: 'requests.passed', answer: { ...answer, personId: to.person.id, name: to.person.fullName } }];
      }),
  },
  office,
  overseers,
  around,
  parts: { of: ({ beside }) => beside.map(({ personId }) => personId), matters: inquiriesTo },
  beside: { load: (tx, { id }) => answersOf(tx, id), evolve: law.evolve, apply },
  stands: (facts) => ({ until: moment(law.until(facts)) }),
  lines: (facts, { by }) => {
    const own = facts.beside.filter(({ personId }) => personsOf(by).some(({ id }) => id === personId));
    return [
      text('requests:card.by', { name: nameIn(facts, facts.row.ownerId) }),
      text('requests:card.words', { words: quoted(facts.row.data.words) }),
      ...(facts.row.files.length > 0 ? [text('requests:card.files', { count: facts.row.files.length })] : []),
      ...(follows(facts, by) ? facts.beside.map(law.answerLine) : own.flatMap(law.answerLines)),
    ];
  },
  choices: (facts, { by }) =>
    follows(facts, by) && facts.beside.some(({ at }) => at !== null)
      ? [offer('requests.answers', { inquiry: facts.row.id })]
      : [],
});

const { noun } = requests;
const parts = collectField('requests:ask.parts', { maxCharacters: 8_000 });
const owes = requests.owes({ state: 'open', by: law.outstanding, until: law.until, late: office });

const ask = requests.begin({
  name: 'requests.ask',
  word: 'yeucau',
  alias: ['askagencies'],
  by: office,
  fields: { to: toField, due: dayField('requests:ask.due'), parts },
  begin: ({ args, now }, { owner, around: { seats } }) => {
    const to = asked(seats, args.to, owner.id);
    if ('unknown' in to || to.length === 0) {
      const names = said('unknown' in to ? to.unknown.join(', ') : args.to);
      return refuse('unknown-agency', text('requests:refusal.unknown-agency', { names }), { field: 'to' });
    }
    if (instant(args.due, 17, 0) <= now) return refuse('over', text('requests:refusal.over'), { field: 'due' });
    const words = wordsIn(args.parts);
    if (words === '') return refuse('no-words', text('requests:refusal.no-words'), { field: 'parts' });
    return { title: cleanLine(words, 80), state: 'open', files: filesIn(args.parts), data: { words, due: args.due } };
  },
  also: (facts, { args, newId }) => {
    const to = asked(facts.around.seats, args.to, facts.row.ownerId);
    return 'unknown' in to ? [] : [{ type: 'requests.sent', answers: law.newAnswers(facts, to, newId) }];
  },
  tell: (facts, act) => ({
    notices: tellCard(noun, facts, 'asked', law.outstanding(facts), act, text('requests:asked'), { class: 'action' }),
  }),
});

const acts = [
  ask,
  requests.doing({
    name: 'requests.answer',
    by: 'anyone',
    personal: false,
    only: law.mayAnswer,
    in: ['open'],
    fields: { parts: collectField('requests:ask.answer', { maxCharacters: 20_000, ownWords: true }) },
    decide: law.decideAnswer,
    changes: follows,
    tell: (facts, act, events) => {
      const after = noun.evolve(facts, events);
      const isAll = law.outstanding(after).length === 0;
      const note = text(isAll ? 'requests:told-all' : 'requests:told-one');
      const what = `answered-${after.beside.filter(({ at }) => at !== null).length}`;
      return { notices: tellCard(noun, after, what, [facts.row.ownerId], act, note) };
    },
    done: () => text('requests:done.answered'),
  }),
  requests.move({
    name: 'requests.close',
    in: ['open'],
    to: 'closed',
    refuses: (facts, { now }) =>
      law.outstanding(facts).length > 0 && now <= law.until(facts)
        ? refuse('too-early', text('requests:refusal.too-early', { until: moment(law.until(facts)) }), {
            article: '8.5',
          })
        : null,
    tell: (facts, act) => ({
      notices: tellCard(noun, facts, 'closed', law.outstanding(facts), act, text('requests:told-silent')),
    }),
  }),
  requests.move({
    name: 'requests.withdraw',
    by: 'anyone',
    own: true,
    in: ['open'],
    to: 'withdrawn',
    tell: (facts, act) => ({
      notices: tellCard(noun, facts, 'withdrawn', law.outstanding(facts), act, text('requests:told-withdrawn')),
    }),
  }),
  requests.shows({
    name: 'requests.answers',
    refuses: (facts, { by }) => (follows(facts, by) ? null : refuse('hidden', text('requests:refusal.hidden'))),
    view: law.answersView,
  }),
];

/** Words and files sent alone may be what one of them asks of him. */
async function takes(tx: Transaction, { by, now }: Asking): Promise<Taking[]> {
  const found: Taking[] = [];
  for (const id of await inquiriesTo(tx, seatedIds(himself(by)))) {
    const facts = await requests.find(tx, id, now);
    if (facts?.row.state !== 'open' || !law.outstanding(facts).includes(by.person.id)) continue;
    const { code, title } = facts.row;
    const about = text('requests:owes.line', { code, title: quoted(title) });
    found.push({ what: said(code), about, command: 'requests.answer', args: { inquiry: id }, gathers: 'parts' });
  }
  return found;
}

export const chapter = requests.chapterOf({
  articles: ['8.5'],
  acts: [...acts, listing(answered)],
  obligations: [owes],
  list: requests.list({
    word: 'dsyeucau',
    alias: ['inquiries'],
    columns: [{ name: 'due', label: 'requests:column.due', cell: ({ data }) => ({ day: data.due }) }],
  }),
  registers: [answered],
  kept: ({ row: { code, title }, beside }, world) => {
    const rows = beside.map((one) => ({ ...one, code, title }));
    return { tables: [tableOf(answered, rows, world)], files: beside.flatMap(({ files }) => files) };
  },
  facts: { inquiry_answer: ['id'] },
  takes,
});
