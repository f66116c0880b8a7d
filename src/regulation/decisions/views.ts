// What waits for somebody's decision, each a tap away, and consenting to several requests in two steps.
import type { Waiting } from '../../kernel/chapter.ts';
import type { Act } from '../../kernel/command.ts';
import { moment, type Text, text } from '../../kernel/text.ts';
import { type Choice, choice, offer, type Press, press, type View } from '../../kernel/view.ts';
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

type Item = { what: Text; name: Text; opens: Press };

/** Beside others of its kind, told apart from them. */
const itemOf = ({ of, facts }: Awaiting, among: readonly Awaiting[]): Item => {
  const all = among.flatMap((one) => (one.of === of ? [one.facts] : []));
  return { what: of.line(facts, all), name: of.title(facts, all), opens: of.opens(facts) };
};

const numbered = (listed: readonly Item[]): Text[] =>
  listed.map(({ what }, index) => text('decisions:waiting.entry', { number: index + 1, what }));

const entries = (listed: readonly Awaiting[]): Text[] => numbered(listed.map((one) => itemOf(one, listed)));

const empty: View = { lines: [text('decisions:waiting.none')], card };

const isPressing = ({ of }: Awaiting): boolean => of.presses === true;

/** In the order in which it is shown: what everybody waits for, requests, the rest; of each so many at the most. */
const inOrder = ({ requests, others }: WaitingFacts, most?: number): Awaiting[] => [
  ...others.filter(isPressing).slice(0, most),
  ...requests.slice(0, most),
  ...others.filter((one) => !isPressing(one)).slice(0, most),
];

/** All that waits in a body: for whom, since when, each behind its own card. */
export const waitingOf = (waiting: WaitingFacts): Waiting[] =>
  inOrder(waiting).map((one, _nth, all) => {
    const { at: since, until } = one.of.asked(one.facts);
    const { what, name, opens } = itemOf(one, all);
    return { on: one.of.deciders(one.facts), since, ...(until && { until }), what, open: choice(name, opens) };
  });

/** Each opens its card. */
export const itemsOf = (facts: WaitingFacts): Item[] =>
  inOrder(facts, pageSize).map((one, _nth, all) => itemOf(one, all));

export function waitingView(facts: WaitingFacts): View {
  const requests = page(facts);
  const listed = itemsOf(facts);
  if (listed.length === 0) return empty;
  const all = facts.requests.length + facts.others.length;
  const more = all - listed.length;
  const choices: Choice[] = listed.map(({ name, opens }) =>
    choice(text('decisions:waiting.open', { person: name }), opens),
  );
  if (requests.length > 1) choices.push(offer('decisions.pick'));
  return {
    heading: text('decisions:waiting.heading', { count: all }),
    lines: [...numbered(listed), ...(more > 0 ? [text('decisions:waiting.more', { count: more })] : [])],
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
    const values = { person: itemOf(one, listed).name };
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

export function consentedView(requests: readonly Awaiting[], act: Act): View {
  return {
    heading: text('decisions:waiting.consented', { count: requests.length, at: moment(act.now) }),
    lines: entries(requests),
    choices: [offer('decisions.waiting')],
    card,
  };
}
