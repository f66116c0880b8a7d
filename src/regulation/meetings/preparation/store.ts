// What preparing a meeting reads beside the meeting itself.
import type { Transaction } from '../../../store/transaction.ts';

/** Name and telephone of who can be asked about the meeting (QĐ 45/2018); the contact's own number is shown in full. */
export async function contactOf(tx: Transaction, person: { id: string; fullName: string }): Promise<string> {
  const row = await tx.person.findUnique({ where: { id: person.id }, select: { phone: true } });
  return row?.phone ? `${person.fullName}, ${row.phone.replace(/^84/, '0')}` : person.fullName;
}

/** Names of uploaded files, by id. */
export async function fileNames(tx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.file.findMany({ where: { id: { in: [...ids] } }, select: { id: true, name: true } });
  return new Map(rows.map(({ id, name }) => [id, name]));
}
