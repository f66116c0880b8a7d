// AD3: who is still to be asked, and when he may be asked again.
import type { Act, Args } from '../../../kernel/command.ts';
import { agree, type Decision, refuse } from '../../../kernel/decision.ts';
import { moment, text } from '../../../kernel/text.ts';
import { minutes } from '../../../kernel/time.ts';
import type { Call } from '../../calls/index.ts';
import type { MeetingFile } from '../../meetings/index.ts';
import type { Chased } from '../answer.ts';
import { closedBecause } from '../decide.ts';
import { isPresiding, isStillAsked, type MemberFacts } from '../facts.ts';

export type BoardFacts = {
  file: MeetingFile;
  people: readonly MemberFacts[];
  /** Who is to be telephoned about the meeting, as the list of calls has it. */
  calls: readonly Call[];
  /** Persons who cannot be written to. */
  beyond: ReadonlySet<string>;
  lastChase: Date | null;
};

/**
 * `whom`: `receipt` for those who have given no sign of having the invitation, a person's id for him alone, otherwise all
 * who have not answered.
 */
export type BoardArgs = Args & { meeting?: string; whom?: string };

export const receipt = 'receipt';

/** The same people are not reminded by hand twice within this time (as DingTalk does). */
const pause = minutes(5);

/** Neither an answer nor “Đã nhận” has come from him (QĐ45 Đ.15): who answers has it. */
export const isUnconfirmed = (one: MemberFacts): boolean =>
  one.standing.state === 'unanswered' && !isPresiding(one) && one.participant.receivedAt === null;

const silentOf = ({ people }: BoardFacts, { whom }: BoardArgs): MemberFacts[] =>
  people.filter((one) =>
    whom === receipt ? isUnconfirmed(one) : isStillAsked(one) && (whom === undefined || one.person.id === whom),
  );

/** Those still to be asked who can be written to. */
export const toChase = (facts: BoardFacts, args: BoardArgs): MemberFacts[] =>
  silentOf(facts, args).filter((one) => one.participant.personId !== null && !facts.beyond.has(one.person.id));

export function decideNudge(facts: BoardFacts, act: Act<BoardArgs>): Decision<Chased> {
  const closed = closedBecause(facts.file.meeting, undefined, act.now);
  if (closed) return closed;
  const { whom } = act.args;
  const isOne = whom !== undefined && whom !== receipt;
  if (isOne && !facts.people.some(({ person }) => person.id === whom)) {
    return refuse('whom-unknown', text('bot:button.unknown'));
  }
  const people = toChase(facts, act.args).length;
  if (people === 0) return nobodyToChase(facts, act.args);
  const next = facts.lastChase && new Date(facts.lastChase.getTime() + pause);
  if (facts.lastChase && next && act.now < next) {
    const values = { at: moment(facts.lastChase, 'time'), next: moment(next, 'time') };
    return refuse('chased-just-now', text('attendance:refusal.chased-just-now', values));
  }
  const { id: meetingId } = facts.file.meeting;
  return agree({ type: 'attendance.chased', id: act.newId(), meetingId, byId: act.by.person.id, at: act.now, people });
}

function nobodyToChase(facts: BoardFacts, args: BoardArgs): Decision<Chased> {
  const silent = silentOf(facts, args).length;
  if (silent === 0 && args.whom === receipt) return refuse('all-received', text('attendance:refusal.all-received'));
  return silent === 0
    ? refuse('all-answered', text('attendance:refusal.all-answered'))
    : refuse('all-unreached', text('attendance:refusal.all-unreached', { count: silent }));
}
