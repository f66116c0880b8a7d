// The meeting of the specs in a real database, with the chapters that act on it.
import type { Outcome } from '../../../src/engine/outcome.ts';
import { applyEvents, perform } from '../../../src/engine/perform.ts';
import { makeRegistry } from '../../../src/engine/registry.ts';
import type { ReminderRow } from '../../../src/kernel/chapter.ts';
import { doorChoice } from '../../../src/regulation/arrivals/index.ts';
import { chapter as attendance, standingOf, standingReader } from '../../../src/regulation/attendance/index.ts';
import { chapterWith as callsWith } from '../../../src/regulation/calls/index.ts';
import { actorOfPerson } from '../../../src/regulation/committee/index.ts';
import { chapterOver as decisionsOver } from '../../../src/regulation/decisions/index.ts';
import { chapterWith, loadMeeting, type MeetingEvent } from '../../../src/regulation/meetings/index.ts';
import type { Convened } from '../../../src/regulation/meetings/meeting.ts';
import { chapter as opinions } from '../../../src/regulation/opinions/index.ts';
import { type Database, openDatabase } from '../../../src/store/database.ts';
import { personId, seatCommittee } from '../../support/committee.ts';
import { freshDatabase } from '../../support/database.ts';
import { meeting, meetingId, morning, participant, people, startsAt, world } from './scene.ts';

const meetings = chapterWith(standingReader, doorChoice);
const carrying = [meetings, callsWith(async () => []), opinions, attendance];
const decisions = decisionsOver(carrying.flatMap(({ approvals = [] }) => approvals));
export const registry = makeRegistry([...carrying, decisions], () => []);

export type Stage = {
  database: Database;
  /** Does what a pressed button or a typed line would. */
  run(code: string, command: string, args?: Record<string, string>, now?: Date): Promise<Outcome>;
  meetingHappens(event: MeetingEvent): Promise<void>;
  convene(id: string, more?: Partial<Convened>): Promise<void>;
  /** How somebody stands in the meeting. */
  standing(code: string, id?: string): Promise<{ state: string; duty: string | null }>;
  /** What a look at a reminder leads to; null when nobody needs reminding. */
  look(
    reminder: Omit<ReminderRow, 'version'> & { version?: number },
    now: Date,
  ): Promise<ReturnType<typeof Object> | null>;
  close(): Promise<void>;
};

export async function openStage(): Promise<Stage> {
  const fresh = await freshDatabase();
  const database = openDatabase(fresh.url);
  await seatCommittee(database, people);
  const meetingHappens: Stage['meetingHappens'] = (event) =>
    database.transaction(async (tx) => void (await applyEvents(tx, registry, [event], world())));
  const convene: Stage['convene'] = async (id, more = {}) => {
    const { convenedAt: _at, convenedBy: _by, answerBy, state: _state, ...basics } = meeting({ id, ...more });
    const participants = invitees.map((code, index) =>
      participant(code, { id: `i${index}${id.slice(2)}`, meetingId: id, position: index }),
    );
    await meetingHappens({
      type: 'meetings.drafted',
      meeting: { ...basics, state: 'draft', returnedBecause: null },
      participants,
    });
    await meetingHappens({
      type: 'meetings.convened',
      meetingId: id,
      at: morning,
      by: personId('TB'),
      answerBy,
      acting: false,
    });
  };
  await convene(meetingId);
  return {
    database,
    convene,
    meetingHappens,
    run: async (code, command, args = {}, now = morning) => {
      const by = await actorOfPerson(database.prisma, personId(code), now);
      const found = registry.commands.get(command);
      if (!by || !found) throw new Error(`${code} ${command}`);
      return database.transaction((tx) => perform(tx, registry, found, { ...world(now), by, args }));
    },
    standing: async (code, id = meetingId) => {
      const file = (await loadMeeting(database.prisma, id))!;
      const all = await standingOf(database.prisma, file, morning);
      const one = all.find(({ participant: { personId: found } }) => found === personId(code))!;
      return { state: one.standing.state, duty: one.duty?.state ?? null };
    },
    look: async (reminder, now) => {
      const kind = registry.reminders.get(reminder.kind)!;
      const row = { version: 1, ...reminder };
      const facts = await database.transaction((tx) => kind.gather(tx, row, world(now)));
      return facts === null ? null : kind.due(facts, row, world(now));
    },
    close: async () => {
      await database.close();
      await fresh.drop();
    },
  };
}

export const invitees = ['TB', 'PTB1', 'UVTT', 'UV01', 'UV02', 'UV03'];
export { meetingId, morning, startsAt };
