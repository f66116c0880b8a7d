// What waits for somebody's decision, each a tap away, and consenting to several requests in two steps.
import type { Waiting } from '../../kernel/chapter.ts';
import type { Act } from '../../kernel/command.ts';
import { cleanLine } from '../../kernel/fold.ts';
import { calledAmong } from '../../kernel/names.ts';
import { moment, quoted, said, type Text, text } from '../../kernel/text.ts';
import { type Choice, choice, type Press, press, type View } from '../../kernel/view.ts';
import { namedMember, type RequestFacts, reasonText } from '../attendance/index.ts';
import { deciderOf, type MeetingFacts, nameIn } from '../meetings/index.ts';
import {
  type Awaiting,
  bitsOf,
  chosen,
  isPicked,
  type PickArgs,
  page,
  pageSize,
  sealOf,
  toggled,
  type WaitingFacts,
} from './picking.ts';

const card = 'waiting';

type Naming = (facts: RequestFacts) => string;

/** Namesakes side by side are told apart. */
const namesOf = (requests: readonly RequestFacts[]): Naming => {
  const called = calledAmong(requests.map(namedMember));
  return (facts) => called(namedMember(facts));
};

/** On a button: of somebody who asks about two meetings, also which. */
const namesOnButtons = (requests: readonly RequestFacts[]): Naming => {
  const name = namesOf(requests);
  return (facts) => {
    const isTwice = requests.filter(({ person }) => person.id === facts.person.id).length > 1;
    return isTwice ? `${name(facts)} · ${facts.file.meeting.code}` : name(facts);
  };
};

const entry = (facts: RequestFacts, name: Naming): Text => {
  const { request, file } = facts;
  const values = {
    person: name(facts),
    meeting: file.meeting.code,
    at: moment(file.meeting.startsAt),
    reason: reasonText(request.reason),
  };
  return request.kind === 'proxy'
    ? text('decisions:waiting.proxy', { ...values, alternate: request.alternate.name })
    : text('decisions:waiting.absence', values);
};

const empty: View = { lines: [text('decisions:waiting.none')], card };

const entries = (requests: readonly RequestFacts[]): Text[] =>
  requests.map((one, index) =>
    text('decisions:waiting.entry', { number: index + 1, what: entry(one, namesOf(requests)) }),
  );

/** A meeting put before the chair: to be convened (Điều 3.3), or to be changed (QĐ 45). */
function meetingEntry(facts: MeetingFacts): Text {
  const { meeting } = facts.file;
  const named = { meeting: meeting.code, title: said(cleanLine(meeting.title, 60)) };
  if (meeting.proposal) {
    const { by, because } = meeting.proposal;
    if (meeting.proposal.what === 'change') {
      const at = moment(meeting.proposal.startsAt);
      return text('decisions:waiting.change', { ...named, at, by: nameIn(facts, by), reason: quoted(because) });
    }
    const { what } = meeting.proposal;
    return text(`decisions:waiting.${what}`, { ...named, by: nameIn(facts, by), reason: quoted(because) });
  }
  const by = meeting.state === 'submitted' ? nameIn(facts, meeting.submittedBy) : '';
  return text('decisions:waiting.convening', { ...named, at: moment(meeting.startsAt), by });
}

type Item = { what: Text; name: Text | string; opens: Press };

const meetingItem = (facts: MeetingFacts): Item => {
  const { id, code, proposal } = facts.file.meeting;
  const opens = press(proposal ? 'meetings.manage' : 'preparation.open', { meeting: id });
  return { what: meetingEntry(facts), name: code, opens };
};

const requestItem = (facts: RequestFacts, _nth: number, all: readonly RequestFacts[]): Item => ({
  what: entry(facts, namesOf(all)),
  name: namesOnButtons(all)(facts),
  opens: press('attendance.request', { request: facts.request.id }),
});

const otherItem = ({ of, facts }: Awaiting): Item => ({
  what: of.line(facts),
  name: of.title(facts),
  opens: of.opens(facts),
});

const opening = ({ what, name, opens }: Item): Pick<Waiting, 'what' | 'open'> => ({
  what,
  open: choice(typeof name === 'string' ? said(name) : name, opens),
});

/** All that waits in a body: for whom, since when, each behind its own card. */
export const waitingOf = ({ requests, meetings, others }: WaitingFacts): Waiting[] => [
  ...meetings.map((facts) => {
    const decider = deciderOf(facts.lead)?.person.id;
    return {
      on: decider === undefined ? [] : [decider],
      until: facts.file.meeting.startsAt,
      ...opening(meetingItem(facts)),
    };
  }),
  ...requests.map((facts, nth) => ({
    on: facts.decider ? [facts.decider.id] : [],
    since: facts.request.askedAt,
    until: facts.file.meeting.startsAt,
    ...opening(requestItem(facts, nth, requests)),
  })),
  ...others.map((awaiting) => {
    const { of, facts } = awaiting;
    const { at, until } = of.asked(facts);
    return { on: of.deciders(facts), since: at, ...(until && { until }), ...opening(otherItem(awaiting)) };
  }),
];

/** Meetings first, since everybody waits for them; each opens its card. */
export const itemsOf = (facts: WaitingFacts): Item[] => [
  ...facts.meetings.slice(0, pageSize).map(meetingItem),
  ...page(facts).map(requestItem),
  ...facts.others.slice(0, pageSize).map(otherItem),
];

export function waitingView(facts: WaitingFacts): View {
  const requests = page(facts);
  const listed = itemsOf(facts);
  if (listed.length === 0) return empty;
  const all = facts.meetings.length + facts.requests.length + facts.others.length;
  const more = all - listed.length;
  const choices: Choice[] = listed.map(({ name, opens }) =>
    choice(text('decisions:waiting.open', { person: name }), opens),
  );
  if (requests.length > 1) choices.push(choice(text('decisions:commands.pick.button'), press('decisions.pick')));
  return {
    heading: text('decisions:waiting.heading', { count: all }),
    lines: [
      ...listed.map(({ what }, index) => text('decisions:waiting.entry', { number: index + 1, what })),
      ...(more > 0 ? [text('decisions:waiting.more', { count: more })] : []),
    ],
    choices,
    card,
  };
}

/** Each can be left out; the last button reads the choice back before anything is decided. */
export function pickView(facts: WaitingFacts, act: Act<PickArgs>): View {
  const listed = page(facts);
  if (listed.length === 0) return empty;
  const seal = sealOf(listed);
  const bits = bitsOf(act.args.picked, listed.length);
  const count = chosen(facts, act.args).length;
  const choices = listed.map((one, index) => {
    const values = { person: namesOnButtons(listed)(one) };
    const label = isPicked(bits, index)
      ? text('decisions:waiting.leave-out', values)
      : text('decisions:waiting.take-in', values);
    return choice(label, press('decisions.pick', { seal, picked: toggled(bits, index) }));
  });
  if (count > 0) {
    const all = press('decisions.consent-all', { seal, picked: bits.toString(36) });
    choices.push(choice(text('decisions:waiting.consent-to', { count }), all, 'good'));
  }
  return { heading: text('decisions:waiting.pick', { count }), lines: entries(listed), choices, card };
}

/** Names exactly what will be agreed to. */
export function confirmView(facts: WaitingFacts, act: Act<PickArgs>): View {
  const requests = chosen(facts, act.args);
  const seal = sealOf(page(facts));
  const picked = bitsOf(act.args.picked, page(facts).length).toString(36);
  const count = requests.length;
  return {
    heading: text('decisions:waiting.confirm', { count }),
    lines: entries(requests),
    choices: [
      choice(
        text('decisions:waiting.consent-to', { count }),
        press('decisions.consent-all', { seal, picked, sure: 'yes' }),
        'good',
      ),
      choice(text('decisions:waiting.back'), press('decisions.pick', { seal, picked })),
    ],
    card,
  };
}

export function consentedView(requests: readonly RequestFacts[], act: Act): View {
  return {
    heading: text('decisions:waiting.consented', { count: requests.length, at: moment(act.now) }),
    lines: entries(requests),
    choices: [choice(text('decisions:commands.waiting.button'), press('decisions.waiting'))],
    card,
  };
}
