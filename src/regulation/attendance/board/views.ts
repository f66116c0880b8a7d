// AD3: who has answered what, by name; who is still to be asked, and whom nothing has reached.
import { calledAmong } from '../../../kernel/names.ts';
import { moment, said, type Text, text } from '../../../kernel/text.ts';
import { type Choice, choice, offer, press, type View } from '../../../kernel/view.ts';
import { isOpenForAnswers, matterOf } from '../../meetings/index.ts';
import { howManyItems, isOwed } from '../../opinions/index.ts';
import { isPresiding, type MemberFacts, namedMember } from '../facts.ts';
import { type BoardArgs, type BoardFacts, isUnconfirmed, receipt, toChase } from './decide.ts';

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

/** An alternate is never named without the one he attends for (PX8), nor one of two namesakes by his name alone. */
const nameAmong = (people: readonly MemberFacts[]): Naming => {
  const called = calledAmong(people.map(namedMember));
  return (one) => nameOf(one, called(namedMember(one)));
};

function nameOf(one: MemberFacts, name: string): Text {
  if (one.principal) return text('attendance:board.alternate', { name, principal: one.principal.fullName });
  if (one.standing.state === 'represented') {
    return text('attendance:board.principal', { name, alternate: one.standing.request.alternate?.name ?? '' });
  }
  return said(name);
}

/** Who owes an opinion, and how far he is when he gives it item by item. */
const nameOfOwing =
  (name: Naming): Naming =>
  (one) => {
    const many = howManyItems(one.file, one.opinionsOn);
    return many ? text('attendance:board.items', { name: name(one), ...many }) : name(one);
  };

type Naming = (one: MemberFacts) => Text;

/** Names one after the other, as one text. */
const names = (people: readonly MemberFacts[], name: Naming): Text =>
  people
    .slice(1)
    .reduce<Text>(
      (before, one) => text('attendance:board.and', { before, name: name(one) }),
      people[0] ? name(people[0]) : said(''),
    );

const line = (group: LineGroup, people: readonly MemberFacts[], name: Naming): Text[] =>
  people.length === 0
    ? []
    : [
        text('attendance:board.line', {
          group: text(`attendance:board.${group}`),
          count: people.length,
          names: names(people, name),
        }),
      ];

export type BoardGroup = Exclude<keyof typeof groups, 'unconfirmed'>;

/** How an invitee stands, each way once. */
export const standingGroups = (Object.keys(groups) as (keyof typeof groups)[]).filter(
  (name): name is BoardGroup => name !== 'unconfirmed',
);

export const groupOf = (one: MemberFacts): BoardGroup =>
  standingGroups.find((name) => groups[name](one)) ?? 'unanswered';

type LineGroup = keyof typeof groups | 'silent' | 'owing';

/** The list of calls, counted as /cangoi counts it: whom nothing has reached, and who is only to be asked for his reason. */
function callLines({ calls: listed, people }: BoardFacts): Text[] {
  const order = new Map(people.map(({ participant: one }, nth) => [one.personId ?? one.id, nth]));
  const rank = ({ personId }: (typeof listed)[number]): number => order.get(personId) ?? order.size;
  const calls = listed.toSorted((one, other) => rank(one) - rank(other));
  const asked = calls.filter(({ reason }) => reason === 'reason-owed');
  const unreached = calls.filter(({ reason }) => reason !== 'reason-owed');
  const counted = (group: 'unreached' | 'reason-owed', those: typeof calls): Text[] => {
    const named = said(those.map(({ name }) => name).join('; '));
    const values = { group: text(`attendance:board.${group}`), count: those.length, names: named };
    return those.length === 0 ? [] : [text('attendance:board.line', values)];
  };
  return [...counted('unreached', unreached), ...counted('reason-owed', asked)];
}

export const boardCard = (meetingId: string): string => `board:${meetingId}`;

export function boardView(facts: BoardFacts, now: Date, news?: Text): View {
  const { meeting } = facts.file;
  const { people } = facts;
  const received = people.filter((one) => !isUnconfirmed(one)).length;
  // Who attends for another was not invited beside him: the invitation counts neither twice.
  const alternates = people.filter(({ principal }) => principal !== null).length;
  const invited = people.length - alternates;
  const owing = people.filter((one) => isOwed(one.duty, meeting));
  const name = nameAmong(people);
  // The same names are not read twice.
  const isSilent = people.filter(groups.unanswered).every(isUnconfirmed);
  const shown = (Object.keys(groups) as (keyof typeof groups)[]).filter(
    (group) => !(isSilent && group === 'unconfirmed'),
  );
  const lines: Text[] = [
    ...(news ? [news] : []),
    said(meeting.title),
    alternates === 0
      ? text('attendance:board.invited', { invited, received })
      : text('attendance:board.invited-alternates', { invited, alternates, received }),
    ...shown.flatMap((group) =>
      line(isSilent && group === 'unanswered' ? 'silent' : group, people.filter(groups[group]), name),
    ),
    ...line('owing', owing, nameOfOwing(name)),
    ...callLines(facts),
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
  const opinions = offer('opinions.read', on);
  const refresh = choice(text('attendance:board.refresh'), press('attendance.board', on));
  if (!isOpenForAnswers(facts.file.meeting, now)) return [opinions, refresh];
  const chased = (args: BoardArgs): number => toChase(facts, args).length;
  // The second is for fewer than the first, or nobody needs it.
  const nudges = [
    { label: text('attendance:commands.nudge.button'), args: on },
    { label: text('attendance:board.nudge-receipt'), args: { ...on, whom: receipt } },
  ].filter(({ args }, nth, all) => chased(args) > 0 && (nth === 0 || chased(args) < chased(all[0]!.args)));
  const record = offer('attendance.record', on);
  const list = press('calls.list', { matter: matterOf(facts.file.meeting) });
  const calls = facts.calls.length > 0 ? [choice(text('calls:commands.list.button'), list)] : [];
  return [
    ...nudges.map(({ label, args }) => choice(label, press('attendance.nudge', args))),
    record,
    ...calls,
    opinions,
    refresh,
  ];
}
