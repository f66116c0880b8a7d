// The sentence every command follows: fill in, gather, permit, decide, write down, tell, show. Written once.
import type { Act, Args, Asking, Command, Permitted, World } from '../kernel/command.ts';
import type { DomainEvent, Refusal } from '../kernel/decision.ts';
import { isId } from '../kernel/ids.ts';
import type { Notice } from '../kernel/notice.ts';
import type { PersonCard } from '../kernel/person.ts';
import type { Printable } from '../kernel/picture.ts';
import { isDecision, pinPath } from '../kernel/step-up.ts';
import { plainText, type TextKey, text } from '../kernel/text.ts';
import { type Choice, choice, press, type View } from '../kernel/view.ts';
import { noteDisclosed } from '../store/access.ts';
import { isApart } from '../store/apart.ts';
import { nextCode } from '../store/counter.ts';
import { announcedTo } from '../store/groups.ts';
import { pinOwed } from '../store/pins.ts';
import { startReminders } from '../store/reminders.ts';
import type { Transaction } from '../store/transaction.ts';
import { type Barred, notPermitted, type Outcome, part, refused } from './outcome.ts';
import { capacity, inItsBody, permissionFor } from './permission.ts';
import type { Registry } from './registry.ts';

/** Runs a command whose arguments are complete, inside the caller's transaction. */
export async function perform(tx: Transaction, registry: Registry, command: Command, asked: Asking): Promise<Outcome> {
  const asking = await inItsBody(tx, command, asked);
  const { args, by } = asking;
  const gathered = await command.gather(tx, asking);
  if ('agreed' in gathered) {
    // A refusal tells of the matter: only to whom it may be told.
    const permission = await permissionFor(tx, command, asking);
    return 'barred' in permission ? permission.barred : refused(command, null, null, args, gathered.refusal);
  }
  const { bodyId, facts } = gathered;
  const as = capacity(by, command, bodyId, gathered.behalf ?? null);
  if (!as) return notPermitted(command, bodyId, args);
  const act: Act = { ...asking, as };
  if (!command.decide) {
    if (command.discloses) await noteDisclosed(tx, command.name, bodyId ?? by.seats[0]?.bodyId ?? null, asking);
    const view = namingLeader(act, 'looked', command.show(facts, act, []));
    const prints = printsOf(command, facts, act);
    return { kind: 'done', view, notices: [], reminders: [], anew: null, audit: null, ...(prints && { prints }) };
  }
  const pin = await pinFor(tx, command, asking);
  if (pin) return refused(command, bodyId, as, args, pin);
  const { matters: touched = [] } = gathered;
  if (await bringsApart(tx, registry, command, asking, { touched }))
    return refused(command, bodyId, as, args, keptApart());
  const decision = command.decide(facts, act);
  if (!decision.agreed) return refused(command, bodyId, as, args, decision.refusal);
  const events = await numbered(tx, registry, decision.events);
  const announced = await applyEvents(tx, registry, events, asking);
  const told = command.tell?.(facts, act, events) ?? { notices: [] };
  const prints = events.length > 0 ? printsOf(command, facts, act) : null;
  const record = part(command, bodyId, as, 'done', { args, acting: as.acting, events });
  return {
    kind: 'done',
    view: namingLeader(act, events.length > 0 ? 'done' : 'looked', command.show(facts, act, events)),
    notices: announced.length > 0 ? [...told.notices, ...announced] : told.notices,
    reminders: told.reminders ?? [],
    anew: events.length > 0 ? (command.anew?.(facts, act, events) ?? null) : null,
    audit: gathered.matters ? { ...record, matter: gathered.matters[0] ?? null } : record,
    ...(prints && { prints }),
  };
}

/**
 * Điều 10.4: what is said would stand in the rows of a matter whose words are kept apart from them. `owed`: it is asked
 * whether it must be said at all.
 */
async function bringsApart(
  tx: Transaction,
  { nouns, chapters }: Registry,
  { fields = {} }: Command,
  asking: Asking,
  { touched = [], owed = false }: { touched?: readonly string[]; owed?: boolean },
): Promise<boolean> {
  const { args } = asking;
  const brings = Object.entries(fields).some(
    ([name, { content, optional, needed }]) =>
      content && (owed ? !optional && !needed : args[name] !== undefined && args[name] !== '' && args[name] !== '[]'),
  );
  if (!brings) return false;
  const named: string[] = [];
  for (const noun of nouns) {
    const given = Object.hasOwn(fields, noun) ? args[noun] : undefined;
    if (!given) continue;
    const kind = isId(given) ? undefined : chapters.find(({ apart }) => apart?.[noun])?.apart?.[noun];
    named.push(`${noun}:${(await kind?.find(tx, asking, given))?.id ?? given}`);
  }
  return isApart(tx, [...named, ...touched]);
}

/** ID10: why he must first say again, on a page, that it is he who decides; null: he has, or nobody asks for it. */
async function pinFor(tx: Transaction, command: Command, asking: Asking): Promise<Refusal | null> {
  const { by, now, settings, pagesAt, args } = asking;
  if (settings.decisionPinMinutes === 0 || !isDecision(command)) return null;
  const owed = await pinOwed(tx, by.person.id, now);
  if (!owed) return null;
  if (owed.locked) return { code: 'pin-locked', because: text('pins:refusal.locked') };
  if (pagesAt === undefined) return { code: 'pin-no-page', because: text('pins:refusal.no-page') };
  const way = choice(text('pins:button'), { link: `${pagesAt}${pinPath}/${owed.token}` }, 'good');
  return { code: 'pin', because: text('pins:refusal.needed'), choices: [way, ...again(command, args)] };
}

/** What a button bears beside its command's name, in characters. */
const mostBorne = 36;

/** The decision itself, to be pressed when the PIN was given; what was typed for it is typed anew. */
function again({ name }: Command, args: Args): Choice[] {
  const [chapter, act] = name.split('.');
  const borne = Object.fromEntries(
    Object.entries(args).filter((given): given is [string, string] => given[1] !== undefined && given[1] !== ''),
  );
  const values = Object.values(borne);
  const fits = Buffer.byteLength(values.join('|')) <= mostBorne && !values.some((value) => /[|\n]/.test(value));
  return fits ? [choice(plainText(`${chapter}:commands.${act}.about` as TextKey), press(name, borne))] : [];
}

const keptApart = (): Refusal => ({ code: 'kept-apart', because: text('apart:refusal.content'), article: '10.4' });

/** Codes are drawn after the decision: a refused act takes none. */
export async function numbered(
  tx: Transaction,
  registry: Registry,
  events: readonly DomainEvent[],
): Promise<DomainEvent[]> {
  const written: DomainEvent[] = [];
  for (const event of events) {
    const { numbered: how } = registry.chapterOf(event.type);
    const part =
      how?.event === event.type ? (event as unknown as Record<string, { bodyId: string }>)[how.part] : undefined;
    if (!how || !part) written.push(event);
    else {
      const code = await nextCode(tx, part.bodyId, how.series);
      written.push({ ...event, [how.part]: { ...part, code } } as DomainEvent);
    }
  }
  return written;
}

/** What would be answered whatever the missing arguments turn out to be; null when they are to be asked for. */
export async function foreseen(
  tx: Transaction,
  registry: Registry,
  command: Command,
  asking: Permitted,
): Promise<Barred | null> {
  const { args, by } = asking;
  if (isUnnamed(registry, command, args)) return null;
  if (await bringsApart(tx, registry, command, asking, { owed: true }))
    return refused(command, null, null, args, keptApart());
  if (!command.opens) return null;
  const gathered = await command.gather(tx, asking);
  if ('agreed' in gathered) return refused(command, null, null, args, gathered.refusal);
  const { bodyId, facts } = gathered;
  const as = capacity(by, command, bodyId, gathered.behalf ?? null);
  if (!as) return notPermitted(command, bodyId, args);
  const pin = await pinFor(tx, command, asking);
  if (pin) return refused(command, bodyId, as, args, pin);
  const decision = command.opens(facts, { ...asking, as });
  if (!decision || decision.agreed || asksAnyway(decision.refusal, args)) return null;
  return refused(command, bodyId, as, args, decision.refusal);
}

/** For whom somebody would do it: the leader he assists, once it is known about what (Điều 10.3); null: for himself. */
export async function leaderOf(
  tx: Transaction,
  registry: Registry,
  command: Command,
  asking: Permitted,
): Promise<PersonCard | null> {
  if (asking.by.leaders.length === 0 || !command.decide || isUnnamed(registry, command, asking.args)) return null;
  const gathered = await command.gather(tx, asking);
  return 'agreed' in gathered ? null : (gathered.behalf ?? null);
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

/**
 * Each happening is written by the chapter whose name it bears; others may watch something from then on. Gives what the
 * groups of its body are told of it.
 */
export async function applyEvents(
  tx: Transaction,
  registry: Registry,
  events: readonly DomainEvent[],
  world: World,
): Promise<Notice[]> {
  const told: Notice[] = [];
  for (const event of events) {
    const chapter = registry.chapterOf(event.type);
    if (!chapter.apply) throw new Error(`${chapter.name} writes nothing: ${event.type}`);
    await chapter.apply(tx, event, world);
    for (const { follows } of registry.chapters) {
      const followed = await follows?.[event.type]?.(tx, event, world);
      if (followed) await startReminders(tx, followed.reminders, followed.bodyId, world);
    }
    for (const { announces } of registry.chapters) {
      const announced = await announces?.[event.type]?.(tx, event, world);
      if (announced) told.push(...(await announcedTo(tx, announced)));
    }
  }
  return told;
}

/** Nothing can be foreseen of what is about a matter until it is known about which one. */
const isUnnamed = ({ nouns }: Registry, { fields = {} }: Command, args: Args): boolean => {
  const about = nouns.filter((name) => Object.hasOwn(fields, name));
  return about.length > 0 && about.every((name) => !args[name]);
};

function printsOf(command: Command, facts: unknown, act: Act): Printable | null {
  const sheet = command.paper?.(facts, act);
  if (sheet) return { sheet };
  const picture = command.picture?.(facts, act);
  if (picture) return { picture };
  const proof = command.proof?.(facts, act);
  if (proof) return { proof };
  const dossier = command.dossier?.(facts, act);
  if (dossier) return { dossier };
  const caseFile = command.caseFile?.(facts, act);
  if (caseFile) return { caseFile };
  const slips = command.slips?.(facts, act);
  if (slips) return { slips };
  const calendar = command.calendar?.(facts, act);
  return calendar ? { calendar } : null;
}
