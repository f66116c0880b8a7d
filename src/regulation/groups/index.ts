// CH8: a group of the committee, bound to a body by its office (Điều 7.3), hears neutral notices and counters and nothing else.
import type { Chapter } from '../../kernel/chapter.ts';
import { type Args, command } from '../../kernel/command.ts';
import { agree, type DomainEvent, refuse } from '../../kernel/decision.ts';
import { hidden } from '../../kernel/fields.ts';
import { type Notice, tellEach } from '../../kernel/notice.ts';
import { type Actor, bodiesWith } from '../../kernel/person.ts';
import { quoted, said, text } from '../../kernel/text.ts';
import { hours } from '../../kernel/time.ts';
import { offer, type View } from '../../kernel/view.ts';
import { silenceGroup } from '../../store/groups.ts';
import type { Transaction } from '../../store/transaction.ts';
import { bodyCard, bodyNamed, seatsOf } from '../committee/index.ts';
import { standingAgency } from '../roles.ts';
import { announces, count, follows } from './announced.ts';
import { type Chat, type GroupNamed, type GroupOnRecord, groupNamed, groupsOf, voidCodes } from './store.ts';

export { answeredSince, groupAt, groupMoved, holderOfCode, meetGroup } from './store.ts';

type Named = Chat & { groupId: string; title: string };
/** Somebody of the office asked in the group that it be bound. */
type GroupAsked = Named & { type: 'groups.asked'; by: string; at: Date };
type GroupBound = Named & { type: 'groups.bound'; bodyId: string; by: string; at: Date };
/** `removed`: we were put out of the group; `refused`: it takes nothing from us any more. */
export type GroupReleased = Named & {
  type: 'groups.released';
  bodyId: string;
  because: 'office' | 'removed' | 'refused';
  by: string | null;
  at: Date;
};
/** Somebody's one-time code was shown in a group: it is good for nothing any more (Điều 1.2). */
export type CodeShown = { type: 'groups.code-shown'; personId: string; title: string; at: Date };
type GroupEvent = GroupAsked | GroupBound | GroupReleased | CodeShown;

export const namedIn = ({ id, channel, chat, title }: GroupOnRecord): Named => ({ groupId: id, channel, chat, title });

/** How long a group that was asked to be bound may be confirmed, in hours. */
const askedFor = hours(24);

const unknown = refuse('unknown-group', text('groups:refusal.unknown'), { article: '7.3' });

const bind = command<Args, { group: GroupNamed; body: string }, GroupBound>({
  name: 'groups.bind',
  word: 'gannhom',
  alias: ['bindgroup'],
  article: '7.3',
  allowed: standingAgency,
  fields: { group: hidden, body: { ...hidden, matter: bodyNamed } },
  gather: async (tx, { args: { group: id, body: bodyId } }) => {
    // Which group it is nobody can type: the command is typed in it.
    const group = id === undefined || bodyId === undefined ? null : await groupNamed(tx, id);
    const body = group && (await tx.body.findUnique({ where: { id: bodyId! } }));
    return body ? { bodyId: body.id, facts: { group, body: body.name }, matters: [`body:${body.id}`] } : unknown;
  },
  decide: ({ group }, { by, args, now }) => {
    const { title, bodyId, body: bound, askedById, askedAt } = group;
    const named = { group: quoted(title) };
    if (bodyId !== null)
      return refuse('bound', text('groups:refusal.bound', { ...named, body: said(bound ?? '') }), { closes: true });
    if (askedById !== by.person.id || askedAt === null || now.getTime() - askedAt.getTime() > askedFor)
      return refuse('not-asked', text('groups:refusal.not-asked', named), { article: '7.3', closes: true });
    return agree({ type: 'groups.bound', ...namedIn(group), bodyId: args['body']!, by: by.person.id, at: now });
  },
  show: ({ group: { id, title }, body }) => ({
    heading: text('groups:bound.heading'),
    lines: [text('groups:bound.line', { group: quoted(title), body: said(body) }), text('groups:bound.what')],
    choices: [offer('groups.release', { group: id }, 'bad')],
  }),
});

const release = command<Args, { group: GroupNamed }, GroupReleased>({
  name: 'groups.release',
  word: 'bonhom',
  alias: ['releasegroup'],
  article: '7.3',
  allowed: standingAgency,
  fields: {
    group: {
      ask: 'groups:ask.group',
      none: 'groups:none',
      always: true,
      matter: async (tx, { args }) => {
        const group = args['group'] === undefined ? null : await groupNamed(tx, args['group']);
        return group?.bodyId ? { bodyId: group.bodyId } : unknown;
      },
      options: async (tx, { by }) => {
        const bound = await groupsOf(tx, bodiesWith(by, standingAgency));
        return bound.map(({ id, title }) => ({ value: id, label: quoted(title) }));
      },
    },
  },
  gather: async (tx, { args }) => {
    const group = args['group'] === undefined ? null : await groupNamed(tx, args['group']);
    return group?.bodyId ? { bodyId: group.bodyId, facts: { group }, matters: [`body:${group.bodyId}`] } : unknown;
  },
  decide: ({ group }, { by, now }) =>
    agree({
      type: 'groups.released',
      ...namedIn(group),
      bodyId: group.bodyId!,
      because: 'office',
      by: by.person.id,
      at: now,
    }),
  show: ({ group: { title, body } }) => ({
    lines: [text('groups:released.line', { group: quoted(title), body: said(body ?? '') })],
  }),
});

/** What is asked, in his own chat, of who typed the command in a group; empty: he has no right to either. */
export async function askedPrivately(
  tx: Transaction,
  by: Actor,
  group: GroupOnRecord,
  act: 'bind' | 'release',
): Promise<View | null> {
  const offices = bodiesWith(by, standingAgency);
  const named = { group: quoted(group.title) };
  if (act === 'release') {
    if (group.bodyId === null || !offices.includes(group.bodyId)) return null;
    const body = said((await bodyCard(tx, group.bodyId)).name);
    const choices = [offer('groups.release', { group: group.id }, 'bad')];
    return { lines: [text('groups:asked.release', { ...named, body })], choices };
  }
  const bodies = await Promise.all(offices.map((id) => bodyCard(tx, id)));
  const [only, another] = bodies;
  if (!only) return null;
  const line = another
    ? text('groups:asked.bind-one', named)
    : text('groups:asked.bind', { ...named, body: said(only.name) });
  return {
    heading: text('groups:asked.heading'),
    lines: [line, text('groups:bound.what'), text('groups:asked.nothing')],
    choices: bodies.map(({ id, name }) => ({
      ...offer('groups.bind', { group: group.id, body: id }, 'good'),
      ...(another && { label: text('groups:asked.with', { body: said(name) }) }),
    })),
  };
}

const officeOf = async (tx: Transaction, bodyId: string, now: Date): Promise<string[]> =>
  (await seatsOf(tx, bodyId, now))
    .filter(({ role }) => standingAgency.some((one) => one === role))
    .map(({ person }) => person.id);

/** The office hears that a group fell away by itself. */
export async function tellReleased(tx: Transaction, { bodyId, title, because, at }: GroupReleased): Promise<Notice[]> {
  const view = {
    heading: text('groups:lost.heading'),
    lines: [text(because === 'refused' ? 'groups:lost.refused' : 'groups:lost.removed', { group: quoted(title) })],
  };
  const what = `group-released:v${at.getTime()}`;
  return tellEach(await officeOf(tx, bodyId, at), `body:${bodyId}`, what, view, { personal: true });
}

/** The offices he sits with hear that his code was shown, and give him another. */
export async function tellCodeShown(tx: Transaction, { personId, title, at }: CodeShown): Promise<Notice[]> {
  const person = await tx.person.findUniqueOrThrow({ where: { id: personId } });
  const seats = await tx.seat.findMany({
    where: { personId, OR: [{ validTo: null }, { validTo: { gt: at } }] },
    distinct: ['bodyId'],
  });
  const offices = await Promise.all(seats.map(({ bodyId }) => officeOf(tx, bodyId, at)));
  const view = {
    heading: text('groups:code.heading', { name: said(person.fullName) }),
    lines: [text('groups:code.line', { group: quoted(title) })],
  };
  const what = `code-shown:v${at.getTime()}`;
  return tellEach(offices.flat(), `person:${personId}`, what, view, { personal: true });
}

async function apply(tx: Transaction, event: GroupEvent): Promise<void> {
  if (event.type === 'groups.code-shown') {
    await voidCodes(tx, event.personId, event.at);
    return;
  }
  const { channel, chat, groupId: id, title, at } = event;
  switch (event.type) {
    case 'groups.asked':
      await tx.groupChat.updateMany({ where: { id }, data: { title, askedById: event.by, askedAt: at } });
      return;
    case 'groups.bound': {
      const bound = { bodyId: event.bodyId, boundAt: at, askedById: null, askedAt: null };
      await tx.groupChat.updateMany({ where: { id }, data: bound });
      return;
    }
    case 'groups.released':
      await silenceGroup(tx, { channel, chat });
      await tx.groupChat.deleteMany({ where: { id } });
  }
}

export const chapter: Chapter = {
  name: 'groups',
  room: 'people',
  articles: ['7.3'],
  commands: [bind, release],
  reminders: [count],
  announces,
  follows,
  apply: (tx, event: DomainEvent) => apply(tx, event as GroupEvent),
};
