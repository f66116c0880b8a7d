// AD3: who has answered what, by name; who is still to be asked, and whom nothing has reached.
import type { Act, Args } from '../../kernel/command.ts';
import { agree, type Decision, refuse } from '../../kernel/decision.ts';
import type { Notice, Telling } from '../../kernel/notice.ts';
import { moment, said, type Text, text } from '../../kernel/text.ts';
import { minutes } from '../../kernel/time.ts';
import { type Choice, choice, press, type View } from '../../kernel/view.ts';
import { isOpenForAnswers, type MeetingFile, matterOf } from '../meetings/index.ts';
import { howManyItems, isOwed } from '../opinions/index.ts';
import { type Chased, isUnanswered } from './answer.ts';
import { reminderBrief } from './briefs.ts';
import { closedBecause } from './decide.ts';
import { isPresiding, type MemberFacts } from './facts.ts';
import { memberCard } from './views.ts';

export type BoardFacts = {
  file: MeetingFile;
  people: readonly MemberFacts[];
  /** Persons to be telephoned: nothing about the meeting has reached them, as far as anybody knows. */
  unreached: ReadonlySet<string>;
  /** Persons who cannot be written to. */
  beyond: ReadonlySet<string>;
  lastChase: Date | null;
};

/** `whom`: `receipt` for those who have given no sign of having the invitation, otherwise all who have not answered. */
export type BoardArgs = Args & { meeting?: string; whom?: string };

export const receipt = 'receipt';

/** The same people are not reminded by hand twice within this time (as DingTalk does). */
const pause = minutes(5);

/** He is to be phoned. */
const isMissed = ({ unreached }: BoardFacts, { participant: { personId } }: MemberFacts): boolean =>
  personId === null || unreached.has(personId);

const isStillAsked = (one: MemberFacts): boolean => isUnanswered(one.standing) && !isPresiding(one);

/** Neither an answer nor “Đã nhận” has come from him (QĐ45 Đ.15): who answers has it. */
const isUnconfirmed = (one: MemberFacts): boolean =>
  one.standing.state === 'unanswered' && !isPresiding(one) && one.participant.receivedAt === null;

const silentOf = ({ people }: BoardFacts, { whom }: BoardArgs): MemberFacts[] =>
  people.filter(whom === receipt ? isUnconfirmed : isStillAsked);

/** Those still to be asked who can be written to. */
const toChase = (facts: BoardFacts, args: BoardArgs): MemberFacts[] =>
  silentOf(facts, args).filter((one) => one.participant.personId !== null && !facts.beyond.has(one.person.id));

export function decideNudge(facts: BoardFacts, act: Act<BoardArgs>): Decision<Chased> {
  const closed = closedBecause(facts.file.meeting, undefined, act.now);
  if (closed) return closed;
  const { whom } = act.args;
  if (whom !== undefined && whom !== receipt) return refuse('whom-unknown', text('bot:button.unknown'));
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

export function tellNudge(facts: BoardFacts, act: Act<BoardArgs>, events: readonly Chased[]): Telling {
  const { meeting } = facts.file;
  const chased = events[0];
  if (!chased) return { notices: [] };
  const by = { by: act.by.person.fullName };
  const news = [
    act.args.whom === receipt ? text('attendance:remind.receipt-by-hand', by) : text('attendance:remind.by-hand', by),
  ];
  const notices = toChase(facts, act.args).map(
    (one): Notice => ({
      to: one.person.id,
      class: 'nudge',
      view: { ...memberCard(one, act.now, { news }), brief: reminderBrief(one) },
      matter: matterOf(meeting),
      key: `${matterOf(meeting)}:chased:v${meeting.version}:${chased.id}:${one.person.id}`,
      expiresAt: meeting.startsAt,
    }),
  );
  return { notices };
}

const groups = {
  presiding: isPresiding,
  'in-person': (one: MemberFacts) => one.standing.state === 'attending' && one.standing.mode === 'in-person',
  online: (one: MemberFacts) => one.standing.state === 'attending' && one.standing.mode === 'online',
  'asking-absence': (one: MemberFacts) => one.standing.state === 'asking' && one.standing.request.kind === 'absence',
  'asking-proxy': (one: MemberFacts) => one.standing.state === 'asking' && one.standing.request.kind === 'proxy',
  excused: (one: MemberFacts) => one.standing.state === 'excused',
  represented: (one: MemberFacts) => one.standing.state === 'represented',
  refused: (one: MemberFacts) => one.standing.state === 'refused',
  lapsed: (one: MemberFacts) => one.standing.state === 'lapsed',
  unanswered: (one: MemberFacts) => one.standing.state === 'unanswered' && !isPresiding(one),
  unconfirmed: isUnconfirmed,
} as const;

/** An alternate is never named without the one he attends for (PX8). */
function nameOf(one: MemberFacts): Text {
  const name = one.person.fullName;
  if (one.principal) return text('attendance:board.alternate', { name, principal: one.principal.fullName });
  if (one.standing.state === 'represented') {
    return text('attendance:board.principal', { name, alternate: one.standing.request.alternate?.name ?? '' });
  }
  return said(name);
}

/** Who owes an opinion, and how far he is when he gives it item by item. */
function nameOfOwing(one: MemberFacts): Text {
  const many = howManyItems(one.file, one.opinionsOn);
  return many ? text('attendance:board.items', { name: nameOf(one), ...many }) : nameOf(one);
}

type Naming = (one: MemberFacts) => Text;

/** Names one after the other, as one text. */
const names = (people: readonly MemberFacts[], name: Naming): Text =>
  people
    .slice(1)
    .reduce<Text>(
      (before, one) => text('attendance:board.and', { before, name: name(one) }),
      people[0] ? name(people[0]) : said(''),
    );

const line = (group: BoardGroup, people: readonly MemberFacts[], name: Naming = nameOf): Text[] =>
  people.length === 0
    ? []
    : [
        text('attendance:board.line', {
          group: text(`attendance:board.${group}`),
          count: people.length,
          names: names(people, name),
        }),
      ];

type BoardGroup = keyof typeof groups | 'owing' | 'unreached';

export const boardCard = (meetingId: string): string => `board:${meetingId}`;

export function boardView(facts: BoardFacts, now: Date, news?: Text): View {
  const { meeting } = facts.file;
  const { people } = facts;
  const received = people.filter((one) => one.participant.receivedAt !== null).length;
  const owing = people.filter((one) => isOwed(one.duty, meeting));
  const missed = people.filter((one) => isMissed(facts, one));
  const lines: Text[] = [
    ...(news ? [news] : []),
    said(meeting.title),
    text('attendance:board.invited', { invited: people.length, received }),
    ...(Object.keys(groups) as (keyof typeof groups)[]).flatMap((group) => line(group, people.filter(groups[group]))),
    ...line('owing', owing, nameOfOwing),
    ...line('unreached', missed),
  ];
  return {
    heading: text('attendance:board.heading', {
      meeting: meeting.code,
      at: moment(meeting.startsAt, 'weekday-moment'),
    }),
    lines,
    choices: choicesOf(facts, now),
    card: boardCard(meeting.id),
  };
}

function choicesOf(facts: BoardFacts, now: Date): Choice[] {
  const on = { meeting: facts.file.meeting.id };
  const opinions = choice(text('opinions:commands.read.button'), press('opinions.read', on));
  const refresh = choice(text('attendance:commands.board.button'), press('attendance.board', on));
  if (!isOpenForAnswers(facts.file.meeting, now)) return [opinions, refresh];
  const nudges = [
    { label: text('attendance:commands.nudge.button'), args: on },
    { label: text('attendance:board.nudge-receipt'), args: { ...on, whom: receipt } },
  ].filter(({ args }) => toChase(facts, args).length > 0);
  const record = choice(text('attendance:commands.record.button'), press('attendance.record', on));
  const list = press('calls.list', { matter: matterOf(facts.file.meeting) });
  const calls = facts.unreached.size > 0 ? [choice(text('calls:commands.list.button'), list)] : [];
  return [
    ...nudges.map(({ label, args }) => choice(label, press('attendance.nudge', args))),
    record,
    ...calls,
    opinions,
    refresh,
  ];
}
