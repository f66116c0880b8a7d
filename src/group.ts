// What is said or pressed in a group (CH8): nothing of anybody's own is answered there; the office may ask there, and confirms
// in its own chat.
import type { Answer, Road } from './bot/road.ts';
import { note } from './bot/views.ts';
import type { Incoming } from './channels/incoming.ts';
import type { AuditPart } from './engine/outcome.ts';
import { applyEvents } from './engine/perform.ts';
import type { Registry } from './engine/registry.ts';
import type { World } from './kernel/command.ts';
import type { DomainEvent } from './kernel/decision.ts';
import { cleanLine } from './kernel/fold.ts';
import { linkCodeIn } from './kernel/link-code.ts';
import type { Notice } from './kernel/notice.ts';
import { type Actor, bodiesWith } from './kernel/person.ts';
import { text } from './kernel/text.ts';
import { minutes } from './kernel/time.ts';
import { choice } from './kernel/view.ts';
import {
  answeredSince,
  askedPrivately,
  type CodeShown,
  type GroupReleased,
  groupAt,
  groupMoved,
  holderOfCode,
  meetGroup,
  namedIn,
  tellCodeShown,
  tellReleased,
} from './regulation/groups/index.ts';
import { standingAgency } from './regulation/roles.ts';
import type { Transaction } from './store/transaction.ts';

type Parts = {
  registry: Registry;
  /** Whether groups of this messenger can be bound. */
  bindable(channel: string, chat: string): boolean;
  /** The address of our own chat in a messenger; null: not known. */
  ownChat(channel: string): Promise<string | null>;
};

const silence: Answer = { view: null };

/** In a group one line is enough for so long. */
const quiet = minutes(1);

const record = (
  command: string,
  bodyId: string | null,
  matter: string | null,
  events: readonly DomainEvent[],
): AuditPart => ({
  behalfId: null,
  bodyId,
  matter,
  command,
  outcome: 'done',
  facts: { events },
});

export const answerInGroup =
  ({ registry, bindable, ownChat }: Parts): Road['inGroup'] =>
  async (tx, came, by, world) => {
    if (came.movedTo !== undefined) {
      await groupMoved(tx, came, came.movedTo);
      return silence;
    }
    if (came.kind === 'reach') {
      const lost = came.reachable === false ? await groupLost(tx, registry, came, 'removed', world) : null;
      return lost ? { ...silence, ...lost } : silence;
    }
    const typed = came.kind === 'text' && !came.forwarded ? (came.text ?? '') : '';
    const code = linkCodeIn(came.text ?? '');
    if (code === null && !typed.startsWith('/') && !came.press) return silence;
    const shown = code === null ? null : await codeShown(tx, registry, came, code, world);
    const asks = by !== null && code === null && bindable(came.channel, came.chat);
    const asked = asks ? await asking(tx, registry, came, typed, by, world) : null;
    const line = await neutral(tx, came, ownChat, world);
    return { ...line, ...shown, ...asked };
  };

/** One line, the same for whoever asked whatever, once a minute. */
async function neutral(tx: Transaction, came: Incoming, ownChat: Parts['ownChat'], { now }: World): Promise<Answer> {
  const toast = text('groups:private');
  if (await answeredSince(tx, came, new Date(now.getTime() - quiet))) return { ...silence, toast };
  const address = await ownChat(came.channel);
  return { view: note(toast, address === null ? [] : [choice(text('groups:write'), { link: address })]), toast };
}

const titleOf = ({ group }: Incoming): string => cleanLine(group ?? '', 100);

/** The office's two commands of a group: what they ask goes to who typed them alone. */
async function asking(
  tx: Transaction,
  registry: Registry,
  came: Incoming,
  typed: string,
  by: Actor,
  world: World,
): Promise<Pick<Answer, 'elsewhere' | 'audit'> | null> {
  const command = registry.words.get(/^\/(\w+)/.exec(typed)?.[1]?.toLowerCase() ?? '')?.name;
  const act = command === 'groups.bind' ? 'bind' : command === 'groups.release' ? 'release' : null;
  const [office] = bodiesWith(by, standingAgency);
  if (act === null || office === undefined) return null;
  const group = act === 'bind' ? await meetGroup(tx, came, world.newId(), titleOf(came)) : await groupAt(tx, came);
  if (!group) return null;
  const view = await askedPrivately(tx, by, group, act);
  if (!view || !by.account) return null;
  const { person, account } = by;
  const place = {
    account: account.id,
    person: person.id,
    channel: came.channel,
    chat: came.account,
    language: person.language,
  };
  const elsewhere = [{ place, view }];
  if (act === 'release') return { elsewhere };
  const asked = { type: 'groups.asked', ...namedIn(group), by: person.id, at: world.now };
  await applyEvents(tx, registry, [asked], world);
  return { elsewhere, audit: record('groups.ask', office, null, [asked]) };
}

/** It is taken by nobody: it is void, and the office is told. */
async function codeShown(
  tx: Transaction,
  registry: Registry,
  came: Incoming,
  code: string,
  world: World,
): Promise<Pick<Answer, 'audit' | 'notices'> | null> {
  const personId = await holderOfCode(tx, code, world.now);
  if (personId === null) return null;
  const shown: CodeShown = { type: 'groups.code-shown', personId, title: titleOf(came), at: world.now };
  await applyEvents(tx, registry, [shown], world);
  return {
    audit: record('groups.code', null, `person:${personId}`, [shown]),
    notices: await tellCodeShown(tx, shown),
  };
}

/** It is bound no more, whoever did it: nothing waits for it, and its office is told. Null: it was bound to nothing. */
export async function groupLost(
  tx: Transaction,
  registry: Registry,
  chat: { channel: string; chat: string },
  because: 'removed' | 'refused',
  world: World,
): Promise<{ audit: AuditPart; notices: Notice[] } | null> {
  const group = await groupAt(tx, chat);
  if (!group?.bodyId) return null;
  const { bodyId } = group;
  const released: GroupReleased = {
    type: 'groups.released',
    ...namedIn(group),
    bodyId,
    because,
    by: null,
    at: world.now,
  };
  await applyEvents(tx, registry, [released], world);
  return {
    audit: record('groups.lost', bodyId, `body:${bodyId}`, [released]),
    notices: await tellReleased(tx, released),
  };
}
