// Permission before anything else: whether a person may use a command on the matter its arguments name.
import { type Asking, type Command, type Field, isPersonal, type Permitted } from '../kernel/command.ts';
import { type Actor, bodiesOf, type Capacity, capacityOf, type SeatCard } from '../kernel/person.ts';
import type { Transaction } from '../store/transaction.ts';
import { type Barred, notPermitted, refused } from './outcome.ts';

/** Why he may not, as an outcome; or the asking with which the matter may be read out to him. */
export type Permission = { barred: Barred } | { asking: Permitted };

/** The same by the figures of the body whose matter the arguments name: who sits in several acts in each by its own. */
export async function inItsBody(tx: Transaction, { fields = {} }: Command, asking: Asking): Promise<Asking> {
  const { by, args, settingsOf } = asking;
  if (!settingsOf || bodiesOf(by).length < 2) return asking;
  for (const [name, { matter }] of Object.entries(fields)) {
    if (!matter || args[name] === undefined) continue;
    const belonging = await matter(tx, asking);
    if (!('agreed' in belonging) && belonging.bodyId !== null) {
      return { ...asking, settings: settingsOf(belonging.bodyId) };
    }
  }
  return asking;
}

/** What he asks of all his bodies, asked of each by its own figures, as if it were his only one. */
export function inEachBody(asking: Asking): Asking[] {
  const { by, settingsOf } = asking;
  const bodyIds = bodiesOf(by);
  if (!settingsOf || bodyIds.length < 2) return [asking];
  return bodyIds.map((bodyId) => {
    const here = ({ bodyId: of }: SeatCard): boolean => of === bodyId;
    const leaders = by.leaders.map((leader) => ({ ...leader, seats: leader.seats.filter(here) }));
    const actingIn = by.actingIn.filter((id) => id === bodyId);
    return {
      ...asking,
      settings: settingsOf(bodyId),
      by: { ...by, seats: by.seats.filter(here), leaders, actingIn },
    };
  });
}

/** Looks at every matter that is named so far; none named, none looked at. */
export async function permissionFor(tx: Transaction, command: Command, asking: Asking): Promise<Permission> {
  const { args, by } = asking;
  for (const [name, field] of Object.entries(command.fields ?? {})) {
    if (!field.matter || args[name] === undefined) continue;
    const belonging = await field.matter(tx, asking);
    if ('agreed' in belonging) return { barred: refused(command, null, null, args, belonging.refusal) };
    const { bodyId } = belonging;
    if (capacity(by, command, bodyId, null)) continue;
    return { barred: notPermitted(command, bodyId, args) };
  }
  return { asking: (await inItsBody(tx, command, asking)) as Permitted };
}

/** The same for one message: what was looked up for a matter holds for every question about it. */
export function permissionsOf(tx: Transaction): (command: Command, asking: Asking) => Promise<Permission> {
  const known = new Map<string, Promise<Permission>>();
  return async (command, asking) => {
    const deciding = Object.entries(command.fields ?? {}).filter(([, field]) => field.matter || isHidden(field));
    const key = JSON.stringify([command.name, ...deciding.map(([name]) => asking.args[name] ?? null)]);
    const found = known.get(key) ?? permissionFor(tx, command, asking);
    known.set(key, found);
    const permission = await found;
    if ('barred' in permission) return permission;
    return { asking: { ...asking, settings: permission.asking.settings } as Permitted };
  };
}

/** Comes with the press, and so stays the same however many questions follow. */
const isHidden = ({ ask }: Field): boolean => ask === undefined;

/** The capacity in which a command may be used in a body; null when it may not. */
export function capacity(
  by: Actor,
  command: Command,
  bodyId: string | null,
  behalf: Capacity['behalf'],
): Capacity | null {
  if (command.allowed !== 'anyone') {
    return bodyId === null
      ? capacityAnywhere(by, command)
      : capacityOf(by, bodyId, command.allowed, isPersonal(command));
  }
  if (isPersonal(command) && behalf) return null;
  const seat = by.seats.find((held) => bodyId === null || held.bodyId === bodyId) ?? null;
  return { seat, behalf, acting: false };
}

/** A command of no body needs the role in some body. */
function capacityAnywhere(by: Actor, command: Command): Capacity | null {
  if (command.allowed === 'anyone') return null;
  const held = [...by.seats, ...by.leaders.flatMap((leader) => leader.seats)];
  for (const bodyId of new Set(held.map((seat) => seat.bodyId))) {
    const found = capacityOf(by, bodyId, command.allowed, isPersonal(command));
    if (found) return found;
  }
  return null;
}

/** Whether somebody could use a command at all, in some body: for help, menus and an early answer. */
export const mayEver = (by: Actor, command: Command): boolean =>
  command.allowed === 'anyone' || capacityAnywhere(by, command) !== null;

/** Whether he may not because he only assists somebody who may: then he is told that it is the leader's own to do. */
export const isLeadersOwn = (by: Actor, command: Command): boolean =>
  isPersonal(command) &&
  by.leaders.length > 0 &&
  (command.allowed === 'anyone' || (!mayEver(by, command) && mayEver(by, { ...command, personal: false })));
