// RS5, CH5: the secretariat sees whom to telephone, and notes that it has.
import { type Act, type Args, type Asking, command, type Gathered } from '../../kernel/command.ts';
import { agree, refuse } from '../../kernel/decision.ts';
import { hidden, particular } from '../../kernel/fields.ts';
import { bodiesWith, himself } from '../../kernel/person.ts';
import { moment, plainText, text } from '../../kernel/text.ts';
import type { Transaction } from '../../store/transaction.ts';
import { agencyAndTeam } from '../roles.ts';
import { type Call, type NumberShown, type Telling, type Told, tellings } from './call.ts';
import { spendingNow, type Which } from './store.ts';
import { type CallList, callView, listView } from './views.ts';

/** Those who telephone. */
export const callers = agencyAndTeam;

/** Finds who is to be telephoned. */
export type CallReader = (tx: Transaction, which: Which, now: Date) => Promise<Call[]>;

type ListArgs = Args & { matter?: string; page?: string };
type CallArgs = Args & { person?: string; matter?: string; how?: string };
type OneCall = { call: Call };

/** How he was told; a button is client input. */
const tellingOf = ({ how }: CallArgs): Telling => tellings.find((one) => one === how) ?? 'phone';

export function callCommands(read: CallReader) {
  const gatherOne = async (tx: Transaction, asking: Asking<CallArgs>): Promise<Gathered<OneCall>> => {
    const { person: personId = '', matter = '' } = asking.args;
    const bodyIds = bodiesWith(himself(asking.by), callers);
    const [call] = await read(tx, { bodyIds, personId, matter }, asking.now);
    if (!call) return refuse('no-longer', text('calls:refusal.no-longer'), { closes: true });
    return { bodyId: call.bodyId, facts: { call } };
  };
  const one = {
    article: '7.3',
    allowed: callers,
    personal: true,
    fields: { person: hidden, matter: hidden },
    gather: gatherOne,
  } as const;
  const shown =
    (whole: boolean) =>
    ({ call }: OneCall, act: Act) =>
      callView(call, act.settings.receiptHours, whole);
  return [
    command<ListArgs, CallList, never>({
      name: 'calls.list',
      means: [{ intent: 'ask:calls' }],
      word: 'cangoi',
      alias: ['calls'],
      article: '7.3',
      allowed: callers,
      personal: true,
      fields: { matter: hidden, page: hidden },
      gather: async (tx, { args, by, now, settings }) => {
        const { matter } = args;
        const bodyIds = bodiesWith(himself(by), callers);
        const calls = await read(tx, { bodyIds, ...(matter === undefined ? {} : { matter }) }, now);
        const page = Math.max(0, Math.trunc(Number(args.page ?? 0)) || 0);
        const spending = await spendingNow(tx, now, settings.monthlyCeiling);
        return {
          bodyId: null,
          facts: { calls, matter: matter ?? null, page, receiptHours: settings.receiptHours, spending },
        };
      },
      show: listView,
    }),
    command<CallArgs, OneCall, never>({ ...one, name: 'calls.open', show: shown(false) }),
    command<CallArgs, OneCall, NumberShown>({
      ...one,
      name: 'calls.number',
      decide: ({ call }, act) =>
        agree({ type: 'calls.number-shown', personId: call.personId, byId: act.by.person.id, at: act.now }),
      show: shown(true),
    }),
    command<CallArgs, OneCall, Told>({
      ...one,
      name: 'calls.told',
      fields: { ...one.fields, how: particular },
      decide: ({ call: { personId, matter } }, { args, by, now }) =>
        agree({ type: 'calls.told', personId, matter, byId: by.person.id, at: now, how: tellingOf(args) }),
      show: ({ call }, act) => {
        const view = callView(call, act.settings.receiptHours, false);
        const how = plainText(`calls:how.${tellingOf(act.args)}`);
        const done = text('calls:done.told', { name: call.name, by: act.by.person.fullName, at: moment(act.now), how });
        return { ...view, lines: [done, view.lines.at(-1)!], choices: view.choices!.slice(-1) };
      },
    }),
  ];
}
