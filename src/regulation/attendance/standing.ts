// How everybody stands, for the chapters that show meetings and take the roll.
import { text } from '../../kernel/text.ts';
import type { Transaction } from '../../store/transaction.ts';
import { arrivalsOf } from '../arrivals/index.ts';
import {
  alternateOf,
  type MeetingFile,
  type Standing as MeetingStanding,
  type Participant,
  type StandingReader,
} from '../meetings/index.ts';
import { type Roll, rollOpensAt } from '../meetings/roll-call/index.ts';
import { type CardsElsewhere, type Duty, dutyNow, dutyWith } from '../opinions/index.ts';
import type { Standing } from './answer.ts';
import { cardsOf } from './consent/notices.ts';
import { contextOf, everybody, requestFacts } from './gathering.ts';
import { newestRequest } from './store.ts';
import { choicesFor, statusText } from './views.ts';

export type Presence = {
  participant: Participant;
  receivedAt: Date | null;
  standing: Standing;
  /** The written opinion owed for this version of the meeting; null when none is. */
  duty: Duty | null;
};

/** Everybody invited, alternates too, in the order of the file. */
export async function standingOf(tx: Transaction, file: MeetingFile, now: Date): Promise<Presence[]> {
  const people = await everybody(tx, file, now);
  return people.map(({ participant, standing, duty }) => ({
    participant,
    receivedAt: participant.receivedAt,
    standing,
    duty: dutyNow(duty, file.meeting),
  }));
}

/** For lists, cards and the roll-call of the meetings' chapter. */
export const standingReader: StandingReader = async (tx, file, now) => {
  // Nobody is at the door before it opens.
  const [people, arrivals] = await Promise.all([
    everybody(tx, file, now),
    now < rollOpensAt(file) ? new Map<string, Date>() : arrivalsOf(tx, file.meeting),
  ]);
  return new Map(
    people.flatMap((facts) =>
      facts.participant.personId === null
        ? []
        : [
            [
              facts.participant.personId,
              {
                status: statusText(facts),
                choices: choicesFor(facts, facts.standing),
                expected: expectedRoll(facts.standing),
                ...apartIn(facts.standing),
                ...arrivedIn(file, facts.participant.personId, arrivals),
              },
            ] as const,
          ],
    ),
  );
};

/** What the roll-call proposes; only consent makes an absence excused (6.4). */
export function expectedRoll(standing: Standing): Roll | null {
  switch (standing.state) {
    case 'attending':
      return standing.mode === 'online' ? 'online' : 'present';
    case 'excused':
      return 'excused';
    case 'represented':
      return 'alternate';
    default:
      return null;
  }
}

/** He said at the door that he is there; else who attends for him did. */
function arrivedIn(
  file: MeetingFile,
  personId: string,
  arrivals: ReadonlyMap<string, Date>,
): Pick<MeetingStanding, 'arrived'> {
  const own = arrivals.get(personId);
  if (own) return { arrived: { at: own, roll: 'present' } };
  const alternate = alternateOf(file, personId)?.personId;
  const at = alternate ? arrivals.get(alternate) : undefined;
  return at ? { arrived: { at, roll: 'alternate' } } : {};
}

/** He asked not to come himself and was not agreed to: nothing says whether he came. */
function apartIn(standing: Standing): Pick<MeetingStanding, 'apart'> {
  switch (standing.state) {
    case 'asking':
    case 'refused':
    case 'lapsed':
      return { apart: text(`attendance:roll.${standing.state}-${standing.request.kind}`) };
    default:
      return {};
  }
}

/** The cards of somebody's newest request, for the chapter of opinions: what the presider has before him once one is in. */
export const requestCards: CardsElsewhere = async (tx, file, personId, opinionsOn, now) => {
  const request = await newestRequest(tx, file.meeting, personId);
  const found = request && (await requestFacts(tx, request, file, await contextOf(tx, file.meeting.bodyId, now)));
  if (!found) return [];
  return cardsOf({ ...found, duty: dutyWith(found.duty, opinionsOn, file.agenda), opinionsOn }, now);
};
