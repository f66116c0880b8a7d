// ID2 at the desk (Điều 2.5): a seat passes to somebody else in one step, by a decision; what is open there is read out before
// it is done, and goes along with it.
import type { Chapter, Waiting } from '../../kernel/chapter.ts';
import { type Asking, command, type Field } from '../../kernel/command.ts';
import { agree, type DomainEvent, type Refused, refuse } from '../../kernel/decision.ts';
import { lineField, nameField, optional } from '../../kernel/fields.ts';
import { inLines } from '../../kernel/moves.ts';
import { tellEach } from '../../kernel/notice.ts';
import { bodiesWith, himself } from '../../kernel/person.ts';
import { quoted, said, type Text, text } from '../../kernel/text.ts';
import { choice, press } from '../../kernel/view.ts';
import type { Transaction } from '../../store/transaction.ts';
import { seatsOf } from '../committee/index.ts';
import { setting as concerned, sure } from '../figures/index.ts';
import { standingAgency } from '../roles.ts';
import { checkRoster, lockRoster, type Plan, planRoster, readStanding, writePlan } from '../roster/index.ts';
import { type Imported, importing } from './importing.ts';

type Args = { seat?: string; name?: string; post?: string; decision?: string; sure?: string };

type Passed = { type: 'seats.passed'; bodyId: string; code: string; from: string; to: string; plan: Plan };

/** `open`: what waits for whoever leaves, and passes on; `told`: who is told beside the two. */
type Facts = {
  bodyId: string;
  code: string;
  from: { id: string; fullName: string };
  to: { id: string; fullName: string };
  plan: Plan;
  open: readonly Text[];
  told: readonly string[];
};

/** More are counted. */
const MOST_NAMED = 8;

/** The seats of the bodies he keeps the roster of. */
async function seatsIn(tx: Transaction, { by, now }: Asking) {
  const seats = await Promise.all(bodiesWith(himself(by), standingAgency).map((bodyId) => seatsOf(tx, bodyId, now)));
  return seats.flat();
}

const seatField: Field = {
  ask: 'seats:ask.seat',
  none: 'seats:refusal.none',
  always: true,
  options: async (tx, asking) =>
    (await seatsIn(tx, asking)).map(({ id, code, post, agency, person: { fullName } }) => ({
      value: id,
      label: text('seats:option', { code, name: fullName, post, agency: agency || text('committee:none') }),
      words: [code, fullName],
    })),
};

type Chapters = () => readonly Pick<Chapter, 'waits' | 'succeeds'>[];

/** What waits for somebody, as those who follow the body are told. */
async function openOf(tx: Transaction, over: Chapters, personId: string, asking: Asking): Promise<Text[]> {
  const all: Waiting[] = [];
  for (const { waits } of over()) all.push(...((await waits?.(tx, asking)) ?? []));
  return all.filter(({ on }) => on.includes(personId)).map(({ what }) => what);
}

async function readPassing(tx: Transaction, over: Chapters, asking: Asking<Args>): Promise<Facts | Refused> {
  const { args, now, newId } = asking;
  const seat = (await seatsIn(tx, asking)).find(({ id }) => id === args.seat);
  if (!seat) return refuse('no-seat', text('seats:refusal.unknown'));
  const { bodyId, code, role, person } = seat;
  await lockRoster(tx, bodyId);
  const standing = await readStanding(tx, bodyId, [], now);
  const known = standing.seats.find(({ id }) => id === seat.id);
  // The road to the next holder is the one an imported roster goes: one line of it.
  const row = {
    line: 1,
    code,
    fullName: args.name ?? '',
    title: args.post || seat.post,
    agency: seat.agency,
    role,
    called: known?.called ?? null,
    phone: null,
    email: null,
    assistantOf: null,
    decision: args.decision ?? null,
    areas: known?.areas ?? null,
    address: null,
  };
  const how = { closeMissing: false, decision: args.decision ?? null };
  const wrong = checkRoster([row], standing, how).find(({ severity }) => severity === 'error');
  if (wrong) return refuse('roster', wrong.because, { field: 'name' });
  const plan = planRoster([row], standing, { ...how, newId });
  const opened = plan.newSeats.find(({ predecessorId }) => predecessorId === seat.id);
  if (!opened)
    return refuse('same-holder', text('seats:refusal.same', { name: person.fullName, code }), { field: 'name' });
  const open = await openOf(tx, over, person.id, asking);
  const told = (await seatsOf(tx, bodyId, now))
    .filter((one) => concerned.includes(one.role))
    .map((one) => one.person.id);
  return { bodyId, code, from: person, to: { id: opened.personId, fullName: row.fullName }, plan, open, told };
}

const passesOn = ({ code, from, to, open }: Facts): Text[] => [
  text('seats:line.passes', { code, from: from.fullName, to: to.fullName }),
  ...(open.length === 0 ? [text('seats:line.nothing', { name: from.fullName })] : []),
  ...(open.length > 0 ? [text('seats:line.open', { count: open.length, name: from.fullName })] : []),
  ...open.slice(0, MOST_NAMED).map((what) => text('seats:line.item', { what })),
  ...(open.length > MOST_NAMED ? [text('bot:and-more', { count: open.length - MOST_NAMED })] : []),
  text('seats:line.past', { name: from.fullName }),
];

const pass = (over: Chapters) =>
  command<Args, { read: Facts | Refused }, Passed>({
    name: 'seats.pass',
    word: 'kientoan',
    alias: ['succession'],
    article: '2.5',
    allowed: standingAgency,
    personal: true,
    fields: {
      seat: seatField,
      name: nameField('seats:ask.name', 100),
      post: optional(
        lineField('seats:ask.post', 200, {
          about: async (tx, asking) => {
            const seat = (await seatsIn(tx, asking)).find(({ id }) => id === asking.args['seat']);
            return seat ? text('seats:ask.post-now', { post: seat.post }) : null;
          },
        }),
      ),
      decision: lineField('seats:ask.decision', 200),
      sure: sure(async (tx, asking) => {
        const read = await readPassing(tx, over, asking);
        return 'plan' in read ? inLines(passesOn(read)) : read.refusal.because;
      }),
    },
    gather: async (tx, asking) => {
      const read = await readPassing(tx, over, asking);
      return { bodyId: 'plan' in read ? read.bodyId : null, facts: { read } };
    },
    decide: ({ read }) => {
      if (!('plan' in read)) return read;
      const { bodyId, code, from, to, plan } = read;
      return agree({ type: 'seats.passed', bodyId, code, from: from.id, to: to.id, plan });
    },
    tell: ({ read }, { by, now, args }) => {
      if (!('plan' in read)) return { notices: [] };
      const { bodyId, from, told, plan } = read;
      const lines = [
        ...passesOn(read),
        text('seats:told.because', { name: by.person.fullName, decision: quoted(args.decision ?? '') }),
      ];
      const view = { heading: text('seats:told.heading'), lines };
      const opened = plan.newSeats.find(({ predecessorId }) => predecessorId !== null);
      return {
        notices: tellEach(
          told.filter((id) => id !== by.person.id && id !== from.id),
          `body:${bodyId}`,
          `seat-passed:${now.getTime()}`,
          view,
        ),
        reminders: opened ? over().flatMap(({ succeeds }) => succeeds?.(bodyId, opened.id, now) ?? []) : [],
      };
    },
    show: ({ read }) =>
      'plan' in read
        ? {
            heading: text('seats:done.heading', { code: said(read.code) }),
            lines: [...passesOn(read), text('seats:done.next', { name: read.to.fullName })],
            choices: [choice(text('seats:done.list'), press('committee.seated'))],
          }
        : { lines: [read.refusal.because] },
  });

/** Over every chapter there is, those above this one among them: what is open in any passes on with a seat. */
export const chapterOver = (over: Chapters): Chapter => ({
  name: 'seats',
  room: 'people',
  articles: ['2.5'],
  commands: [pass(over), importing(over)],
  apply: async (tx, event: DomainEvent, { now }) => {
    const { bodyId, plan } = event as Passed | Imported;
    await writePlan(tx, bodyId, plan, now);
  },
});
