// The presider's list of decisions, and deciding several of them in two steps.
import type { Act } from '../../kernel/command.ts';
import { moment, type Text, text } from '../../kernel/text.ts';
import { type Choice, choice, press, type View } from '../../kernel/view.ts';
import type { RequestFacts } from './facts.ts';
import { bitsOf, chosen, isPicked, type PickArgs, page, sealOf, toggled, type WaitingFacts } from './picking.ts';
import { reasonText } from './views.ts';

const card = 'waiting';

const entry = (facts: RequestFacts): Text => {
  const { request, person, file } = facts;
  const values = {
    person: person.fullName,
    meeting: file.meeting.code,
    at: moment(file.meeting.startsAt),
    reason: reasonText(request.reason),
  };
  return request.kind === 'proxy'
    ? text('attendance:waiting.proxy', { ...values, alternate: request.alternate.name })
    : text('attendance:waiting.absence', values);
};

const empty: View = { lines: [text('attendance:waiting.none')], card };

const entries = (requests: readonly RequestFacts[]): Text[] =>
  requests.map((one, index) => text('attendance:waiting.entry', { number: index + 1, what: entry(one) }));

/** Oldest first, with the count; each opens its card. */
export function waitingView(facts: WaitingFacts): View {
  const listed = page(facts);
  if (listed.length === 0) return empty;
  const more = facts.requests.length - listed.length;
  const choices: Choice[] = listed.map((one, index) =>
    choice(
      text('attendance:waiting.open', { number: index + 1, person: one.person.fullName }),
      press('attendance.request', { request: one.request.id }),
    ),
  );
  if (listed.length > 1) choices.push(choice(text('attendance:commands.pick.button'), press('attendance.pick')));
  return {
    heading: text('attendance:waiting.heading', { count: facts.requests.length }),
    lines: [...entries(listed), ...(more > 0 ? [text('attendance:waiting.more', { count: more })] : [])],
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
    const values = { number: index + 1, person: one.person.fullName };
    const label = isPicked(bits, index)
      ? text('attendance:waiting.leave-out', values)
      : text('attendance:waiting.take-in', values);
    return choice(label, press('attendance.pick', { seal, picked: toggled(bits, index) }));
  });
  if (count > 0) {
    const all = press('attendance.consent-all', { seal, picked: bits.toString(36) });
    choices.push(choice(text('attendance:waiting.consent-to', { count }), all, 'good'));
  }
  return { heading: text('attendance:waiting.pick', { count }), lines: entries(listed), choices, card };
}

/** Names exactly what will be agreed to. */
export function confirmView(facts: WaitingFacts, act: Act<PickArgs>): View {
  const requests = chosen(facts, act.args);
  const seal = sealOf(page(facts));
  const picked = bitsOf(act.args.picked, page(facts).length).toString(36);
  const count = requests.length;
  return {
    heading: text('attendance:waiting.confirm', { count }),
    lines: entries(requests),
    choices: [
      choice(
        text('attendance:waiting.consent-to', { count }),
        press('attendance.consent-all', { seal, picked, sure: 'yes' }),
        'good',
      ),
      choice(text('attendance:waiting.back'), press('attendance.pick', { seal, picked })),
    ],
    card,
  };
}

export function consentedView(requests: readonly RequestFacts[], act: Act): View {
  return {
    heading: text('attendance:waiting.consented', { count: requests.length, at: moment(act.now) }),
    lines: entries(requests),
    choices: [choice(text('attendance:commands.waiting.button'), press('attendance.waiting'))],
    card,
  };
}
