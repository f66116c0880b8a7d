// A new version of a body's regulation (Điều 13.2): drafted by the standing agency with what was proposed about it, decided by the
// chair, and in force from a day. What moves by it is listed before; what began before keeps the day it was told.
import type { Chapter } from '../../kernel/chapter.ts';
import { refuse } from '../../kernel/decision.ts';
import { dayField, lineField, optional, textField } from '../../kernel/fields.ts';
import { matter, nameIn } from '../../kernel/matter.ts';
import type { DeclaredSettings } from '../../kernel/settings.ts';
import { quoted, said, text } from '../../kernel/text.ts';
import { dayOf } from '../../kernel/time.ts';
import { takingEffect } from '../../store/figures.ts';
import { around } from '../committee/index.ts';
import { type FigureSet, type Naming, toldTo } from '../figures/index.ts';
import { overseers, standingAgency } from '../roles.ts';
import { dayLine, type Effect, effectLines, noEffect, type Revision, readLines, wantedIn } from './revision.ts';
import { effectOf, movesOf } from './store.ts';

const drafts = ['draft', 'before-chair'];

/** `moves`: what moves by a draft that is just begun. */
type Beside = Effect & { moves?: Revision['moves'] };

/** Over every chapter there is, itself among them: what may be set, and what moves, is looked up when it is asked for. */
export function chapterOver(naming: Naming, declared: () => DeclaredSettings): Chapter {
  const revisions = matter<Revision, Beside, FigureSet>({
    chapter: 'revisions',
    room: 'settings',
    name: 'revision',
    article: '13.2',
    series: 'QCM',
    states: ['draft', 'before-chair', 'issued', 'declined', 'dropped'],
    passes: { in: ['draft', 'before-chair'] },
    unissued: ['draft', 'before-chair', 'declined', 'dropped'],
    office: standingAgency,
    overseers,
    around,
    beside: {
      load: async (tx, row, now) => (drafts.includes(row.state) ? effectOf(tx, declared(), row, now) : noEffect),
    },
    lines: (facts) => [
      said(facts.row.title),
      dayLine(facts.row.data.day),
      text('revisions:card.words', { words: quoted(facts.row.data.words) }),
      ...effectLines(facts.beside, facts.row.data),
      text('revisions:card.by', { name: nameIn(facts, facts.row.ownerId) }),
    ],
  });
  const { move, words } = revisions;
  const deciding = revisions.awaiting({ state: 'before-chair' });
  const lines = optional(textField('revisions:ask.lines', 2_000));

  /** Read again when it is put forward and decided: its day may have come meanwhile. */
  const unfit = (data: Revision, now: Date) => {
    const wanted = wantedIn(declared(), data, now);
    if ('agreed' in wanted) return wanted;
    return data.day < dayOf(now) ? refuse('past', words('refusal.past'), { article: '13.2', field: 'day' }) : null;
  };

  return revisions.chapterOf({
    articles: ['13.2'],
    acts: [
      revisions.begin({
        name: 'revisions.draft',
        word: 'quychemoi',
        alias: ['newregulation'],
        by: standingAgency,
        personal: true,
        fields: {
          title: lineField('revisions:ask.title', 200),
          day: dayField('revisions:ask.day'),
          words: textField('revisions:ask.words', 4_000),
          lines,
        },
        of: async (tx, { by, args, now }) => {
          const bodyId = by.seats.find(({ role }) => standingAgency.includes(role))?.bodyId ?? '';
          const read = readLines(args['lines'] ?? '');
          if ('agreed' in read) return read;
          const data = { day: args['day'] as Revision['day'], lines: read };
          const drafted = { bodyId, data };
          const moves = await movesOf(tx, { declared: declared(), naming }, drafted, now);
          return { beside: { ...(await effectOf(tx, declared(), drafted, now)), moves } };
        },
        begin: ({ args, now }, _home, { moves = [] }) => {
          const read = readLines(args.lines ?? '');
          if ('agreed' in read) return read;
          const data: Revision = { day: args.day, words: args.words, lines: read, moves };
          return unfit(data, now) ?? { title: args.title, state: 'draft', data };
        },
        tell: () => ({ notices: [] }),
      }),
      deciding.forward({ refuses: ({ row }, { now }) => unfit(row.data, now) }),
      deciding.yes({
        name: 'revisions.issue',
        to: 'issued',
        article: '2.1',
        refuses: ({ row }, { now }) => unfit(row.data, now),
        also: ({ row, beside }): FigureSet[] =>
          beside.changes.map(({ name, value, before, from }) => ({
            ...{ type: 'figures.set', bodyId: row.bodyId, name, value, before, from, because: row.code },
          })),
        tell: (facts, act, events, before) => {
          const { bodyId, code } = facts.row;
          const told = [
            said(facts.row.title),
            dayLine(facts.row.data.day),
            ...effectLines(before.beside, before.row.data),
          ];
          return {
            notices: toldTo(facts.around.seats, act.by, told, `revision:${code}`, bodyId),
            reminders: [...new Set(events.map(({ from }) => from.getTime()))].map((from) =>
              takingEffect(bodyId, new Date(from)),
            ),
          };
        },
      }),
      deciding.no(),
      move({ name: 'revisions.drop', in: ['draft'], to: 'dropped', look: 'bad' }),
    ],
    approvals: [deciding.approval],
    list: revisions.list({
      word: 'cacquyche',
      alias: ['regulations'],
      columns: [{ name: 'day', label: 'revisions:column.day', cell: ({ data }) => ({ day: data.day }) }],
    }),
  });
}
