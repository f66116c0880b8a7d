// After the meeting (Điều 6.4, 7.3): the notice of conclusions is drafted from the record, approved by who presided,
// numbered and issued, and its points become tasks. A leader's instruction between meetings goes the same way (3.2).
import type { Chapter, Pending } from '../../kernel/chapter.ts';
import { type Act, type Asking, filesIn, wordsIn } from '../../kernel/command.ts';
import { type Refused, refuse } from '../../kernel/decision.ts';
import { readDocumentNumber, writtenNumber } from '../../kernel/document-number.ts';
import { dayField, lineField, optional, textField } from '../../kernel/fields.ts';
import { cleanLine } from '../../kernel/fold.ts';
import { holding, inPlaceOf, matter, nameIn } from '../../kernel/matter.ts';
import type { Meant } from '../../kernel/meant.ts';
import { tellCard } from '../../kernel/noun.ts';
import { personsOf } from '../../kernel/person.ts';
import { plainText, quoted, said, text } from '../../kernel/text.ts';
import { dayOf, yearOf } from '../../kernel/time.ts';
import { choice, press } from '../../kernel/view.ts';
import { holderOfNumber } from '../../store/document-numbers.ts';
import type { Transaction } from '../../store/transaction.ts';
import { around, seatsOf } from '../committee/index.ts';
import { type MeetingFile, meetingField, ofMeeting } from '../meetings/index.ts';
import { paperOf } from '../papers/index.ts';
import { overseers, type Role } from '../roles.ts';
import {
  coordinatorsField,
  givers,
  leadField,
  newTask,
  seatNamed,
  seatsNamed,
  type Task,
  type TaskEvent,
  tellGiven,
} from '../tasks/index.ts';
import {
  type Conclusion,
  type ConclusionEvent,
  type ConclusionFacts,
  change,
  concerned,
  counts,
  editors,
  guests,
  office,
  type Point,
  pointsFrom,
  type Record,
  recipients,
  toGive,
} from './conclusion.ts';
import { meetingHeld, owed } from './due.ts';
import { anyPointField, leaderField, partsField, pointField } from './fields.ts';
import { notice } from './papers.ts';
import { figures } from './settings.ts';
import { apply, conclusionsWith, recordOf } from './store.ts';
import { cardLines, cut } from './views.ts';

/** Who presided, or whose words they are; in his place whoever leads now (Điều 4). */
const approver = (facts: ConclusionFacts): string | null => inPlaceOf(facts, facts.row.data.approverId, givers);

/** As many of them are looked through for one who types. */
const mostPending = 10;

const conclusions = matter<Conclusion, Record, ConclusionEvent, MeetingFile | null>({
  chapter: 'conclusions',
  room: 'conclusions',
  name: 'conclusion',
  article: '7.3',
  series: 'KL',
  states: ['draft', 'submitted', 'spoken', 'approved', 'issued', 'dropped'],
  unissued: ['draft', 'submitted', 'spoken', 'approved'],
  office,
  overseers,
  around,
  lines: cardLines,
  of: ofMeeting,
  stands: (facts) => ({ approver: nameIn(facts, approver(facts) ?? undefined) }),
  parts: {
    // Before it is issued, of those beside the office only who decides it, and the clerk who is to number it.
    of: (facts) => {
      const { state } = facts.row;
      if (state === 'issued') return concerned(facts);
      if (state === 'approved') return holding(facts, ['clerk']);
      return state === 'draft' || state === 'dropped' ? [] : [approver(facts) ?? []].flat();
    },
    matters: conclusionsWith,
    guests: (facts) => (facts.row.state === 'issued' ? guests(facts) : []),
  },
  beside: {
    load: (tx, { data }, _now, of) => recordOf(tx, of, data.points),
    evolve: (record, event) =>
      event.type === 'tasks.assigned'
        ? { ...record, tasks: new Map([...record.tasks, [event.task.id, { code: event.task.code, state: 'open' }]]) }
        : record,
    apply,
  },
});
const { move, noun, words } = conclusions;

const noPoints = () =>
  refuse('no-points', plainText('conclusions:refusal.no-points'), { article: '7.3', field: 'parts' });

const begun = (data: Pick<Conclusion, 'kind' | 'points' | 'approverId'>): Conclusion => ({
  ...data,
  received: [],
  edition: 1,
});

const draft = conclusions.begin({
  name: 'conclusions.draft',
  word: 'ketluan',
  alias: ['conclusions'],
  article: '7.3',
  by: office,
  part: {
    field: { ...meetingField(office, ['held']), none: 'conclusions:ask.none-held' },
    in: ['held'],
    otherwise: 'not-held',
    once: { in: ['draft', 'submitted', 'spoken', 'approved', 'issued'], says: 'drafted' },
  },
  fields: { parts: partsField },
  of: async (tx, _asking, of) => ({ beside: await recordOf(tx, of, []) }),
  begin: (act, { around: { seats }, of }) => {
    const points = pointsFrom(wordsIn(act.args.parts), seats, act);
    if (points.length === 0 || !of) return noPoints();
    const { title, presiderId } = of.meeting;
    const data = begun({ kind: 'meeting', points, approverId: presiderId });
    return { title, state: 'draft', files: filesIn(act.args.parts), data };
  },
});

/** Spoken between meetings; it is nobody's instruction until the leader named says that it is his (KL7). */
const instruct = conclusions.begin({
  name: 'conclusions.instruct',
  word: 'chidao',
  alias: ['instruction'],
  article: '3.2',
  by: office,
  fields: { leader: leaderField, parts: partsField },
  of: async (tx, { by, args, now }) => {
    for (const { bodyId } of by.seats) {
      const seats = await seatsOf(tx, bodyId, now);
      if (seats.some(({ person }) => person.id === args.leader))
        return { bodyId, beside: await recordOf(tx, null, []) };
    }
    return refuse('no-leader', plainText('conclusions:refusal.no-leader'), { field: 'leader' });
  },
  begin: (act, { around: { seats } }) => {
    const points = pointsFrom(wordsIn(act.args.parts), seats, act);
    const [first] = points;
    if (!first) return noPoints();
    return {
      title: cleanLine(first.words, 80),
      state: 'draft',
      files: filesIn(act.args.parts),
      data: begun({ kind: 'instruction', points, approverId: act.args.leader }),
    };
  },
});

/** Before who presided (7.3), or before the leader whose words they are (3.2). */
const lying = (state: string) =>
  conclusions.awaiting({
    state,
    by: givers,
    decider: approver,
  });
const approving = lying('submitted');
const confirming = lying('spoken');

const byOffice = ({ row }: ConclusionFacts, by: Act['by']): boolean =>
  by.seats.some(({ bodyId, role }) => bodyId === row.bodyId && office.includes(role));

/** The office while it is a draft; while it lies with who decides it, he alone. */
const mayEdit = (facts: ConclusionFacts, by: Act['by']): boolean =>
  facts.row.state === 'draft' ? byOffice(facts, by) : approver(facts) === by.person.id;

const before = ['draft', 'submitted', 'spoken'];
const editing = { article: '7.3', by: editors, in: before, only: mayEdit } as const;
const points = (facts: ConclusionFacts, id: string, to: Partial<Point>): Partial<Conclusion> => ({
  points: change(facts.row.data.points, id, to),
});

/** Words that name nobody are asked again, not lost. */
function unknownIn({ around: { seats } }: ConclusionFacts, words: string): Refused | null {
  const { unknown } = seatsNamed(seats, words);
  return unknown.length === 0
    ? null
    : refuse('unknown-coordinator', text('tasks:refusal.unknown-coordinator', { words: said(unknown.join(', ')) }), {
        article: '2.2',
        field: 'coordinators',
      });
}

const edits = [
  move({
    ...editing,
    name: 'conclusions.fill',
    fields: {
      point: pointField,
      lead: leadField,
      due: dayField('conclusions:ask.due'),
      coordinators: coordinatorsField(true),
      product: optional(lineField('conclusions:ask.product', 300)),
    },
    checks: (facts, { args }) => unknownIn(facts, String(args.coordinators ?? '')),
    set: (facts, { args }) => {
      const { seats } = facts.around;
      const leadId = seatNamed(seats, String(args.lead ?? ''))?.person.id ?? null;
      const others = seatsNamed(seats, String(args.coordinators ?? '')).found.map(({ person }) => person.id);
      const said = { leadId, due: args.due, coordinators: others.filter((id) => id !== leadId), told: false };
      return points(facts, args.point, { ...said, ...(args.product && { product: args.product }) });
    },
  }),
  move({
    ...editing,
    name: 'conclusions.told',
    fields: { point: pointField },
    set: (facts, { args }) => points(facts, args.point, { told: true }),
  }),
  move({
    ...editing,
    name: 'conclusions.reword',
    fields: { point: pointField, words: textField('conclusions:ask.words', 2_000) },
    set: (facts, { args }) => points(facts, args.point, { words: cleanLine(args.words, 2_000) }),
  }),
  move({
    ...editing,
    name: 'conclusions.add',
    fields: { parts: partsField },
    checks: (facts, act) =>
      pointsFrom(wordsIn(act.args.parts), facts.around.seats, act).length === 0 ? noPoints() : null,
    set: (facts, act) => ({
      points: [...facts.row.data.points, ...pointsFrom(wordsIn(act.args.parts), facts.around.seats, act)],
    }),
  }),
  move({
    ...editing,
    name: 'conclusions.strike',
    fields: { point: pointField },
    checks: (facts) => (facts.row.data.points.length === 1 ? noPoints() : null),
    set: (facts, { args }) => ({ points: facts.row.data.points.filter(({ id }) => id !== args.point) }),
  }),
  move({
    name: 'conclusions.drop',
    article: '7.3',
    by: office,
    in: ['draft'],
    to: 'dropped',
    look: 'bad',
    tell: () => ({ notices: [] }),
  }),
];

const sent = (what: string, facts: ConclusionFacts, act: Act<unknown>, note = words(`told.${what}`)) =>
  tellCard(
    noun,
    facts,
    what,
    concerned(facts).filter((to) => to !== act.by.person.id),
    act,
    note,
  );

/** It binds from here on: everybody concerned gets it, and confirms that he has it. */
const issued = (facts: ConclusionFacts, act: Act<unknown>) => ({ notices: sent('issued', facts, act) });

const isMeeting = ({ row }: ConclusionFacts): boolean => row.data.kind === 'meeting';
/** "Trả lại, sửa điểm 2", "không đồng ý vì …". */
const saysNo: readonly Meant[] = ['return', 'refuse'].map((intent) => ({
  intent,
  fills: { words: intent === 'return' ? 'text' : 'reason' },
  waits: true,
}));

const remark = { fields: { words: textField('conclusions:ask.remark', 2_000) } };
const keepRemark = (_facts: ConclusionFacts, { args }: Act<{ words: string }>) => ({ answer: args.words });
const toDrafter =
  (what: string, also: readonly Role[] = []) =>
  (facts: ConclusionFacts, act: Act<unknown>) => ({
    notices: tellCard(noun, facts, what, [facts.row.ownerId, ...holding(facts, also)], act, words(`told.${what}`), {
      class: 'action',
    }),
  });

const deciding = [
  approving.put({
    name: 'conclusions.submit',
    article: '7.3',
    by: office,
    in: ['draft'],
    only: (facts, by) => isMeeting(facts) && byOffice(facts, by),
    set: () => ({ answer: '' }),
  }),
  approving.verdict({
    name: 'conclusions.approve',
    means: [{ intent: 'agree', waits: true }],
    article: '7.3',
    to: 'approved',
    look: 'good',
    tell: toDrafter('approved', ['clerk']),
  }),
  approving.verdict({
    name: 'conclusions.return',
    means: saysNo,
    article: '7.3',
    to: 'draft',
    ...remark,
    set: keepRemark,
    tell: toDrafter('returned'),
  }),
  confirming.put({
    name: 'conclusions.ask',
    article: '3.2',
    by: office,
    in: ['draft'],
    only: (facts, by) => !isMeeting(facts) && byOffice(facts, by),
    set: () => ({ answer: '' }),
  }),
  confirming.verdict({
    name: 'conclusions.confirm',
    means: [{ intent: 'agree', waits: true }],
    article: '3.2',
    to: 'issued',
    look: 'good',
    tell: issued,
  }),
  confirming.verdict({
    name: 'conclusions.disown',
    means: saysNo,
    article: '3.2',
    to: 'draft',
    ...remark,
    set: keepRemark,
    tell: toDrafter('returned'),
  }),
];

/** The symbol of such papers: TB-<abbreviation of the body>. */
const symbolOf = ({ of }: ConclusionFacts): string => `TB-${of?.body.abbreviation ?? ''}`;

/** One paper only bears a number of its series (NĐ 30/2020). */
async function numberTaken(tx: Transaction, facts: ConclusionFacts, { args, now }: Asking): Promise<Refused | null> {
  const number = readDocumentNumber(args.number ?? '', symbolOf(facts));
  const year = yearOf(dayOf(now));
  const holder = number && (await holderOfNumber(tx, { bodyId: facts.row.bodyId, year }, number));
  if (!number || !holder) return null;
  const { code = '' } = (await tx.matter.findUnique({ where: { id: holder.split(':')[1] ?? '' } })) ?? {};
  const because = text('conclusions:refusal.number-taken', { number: said(writtenNumber(number)), year, code });
  return refuse('number-taken', because, { article: 'NĐ30', field: 'number' });
}

/** For whom he confirms it: himself, else a leader he assists (Điều 10.3); null when it is confirmed. */
const recipient = (facts: ConclusionFacts, by: Act['by']): string | null => {
  const { received } = facts.row.data;
  const open = recipients(facts).filter((id) => !received.includes(id));
  return personsOf(by).find(({ id }) => open.includes(id))?.id ?? null;
};

/** Notices he has not said he has, the newest first. */
async function pending(tx: Transaction, { by, now }: Asking): Promise<Pending[]> {
  const issued = { kind: 'conclusion', state: 'issued', bodyId: { in: by.seats.map(({ bodyId }) => bodyId) } };
  const rows = await tx.matter.findMany({ where: issued, orderBy: { id: 'desc' }, take: mostPending });
  const found: Pending[] = [];
  for (const { id } of rows) {
    const facts = await conclusions.find(tx, id, now);
    if (!facts || recipient(facts, by) !== by.person.id) continue;
    const { code, title } = facts.row;
    const on = { conclusion: id };
    const receive = choice(text('conclusions:commands.receive.button'), press('conclusions.receive', on), 'good');
    const open = choice(text('conclusions:pending.open', { code }), press('conclusions.open', on));
    found.push({ what: text('conclusions:pending.what', { code, title: quoted(title) }), open, answers: [receive] });
  }
  return found;
}

/** The points that can be given now, each with who leads it: he must hold a seat still. */
const givable = ({ row, around: { seats } }: ConclusionFacts) =>
  toGive(row.data.points).flatMap((point) => {
    const lead = seats.find(({ person }) => person.id === point.leadId);
    return lead && point.due ? [{ point, lead, due: point.due }] : [];
  });

/** Each point that says who and by when, as the task it is; it says from where it comes, and the point its code (KL5). */
function tasksOf(facts: ConclusionFacts, act: Act<unknown>): TaskEvent[] {
  const { row, of } = facts;
  const { points, number, approverId } = row.data;
  const meetingId = of?.meeting.id ?? null;
  return givable(facts).map(({ point, lead, due }) => {
    const { product, coordinators } = point;
    const source = `${number ?? row.code} (${points.indexOf(point) + 1})`;
    const title = cut(point.words, 300);
    const given = { title, lead, due, product, coordinators, source, meetingId, givenBy: approverId };
    return { type: 'tasks.assigned', task: newTask(given, act) };
  });
}

const assignedIn = (events: readonly ConclusionEvent[]): Task[] =>
  events.flatMap((event) => (event.type === 'tasks.assigned' ? [event.task] : []));

const issuing = [
  move({
    name: 'conclusions.number',
    article: '7.3',
    by: [...office, 'clerk'],
    in: ['approved'],
    to: 'issued',
    look: 'good',
    fields: { number: lineField('conclusions:ask.number', 60) },
    denies: numberTaken,
    checks: (facts, { args }) =>
      readDocumentNumber(args.number, symbolOf(facts))
        ? null
        : refuse('no-number', text('conclusions:refusal.no-number', { said: said(args.number) }), {
            article: 'NĐ30',
            field: 'number',
          }),
    also: (facts, { args, by, now }) => {
      const number = readDocumentNumber(args.number, symbolOf(facts));
      const { id, bodyId } = facts.row;
      const year = yearOf(dayOf(now));
      return number ? [{ type: 'conclusions.numbered', id, bodyId, year, number, by: by.person.id, at: now }] : [];
    },
    set: (_facts, _act, [event]) =>
      event?.type === 'conclusions.numbered' ? { number: writtenNumber(event.number) } : {},
    tell: issued,
  }),
  move({
    name: 'conclusions.receive',
    means: [{ intent: 'receive', waits: true }],
    article: '7.3',
    by: 'anyone',
    personal: false,
    asSeen: true,
    in: ['issued'],
    only: (facts, by) => recipient(facts, by) !== null,
    set: (facts, { by }) => {
      const { received } = facts.row.data;
      return { received: [...received, recipient(facts, by) ?? by.person.id] };
    },
  }),
  move({
    name: 'conclusions.assign',
    article: '6.4',
    by: office,
    in: ['issued'],
    look: 'good',
    only: (facts, by) => byOffice(facts, by) && givable(facts).length > 0,
    also: tasksOf,
    set: (facts, _act, also) => {
      const given = givable(facts).map(({ point }) => point.id);
      const taskOf = ({ id, taskId }: Point): string | null => assignedIn(also)[given.indexOf(id)]?.id ?? taskId;
      return { points: facts.row.data.points.map((point) => ({ ...point, taskId: taskOf(point) })) };
    },
    tell: ({ around: { seats } }, act, also) => {
      const told = assignedIn(also).map((task) => tellGiven(task, seats, act));
      return {
        notices: told.flatMap(({ notices }) => notices),
        reminders: told.flatMap(({ reminders = [] }) => reminders),
      };
    },
  }),
  move({
    name: 'conclusions.correct',
    article: '7.3',
    by: office,
    in: ['issued'],
    fields: {
      point: anyPointField,
      words: textField('conclusions:ask.words', 2_000),
      reason: textField('conclusions:ask.reason', 1_000),
    },
    asks: true,
    set: (facts, { args }) => ({
      ...points(facts, args.point, { words: cleanLine(args.words, 2_000) }),
      corrected: args.reason,
      edition: facts.row.data.edition + 1,
      received: [],
    }),
    tell: (facts, act) => ({ notices: sent('corrected', facts, act) }),
  }),
];

const printed = conclusions.offering(paperOf(noun, notice), ['draft', 'submitted', 'spoken', 'approved', 'issued']);

const list = conclusions.list({
  means: [{ intent: 'ask:conclusions' }],
  word: 'dsketluan',
  alias: ['conclusionlist'],
  columns: [
    { name: 'number', label: 'conclusions:column.number', cell: ({ data }) => data.number ?? '' },
    { name: 'points', label: 'conclusions:column.points', cell: ({ data }) => data.points.length },
    { name: 'tasks', label: 'conclusions:column.tasks', cell: ({ data }) => counts(data.points).tasks },
    { name: 'open', label: 'conclusions:column.open', cell: ({ data }) => counts(data.points).open },
  ],
});

export const chapter: Chapter = {
  ...conclusions.chapterOf({
    articles: ['3.2', '6.4', '7.3', '8.4', 'QĐ45'],
    settings: figures,
    acts: [draft, instruct, ...edits, ...deciding, ...issuing, printed],
    approvals: [approving.approval, confirming.approval],
    obligations: [owed],
    pending,
    list,
  }),
  follows: { 'meetings.held': meetingHeld },
};
