// What the rules of attendance know about one invitee of one meeting, and about one request.
import type { Named } from '../../kernel/names.ts';
import type { PersonCard, SeatCard } from '../../kernel/person.ts';
import type { Addressed } from '../committee/index.ts';
import {
  evolve as evolveFile,
  type MeetingFile,
  type Neighbour,
  type Participant,
  participantOf,
} from '../meetings/index.ts';
import { type Duty, evolveDuty, type Topic } from '../opinions/index.ts';
import {
  type AttendanceEvent,
  type Consequence,
  evolveRequest,
  evolveStanding,
  isUnanswered,
  type Request,
  type Standing,
} from './answer.ts';

/** How often somebody was represented at this body's earlier meetings of the year (QĐ 45: proxies are to be few). */
export type History = { year: number; proxies: number; meetings: number };

export type MemberFacts = {
  file: MeetingFile;
  person: PersonCard;
  participant: Participant;
  /** His seat in the body now; null for a guest or an alternate. */
  seat: SeatCard | null;
  /** For an alternate: whom he attends for. */
  principal: PersonCard | null;
  standing: Standing;
  duty: Duty | null;
  /** What the written opinions of his that are here are about. */
  opinionsOn: readonly Topic[];
  /** Whose consent a request of his needs at this moment (Điều 4, 6.4). */
  decider: PersonCard | null;
  /** Standing member and secretariat. */
  overseers: readonly SeatCard[];
  history: History;
  /** Other meetings he has said he attends that go on at the same time; looked for where he says it of this one. */
  meanwhile?: readonly Pick<Neighbour, 'id' | 'code' | 'startsAt' | 'place'>[];
};

export type ProxyFacts = MemberFacts & {
  /** Everybody with a seat in the body now. */
  seats: readonly SeatCard[];
  /** Phone numbers of those, by person, normalised. */
  phones: ReadonlyMap<string, string>;
  /** Whose the address is that he was named with; null: nobody's yet, or none was named. */
  addressed: Addressed | null;
  /** Others' proxies at this meeting, waiting or agreed. */
  taken: readonly { principal: PersonCard; request: Request }[];
};

export type RequestFacts = MemberFacts & {
  request: Request;
  /** Who asked in his name, an assistant or the secretariat; null when he did himself (Điều 10.3). */
  askedBy: PersonCard | null;
  /** Who decided, once somebody has. */
  decidedBy: PersonCard | null;
};

/** As `calledAmong` takes him. */
export const namedMember = ({ person, participant }: MemberFacts): Named => ({
  personId: person.id,
  name: person.fullName,
  post: participant.post,
  code: participant.seatCode,
});

/** He presides and has said nothing else: he convened it and is not asked whether he comes (Điều 3.3; 6.4 binds members). */
export const isPresiding = ({ file, person, standing }: MemberFacts): boolean =>
  standing.state === 'unanswered' && file.meeting.presiderId === person.id;

/** He owes an answer: none counts, or consent was refused and he must attend (6.4). */
export const isStillAsked = (one: MemberFacts): boolean => isUnanswered(one.standing) && !isPresiding(one);

const isOwn = (event: Consequence): event is AttendanceEvent => event.type.startsWith('attendance.');

/** The facts as they are once these events are written. */
export function factsAfter<F extends MemberFacts>(facts: F, events: readonly Consequence[]): F {
  // Answer and request make a standing together, so they are followed together.
  const standing = evolveStanding(facts.standing, events.filter(isOwn), facts.file.meeting);
  return events.reduce(withOthers, { ...facts, standing });
}

function withOthers<F extends MemberFacts>(facts: F, event: Consequence): F {
  switch (event.type) {
    case 'meetings.alternate-added':
    case 'meetings.alternate-scoped':
    case 'meetings.alternate-removed':
      return { ...facts, file: evolveFile(facts.file, event) };
    case 'meetings.received': {
      const file = evolveFile(facts.file, event);
      return { ...facts, file, participant: participantOf(file, facts.person.id) ?? facts.participant };
    }
    case 'opinions.duty-opened':
    case 'opinions.duty-released':
      return { ...facts, duty: evolveDuty(facts.duty, event) };
    default:
      return facts;
  }
}

/** The same for a request, which besides is decided or withdrawn. */
export function requestAfter(
  facts: RequestFacts,
  events: readonly Consequence[],
  decidedBy: PersonCard | null,
): RequestFacts {
  const request = events.filter(isOwn).reduce(evolveRequest, facts.request);
  return { ...factsAfter(facts, events), request, decidedBy };
}
