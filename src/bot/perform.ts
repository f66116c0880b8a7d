// The sentence every command follows: fill in, gather, permit, decide, write down, tell, show. Written once.
import type { Act, Anew, Asking, Command, World } from '../kernel/command.ts';
import type { Happening, Refusal } from '../kernel/decision.ts';
import type { Notice, ReminderStart } from '../kernel/notice.ts';
import { type Actor, type Capacity, capacityOf } from '../kernel/person.ts';
import { text } from '../kernel/text.ts';
import type { View } from '../kernel/view.ts';
import type { AuditEntry } from '../store/audit.ts';
import { nextCode } from '../store/counter.ts';
import type { Transaction } from '../store/transaction.ts';
import type { Registry } from './registry.ts';

/** What became of an act; refusals are values. */
export type Outcome =
  | {
      kind: 'done';
      view: View;
      notices: readonly Notice[];
      reminders: readonly ReminderStart[];
      /** Its card on other people's screens. */
      anew: Anew | null;
      audit: AuditPart | null;
    }
  | { kind: 'refused'; refusal: Refusal; audit: AuditPart }
  | { kind: 'not-permitted'; audit: AuditPart };

/** What the audit row says beyond who, when and where. */
export type AuditPart = Pick<AuditEntry, 'behalfId' | 'bodyId' | 'matter' | 'command' | 'outcome' | 'facts'>;

/** Runs a command whose arguments are complete, inside the caller's transaction. */
export async function perform(tx: Transaction, registry: Registry, command: Command, asking: Asking): Promise<Outcome> {
  const { args, by } = asking;
  const gathered = await command.gather(tx, asking);
  if ('agreed' in gathered) {
    return refused(command, null, null, args, gathered.refusal);
  }
  const { bodyId, facts } = gathered;
  const as = capacity(by, command, bodyId, gathered.behalf ?? null);
  if (!as) return { kind: 'not-permitted', audit: part(command, bodyId, null, 'not-permitted', { args }) };
  const act: Act = { ...asking, as };
  if (!command.decide) {
    const view = namingLeader(act, 'looked', command.show(facts, act, []));
    return { kind: 'done', view, notices: [], reminders: [], anew: null, audit: null };
  }
  const decision = command.decide(facts, act);
  if (!decision.agreed) return refused(command, bodyId, as, args, decision.refusal);
  const events = await numbered(tx, command, decision.events);
  await applyEvents(tx, registry, events, asking);
  const told = command.tell?.(facts, act, events) ?? { notices: [] };
  const record = part(command, bodyId, as, 'done', { args, acting: as.acting, events });
  return {
    kind: 'done',
    view: namingLeader(act, events.length > 0 ? 'done' : 'looked', command.show(facts, act, events)),
    notices: told.notices,
    reminders: told.reminders ?? [],
    anew: events.length > 0 ? (command.anew?.(facts, act, events) ?? null) : null,
    audit: gathered.matters ? { ...record, matter: gathered.matters[0] ?? null } : record,
  };
}

/** Codes are drawn after the decision: a refused act takes none. */
async function numbered(
  tx: Transaction,
  { numbered: how }: Command,
  events: readonly Happening[],
): Promise<Happening[]> {
  const written: Happening[] = [];
  for (const event of events) {
    const bodyId = how?.bodyOf(event) ?? null;
    written.push(how && bodyId !== null ? how.write(event, await nextCode(tx, bodyId, how.series)) : event);
  }
  return written;
}

/** What would be answered whatever the missing arguments turn out to be; null when they are to be asked for. */
export async function foreseen(tx: Transaction, command: Command, asking: Asking): Promise<Outcome | null> {
  const { args, by } = asking;
  if (!command.opens || (isAboutMatter(command) && matterOf(args) === null)) return null;
  const gathered = await command.gather(tx, asking);
  if ('agreed' in gathered) return refused(command, null, null, args, gathered.refusal);
  const { bodyId, facts } = gathered;
  const as = capacity(by, command, bodyId, gathered.behalf ?? null);
  if (!as) return { kind: 'not-permitted', audit: part(command, bodyId, null, 'not-permitted', { args }) };
  const decision = command.opens(facts, { ...asking, as });
  if (!decision || decision.agreed || asksAnyway(decision.refusal, args)) return null;
  return refused(command, bodyId, as, args, decision.refusal);
}

/** The refusal is about an argument that is still to come. */
const asksAnyway = ({ field }: Refusal, args: Asking['args']): boolean =>
  field !== undefined && args[field] === undefined;

/** An assistant is always shown whose matter it is, and that he acts for another (Điều 10.3). */
function namingLeader({ as, by }: Act, what: 'done' | 'looked', view: View): View {
  if (!as.behalf) return view;
  const leader = as.behalf.fullName;
  const line =
    what === 'done'
      ? text('bot:on-behalf', { leader, assistant: by.person.fullName })
      : text('delivery:copy.for', { leader });
  return { ...view, lines: [line, ...view.lines] };
}

/** Each happening is written by the chapter whose name it bears. */
export async function applyEvents(
  tx: Transaction,
  registry: Registry,
  events: readonly Happening[],
  world: World,
): Promise<void> {
  for (const event of events) await registry.chapterOf(event.type).apply(tx, event, world);
}

function capacity(by: Actor, command: Command, bodyId: string | null, behalf: Capacity['behalf']): Capacity | null {
  if (command.allowed !== 'anyone') {
    return bodyId === null
      ? capacityAnywhere(by, command)
      : capacityOf(by, bodyId, command.allowed, command.personal ?? false);
  }
  const seat = by.seats.find((held) => bodyId === null || held.bodyId === bodyId) ?? null;
  return { seat, behalf, acting: false };
}

/** A command of no body needs the role in some body. */
function capacityAnywhere(by: Actor, command: Command): Capacity | null {
  if (command.allowed === 'anyone') return null;
  const held = [...by.seats, ...by.leaders.flatMap((leader) => leader.seats)];
  for (const bodyId of new Set(held.map((seat) => seat.bodyId))) {
    const found = capacityOf(by, bodyId, command.allowed, command.personal ?? false);
    if (found) return found;
  }
  return null;
}

/** Whether somebody could use a command at all, in some body: for help, menus and an early answer. */
export const mayEver = (by: Actor, command: Command): boolean =>
  command.allowed === 'anyone' || capacityAnywhere(by, command) !== null;

const refused = (
  command: Command,
  bodyId: string | null,
  as: Capacity | null,
  args: Asking['args'],
  refusal: Refusal,
): Outcome => ({
  kind: 'refused',
  refusal,
  audit: part(command, bodyId, as, 'refused', { args, code: refusal.code, article: refusal.article ?? null }),
});

function part(
  command: Command,
  bodyId: string | null,
  as: Capacity | null,
  outcome: AuditPart['outcome'],
  facts: { args: Asking['args'] } & Record<string, unknown>,
): AuditPart {
  return {
    behalfId: as?.behalf?.id ?? null,
    bodyId,
    matter: matterOf(facts.args),
    command: command.name,
    outcome,
    facts,
  };
}

/** The matter an act is about, from the argument that names it. */
export function matterOf(args: Asking['args']): string | null {
  for (const name of matters) if (args[name]) return `${name}:${args[name]}`;
  return null;
}

/** The arguments that name a matter. */
export const matters = ['meeting', 'task', 'request'] as const;

/** Nothing can be foreseen of it until it is known about which one. */
const isAboutMatter = ({ fields = {} }: Command): boolean => matters.some((name) => name in fields);
