// Who is on the rosters somebody keeps, with how each is reached.
import { rosterConsent } from '../../kernel/ways.ts';
import type { Transaction } from '../../store/transaction.ts';
import { roles } from '../roles.ts';
import type { Contact, ContactKind } from './contact.ts';

type Row = Omit<Contact, 'codes' | 'roles'> & { code: string; role: string };

/** Each person once a body, assistants among them, in the order of its roster; `bodyIds` null: of all bodies. */
export async function contactsIn(tx: Transaction, bodyIds: readonly string[] | null, now: Date): Promise<Contact[]> {
  const rows = await tx.$queryRaw<Row[]>`
    select p.id as "personId", s.body_id as "bodyId", p.full_name as name, s.code, s.role, s.post,
      coalesce(g.name, '') as agency, p.phone, p.email, coalesce(a.channels, '{}') as channels
    from seat s join person p on p.id = s.person_id left join agency g on g.id = s.agency_id
    left join lateral (
      select array_agg(distinct a.channel) as channels from account a
      where a.person_id = p.id and a.unlinked_at is null and a.consent_version <> ${rosterConsent}) a on true
    where (${bodyIds === null} or s.body_id = any(${[...(bodyIds ?? [])]}::text[]))
      and s.valid_from <= ${now.toISOString()}::timestamptz
      and (s.valid_to is null or s.valid_to > ${now.toISOString()}::timestamptz)
    order by s.body_id, s.rank, s.code`;
  const people = Map.groupBy(rows, ({ bodyId, personId }) => `${bodyId} ${personId}`);
  return [...people.values()].map((seats) => {
    const [{ code: _code, role: _role, ...first }] = seats as [Row];
    return {
      ...first,
      codes: seats.map(({ code }) => code),
      roles: roles.filter((one) => seats.some(({ role }) => role === one)),
    };
  });
}

/** Who else has this number or address; his name where he is of these bodies. */
export async function othersWith(
  tx: Transaction,
  kind: ContactKind,
  value: string,
  { personId, bodyIds, now }: { personId: string; bodyIds: readonly string[]; now: Date },
): Promise<string[]> {
  const found = await tx.person.findMany({
    where: {
      [kind]: value,
      id: { not: personId },
      seats: { some: { OR: [{ validTo: null }, { validTo: { gt: now } }] } },
    },
    select: { fullName: true, seats: { where: { bodyId: { in: [...bodyIds] } }, select: { id: true } } },
  });
  return found.map(({ fullName, seats }) => (seats.length > 0 ? fullName : ''));
}

/** By a messenger of his own. */
export const isLinked = async (tx: Transaction, personId: string): Promise<boolean> =>
  (await tx.account.count({ where: { personId, unlinkedAt: null, consentVersion: { not: rosterConsent } } })) > 0;
