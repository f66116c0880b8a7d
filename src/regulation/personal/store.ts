// Who has left, whose data the office may be asked to erase; writes corrections and erasures.

import { type Erased, eraseAbout, erasedMark } from '../../store/personal-data.ts';
import type { Transaction } from '../../store/transaction.ts';
import { unlinkPerson } from '../committee/index.ts';
import { columns, writings } from './request.ts';

export type PersonCorrected = {
  type: 'personal.corrected';
  personId: string;
  part: keyof typeof columns;
  value: string;
};

export type DataErased = {
  type: 'personal.erased';
  personId: string;
  /** He holds a seat: the office must be able to reach him, by what it needs for that. */
  seated: boolean;
  /** The rows of the record that say less since, each with the hash of what it says now: sealed with this act. */
  erased?: Erased;
};

const inForce = (now: Date) => ({ validFrom: { lte: now }, OR: [{ validTo: null }, { validTo: { gt: now } }] });

export const isSeated = async (tx: Transaction, personId: string, now: Date): Promise<boolean> =>
  (await tx.seat.count({ where: { personId, ...inForce(now) } })) > 0 ||
  (await tx.assistant.count({ where: { personId, ...inForce(now) } })) > 0;

/** Who held a seat in one of these bodies, holds none anywhere now, and of whom more is kept than the record needs. */
export async function left(tx: Transaction, bodyIds: readonly string[], now: Date) {
  const at = now.toISOString();
  return tx.$queryRaw<{ id: string; fullName: string; post: string; bodyId: string }[]>`
    select distinct on (p.full_name, p.id) p.id, p.full_name as "fullName", s.post, s.body_id as "bodyId"
    from person p join seat s on s.person_id = p.id
    where s.body_id = any(${[...bodyIds]})
      and not exists (select from seat o where o.person_id = p.id and (o.valid_to is null or o.valid_to > ${at}::timestamptz))
      and not exists (select from assistant h where h.person_id = p.id
        and (h.valid_to is null or h.valid_to > ${at}::timestamptz))
      and (p.phone is not null or p.email is not null
        or exists (select from account a where a.person_id = p.id and a.external_id <> ${erasedMark}))
    order by p.full_name, p.id, s.valid_to desc limit 100`;
}

export async function write(tx: Transaction, event: PersonCorrected | DataErased): Promise<void> {
  const { personId } = event;
  if (event.type === 'personal.corrected') {
    await tx.person.update({ where: { id: personId }, data: { [columns[event.part]]: event.value } });
    return;
  }
  // Done again beside the tables (audit verify --deep) there is nothing left to erase.
  if (event.erased) return;
  const { seated } = event;
  if (!seated) await unlinkPerson(tx, personId, new Date(0));
  event.erased = await eraseAbout(tx, { personId, seated, values: await ownValues(tx, personId, seated) });
}

/** His number and address as they stand, and as he once asked to have them; while he is seated only what is there no more. */
async function ownValues(tx: Transaction, personId: string, seated: boolean): Promise<string[]> {
  const { phone, email } = await tx.person.findUniqueOrThrow({ where: { id: personId } });
  const asked = await tx.$queryRaw<{ value: string }[]>`
    select data->>'value' as value from matter where kind = 'data-request' and owner_id = ${personId}
      and data->>'part' in ('phone', 'email')`;
  const now = writings([phone, email]);
  const all = writings([phone, email, ...asked.map(({ value }) => value)]).filter((value) => value !== erasedMark);
  return seated ? all.filter((value) => !now.includes(value)) : all;
}
