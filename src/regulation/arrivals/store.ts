// Codes at the doors of meetings, and who has said by them that he is there.
import { createHmac } from 'node:crypto';
import { days } from '../../kernel/time.ts';
import type { Transaction } from '../../store/transaction.ts';
import { afterWrongCode, isLocked } from '../committee/index.ts';
import { type Meeting, type MeetingFile, meetingsOf } from '../meetings/index.ts';

/** Known only to the database: who knows a meeting's id does not know what hangs at its door. */
const secretOf = async (tx: Transaction): Promise<string> =>
  (await tx.doorSecret.findUniqueOrThrow({ where: { id: 1 } })).secret;

/** Six digits; a meeting that is moved has another, so that what was printed before no longer opens. */
const codeBy = (secret: string, { id, version }: Pick<Meeting, 'id' | 'version'>): string =>
  String(createHmac('sha256', secret).update(`${id} ${version}`).digest().readUInt32BE() % 1_000_000).padStart(6, '0');

export const doorCode = async (tx: Transaction, meeting: Pick<Meeting, 'id' | 'version'>): Promise<string> =>
  codeBy(await secretOf(tx), meeting);

/** That of his meetings about now at whose door this code hangs; null: none. */
export async function meetingAt(
  tx: Transaction,
  { personId, code, now }: { personId: string; code: string; now: Date },
): Promise<MeetingFile | null> {
  const states = ['convened', 'held', 'postponed', 'cancelled'] as const;
  const files = await meetingsOf(tx, { personIds: [personId], states, from: new Date(now.getTime() - days(7)), now });
  if (files.length === 0) return null;
  const secret = await secretOf(tx);
  return files.find(({ meeting }) => codeBy(secret, meeting) === code) ?? null;
}

/** Where wrong digits are counted, by person: six of them could be found by trying. */
const atDoor = (personId: string) => ({ channel: 'door', externalId: personId });

/** Until when he may try no more; null: he may. */
export async function lockedUntil(tx: Transaction, personId: string, now: Date): Promise<Date | null> {
  const guess = await tx.linkGuess.findUnique({ where: { channel_externalId: atDoor(personId) } });
  return isLocked(guess, now) ? guess!.lockedUntil : null;
}

/** Counted once a message, however often it is looked at; as one-time codes are. */
export async function noteWrong(tx: Transaction, personId: string, now: Date): Promise<void> {
  const which = { channel_externalId: atDoor(personId) };
  const guess = await tx.linkGuess.findUnique({ where: which });
  if (guess?.toldAt?.getTime() === now.getTime()) return;
  const { failures, windowStart, lockedUntil: until } = afterWrongCode(guess, now);
  const data = { failures, windowStart, lockedUntil: until, toldAt: now };
  await tx.linkGuess.upsert({ where: which, create: { ...atDoor(personId), ...data }, update: data });
}

/** When each of them said so, by person; of this time and place. */
export async function arrivalsOf(
  tx: Transaction,
  { id: meetingId, version }: Pick<Meeting, 'id' | 'version'>,
): Promise<ReadonlyMap<string, Date>> {
  const rows = await tx.arrival.findMany({ where: { meetingId, version } });
  return new Map(rows.map(({ personId, at }) => [personId, at]));
}
