// "Nhiệm vụ của tôi / của cơ quan / toàn Ban": the figures, and the open ones a page at a time (Điều 5.1, 6.6, 7.2).
import { type Asking, type Command, command, type Gathered } from '../../kernel/command.ts';
import { hidden } from '../../kernel/fields.ts';
import { isId } from '../../kernel/ids.ts';
import { type Actor, bodiesWith, seatedIds } from '../../kernel/person.ts';
import { text } from '../../kernel/text.ts';
import { dayOf } from '../../kernel/time.ts';
import type { Transaction } from '../../store/transaction.ts';
import { overseers } from '../roles.ts';
import { overdueThrough } from './due.ts';
import { figuresOf, hasOpen, type PageFrom, type Place, pageOf, type Whose } from './store.ts';
import type { TaskEvent } from './task.ts';
import { type ListFacts, listView, type Scope, scopes } from './views.ts';

const pageSize = 5;

/** Whose tasks each scope means for this person; scopes he has no right to, or nothing in, are absent. */
async function scopesOf(tx: Transaction, by: Actor): Promise<Map<Scope, Whose>> {
  const people = seatedIds(by);
  const seats = [...by.seats, ...by.leaders.flatMap((leader) => leader.seats)];
  const agencies = [
    ...new Map(
      seats.flatMap(({ agencyId: id, bodyId }) => (id === null ? [] : [[`${id} ${bodyId}`, { id, bodyId }] as const])),
    ).values(),
  ];
  const bodies = bodiesWith(by, overseers);
  const part: Whose = { of: 'coordinator', ids: people };
  const open = new Map<Scope, Whose>([['mine', { of: 'lead', ids: people }]]);
  if (await hasOpen(tx, part)) open.set('part', part);
  if (agencies.length > 0) open.set('agency', { of: 'agency', ids: agencies });
  if (bodies.length > 0) open.set('body', { of: 'body', ids: bodies });
  return open;
}

async function gatherList(tx: Transaction, asking: Asking): Promise<Gathered<ListFacts>> {
  const open = await scopesOf(tx, asking.by);
  const wanted = scopes.find((one) => one === asking.args.scope);
  const through = overdueThrough(asking.calendar, dayOf(asking.now));
  let scope: Scope = wanted && open.has(wanted) ? wanted : 'mine';
  let figures = await figuresOf(tx, open.get(scope)!, through);
  // A chair or secretary leads no task: what he means is the whole committee's.
  if (!wanted && figures.all.total === 0 && open.has('body')) {
    scope = 'body';
    figures = await figuresOf(tx, open.get(scope)!, through);
  }
  const page = await pageOf(tx, open.get(scope)!, fromPlace(asking.args), pageSize);
  return { bodyId: null, facts: { scope, open: [...open.keys()], figures, ...page } };
}

function fromPlace(args: Asking['args']): PageFrom {
  const after = placeIn(args.after);
  const before = placeIn(args.before);
  if (after) return { after };
  return before ? { before } : null;
}

/** The inverse of `placeOf`; a button is client input. */
function placeIn(value: string | undefined): Place | null {
  const [, year, month, day, id] = /^(\d{4})(\d{2})(\d{2})(.{16})$/.exec(value ?? '') ?? [];
  return id && isId(id) ? { day: `${year}-${month}-${day}`, id } : null;
}

export const list: Command = command<Asking['args'], ListFacts, TaskEvent>({
  name: 'tasks.list',
  means: [{ intent: 'ask:tasks', args: { scope: 'mine' } }],
  word: 'nhiemvu',
  alias: ['tasks'],
  article: '6.2',
  allowed: 'anyone',
  fields: {
    scope: {
      ask: 'tasks:ask.scope',
      optional: true,
      options: async (tx, { by }) =>
        [...(await scopesOf(tx, by)).keys()].map((scope) => ({
          value: scope,
          label: text(`tasks:scope.${scope}`),
          words: words[scope],
        })),
    },
    after: hidden,
    before: hidden,
  },
  gather: gatherList,
  show: (facts, act) => listView(facts, act),
});

/** As people type them; folded before they are compared. */
const words: Record<Scope, string[]> = {
  mine: ['cua toi', 'mine'],
  part: ['phoi hop', 'coordinating'],
  agency: ['cua co quan', 'co quan', 'agency'],
  body: ['toan ban', 'all'],
};
