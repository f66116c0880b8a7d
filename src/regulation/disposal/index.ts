// Records whose time is over (AR4, Điều 8.9, 2.1): the office proposes, the chair decides, and nothing goes by itself. Nothing
// official is erased here, whatever is decided: what is destroyed is paper, by those whose office it is.
import type { Chapter } from '../../kernel/chapter.ts';
import { refuse } from '../../kernel/decision.ts';
import { textField } from '../../kernel/fields.ts';
import { matter } from '../../kernel/matter.ts';
import { bodiesWith } from '../../kernel/person.ts';
import { plainText, quoted, said, text } from '../../kernel/text.ts';
import { dayOf, yearOf } from '../../kernel/time.ts';
import { around } from '../committee/index.ts';
import { classText, type Standing, standingOf, statesIn } from '../retention/index.ts';
import { overseers, standingAgency } from '../roles.ts';

/** Each by its code and title as they were, its class, the last year in which it had to be kept. */
type Listed = { about: string; code: string; title: string; years: number; last: number };
type Disposal = { records: readonly Listed[]; words: string };
/** `held`: those of them that are under a hold now, by code; `expired`: what a new one is about. */
type Beside = { held: readonly string[]; expired?: readonly Standing[] };

/** Shown on the card; the list of records has all. */
const SHOWN = 10;
/** In one proposal; the rest is for the next. */
const MOST = 500;

const disposals = matter<Disposal, Beside>({
  chapter: 'disposal',
  room: 'records',
  name: 'disposal',
  article: '8.9',
  series: 'HH',
  states: ['before-chair', 'agreed', 'declined', 'withdrawn'],
  passes: { in: ['before-chair'] },
  office: standingAgency,
  overseers,
  around,
  beside: {
    load: async (tx, { data: { records } }) => {
      const about = { in: records.map((one) => one.about) };
      const holds = await tx.matter.findMany({
        where: { kind: 'hold', state: 'held', about },
        select: { about: true },
      });
      const held = new Set(holds.map((one) => one.about));
      return { held: records.filter((one) => held.has(one.about)).map(({ code }) => code) };
    },
  },
  lines: ({ row: { data, state }, beside: { held } }) => [
    text('disposal:card.count', { count: data.records.length }),
    ...data.records.slice(0, SHOWN).map(({ code, title, years, last }) =>
      text('disposal:card.record', {
        ...{ code: said(code), title: said(title), class: classText(years) },
        year: String(last),
      }),
    ),
    ...(data.records.length > SHOWN ? [text('disposal:card.more', { count: data.records.length - SHOWN })] : []),
    ...(held.length > 0 && state === 'before-chair' ? [text('disposal:card.held', { codes: held.join(', ') })] : []),
    text('disposal:card.words', { words: quoted(data.words) }),
    plainText('disposal:card.nothing-erased'),
  ],
});

const deciding = disposals.awaiting({ state: 'before-chair' });

export function chapterOver(carrying: readonly Chapter[]): Chapter {
  const states = statesIn(carrying);
  const propose = disposals.begin({
    name: 'disposal.propose',
    word: 'denghitieuhuy',
    alias: ['disposal'],
    by: standingAgency,
    personal: true,
    fields: { words: textField('disposal:ask.words', 2_000) },
    of: async (tx, asking) => {
      const [bodyId = ''] = bodiesWith(asking.by, standingAgency);
      const open = await tx.matter.findFirst({ where: { kind: 'disposal', bodyId, state: 'before-chair' } });
      if (open) return refuse('open', text('disposal:refusal.open', { code: open.code }));
      const all = await standingOf(tx, bodyId, asking, states);
      const expired = all.filter((one) => one.expired && one.hold === null && one.disposal === null);
      return expired.length === 0
        ? refuse('none', text('disposal:refusal.none'))
        : { bodyId, beside: { held: [], expired } };
    },
    begin: ({ args, now }, _home, { expired = [] }) => ({
      title: String(yearOf(dayOf(now)) - 1),
      state: 'before-chair',
      data: { words: args.words, records: expired.slice(0, MOST).map(listedOf) },
    }),
    tell: (facts, act) => deciding.telling(facts, act),
  });
  return disposals.chapterOf({
    articles: ['8.9'],
    acts: [
      propose,
      deciding.yes({
        article: '2.1',
        to: 'agreed',
        // A check may have begun since it was proposed: what is under it stays whole.
        checks: ({ beside: { held } }) =>
          held.length > 0 ? refuse('held', text('disposal:refusal.held', { codes: held.join(', ') })) : null,
        ...disposals.answering('direction'),
      }),
      deciding.no(),
      disposals.move({ name: 'disposal.withdraw', in: ['before-chair'], to: 'withdrawn' }),
    ],
    approvals: [deciding.approval],
    list: disposals.list({ word: 'dstieuhuy', alias: ['disposals'] }),
  });
}

const listedOf = ({ about, code, title, years, last }: Standing): Listed => ({
  about,
  code,
  title,
  years,
  last: last!,
});
