// Whether what was sent has arrived, as far as anybody can know: by the messenger's receipt, or by what people do.
import type { Channel } from '../channels/channel.ts';
import type { Incoming } from '../channels/incoming.ts';
import type { Settings } from '../kernel/settings.ts';
import { hours } from '../kernel/time.ts';
import { Prisma } from '../store/generated/client.ts';
import type { Transaction } from '../store/transaction.ts';
import type { Claimed } from './claim.ts';
import { quietUntil } from './quiet-hours.ts';
import { AGAIN, saidBy } from './ways.ts';

/** The moment after so many hours in which people may be written to. */
export function wakingHoursAfter(from: Date, count: number, settings: Pick<Settings, 'quietFrom' | 'quietTo'>): Date {
  let at = quietUntil(from, settings) ?? from;
  for (let left = Math.round(count * 4); left > 0; left -= 1) {
    const next = new Date(at.getTime() + hours(1 / 4));
    at = quietUntil(next, settings) ?? next;
  }
  return at;
}

/**
 * By when a sign of this message's arrival is expected: of what matters enough to have an approved form, and where the
 * messenger gives receipts or the message asks for an answer. `asForm`: it went as an approved form, which ends. Null for
 * all others.
 */
export function receiptBy(
  row: Claimed,
  { capabilities }: Pick<Channel, 'capabilities'>,
  now: Date,
  settings: Pick<Settings, 'quietFrom' | 'quietTo' | 'receiptHours'>,
  asForm = false,
): Date | null {
  const { receiptHours } = settings;
  const { brief } = row.view;
  if (receiptHours <= 0 || !brief || row.person_id === null) return null;
  if (row.class !== 'action' && row.class !== 'notice') return null;
  const { receipts, formLife, briefsOnly } = capabilities;
  // Told is who has it; a form that did not arrive in time never will.
  if (formLife !== undefined && (asForm || briefsOnly)) return new Date(now.getTime() + formLife);
  const wouldShow = receipts === true || (brief.answers?.length ?? 0) > 0;
  return wouldShow ? wakingHoursAfter(now, receiptHours, settings) : null;
}

/** The messenger says these have arrived. What was to go another way for want of a sign stays. */
export async function received(
  tx: Transaction,
  channel: string,
  receipts: NonNullable<Incoming['receipts']>,
  now: Date,
): Promise<void> {
  const messages = receipts.flatMap(({ message }) => message ?? []);
  const tracked = receipts.flatMap(({ tracking }) => (tracking && /^\d{1,18}$/.test(tracking) ? [tracking] : []));
  await tx.$executeRaw`
    with got as (
      update outbox o set received_at = coalesce(o.received_at, ${now.toISOString()}::timestamptz), receipt_by = null,
        error = case when o.error = 'not-received' then null else o.error end
      where o.channel = ${channel} and o.state in ('leased', 'sent', 'doubtful')
        and (o.id = any(${tracked}::text[]::bigint[])
          or o.external_id = any(${messages}) and o.class <> 'refresh')
      returning o.id, o.matter, o.person_id, ${Prisma.raw(saidBy('o'))} as said
    )
    update outbox o set state = 'superseded', error = 'received' from got
    where o.matter = got.matter and o.person_id = got.person_id and o.id <> got.id
      and starts_with(o.key, got.said || ${AGAIN}) and o.state in ('pending', 'unreachable')`;
}
