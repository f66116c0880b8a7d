// What leaders say at meetings, of the central level too (Điều 7.3): the office drafts, he for whom it is says whether it can
// be used. His words are his own: whoever leads or stands in for the chair decides on nobody else's.
import { filesIn, type World } from '../../kernel/command.ts';
import { refuse } from '../../kernel/decision.ts';
import { optional, textField } from '../../kernel/fields.ts';
import { inherited, matter, partsIn } from '../../kernel/matter.ts';
import { sendsBack } from '../../kernel/meant.ts';
import { tellCard } from '../../kernel/noun.ts';
import type { SeatCard } from '../../kernel/person.ts';
import { moment, text } from '../../kernel/text.ts';
import { offer } from '../../kernel/view.ts';
import { around } from '../committee/index.ts';
import { agencyAndTeam, leading } from '../roles.ts';
import type { Remark, RemarkFacts } from './remark.ts';
import * as law from './remark.ts';
import { figures } from './settings.ts';

const live = ['asked', 'submitted', 'usable'];
const past = ['past', 'past-usable'];

const remarks = matter<Remark>({
  chapter: 'remarks',
  room: 'meetings',
  name: 'remark',
  article: '7.3',
  series: 'BPB',
  states: [...live, ...past, 'dropped'],
  passes: {
    in: live,
    parts: ({ people, speaker }, heirs) => ({
      people: inherited(people, heirs),
      speaker: heirs.of(people[0]!)?.to.person.fullName ?? speaker,
    }),
  },
  office: agencyAndTeam,
  overseers: agencyAndTeam,
  around,
  parts: partsIn<Remark>('remark', 'people'),
  handed: law.newestFiles,
  stands: ({ row: { data } }) => ({ leader: data.speaker, when: moment(new Date(data.when), 'weekday-moment') }),
  lines: law.cardLines,
  choices: ({ row: { id, data } }) =>
    data.versions.length > (data.delivered ? 0 : 1) ? [offer('remarks.versions', { remark: id })] : [],
});
const { noun, move, officeOf } = remarks;

const his = ({ row }: RemarkFacts): string | null => row.data.people[0] ?? null;
const deciding = remarks.awaiting({ state: 'submitted', by: leading, decider: his });

type Told = 'usable' | 'returned' | 'past' | 'changed' | 'dropped';
const office = (facts: RemarkFacts, world: World, what: Told, ...also: (string | null)[]) =>
  tellCard(noun, facts, what, [...also, ...officeOf(facts)], world, text(`remarks:told.${what}`), {
    class: what === 'returned' ? 'action' : 'notice',
  });

const begun = <D extends { when: Date; title: string }>(
  { when, title, ...said }: D,
  { person }: Pick<SeatCard, 'person'>,
) => ({
  title,
  state: 'asked',
  data: { ...said, when: when.toISOString(), people: [person.id], speaker: person.fullName, versions: [] },
});

const prepare = remarks.begin({
  name: 'remarks.prepare',
  word: 'baiphatbieu',
  alias: ['remarks'],
  by: agencyAndTeam,
  fields: { leader: law.leaderField, ...law.occasion, draft: optional(law.draftField) },
  of: async (tx, asking) => {
    const leader = (await law.leadersOf(tx, asking)).find(({ id }) => id === asking.args.leader);
    return leader
      ? { bodyId: leader.bodyId }
      : refuse('no-leader', text('remarks:refusal.no-leader'), { field: 'leader' });
  },
  begin: (act, { around: { seats } }) => {
    const { leader, draft = [], ...said } = act.args;
    const { data, ...row } = begun(said, seats.find(({ id }) => id === leader)!);
    if (draft.length === 0) return { ...row, data };
    return {
      ...row,
      state: 'submitted',
      files: filesIn(draft),
      data: { ...data, versions: [law.versionOf(draft, act)] },
    };
  },
});

const ask = remarks.begin({
  name: 'remarks.ask',
  word: 'canphatbieu',
  alias: ['askremarks'],
  by: leading,
  fields: { ...law.occasion, wish: optional(textField('remarks:ask.wish', 2_000)) },
  begin: ({ args }, { owner }) => begun(args, { person: owner }),
});

/** The clock decides nothing: what was not said stays unsaid. */
const ends = (state: string, to: string) =>
  remarks.ends({ state, to, at: law.endsAt, tell: (facts, world) => office(facts, world, 'past') });

export const chapter = remarks.chapterOf({
  articles: ['7.3', '8.9'],
  settings: figures,
  acts: [
    prepare,
    ask,
    deciding.put({
      name: 'remarks.submit',
      personal: false,
      in: live,
      fields: { draft: law.draftField },
      checks: (_facts, { args }) => law.isEmpty(args.draft),
      set: ({ row }, act) => ({ answer: '', versions: [...row.data.versions, law.versionOf(act.args.draft, act)] }),
      files: ({ args }, { row }) => [...row.files, ...filesIn(args.draft)],
    }),
    deciding.yes({ to: 'usable', tell: (facts, act) => ({ notices: office(facts, act, 'usable') }) }),
    deciding.no({
      name: 'remarks.return',
      article: '7.3',
      to: 'asked',
      asks: true,
      means: sendsBack('words'),
      ...remarks.answering('change'),
      tell: (facts, act) => ({ notices: office(facts, act, 'returned') }),
    }),
    // Before him it is put anew: what he reads is where and when he speaks.
    move({
      name: 'remarks.change',
      personal: false,
      in: live,
      asks: true,
      fields: { when: law.occasion.when, place: law.occasion.place },
      set: ({ row }, { args }) => ({ when: args.when.toISOString(), place: args.place ?? row.data.place }),
      tell: (facts, act) =>
        facts.row.state === 'submitted'
          ? deciding.telling(facts, act)
          : { notices: office(facts, act, 'changed', his(facts)) },
    }),
    move({
      name: 'remarks.deliver',
      article: '8.9',
      in: ['usable', ...past],
      offered: ({ row }) => row.data.delivered === undefined,
      fields: { draft: { ...law.draftField, ask: 'remarks:ask.delivered' } },
      checks: (_facts, { args }) => law.isEmpty(args.draft),
      set: (_facts, act) => ({ delivered: law.versionOf(act.args.draft, act) }),
      files: ({ args }, { row }) => [...row.files, ...filesIn(args.draft)],
    }),
    move({
      name: 'remarks.drop',
      by: 'anyone',
      personal: false,
      in: live,
      to: 'dropped',
      look: 'bad',
      tell: (facts, act) => ({ notices: office(facts, act, 'dropped', his(facts)) }),
    }),
    remarks.shows({ name: 'remarks.versions', view: law.versionsView }),
  ],
  approvals: [deciding.approval],
  obligations: [remarks.owed({ state: 'asked', days: law.owedUntil, again: [-1, 1] })],
  reminders: [ends('asked', 'past'), ends('submitted', 'past'), ends('usable', 'past-usable')],
  list: remarks.list({
    word: 'dsbaiphatbieu',
    alias: ['remarkslist'],
    columns: [
      { name: 'leader', label: 'remarks:column.leader', cell: ({ data }) => data.speaker },
      { name: 'when', label: 'remarks:column.when', cell: ({ data }) => new Date(data.when) },
      { name: 'level', label: 'remarks:column.level', cell: ({ data }) => text(`remarks:level.${data.level}`) },
    ],
    filters: { level: law.occasion.level },
  }),
});
