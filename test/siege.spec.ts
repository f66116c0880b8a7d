// The attacks of `npm run trial -- abuse`, in a small size, on the real process.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from './support/database.ts';
import {
  besiege,
  during,
  forgedByRole,
  forgedFromOthers,
  guesses,
  intoFullSwing,
  noise,
  noiseWhenAsked,
  type Outcome,
  oneOfEach,
  replayed,
  replayedEvents,
  type Siege,
  taken,
  wronglySigned,
} from './support/siege.ts';

const seed = Number(process.env['SPEC_SEED'] ?? 1198);
let folder: string;
const opened: { siege: Siege; fresh: FreshDatabase }[] = [];

async function open(polling: boolean): Promise<Siege> {
  const fresh = await freshDatabase();
  const siege = await besiege({ databaseUrl: fresh.url, folder, polling });
  opened.push({ siege, fresh });
  return siege;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thu-ky-siege-'));
});

afterAll(async () => {
  for (const { siege, fresh } of opened) {
    await siege.stop();
    await fresh.drop();
  }
  await rm(folder, { recursive: true, force: true });
});

/**
 * Nothing crashed, nothing is stuck, nothing has changed; but a file that comes from somebody who owes an opinion is
 * noted until he says what it is (6.4).
 */
function expectUnmoved(outcome: Outcome, usual = /^(200|400|413)$/): void {
  expect(outcome).toMatchObject({ stuck: 0, alive: true });
  expect(outcome.changed.filter((table) => table !== 'file')).toEqual([]);
  expect(Object.keys(outcome.statuses).filter((status) => !usual.test(status))).toEqual([]);
}

describe('tấn công khi cuộc họp đang chờ trả lời', () => {
  let siege: Siege;
  beforeAll(async () => {
    siege = await open(false);
    await intoFullSwing(siege);
  });

  test('Điều 1.2: tin rác và tin bị sửa đổi vào webhook Telegram, Zalo: không ghi gì', async () => {
    expectUnmoved(await during(siege, () => noise(siege, 'telegram', 300, seed)));
    expectUnmoved(await during(siege, () => noise(siege, 'zalo-bot', 300, seed)));
  });

  test('Điều 1.2: sự kiện của Zalo OA ký đúng mà nội dung độc hại: không ghi gì; ký sai: từ chối, không nhận', async () => {
    const hostile = await during(siege, () => noise(siege, 'zalo-oa', 300, seed));
    // What has no time cannot be signed.
    expectUnmoved(hostile, /^(200|400|403|413)$/);
    expect(hostile.statuses[200]).toBeGreaterThan(200);
    const before = await taken(siege);
    const forged = await during(siege, () => wronglySigned(siege, 40));
    expectUnmoved(forged, /^403$/);
    expect(forged.acts).toEqual({});
    expect(await taken(siege)).toBe(before);
  });

  test('Zalo OA gửi lại sự kiện đã nhận: không nhận lần nữa', async () => {
    const again = await replayedEvents(siege, 20);
    const known = await taken(siege);
    const outcome = await during(siege, again);
    expectUnmoved(outcome, /^200$/);
    expect(outcome.acts).toEqual({});
    expect(await taken(siege)).toBe(known);
  });

  test('Điều 1.2: dò mã liên kết: không ai được liên kết, kẻ dò bị khóa, mọi lần đều có trong nhật ký', async () => {
    const [tries, accounts] = [160, 4];
    const sent = siege.telegram.sentTo;
    sent.clear();
    const outcome = await during(siege, () => guesses(siege, tries, accounts));
    expectUnmoved(outcome);
    expect(outcome.acts).toEqual({ refused: tries });
    const { rows } = await siege.database.pool.query<{ locked: boolean }>(
      `select locked_until > now() as locked from link_guess`,
    );
    expect(rows.filter(({ locked }) => locked)).toHaveLength(accounts);
    // Whoever is locked out is told so once: a guesser must not use up what others need for sending.
    for (const count of sent.values()) expect(count).toBeLessThanOrEqual(6);
  });

  test('Điều 2.2: mọi lệnh, bấm bởi người không có quyền: bị từ chối và có trong nhật ký', async () => {
    // Each role meets each command in `commands.spec.ts`; here it is the real process that is pressed.
    const some = oneOfEach.filter(({ role }) => role === 'member' || role === 'clerk');
    const outcome = await during(siege, () => forgedByRole(siege, some));
    expectUnmoved(outcome);
    expect(outcome.acts).toEqual({ 'not-permitted': outcome.sent });
  });

  test('Điều 6.4: nút của người này, bấm bởi mọi người khác: không ghi gì', async () => {
    const outcome = await during(siege, () => forgedFromOthers(siege, oneOfEach, 3));
    expectUnmoved(outcome);
    expect(outcome.done).toEqual([]);
  });

  test('webhook gửi lại: không làm lại việc nào', async () => {
    const outcome = await during(siege, () => replayed(siege, 30));
    expectUnmoved(outcome);
    expect(outcome.acts).toEqual({});
  });
});

test('tin rác khi tự hỏi Telegram, Zalo: không dừng, không ghi gì', async () => {
  const siege = await open(true);
  expectUnmoved(await during(siege, () => noiseWhenAsked(siege, 'telegram', 300, seed)));
  expectUnmoved(await during(siege, () => noiseWhenAsked(siege, 'zalo-bot', 100, seed)));
});
