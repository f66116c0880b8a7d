// What an act would send, read out of the outbox before it leaves: to whom, by which messenger, in which words.
import { createHash } from 'node:crypto';
import type { Language } from '../kernel/person.ts';
import type { View } from '../kernel/view.ts';
import type { Transaction } from '../store/transaction.ts';

/** One message to one person, or to a group by its title (CH8); `channel`: null for whom no messenger reaches. */
export type Letter = {
  person: string;
  name: string;
  post: string;
  channel: string | null;
  language: Language;
  view: View;
  /** It waits until then: the quiet hours. */
  from: Date | null;
  /** When he last wrote there; null: never. */
  heardAt: Date | null;
};

/** `mark`: the same as long as the same people get the same by the same ways. */
export type Leaving = { letters: readonly Letter[]; mark: string };

/** So many people are many: to them nothing goes before it was seen. */
const MANY = 3;

const peopleIn = ({ letters }: Pick<Leaving, 'letters'>): number => new Set(letters.map(({ person }) => person)).size;

export const asksFirst = (leaving: Leaving): boolean => peopleIn(leaving) >= MANY;

export async function newestRow(tx: Transaction): Promise<bigint> {
  const [row] = await tx.$queryRaw<{ id: bigint }[]>`select coalesce(max(id), 0) as id from outbox`;
  return BigInt(row?.id ?? 0);
}

/** What this transaction has written since, to others than who acts; cards brought up to date in silence are no news. */
export async function leavingSince(tx: Transaction, before: bigint, actor: string, now: Date): Promise<Leaving> {
  const letters = await tx.$queryRaw<Letter[]>`
    select coalesce(o.person_id, o.chat) as person, coalesce(p.full_name, g.title, o.chat) as name, coalesce(s.post, '') as post,
      case when o.state = 'pending' then o.channel end as channel,
      case when p.id is null then 'vi' else tongue(p) end as language, o.view, o.not_before as "from", a.heard_at as "heardAt"
    from outbox o left join person p on p.id = o.person_id left join account a on a.id = o.account_id
    left join group_chat g on o.person_id is null and g.channel = o.channel and g.chat = o.chat
    left join lateral (select s.post from seat s where s.person_id = p.id and s.valid_from <= ${now.toISOString()}::timestamptz
      and (s.valid_to is null or s.valid_to > ${now.toISOString()}::timestamptz) order by s.rank limit 1) s on true
    where o.id > ${before} and o.xmin::text = (pg_current_xact_id()::xid)::text
      and o.class not in ('refresh', 'reply') and o.state in ('pending', 'unreachable')
      and o.person_id is distinct from ${actor} and o.view->'files' is null
    order by o.id`;
  return { letters, mark: markOf(letters, now) };
}

/** The moment of the act itself says nothing new of it. */
function markOf(letters: readonly Letter[], now: Date): string {
  const said = letters.map(({ person, channel, view: { heading, lines } }) => [person, channel, heading, lines]);
  const words = JSON.stringify(said).replaceAll(now.toISOString(), 'now');
  return createHash('sha256').update(words).digest('base64url').slice(0, 22);
}
