// The slips of opinion rounds in the database.

import type { Stretch } from '../../kernel/register.ts';
import { Prisma, type RoundSlip } from '../../store/generated/client.ts';
import type { Transaction } from '../../store/transaction.ts';
import type { Source } from '../attendance/index.ts';
import type { Stance } from '../opinions/index.ts';
import type { Draft, Handling, Point, Round, RoundEvent, Slip } from './round.ts';

export function slipOf(stored: RoundSlip): Slip {
  const { id, roundId, bodyId, item, personId, name, post, must, stance, words, files, draft, handling } = stored;
  const { source, byId, at, enteredAt, late, explanation } = stored;
  const given = stance !== null && source !== null && byId !== null && at !== null && enteredAt !== null;
  return {
    id,
    roundId,
    bodyId,
    item,
    personId,
    name,
    post,
    must,
    given: given
      ? { stance: stance as Stance, text: words, files, source: source as Source, byId, at, enteredAt, late }
      : null,
    draft: draft as Draft | null,
    handling: handling === null ? null : ({ how: handling, words: explanation } as Handling),
  };
}

const columnsOf = ({ given, draft, handling }: Slip) => ({
  stance: given?.stance ?? null,
  words: given?.text ?? '',
  files: [...(given?.files ?? [])],
  source: given?.source ?? null,
  byId: given?.byId ?? null,
  at: given?.at ?? null,
  enteredAt: given?.enteredAt ?? null,
  late: given?.late ?? false,
  draft: draft ? { ...draft, files: [...draft.files] } : Prisma.DbNull,
  draftFiles: [...(draft?.files ?? [])],
  handling: handling?.how ?? null,
  explanation: handling?.words ?? '',
});

export async function apply(tx: Transaction, event: RoundEvent): Promise<void> {
  if (event.type === 'calls.told') throw new Error('what was told is written by the chapter of calls');
  if (event.type === 'rounds.slips-made') {
    const rows = event.slips.map(({ given: _g, draft: _d, handling: _h, ...slip }) => slip);
    await tx.roundSlip.createMany({ data: rows });
    return;
  }
  const { slip } = event;
  const { personId, name, post } = slip;
  await tx.roundSlip.update({ where: { id: slip.id }, data: { personId, name, post, ...columnsOf(slip) } });
}

export const slipsIn = async (tx: Transaction, roundId: string): Promise<Slip[]> =>
  (await tx.roundSlip.findMany({ where: { roundId }, orderBy: { id: 'asc' } })).map(slipOf);

export async function roundsAsking(
  tx: Transaction,
  people: readonly { id: string; bodyId: string }[],
): Promise<string[]> {
  const where = { OR: people.map(({ id: personId, bodyId }) => ({ personId, bodyId })) };
  const found = await tx.roundSlip.findMany({ where, distinct: ['roundId'], select: { roundId: true } });
  return found.map(({ roundId }) => roundId);
}

/** Slips with their rounds in the order in which they were made, a stretch at a time. */
export async function slipRows(
  tx: Transaction,
  bodyIds: readonly string[] | null,
  { limit, after }: Stretch,
): Promise<Point[]> {
  const where = { ...(bodyIds && { bodyId: { in: [...bodyIds] } }), ...(after !== undefined && { id: { gt: after } }) };
  const found = await tx.roundSlip.findMany({ where, orderBy: { id: 'asc' }, take: limit });
  return withRounds(tx, found);
}

/** All slips of one round, of these bodies: by question, and within it as they were made. */
export async function pointsOf(tx: Transaction, bodyIds: readonly string[] | null, roundId: string): Promise<Point[]> {
  const where = { roundId, ...(bodyIds && { bodyId: { in: [...bodyIds] } }) };
  return withRounds(tx, await tx.roundSlip.findMany({ where, orderBy: [{ item: 'asc' }, { id: 'asc' }] }));
}

async function withRounds(tx: Transaction, found: readonly RoundSlip[]): Promise<Point[]> {
  const ids = [...new Set(found.map(({ roundId }) => roundId))];
  const rounds = new Map((await tx.matter.findMany({ where: { id: { in: ids } } })).map((round) => [round.id, round]));
  return found.flatMap((stored) => {
    const round = rounds.get(stored.roundId);
    if (!round) return [];
    const data = round.data as unknown as Round;
    const question = data.questions[stored.item - 1] ?? '';
    const { code, state } = round;
    return [{ slip: slipOf(stored), code, question, state, open: state === 'open' && !data.shown }];
  });
}
