// What agencies have provided, in the database.
import type { Stretch } from '../../kernel/register.ts';
import type { Transaction } from '../../store/transaction.ts';
import type { Answer, InquiryEvent } from './answer.ts';

export const answersOf = (tx: Transaction, inquiryId: string): Promise<Answer[]> =>
  tx.inquiryAnswer.findMany({ where: { inquiryId }, orderBy: { id: 'asc' } });

export async function apply(tx: Transaction, event: InquiryEvent): Promise<void> {
  const row = ({ files, ...rest }: Answer) => ({ ...rest, files: [...files] });
  if (event.type === 'requests.sent') await tx.inquiryAnswer.createMany({ data: event.answers.map(row) });
  else await tx.inquiryAnswer.update({ where: { id: event.answer.id }, data: row(event.answer) });
}

export async function inquiriesTo(
  tx: Transaction,
  people: readonly { id: string; bodyId: string }[],
): Promise<string[]> {
  const where = { OR: people.map(({ id: personId, bodyId }) => ({ personId, bodyId })) };
  const found = await tx.inquiryAnswer.findMany({ where, select: { inquiryId: true } });
  return [...new Set(found.map(({ inquiryId }) => inquiryId))];
}

export type Listed = Answer & { code: string; title: string };

/** Every agency's part in the requests of these bodies, the newest first. */
export async function listed(
  tx: Transaction,
  bodyIds: readonly string[] | null,
  { limit, after, before }: Stretch,
): Promise<Listed[]> {
  const where = {
    ...(bodyIds && { bodyId: { in: [...bodyIds] } }),
    ...(after !== undefined && { id: { lt: after } }),
    ...(before !== undefined && { id: { gt: before } }),
  };
  const found = await tx.inquiryAnswer.findMany({ where, orderBy: { id: before ? 'asc' : 'desc' }, take: limit });
  const ids = [...new Set(found.map(({ inquiryId }) => inquiryId))];
  const of = new Map((await tx.matter.findMany({ where: { id: { in: ids } } })).map((row) => [row.id, row]));
  const rows = found.map((one) => ({
    ...one,
    code: of.get(one.inquiryId)?.code ?? '',
    title: of.get(one.inquiryId)?.title ?? '',
  }));
  return before ? rows.reverse() : rows;
}
