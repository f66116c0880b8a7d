// Records under a hold (AR4, Điều 8.9): while a check, a complaint or a dispute is on, nothing of what is kept beside a record is
// emptied. Nothing official is ever erased, held or not; how long it is kept is said on the card.
import { refuse } from '../../kernel/decision.ts';
import { lineField, textField } from '../../kernel/fields.ts';
import { type Facts, matter, nameIn } from '../../kernel/matter.ts';
import { bodiesWith } from '../../kernel/person.ts';
import { quoted, said, text } from '../../kernel/text.ts';
import { around } from '../committee/index.ts';
import { type Coded, classText, ownYears, recordAbout, recordCoded, yearsOf } from '../retention/index.ts';
import { overseers, standingAgency } from '../roles.ts';

type Hold = { words: string };
/** The record, and what the office said of how long it is kept, in years. */
type Held = Coded & { own: number | null };
type HoldFacts = Facts<Hold, Held | null>;

const office = standingAgency;

const holds = matter<Hold, Held | null>({
  chapter: 'holds',
  room: 'records',
  name: 'hold',
  article: '8.9',
  series: 'GHS',
  states: ['held', 'lifted'],
  passes: { in: ['held'] },
  office,
  overseers,
  around,
  beside: {
    load: async (tx, { about }) => {
      const record = await recordAbout(tx, about);
      return record && { ...record, own: await ownYears(tx, record.about) };
    },
  },
  lines: (facts, { settings }) => [
    text('holds:card.record', { code: said(facts.beside?.code ?? ''), title: said(facts.row.title) }),
    text('holds:card.words', { words: quoted(facts.row.data.words) }),
    text('holds:card.by', { name: nameIn(facts, facts.row.ownerId) }),
    ...(facts.beside
      ? [text('holds:card.class', { class: classText(yearsOf(facts.beside.code, facts.beside.own, settings)) })]
      : []),
  ],
});

const hold = holds.begin({
  name: 'holds.hold',
  word: 'giuhoso',
  alias: ['hold'],
  by: office,
  personal: true,
  fields: { record: lineField('holds:ask.record', 20), words: textField('holds:ask.words', 1_000) },
  of: async (tx, { args, by }) => {
    const [bodyId = ''] = bodiesWith(by, office);
    const code = (args['record'] ?? '').toUpperCase();
    const record = await recordCoded(tx, bodyId, code);
    if (!record) return refuse('no-record', text('holds:refusal.no-record', { code: said(code) }), { field: 'record' });
    const other = await tx.matter.findFirst({ where: { kind: 'hold', about: record.about, state: 'held' } });
    return other
      ? refuse('held', text('holds:refusal.held', { code: other.code }))
      : { bodyId, beside: { ...record, own: await ownYears(tx, record.about) } };
  },
  begin: ({ args }, _home, record) => ({
    title: record?.title ?? '',
    about: record?.about ?? null,
    state: 'held',
    data: { words: args.words },
  }),
});

const lift = holds.move({
  name: 'holds.lift',
  by: ['chair', 'standing-member'],
  personal: true,
  in: ['held'],
  to: 'lifted',
  ...holds.answering('why'),
});

export const chapter = holds.chapterOf({
  articles: ['8.9'],
  acts: [hold, lift],
  list: holds.list({
    word: 'dsgiuhoso',
    alias: ['holds'],
    columns: [{ name: 'words', label: 'holds:column.words', cell: ({ data }) => data.words }],
  }),
});

export type { HoldFacts };
