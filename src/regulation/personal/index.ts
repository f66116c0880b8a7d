// SC5: everybody sees, takes along, has corrected and has erased what is kept about him (Luật 91/2025/QH15); what is the
// record of official acts stays (Điều 8.9), and that is said before he asks.
import type { Option } from '../../kernel/command.ts';
import { refuse } from '../../kernel/decision.ts';
import { choiceField, lineField, oneOf } from '../../kernel/fields.ts';
import { cleanLine } from '../../kernel/fold.ts';
import { type Facts, matter, nameIn } from '../../kernel/matter.ts';
import { bodiesWith, himself } from '../../kernel/person.ts';
import { said, type Text, text } from '../../kernel/text.ts';
import { around } from '../committee/index.ts';
import { standingAgency } from '../roles.ts';
import { exporting } from './export.ts';
import { type DataRequest, isEntered, type Part, parts, readValue, shownValue } from './request.ts';
import { figures } from './settings.ts';
import { type DataErased, isSeated, left, type PersonCorrected, write } from './store.ts';

type Beside = { seated: boolean };
type RequestFacts = Facts<DataRequest, Beside>;

const partText = (part: Part): Text => text(`personal:part.${part}`);

const requests = matter<DataRequest, Beside, PersonCorrected | DataErased>({
  chapter: 'personal',
  room: 'people',
  name: 'data-request',
  article: '1.2',
  series: 'DL',
  states: ['open', 'done', 'declined', 'withdrawn'],
  // His data stay his: whoever takes over his seat has no part in it.
  passes: { in: [] },
  office: standingAgency,
  overseers: standingAgency,
  around,
  beside: {
    load: async (tx, { ownerId }, now) => ({ seated: await isSeated(tx, ownerId, now) }),
    evolve: (beside) => beside,
    apply: write,
  },
  lines: (facts) => {
    const { ownerId, data, title } = facts.row;
    const asked = [
      text('personal:card.by', { name: nameIn(facts, ownerId) }),
      text('personal:card.words', { words: said(title) }),
    ];
    return data.kind === 'correct'
      ? [
          ...asked,
          text('personal:card.correct', { part: partText(data.part), value: shownValue(data.part, data.value) }),
        ]
      : [...asked, text(`personal:card.${facts.beside.seated ? 'seated' : 'left'}`), text('personal:card.stays')];
  },
});

/** Nobody deals with what is kept about himself: a colleague does. */
const notHisOwn = ({ row }: RequestFacts, { by }: { by: { person: { id: string } } }) =>
  row.ownerId === by.person.id ? refuse('own-request', text('personal:refusal.own-request')) : null;

const isOf = (kind: DataRequest['kind']) => (facts: RequestFacts) => facts.row.data.kind === kind;
/** Whether the office enters it by its yes; the rest stands in the roster, and is corrected there. */
const isByYes = ({ row: { data } }: RequestFacts): boolean => data.kind === 'correct' && isEntered(data.part);

const yes: Option[] = [
  { value: 'yes', label: text('personal:option.erase'), look: 'bad' },
  { value: 'no', label: text('personal:option.keep'), words: ['khong', 'thoi', 'no'] },
];

const sure = choiceField('personal:ask.sure', yes, { about: async () => text('personal:ask.sure-about') });

const words = lineField('personal:ask.words', 200);

const correct = requests.begin({
  name: 'personal.correct',
  word: 'suadulieu',
  alias: ['correctdata'],
  personal: true,
  fields: {
    part: oneOf('personal:ask.part', parts, partText),
    value: lineField('personal:ask.value', 200),
    words,
  },
  begin: ({ args }) => {
    const value = readValue(args.part, args.value);
    if (typeof value !== 'string') return value;
    return { title: cleanLine(args.words, 80), state: 'open', data: { kind: 'correct', part: args.part, value } };
  },
});

const askErasure = requests.begin({
  name: 'personal.ask-erasure',
  word: 'xoadulieu',
  alias: ['erasedata'],
  personal: true,
  fields: { words, sure },
  of: async (tx, { by, now }) => ({ beside: { seated: await isSeated(tx, by.person.id, now) } }),
  begin: ({ args }) =>
    args.sure === 'yes'
      ? { title: cleanLine(args.words, 80), state: 'open', data: { kind: 'erase' } }
      : refuse('kept', text('personal:refusal.kept'), { closes: true }),
});

/** Who has left asks on paper, by telephone, or at the desk of the office, which writes down that he did. */
const askedByPaper = requests.begin({
  name: 'personal.on-paper',
  word: 'ghidenghixoa',
  alias: ['erasurefor'],
  by: standingAgency,
  personal: true,
  fields: {
    person: {
      ...lineField('personal:ask.person', 40),
      none: 'personal:refusal.nobody-left',
      options: async (tx, { by, now }) =>
        (await left(tx, bodiesWith(himself(by), standingAgency), now)).map(({ id, fullName, post }) => ({
          value: id,
          label: said(`${fullName} (${post})`),
        })),
      always: true,
    },
    words,
  },
  of: async (tx, { args, by, now }) => {
    const found = (await left(tx, bodiesWith(himself(by), standingAgency), now)).find(
      ({ id }) => id === args['person'],
    );
    if (!found) return refuse('nobody-left', text('personal:refusal.nobody-left'), { field: 'person' });
    const owner = { id: found.id, fullName: found.fullName, language: 'vi' as const };
    return { bodyId: found.bodyId, owner, beside: { seated: false } };
  },
  begin: ({ args }) => ({ title: cleanLine(args.words, 80), state: 'open', data: { kind: 'erase' } }),
});

export const chapter = requests.chapterOf({
  articles: ['1.2'],
  settings: figures,
  acts: [
    exporting,
    correct,
    askErasure,
    askedByPaper,
    requests.move({
      name: 'personal.enter',
      personal: true,
      in: ['open'],
      to: 'done',
      look: 'good',
      offered: isByYes,
      refuses: (facts, act) =>
        notHisOwn(facts, act) ??
        (isByYes(facts) ? null : refuse('by-roster', text('personal:refusal.by-roster'), { field: 'words' })),
      also: ({ row: { ownerId, data } }): PersonCorrected[] =>
        data.kind === 'correct' && isEntered(data.part)
          ? [{ type: 'personal.corrected', personId: ownerId, part: data.part, value: data.value }]
          : [],
    }),
    requests.move({
      name: 'personal.settle',
      personal: true,
      in: ['open'],
      to: 'done',
      offered: (facts) => isOf('correct')(facts) && !isByYes(facts),
      refuses: (facts, act) =>
        notHisOwn(facts, act) ??
        (isOf('erase')(facts) ? refuse('not-erased', text('personal:refusal.not-erased'), { closes: true }) : null),
      ...requests.answering('answer'),
    }),
    requests.move({
      name: 'personal.erase',
      personal: true,
      in: ['open'],
      to: 'done',
      look: 'bad',
      fields: { sure },
      offered: isOf('erase'),
      refuses: (facts, act) =>
        notHisOwn(facts, act) ??
        (isOf('erase')(facts) ? null : refuse('no-erasure', text('personal:refusal.no-erasure'), { closes: true })),
      checks: (_, { args }) =>
        args.sure === 'yes' ? null : refuse('kept', text('personal:refusal.kept'), { closes: true }),
      also: ({ row: { ownerId }, beside: { seated } }): DataErased[] => [
        { type: 'personal.erased', personId: ownerId, seated },
      ],
    }),
    requests.move({
      name: 'personal.decline',
      personal: true,
      in: ['open'],
      to: 'declined',
      look: 'bad',
      refuses: notHisOwn,
      ...requests.answering('reason'),
    }),
    requests.move({ name: 'personal.withdraw', by: 'anyone', own: true, in: ['open'], to: 'withdrawn' }),
  ],
  obligations: [requests.owed({ state: 'open', days: 'dataRequestDays', again: [2, 5] })],
  list: requests.list({ word: 'denghidulieu', alias: ['datarequests'] }),
});
