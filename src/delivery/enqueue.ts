import type { Notice } from '../kernel/notice.ts';
import type { Settings } from '../kernel/settings.ts';
import { text } from '../kernel/text.ts';
import { rosterConsent } from '../kernel/ways.ts';
import { Prisma } from '../store/generated/client.ts';
import type { Transaction } from '../store/transaction.ts';
import { type Claimed, leaseFrom, mayLeave } from './claim.ts';
import { type Draft, draftsOfNotice, draftsOfReply, priorities, type Reply } from './message.ts';
import { asPushed } from './minimal.ts';
import { quietUntil } from './quiet-hours.ts';
import { goOn, ownAccounts, type Ways, within } from './ways.ts';

export type Outgoing = {
  replies?: readonly Reply[];
  notices?: readonly Notice[];
  /** Whose act it is: no copy is sent to him, an assistant, of what his leader is told of it. */
  actor?: string | null;
};

const [mayLeaveNow, lease] = [Prisma.raw(mayLeave('o', 'clock.now')), Prisma.raw(leaseFrom('to_view'))];

/**
 * Writes messages in the transaction of the act they tell of, in one statement: each person's preferred account that
 * can be reached, copies to his assistants (Điều 10.3), nothing in the quiet hours but what is urgent. To somebody who
 * cannot be reached so it goes the next way; he has a row all the same: by it the secretariat sees whom to phone. A key
 * already used is passed over. Who has no part in the matter any more, or not yet, is not told: his row says so. Gives the
 * replies that were written as leased: whoever calls gives them to the sender once they are committed.
 */
export async function enqueue(
  tx: Transaction,
  { replies = [], notices = [], actor = null }: Outgoing,
  world: { now: Date; settings: Pick<Settings, 'quietFrom' | 'quietTo'> & Partial<Pick<Settings, 'pushText'>> },
  ways: Ways = ownAccounts,
): Promise<Claimed[]> {
  const drafts = [
    ...replies.flatMap(draftsOfReply),
    ...notices.flatMap((one) => draftsOfNotice(asPushed(one, world.settings))),
  ];
  if (drafts.length === 0) return [];
  const numbered = JSON.stringify(drafts.map((draft, order) => ({ ...draft, order })));
  const forLeader = JSON.stringify(text('delivery:copy.for', { leader: '' }));
  const quiet = quietUntil(world.now, world.settings);
  const written = await tx.$queryRaw<Written[]>`
    with draft as (
      select * from jsonb_to_recordset(${numbered}::jsonb) as d(
        "order" int, key text, class text, priority int, view jsonb, card text, matter text, urgent boolean,
        personal boolean, parting boolean, known boolean, expires timestamptz, person text, account text, channel text, chat text, edits text,
        leased boolean)
    ), told as (
      select d.*, case when d.known then 'refresh' else d.class end as how, d.person as to_person, d.key as to_key, d.view as to_view, null::text as for_id,
        d.chat is null and not d.parting and not has_standing(d.person, d.matter, ${world.now}::timestamptz) as barred
      from draft d
      union all
      select d.*, d.class, a.person_id, d.key || ':for:' || a.person_id,
        case when jsonb_array_length(d.view->'lines') = 0 then d.view else jsonb_set(d.view - 'brief', '{lines}',
          jsonb_build_array(jsonb_set(${forLeader}::jsonb, '{values,leader}', to_jsonb(p.full_name)))
          || (d.view->'lines')) end,
        d.person, not d.parting and not has_standing(d.person, d.matter, ${world.now}::timestamptz)
      from draft d
      join person p on p.id = d.person
      join assistant a on a.leader_id = d.person
        and a.valid_from <= ${world.now} and (a.valid_to is null or a.valid_to > ${world.now})
      where d.chat is null and not d.personal and a.person_id is distinct from ${actor}
    ), addressed as (
      select t.*, l.id as found, l.channel as found_channel, l.external_id as found_chat, l.reachable, l.nth,
        t.leased and t."order" = 0 and not exists (select from outbox o where o.channel = t.channel and o.chat = t.chat
          and (o.state = 'leased' or o.state = 'pending' and o.priority = 0 and ${mayLeaveNow})) as goes
      from told t cross join (select ${world.now.toISOString()}::timestamptz as now) clock
      left join lateral (
        select c.id, c.channel, c.external_id, c.reachable,
          row_number() over (order by c.reachable desc, c.preferred desc, c.linked_at desc) as nth
        from account c
        where c.person_id = t.to_person and c.unlinked_at is null and c.consent_version <> ${rosterConsent}
      ) l on t.chat is null and (l.nth = 1 or t.how = 'refresh')
      where t.chat is not null or l.reachable or (t.for_id is null and t.how <> 'refresh')
    ), written as (
    insert into outbox (key, person_id, for_id, parting, account_id, channel, chat, class, priority, urgent, view, card, matter, edits,
      state, error, not_before, expires_at, created_at, attempts, lease_until, first_try_at)
    select to_key || case when nth > 1 then ':at:' || found else '' end,
      to_person, for_id, parting, coalesce(account, found), coalesce(channel, found_channel), coalesce(chat, found_chat),
      how, case when how = class then priority else ${priorities.refresh} end, urgent, to_view, card, matter, edits,
      case when barred then 'withheld' when chat is null and reachable is not true then 'unreachable' when goes then 'leased' else 'pending' end,
      case when barred then 'no-standing' when chat is not null or reachable then null when found is null then 'not-linked' else 'blocked' end,
      case when urgent or how in ('reply', 'refresh') then null else ${quiet}::timestamptz end,
      expires, ${world.now}, case when goes then 1 else 0 end, case when goes then ${lease} end,
      case when goes then ${world.now.toISOString()}::timestamptz end
    from addressed
    order by "order", for_id is not null, nth
    on conflict (key) do nothing
    returning id, key, state, person_id
    )
    select w.id::text, w.key, w.state, coalesce((select tongue(p) from person p where p.id = w.person_id), 'vi') as language
    from written w where w.state in ('unreachable', 'leased') order by w.id`;
  const ids = written.filter(({ state }) => state === 'unreachable').map(({ id }) => id);
  if (ids.length > 0) await goOn(within(tx), ids, { now: world.now, ways, why: null, from: 'nowhere' });
  return written.filter(({ state }) => state === 'leased').map((row) => asClaimed(row, drafts, world.now));
}

type Written = Pick<Claimed, 'id' | 'language'> & { key: string; state: 'unreachable' | 'leased' };

/** A reply as a sender would have taken it: who is answered is told in any case, in his own language. */
function asClaimed({ id, key, language }: Written, drafts: readonly Draft[], now: Date): Claimed {
  const draft = drafts.find((one) => one.key === key)!;
  return {
    id,
    class: draft.class,
    priority: draft.priority,
    channel: draft.channel!,
    chat: draft.chat!,
    account_id: draft.account,
    person_id: draft.person,
    // As it comes out of the database.
    view: JSON.parse(JSON.stringify(draft.view)) as Claimed['view'],
    card: draft.card,
    edits: draft.edits,
    attempts: 1,
    language,
    unconfirmed: false,
    first_try_at: now,
    not_before: null,
    skipReason: null,
    shown_in: null,
  };
}
