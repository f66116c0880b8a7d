// How each messenger is: token, what last came and went, what failed, what is left and what it has cost this month.
import { html } from 'hono/html';
import type { ChannelHealth, Left } from '../channels/channel.ts';
import { type Text, text } from '../kernel/text.ts';
import { dayOf, days } from '../kernel/time.ts';
import type { Transaction } from '../store/transaction.ts';
import { nothing } from './cards.ts';
import { atMoment, channelName, glance, type Markup, type Reader } from './words.ts';

/** What the running service knows of a messenger. `tokenDays`: until somebody must consent anew; null where it has none. */
export type Messenger = {
  name: string;
  health: Pick<ChannelHealth, 'heardAt' | 'failingSince' | 'problem'>;
  halted: boolean;
  tokenDays: number | null;
  left: Left | null;
};

/** With what the tables know. */
export type ChannelCard = Messenger & {
  lastIn: Date | null;
  lastOut: Date | null;
  waiting: number;
  /** Of the last seven days: given up, or not known to have arrived. */
  failed: number;
  /** This month, in messages and in đồng. */
  spent: { count: number; amount: number };
  ceiling: number;
};

type Row = {
  channel: string;
  lastIn: Date | null;
  lastOut: Date | null;
  waiting: number;
  failed: number;
  count: number;
  amount: number;
};

/** A month before a token ends somebody is to act. */
const TOKEN_SOON = 30;

export async function readChannels(
  tx: Transaction,
  messengers: readonly Messenger[],
  now: Date,
  ceiling: number,
): Promise<ChannelCard[]> {
  const names = messengers.map(({ name }) => name);
  const since = new Date(now.getTime() - days(7)).toISOString();
  const month = dayOf(now).slice(0, 7);
  const rows = await tx.$queryRaw<Row[]>`
    select c.channel,
      (select max(i.received_at) from inbox i where i.channel = c.channel) as "lastIn",
      (select max(o.sent_at) from outbox o where o.channel = c.channel) as "lastOut",
      (select count(*)::int from outbox o where o.channel = c.channel and o.state in ('pending', 'leased')) as waiting,
      (select count(*)::int from outbox o where o.channel = c.channel and o.state in ('dead', 'doubtful', 'unreachable')
        and o.created_at > ${since}::timestamptz) as failed,
      (select coalesce(sum(s.count), 0)::int from spending s where s.channel = c.channel and s.month = ${month}) as count,
      (select coalesce(sum(s.amount), 0)::float8 from spending s where s.channel = c.channel and s.month = ${month}) as amount
    from unnest(${names}::text[]) as c(channel)`;
  return messengers.map((one) => {
    const { channel: _channel, count, amount, ...row } = rows.find(({ channel }) => channel === one.name)!;
    return { ...one, ...row, spent: { count, amount }, ceiling };
  });
}

export function channelCards(reader: Reader, cards: readonly ChannelCard[]): Markup {
  const { say } = reader;
  if (cards.length === 0) return nothing(reader);
  return html`<div class="channels">${cards.map((one) => html`<article><h3>${say(channelName(one.name))}</h3><ul class="checks">${facts(reader, one).map((line) => html`<li>${line}</li>`)}</ul></article>`)}</div>`;
}

function facts(reader: Reader, one: ChannelCard): (Markup | string)[] {
  const { say } = reader;
  const at = (when: Date | null): string => (when ? atMoment(reader, when) : say(text('desk:channels.never')));
  const { health, halted, tokenDays, left, spent, ceiling, failed } = one;
  const stands: Text = halted
    ? text('desk:channels.halted')
    : health.failingSince
      ? text('desk:channels.failing', { at: atMoment(reader, health.failingSince) })
      : text('desk:channels.working');
  return [
    glance(halted || health.failingSince ? 'late' : 'good', say(stands)),
    say(text('desk:channels.last-in', { at: at(one.lastIn) })),
    say(text('desk:channels.last-out', { at: at(one.lastOut) })),
    ...(one.waiting > 0 ? [glance('waits', say(text('desk:channels.waiting', { count: one.waiting })))] : []),
    failed > 0
      ? glance('late', say(text('desk:channels.failed', { count: failed })))
      : say(text('desk:channels.none-failed')),
    ...(tokenDays === null
      ? []
      : [glance(tokenDays <= TOKEN_SOON ? 'soon' : null, say(text('desk:channels.token', { days: tokenDays })))]),
    ...(left
      ? [say(text(left.daily ? 'desk:channels.left-today' : 'desk:channels.left', { count: left.remain }))]
      : []),
    ...(spent.count > 0 || spent.amount > 0
      ? [
          say(
            text('desk:channels.spent', {
              count: spent.count,
              amount: grouped(spent.amount),
              ceiling: grouped(ceiling),
            }),
          ),
        ]
      : []),
  ];
}

/** 1234567 as 1.234.567. */
const grouped = (amount: number): string => String(Math.round(amount)).replace(/\B(?=(\d{3})+$)/g, '.');
