// Small chapters at work in one committee, by the acts of its people and without a chat.
import { expect, test } from 'vitest';
import type { View } from '../../src/kernel/view.ts';
import { begins, does, texts, world } from '../support/acting.ts';
import { committee, seatCommittee } from '../support/committee.ts';
import { givenDatabase } from '../support/database.ts';

const given = givenDatabase((database) => seatCommittee(database, committee));

const acts = (who: string, name: string, args = {}) => begins(given.database, who, name, args);
/** The same world at another hour. */
async function at<T>(hour: string, work: () => Promise<T>): Promise<T> {
  const { now } = world;
  world.now = new Date(hour);
  return work().finally(() => {
    world.now = now;
  });
}
/** What is shown of it, in words, or why it is refused. */
async function shown(who: string, name: string, args = {}): Promise<string> {
  const outcome = await does(given.database, who, name, args);
  const { heading, lines = [], choices = [] } = (outcome as { view?: View }).view ?? { lines: [] };
  const words = [...(heading ? [heading] : []), ...lines, ...choices.map(({ label }) => label)];
  const why = outcome.kind === 'refused' ? [outcome.refusal.because] : [];
  return [outcome.kind, ...[...words, ...why].map((one) => texts.say('vi', one))].join('\n');
}

test('Điều 13.1: bảng thực hiện Quy chế lấy từ việc quá hạn và họp định kỳ; mỗi điều mở ra căn cứ', async () => {
  await acts('TB', 'tasks.assign', { lead: 'UV01', title: 'Ban hành kế hoạch dữ liệu mở', due: '2026-12-04' });
  const clause = (number: string): Promise<string> => shown('TV01', 'compliance.clause', { clause: number });
  expect(await clause('6.2')).toMatch(
    /BCĐCĐS: Vàng[\s\S]*Sắp đến hạn: .*Ban hành kế hoạch dữ liệu mở[\s\S]*1 việc có hồ sơ/,
  );
  expect(await clause('9.1')).toMatch(
    /Đỏ[\s\S]*Quá hạn: Chưa có cuộc họp định kỳ nào từ 01\/07\/2026[\s\S]*Tạo cuộc họp mới/,
  );
  expect(await clause('8.2')).toContain('Việc này do con người thực hiện');
  expect(await shown('TV01', 'compliance.clause', { clause: '14.9' })).toContain('không có điều “14.9”');
  expect(await shown('UV01', 'compliance.board')).not.toContain('Điều 9.1');
  await at('2027-06-01T03:00:00Z', async () => {
    const board = await shown('TV01', 'compliance.board', { standing: 'late' });
    expect(board).toMatch(/Đỏ: 2 điều[\s\S]*Điều 6\.2 · .* · Đỏ/);
    expect(await clause('6.2')).toMatch(/Đỏ: có việc quá hạn\nQuá hạn: .*Ban hành kế hoạch dữ liệu mở/);
  });
});
