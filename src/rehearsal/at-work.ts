// What the rehearsal's committee is at when it begins: acts of the same commands, by the same law, as if from a phone.

import { tellOthers } from '../bot/handle.ts';
import { outgoingBy } from '../bot/outgoing.ts';
import { alternatives } from '../bot/words.ts';
import { ownAccounts } from '../delivery/ways.ts';
import { perform } from '../engine/perform.ts';
import { makeRegistry } from '../engine/registry.ts';
import type { Args, World } from '../kernel/command.ts';
import type { Notice } from '../kernel/notice.ts';
import { type Day, dayOf, dayParts, instant } from '../kernel/time.ts';
import { addWorkingDays } from '../kernel/working-days.ts';
import { actorOfPerson, assistantRole, seatsOf } from '../regulation/committee/index.ts';
import { chapters } from '../regulation/index.ts';
import { appendAudit } from '../store/audit.ts';
import type { Database } from '../store/database.ts';
import type { Transaction } from '../store/transaction.ts';
import type { TextKey } from '../texts/keys.generated.d.ts';
import type { Texts } from '../texts/texts.ts';

/** Working days before the rehearsal's first morning on which its committee began. */
export const workingDaysAgo = 15;

const road = { outgoing: outgoingBy(ownAccounts), actorOf: actorOfPerson };

type Work = Extract<TextKey, `phones:work.${string}`> extends `phones:work.${infer Key}` ? Key : never;

/**
 * One act after another, each in a transaction of its own as on a phone. Tasks in time and late; a meeting being answered with
 * requests before the chair, one held whose papers come back; an opinion round open. `now`: the rehearsal's first morning.
 */
export async function beginWork(database: Database, texts: Texts, bodyId: string, world: World): Promise<void> {
  const registry = makeRegistry(chapters, (key) => alternatives(texts.everywhere(key)));
  const today = dayOf(world.now);
  const day = (workingDays: number): Day => addWorkingDays(world.calendar, today, workingDays);
  const at = (workingDays: number, hour: number): string => instant(day(workingDays), hour, 0).toISOString();
  const said = (key: Work): string => texts.say('vi', { key: `phones:work.${key}` });
  const seats = await database.transaction((tx) => seatsOf(tx, bodyId, world.now));
  const assistants = await database.prisma.seat.findMany({ where: { bodyId, role: assistantRole } });
  const idOf = (code: string): string =>
    seats.find((seat) => seat.code === code)?.person.id ?? assistants.find((seat) => seat.code === code)!.personId;
  let now = world.now;
  /** One act of somebody, at the moment the committee has come to. */
  const act = async (code: string, command: string, args: Args): Promise<void> => {
    now = new Date(now.getTime() + 60_000);
    await database.transaction((tx) => acts(tx, code, command, args));
  };
  const acts = async (tx: Transaction, code: string, command: string, args: Args): Promise<void> => {
    const then = { ...world, now };
    const person = idOf(code);
    const by = await actorOfPerson(tx, person, now);
    const known = registry.commands.get(command);
    if (!by || !known) throw new Error(`the rehearsal could not begin: nobody for ${command}`);
    const outcome = await perform(tx, registry, known, { ...then, by, args });
    if (outcome.kind !== 'done') throw new Error(`the rehearsal could not begin: ${command} was refused`);
    // What he was answered stands on his phone too: it takes the place of what had asked him.
    const answer: Notice = {
      to: person,
      class: 'notice',
      view: outcome.view,
      matter: `person:${person}`,
      key: `work:${world.newId()}`,
      personal: true,
    };
    const key = `work:${world.newId()}`;
    await tellOthers(tx, road, { ...outcome, notices: [answer, ...outcome.notices] }, { key, by, sees: person }, then);
    if (!outcome.audit) return;
    const who = { at: now, actorId: person, channel: 'rehearsal', account: null, update: null };
    await appendAudit(tx, { ...who, ...outcome.audit });
  };
  const comes = (workingDays: number, hour: number): void => {
    now = instant(day(workingDays), hour, 0);
  };
  const newest = async (kind: 'meeting' | 'task' | 'round' | 'collection'): Promise<string> => {
    const { prisma } = database;
    const newestFirst = { orderBy: { code: 'desc' } } as const;
    if (kind === 'meeting') return (await prisma.meeting.findFirstOrThrow({ where: { bodyId }, ...newestFirst })).id;
    if (kind === 'task') return (await prisma.task.findFirstOrThrow({ where: { bodyId }, ...newestFirst })).id;
    return (await prisma.matter.findFirstOrThrow({ where: { kind, bodyId }, ...newestFirst })).id;
  };
  const holders = async (id: string): Promise<string[]> => {
    const { data } = await database.prisma.matter.findUniqueOrThrow({ where: { id } });
    return (data as { holders: { id: string }[] }).holders.map((one) => one.id);
  };
  const words = (key: Work): string => JSON.stringify([{ text: said(key) }]);

  comes(-12, 9);
  await act('TB', 'tasks.assign', { lead: 'UV01', title: said('late'), due: day(-2) });
  const late = await newest('task');
  await act('UV01', 'tasks.accept', { task: late });
  await act('TB', 'tasks.assign', { lead: 'UV07', title: said('in-time'), due: day(10) });
  const inTime = await newest('task');
  await act('UV07', 'tasks.accept', { task: inTime });
  comes(-4, 10);
  await act('UV07', 'tasks.report', { task: inTime, percent: '40', parts: words('progress') });

  comes(-10, 8);
  const { year } = dayParts(day(8));
  const drafts = async (kind: string, title: string, when: string): Promise<string> => {
    await act('TV01', 'preparation.draft', { kind, title, when, place: said('place'), body: bodyId });
    return newest('meeting');
  };
  const title = texts.say('vi', { key: 'phones:work.meeting', values: { year } });
  const meeting = await drafts('quarterly', title, at(8, 14));
  const session = await drafts('working-session', said('session'), at(-2, 14));
  const guest = { name: said('guest'), post: said('guest-post'), kind: 'scientist', foreign: 'no' };
  await act('TV01', 'guests.invite', { meeting: session, ...guest });
  await act('TV01', 'preparation.submit', { meeting: session });
  await act('TB', 'preparation.convene', { meeting: session, ask: '1' });

  comes(-3, 8);
  await act('TV01', 'preparation.agenda', { meeting, lines: said('agenda') });
  await act('TV01', 'preparation.reminder', { meeting, value: said('reminder') });
  await act('TV01', 'preparation.submit', { meeting });
  comes(-3, 10);
  await act('TB', 'preparation.convene', { meeting, ask: '1' });
  for (const code of ['PTB1', 'UVTT', 'UV03', 'UV04']) {
    await act(code, 'attendance.attend', { meeting, person: idOf(code) });
  }
  await act('UV05', 'attendance.absent', { meeting, person: idOf('UV05'), reason: said('reason') });
  // His assistant has drafted the opinion that he owes; he has not sent it (Điều 10.3).
  const opinion = { meeting, person: idOf('UV05'), item: 'whole', stance: 'other', parts: words('opinion') };
  await act('TLUV', 'opinions.write', opinion);
  const proxy = { meeting, person: idOf('UV06') };
  await act('UV06', 'attendance.proxy', { ...proxy, alternate: idOf('PGD2'), reason: said('reason') });
  await act('UV06', 'attendance.scope', { ...proxy, scope: 'speak' });

  // The session has been held; its papers must come back, and not all have (QĐ 45/2018, Điều 14).
  comes(-2, 17);
  await act('TV01', 'meetings.roll-rest', { meeting: session, how: 'present' });
  await act('TV01', 'meetings.roll-close', { meeting: session });
  await act('TV01', 'returns.collect', { meeting: session, papers: said('papers') });
  const collection = await newest('collection');
  await act('TV01', 'returns.back', { collection, who: (await holders(collection))[0]! });

  comes(-1, 8);
  await beginPapers(act, said, day, seats.find(({ code }) => code === 'PTB1')!.id);

  comes(-1, 9);
  const asked = { title: said('round'), questions: said('question'), closing: at(5, 17), asker: 'chair' };
  await act('TV01', 'rounds.draft', asked);
  const round = await newest('round');
  await act('TV01', 'rounds.submit', { round });
  comes(-1, 14);
  await act('TB', 'rounds.start', { round });

  // What the clock had to say in these days is said when it first moves.
  await database.prisma.$executeRaw`
    update reminder set next_at = ${world.now.toISOString()}::timestamptz
    where closed_at is null and next_at < ${world.now.toISOString()}::timestamptz`;
}

/**
 * The office is at the papers of the year; nobody else has heard of them yet. A deputy speaks at a meeting of the central
 * level: the draft waits for him alone (Điều 7.3). `deputy`: his seat.
 */
async function beginPapers(
  act: (code: string, command: string, args: Args) => Promise<void>,
  said: (key: Work) => string,
  day: (workingDays: number) => Day,
  deputy: string,
): Promise<void> {
  const speech = { title: said('conference'), when: instant(day(4), 8, 0).toISOString() };
  const draft = JSON.stringify([{ text: said('speech') }]);
  await act('TV01', 'remarks.prepare', { leader: deputy, level: 'central', ...speech, draft });
  const thisYear = String(dayParts(day(-1)).year);
  const purpose = said('papers-of-year');
  await act('TV01', 'programmes.draft', { year: thisYear, items: `UV07; ${said('in-time')}; 31/12/${thisYear}` });
  await act('TV01', 'reports.draft', { period: `${thisYear}-01-01_${thisYear}-12-31` });
  await act('TV01', 'budgets.draft', { year: thisYear, sum: '250000', settleBy: `${thisYear}-12-31`, words: purpose });
  const officer = { name: said('officer'), post: said('officer-post'), to: 'UV07', foreign: 'no', reason: purpose };
  await act('TV01', 'secondments.propose', { ...officer, from: day(5), until: day(60) });
}
