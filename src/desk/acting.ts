// An act at the desk: the same sentence as in the chat, fill in, permit, decide, one commit, tell, record; as channel `desk`.
import { wrongPress } from '../bot/advance.ts';
import { tellOthers } from '../bot/handle.ts';
import { namedBy } from '../bot/matters.ts';
import { isIdle } from '../bot/reader.ts';
import type { Road } from '../bot/road.ts';
import { type AuditPart, notPermitted, type Outcome } from '../engine/outcome.ts';
import { foreseen, perform } from '../engine/perform.ts';
import { mayEver, permissionsOf } from '../engine/permission.ts';
import type { Registry } from '../engine/registry.ts';
import type { Args, Asking, Command } from '../kernel/command.ts';
import type { Refusal } from '../kernel/decision.ts';
import type { Actor } from '../kernel/person.ts';
import type { Printable } from '../kernel/picture.ts';
import { secrecyMark } from '../kernel/secrecy.ts';
import type { Slips } from '../kernel/slips.ts';
import { said, type Text, text } from '../kernel/text.ts';
import type { View } from '../kernel/view.ts';
import type { AuditEntry } from '../store/audit.ts';
import { appendAudit } from '../store/audit.ts';
import type { Database } from '../store/database.ts';
import type { Transaction } from '../store/transaction.ts';
import { type Asked, type Filling, fill, type Given } from './filling.ts';
import { type HandedIn, handedIn } from './handed-in.ts';
import { asksFirst, type Leaving, leavingSince, newestRow } from './leaving.ts';
import { doneMeanwhile, type Meanwhile, markNow } from './meanwhile.ts';
import { callBack, hold } from './sending.ts';
import { isFirst, type Session } from './sessions.ts';

/** Somebody at the desk, with the seats he holds at this request. */
export type Visitor = { session: Session; by: Actor };

/**
 * Another door than the desk's: by which channel what is done stands on record, which posts are new, and what else is
 * done with an act. Whoever comes in by it answers for himself alone: nothing is shown first.
 */
export type Through = {
  channel: string;
  isFirst(tx: Transaction, post: string): Promise<boolean>;
  done(tx: Transaction, view: View, post: string): Promise<void>;
};

/** `quiet`: what somebody may not see is passed over, and not put on record. */
export type Parts = { database: Database; road: Road; acted(): void; quiet?: true; through?: Through };

/** A form to fill in; `refusal`: why what was sent was not done, when that is about none of its fields. */
export type Form = {
  command: Command;
  given: Given;
  matter: Text | null;
  asked: readonly Asked[];
  more: boolean;
  refusal: Refusal | null;
  /** The mark it bears. */
  since: string;
  /** What somebody else has done with the same matter since it was opened. */
  meanwhile: Meanwhile | null;
};

export type Result =
  /** `sending`: what it tells goes as one, and may still be stopped. */
  | {
      kind: 'done';
      view: View;
      acted: boolean;
      told: readonly string[];
      files: readonly HandedIn[];
      prints?: Printable;
      sending?: string;
      undo?: Undo;
    }
  | { kind: 'form'; form: Form }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'not-permitted' }
  | { kind: 'again' }
  /** Nothing was done yet: this is what would leave. */
  | { kind: 'preview'; leaving: Leaving; refused: readonly Refused[] }
  /** Of several alike: with how many it was done, and with which it was not. */
  | {
      kind: 'many';
      count: number;
      refused: readonly Refused[];
      told: readonly string[];
      sending?: string;
      undo?: Undo;
      prints?: Printable;
    };

/** The act that takes it back, and the matters it was done with, as ticked rows name them. */
export type Undo = { command: string; rows: readonly string[] };

/** One of several with which it cannot be done, and why; `nth` of them, from nought. */
export type Refused = { nth: number; what: Text | null; because: Text };

/** One act with what is given for it. */
export type Doing = { command: Command; given: Given };

/**
 * `seen`: the mark of what was shown and is to be sent; null: nothing was shown yet. `takenBack`: the sending of the act that
 * is taken back by this one. `whole`: all of them or none; `tried`: it is only seen whether it could be done.
 */
export type How = { seen: string | null; takenBack?: string | null; whole?: 'tried' | 'done' };

type Followed = { result: Result; audits: readonly AuditPart[] };

const recorded = (
  part: AuditPart,
  { by, session }: Visitor,
  post: string | null,
  { now, channel }: { now: Date; channel: string },
): AuditEntry => ({
  ...part,
  at: now,
  actorId: by.person.id,
  channel,
  account: session.id,
  update: post,
});

/** Looks at something, or opens the form of an act; changes nothing. */
export function look(parts: Parts, visitor: Visitor, command: Command, given: Given): Promise<Result> {
  return inOne(parts, visitor, null, (tx) => follow(tx, parts, visitor, command, given, null));
}

/** What came of doing it, and what it would have told whom. */
class Unseen extends Error {
  readonly preview: Result;
  constructor(preview: Result) {
    super('unseen');
    this.preview = preview;
  }
}

/**
 * Does it when nothing is missing, once however often it is sent. What would tell many people is shown first: it is done
 * to the end, read out of the outbox as it would leave, and undone (AD5).
 */
export async function act(
  parts: Parts,
  visitor: Visitor,
  doing: Doing | readonly Doing[],
  post: string,
  { seen, takenBack, whole }: How,
): Promise<Result> {
  const all: readonly Doing[] = 'command' in doing ? [doing] : doing;
  const [{ command, given }] = all as readonly [Doing];
  try {
    const result = await inOne(parts, visitor, post, async (tx) => {
      const { through } = parts;
      const isNew = through ? through.isFirst(tx, post) : isFirst(tx, visitor.session, post);
      if (!(await isNew)) return { result: { kind: 'again' }, audits: [] };
      const before = await newestRow(tx);
      const followed =
        'command' in doing
          ? await follow(tx, parts, visitor, command, given, post)
          : await followAll(tx, parts, visitor, all, post, whole !== undefined);
      const { result: done } = followed;
      if (done.kind === 'many' && (whole === 'tried' || (whole && done.refused.length > 0))) throw new Unseen(done);
      if (done.kind !== 'done' && done.kind !== 'many') return followed;
      if (through) {
        if (done.kind === 'done') await through.done(tx, done.view, post);
        return followed;
      }
      if (takenBack && (await callBack(tx, before, visitor, takenBack)))
        return { ...followed, result: { ...done, told: [] } };
      const leaving = await leavingSince(tx, before, visitor.by.person.id, parts.road.world(null).now);
      const refused = done.kind === 'many' ? done.refused : [];
      if (leaving.mark !== seen && (asksFirst(leaving) || seen !== null))
        throw new Unseen({ kind: 'preview', leaving, refused });
      if (!asksFirst(leaving)) return followed;
      await hold(tx, before, visitor, { id: post, command: command.name }, worldOf(parts, visitor));
      return { ...followed, result: { ...done, sending: post } };
    });
    if ((result.kind === 'done' && result.acted) || result.kind === 'many') parts.acted();
    return result;
  } catch (error) {
    if (error instanceof Unseen) return error.preview;
    throw error;
  }
}

const worldOf = ({ road }: Pick<Parts, 'road'>, { by }: Visitor) => road.world(by.seats[0]?.bodyId ?? null);

/** The same for each of several, as if one after the other; what cannot be done with one is left out, and said. */
async function followAll(
  tx: Transaction,
  parts: Parts,
  visitor: Visitor,
  all: readonly Doing[],
  post: string,
  whole: boolean,
): Promise<Followed> {
  const audits: AuditPart[] = [];
  const refused: Refused[] = [];
  const told = new Set<string>();
  const undone: string[] = [];
  const slips: Slips[] = [];
  let count = 0;
  for (const [nth, { command, given }] of all.entries()) {
    const one = await follow(tx, parts, visitor, command, given, `${post}.${nth}`);
    audits.push(...one.audits);
    // What is still to be asked is asked once, for all of them.
    if (one.result.kind === 'form' && nth === 0 && !whole) return { ...one, audits: [] };
    if (one.result.kind === 'done') {
      count += 1;
      for (const name of one.result.told) told.add(name);
      undone.push(...(one.result.undo?.rows ?? []));
      const { prints } = one.result;
      if (prints && 'slips' in prints) slips.push(prints.slips);
      continue;
    }
    const because =
      one.result.kind === 'refused'
        ? one.result.refusal.because
        : one.result.kind === 'form'
          ? whyForm(one.result.form)
          : text('desk:many.not-permitted');
    refused.push({ nth, what: await whoIn(tx, given), because });
  }
  const [back, ...others] = new Set(all.map(({ command }) => command.undone));
  const undo = back && others.length === 0 && undone.length > 0 ? { undo: { command: back, rows: undone } } : {};
  // The slips of all of them lie on the same sheets.
  const [slip] = slips;
  const prints = slip && { prints: { slips: { ...slip, slips: slips.flatMap((one) => one.slips) } } };
  return { result: { kind: 'many', count, refused, told: [...told].sort(), ...undo, ...prints }, audits };
}

/** What is wrong with what was given, in one sentence. */
const whyForm = ({ asked, refusal }: Form): Text =>
  refusal?.because ?? asked.find(({ problem }) => problem)?.problem ?? text('desk:form.needed');

/** The person a row is about. */
async function whoIn(tx: Transaction, { pressed }: Given): Promise<Text | null> {
  const found = await tx.person.findFirst({
    where: { id: { in: Object.values(pressed) } },
    select: { fullName: true },
  });
  return found && said(found.fullName);
}

async function inOne(
  { database, road, quiet, through }: Parts,
  visitor: Visitor,
  post: string | null,
  work: (tx: Transaction) => Promise<Followed>,
): Promise<Result> {
  const where = { now: road.world(null).now, channel: through?.channel ?? 'desk' };
  const done = await database.transaction(work, async (tx, { audits }) => {
    if (quiet) return;
    await Promise.all(audits.map((audit) => appendAudit(tx, recorded(audit, visitor, post, where))));
  });
  return done.result;
}

/** What was skipped is absent to a command. */
const withoutSkipped = (args: Args): Args =>
  Object.fromEntries(Object.entries(args).filter(([, value]) => value !== ''));

async function follow(
  tx: Transaction,
  { road, through }: Parts,
  visitor: Visitor,
  command: Command,
  given: Given,
  post: string | null,
): Promise<Followed> {
  // Anew, in the transaction of the act: what he held when the page was asked for may be over.
  const { channel, externalId } = visitor.session;
  const by = await road.identify(tx, channel, externalId, road.world(null).now);
  if (!by) return barred(notPermitted(command, null, given.pressed));
  const world = road.world(by.seats[0]?.bodyId ?? null);
  const asking = (args: Args): Asking => ({ ...world, by, args: withoutSkipped(args) });
  const known = permissionsOf(tx);
  const label: Filling['label'] = (option) => road.say(by.person.language, option.label);
  const h: Filling = {
    tx,
    world,
    asking,
    permit: (one, args) => known(one, asking(args)),
    label,
    idle: (words) => isIdle({ road }, words),
  };

  if (!mayEver(by, command)) return barred(notPermitted(command, null, given.pressed));
  // Nothing of it is kept: neither what was sent nor under which field (SC2).
  const mark = secrecyMark([...Object.values(given.typed), ...Object.values(given.pressed)].join('\n'));
  if (mark) return secret(mark);
  const wrong = await wrongPress(h, command, given.pressed);
  if (wrong === 'not-ours') return refusedBy({ code: 'not-ours', because: text('bot:button.unknown') });
  if (wrong) return barred(wrong);

  const acts = command.decide !== undefined;
  const opensForm = acts && post === null;
  const filled = await fill(h, command, given, opensForm || given.asked.size > 0);
  if ('barred' in filled) return barred(filled.barred);
  if ('refusal' in filled) return refusedBy(filled.refusal);
  const form: Forming = async (asked, more, refusal = null, meanwhile = null) => {
    const matter = await namedBy(road.registry, tx, asking(filled.args));
    const since = (meanwhile === null ? given.since : undefined) ?? (await markNow(tx));
    const one = { command, given, matter, asked, more, refusal, since, meanwhile };
    return { result: { kind: 'form', form: one }, audits: [] };
  };
  if (!filled.complete || opensForm) {
    const permission = await h.permit(command, filled.args);
    const early =
      'barred' in permission ? permission.barred : await foreseen(tx, road.registry, command, permission.asking);
    if (early) {
      const isTyped = early.kind === 'refused' && given.typed[early.refusal.field ?? ''] !== undefined;
      return (isTyped && (await besideField(h, command, given, early, form))) || barred(early);
    }
    return filled.complete ? form(filled.asked, false) : form(filled.asked, filled.more);
  }
  if (acts && given.since !== undefined && !through) {
    const whose = { since: given.since, by: by.person.id };
    const meanwhile = await doneMeanwhile(tx, road.registry, command, filled.args, whose);
    if (meanwhile) return form(filled.asked, false, null, meanwhile);
  }
  const outcome = await perform(tx, road.registry, command, asking(filled.args));
  if (outcome.kind === 'done') {
    if (outcome.audit) {
      const key = `${through?.channel ?? 'desk'}:${visitor.session.id}:${post}`;
      // His own card in the chat is brought up to date like everybody's: the answer stands here.
      await tellOthers(tx, road, outcome, { key, by, sees: null }, world);
    }
    const told = await namesOf(tx, outcome);
    return {
      result: {
        kind: 'done',
        view: outcome.view,
        acted: outcome.audit !== null,
        told,
        files: await handedIn(tx, outcome.view.files ?? [], post === null ? { command, given } : null),
        ...(outcome.prints && { prints: outcome.prints }),
        ...undoOf(road.registry, command, filled.args),
      },
      audits: listed(outcome.audit),
    };
  }
  const { refusal } = outcome.kind === 'refused' ? outcome : { refusal: null };
  if (!refusal) return barred(outcome);
  return (
    (await besideField(h, command, given, { refusal, audit: outcome.audit }, form)) ??
    (filled.asked.some(({ fixed }) => !fixed)
      ? { ...(await form(filled.asked, false, refusal)), audits: listed(outcome.audit) }
      : barred(outcome))
  );
}

type Forming = (
  asked: readonly Asked[],
  more: boolean,
  refusal?: Refusal | null,
  meanwhile?: Meanwhile | null,
) => Promise<Followed>;

/** The form again with the refusal beside the field it is about; null: it is about none of them. */
async function besideField(
  h: Filling,
  command: Command,
  given: Given,
  { refusal, audit }: { refusal: Refusal; audit: AuditPart | null },
  form: Forming,
): Promise<Followed | null> {
  const at = command.fields?.[refusal.field ?? '']?.ask ? refusal.field! : null;
  if (at === null) return null;
  const { [at]: _wrong, ...pressed } = given.pressed;
  const again = await fill(h, command, { ...given, pressed }, true);
  if (!('asked' in again) || !again.asked.some(({ name }) => name === at)) return null;
  const asked = again.asked.map(({ fixed, ...one }) =>
    one.name === at ? { ...one, problem: refusal.because } : { ...one, ...(fixed && { fixed }) },
  );
  const shown = await form(asked, 'more' in again && again.more, { ...refusal, field: at });
  return { ...shown, audits: listed(audit) };
}

/** Taken back by its own act, which is about the same matter. */
function undoOf(registry: Registry, { undone }: Command, args: Args): { undo?: Undo } {
  const [name] = Object.keys(registry.commands.get(undone ?? '')?.fields ?? {});
  const about = name === undefined ? undefined : args[name];
  return undone && name && about
    ? { undo: { command: undone, rows: [String(new URLSearchParams({ [name]: about }))] } }
    : {};
}

const listed = (audit: AuditPart | null): readonly AuditPart[] => (audit ? [audit] : []);

function barred(outcome: Exclude<Outcome, { kind: 'done' }>): Followed {
  return outcome.kind === 'refused'
    ? { result: { kind: 'refused', refusal: outcome.refusal }, audits: listed(outcome.audit) }
    : { result: { kind: 'not-permitted' }, audits: listed(outcome.audit) };
}

const refusedBy = (refusal: Refusal): Followed => ({ result: { kind: 'refused', refusal }, audits: [] });

const secret = (mark: string): Followed => ({
  result: { kind: 'refused', refusal: { code: 'secrecy-mark', because: text('bot:secret.refused') } },
  audits: [
    {
      behalfId: null,
      bodyId: null,
      matter: null,
      command: 'bot.receive',
      outcome: 'refused',
      facts: { code: 'secrecy-mark', mark },
    },
  ],
});

/** The names of those an act was told to. */
async function namesOf(tx: Transaction, { notices }: Extract<Outcome, { kind: 'done' }>): Promise<string[]> {
  const ids = [...new Set(notices.filter((one) => one.class !== 'refresh' && !one.known).map(({ to }) => to))];
  if (ids.length === 0) return [];
  const people = await tx.person.findMany({ where: { id: { in: ids } }, select: { fullName: true } });
  return people.map(({ fullName }) => fullName).sort();
}
