// The list of those to be telephoned, and the card of one of them. Numbers are masked until somebody asks for one.
import { calledAmong, localPhone, maskPhone, normalisePhone } from '../../kernel/names.ts';
import { said, type Text, text } from '../../kernel/text.ts';
import { type Choice, choice, offer, press, type View } from '../../kernel/view.ts';
import { channelText } from '../committee/index.ts';
import { type Call, meetingOf, type Spending } from './call.ts';

/** As many as fit under one message with a button each, and one to go on. */
const pageLength = 4;

export type CallList = {
  calls: readonly Call[];
  matter: string | null;
  page: number;
  receiptHours: number;
  spending: Spending | null;
};

export const reasonText = ({ reason }: Call, receiptHours: number): Text =>
  reason === 'not-received'
    ? text('calls:reason.not-received', { hours: receiptHours })
    : text(`calls:reason.${reason}`);

const numberText = (phone: string | null): Text => (phone ? said(maskPhone(phone)) : text('calls:no-number'));

const line = (call: Call, number: number, receiptHours: number): Text =>
  text('calls:line', {
    number,
    name: call.name,
    post: call.post,
    phone: numberText(call.phone),
    reason: reasonText(call, receiptHours),
    about: call.about,
  });

/** By name only: where choices are numbered, it would bear two numbers. */
const openChoice = (call: Call, _nth: number, all: readonly Call[]): Choice =>
  choice(
    text('calls:open', { name: calledAmong(all)(call) }),
    press('calls.open', { person: call.personId, matter: call.matter }),
  );

export function listView({ calls, matter, page, receiptHours, spending }: CallList): View {
  const start = page * pageLength < calls.length ? page * pageLength : 0;
  const shown = calls.slice(start, start + pageLength);
  const next = start + pageLength < calls.length;
  const on = matter === null ? {} : { matter };
  return {
    heading: text('calls:heading', { count: calls.length }),
    lines: [
      ...(calls.length === 0 ? [text('calls:nobody')] : []),
      ...shown.map((call, nth) => line(call, start + nth + 1, receiptHours)),
      ...(spending ? spendingLines(spending) : []),
    ],
    choices: [
      ...shown.map(openChoice),
      ...(next ? [choice(text('calls:next'), press('calls.list', { ...on, page: String(page + 1) }))] : []),
    ],
    card: 'calls',
  };
}

function spendingLines({ month, ceiling, lines }: Spending): Text[] {
  const [year, number] = month.split('-') as [string, string];
  const amount = lines.reduce((sum, one) => sum + one.amount, 0);
  const counted = lines.map(({ channel, count }) =>
    text('calls:spending.channel', { channel: channelText(channel), count }),
  );
  return [
    text('calls:spending.total', { month: `${number}/${year}`, amount: grouped(amount), ceiling: grouped(ceiling) }),
    ...counted,
  ];
}

/** 1234567 as 1.234.567. */
const grouped = (amount: number): string => String(Math.round(amount)).replace(/\B(?=(\d{3})+$)/g, '.');

/** `whole`: with the number itself. */
export function callView(call: Call, receiptHours: number, whole: boolean, note?: Text): View {
  const on = { person: call.personId, matter: call.matter };
  const meeting = meetingOf(call);
  const number =
    whole && call.phone ? said(localPhone(normalisePhone(call.phone) ?? call.phone)) : numberText(call.phone);
  const record = press('attendance.record', { meeting: meeting ?? '', person: call.personId, source: 'phone' });
  return {
    heading: text('calls:card.heading', { name: call.name }),
    lines: [
      ...(call.post === '' ? [] : [said(call.post)]),
      text('calls:card.number', { number }),
      text('calls:card.reason', { reason: reasonText(call, receiptHours) }),
      text('calls:card.about', { about: call.about }),
    ],
    choices: [
      // The answer of somebody on no roster is taken down nowhere: he is told, and comes.
      ...(meeting === null || call.reason === 'not-on-roster'
        ? []
        : [choice(text('attendance:commands.record.button'), record, 'good')]),
      offer('calls.told', on),
      ...(whole || !call.phone ? [] : [offer('calls.number', on)]),
      offer('calls.list'),
    ],
    card: `call:${call.personId}:${call.matter}`,
    ...(note ? { note } : {}),
  };
}

/** What the secretariat is told as the list grows: one message for a matter, however many people. */
export function grownView(calls: readonly Call[], receiptHours: number): View {
  const shown = calls.slice(0, pageLength);
  const left = calls.length - shown.length;
  const [first] = calls as readonly [Call, ...Call[]];
  return {
    heading: text('calls:grown.heading', { count: calls.length }),
    lines: [
      text('calls:card.about', { about: first.about }),
      ...shown.map((call, nth) =>
        text('calls:grown.line', {
          number: nth + 1,
          name: calledAmong(shown)(call),
          phone: numberText(call.phone),
          reason: reasonText(call, receiptHours),
        }),
      ),
      ...(left > 0 ? [text('bot:and-more', { count: left })] : []),
    ],
    choices: [...shown.map(openChoice), ...(left > 0 ? [offer('calls.list')] : [])],
    card: `calls:${first.matter}`,
  };
}

export const warningView = (percent: number, spending: Spending): View => ({
  heading: text('calls:spending.heading', { percent }),
  lines: [...spendingLines(spending), text(percent >= 100 ? 'calls:spending.reached' : 'calls:spending.near')],
});

export const leftView = (channel: string, remain: number, needed: number): View => ({
  heading: text('calls:left.heading', { channel: channelText(channel) }),
  lines: [text('calls:left.figures', { remain, needed }), text('calls:left.first'), text('calls:left.do')],
});
