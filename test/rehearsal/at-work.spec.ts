// The rehearsal opens on a committee at work: what stands on the phones holds, and can be gone on with.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Rehearsal, type ShownMessage, startRehearsal } from '../support/rehearsal.ts';

let rehearsal: Rehearsal;
beforeAll(async () => {
  rehearsal = await startRehearsal({ isAtWork: true });
});
afterAll(() => rehearsal?.stop());

const phoneOf = async (code: string): Promise<ShownMessage[]> => rehearsal.messages((await rehearsal.who(code)).id);
const wordsOf = ({ block }: ShownMessage): string => [block.heading, ...block.lines, block.note].join('\n');
const says = async (code: string, text: string): Promise<string> => {
  const { id } = await rehearsal.who(code);
  await rehearsal.post(`of/${id}/text`, { text });
  return wordsOf((await rehearsal.messages(id)).at(-1)!);
};

describe('a committee at work', () => {
  test('Điều 3.3, 6.4, 9.3, 5.1: a meeting being answered, a request before the chair, a round open, a task late', async () => {
    const chair = await phoneOf('TB');
    const offered = chair.flatMap(({ block }) => block.buttons.map(({ label }) => label));
    expect(offered).toContain('Đồng ý cho vắng');
    // What is decided asks him no more.
    expect(offered).not.toContain('Phát hành giấy mời');
    expect(offered).not.toContain('Mở lấy ý kiến');
    expect(await says('TB', '/choduyet')).toMatch(/xin vắng mặt · GM-01/);
    const member = (await phoneOf('UV01')).map(wordsOf).join('\n---\n');
    expect(member).toMatch(/GIẤY MỜI HỌP GM-01[\s\S]*Trạng thái: Chưa phản hồi/);
    expect(member).toContain('Lấy ý kiến bằng văn bản LYK-01');
    expect(member).toMatch(/NV-01[\s\S]*quá hạn 2 ngày làm việc/);
    expect(await says('TV01', '/tinhhinh GM-01')).toMatch(/GM-01[\s\S]*4/);
    expect(await says('TV01', '/nhiemvu')).toMatch(/NV-01[\s\S]*NV-02/);
  });

  test('Điều 10.3: the chair’s assistant has a phone: the invitation came as a copy, nothing is decided there', async () => {
    expect((await rehearsal.who('TKLD')).title).toBe('Trợ lý');
    const words = (await phoneOf('TKLD')).map(wordsOf).join('\n---\n');
    expect(words).toMatch(/GM-01[\s\S]*để giúp việc cho đồng chí Trần Ví Dụ An/);
    expect(words).not.toContain('xin vắng mặt');
    expect(await says('TKLD', '/choduyet')).toContain('Không có việc nào đang chờ đồng chí quyết định');
  });

  test('Điều 6.4, 10.3, QĐ45: papers to be given back, words of a meeting’s own, how far an alternate speaks, a drafted opinion', async () => {
    expect(await says('TV01', '/dsthuhoi')).toMatch(/TH-01/);
    // One truth on every phone: what the secretary recorded stands on the other cards of it as well.
    const other = (await phoneOf('UVTT')).map(wordsOf).join('\n');
    expect(other).toMatch(/Đã trả: 1\/13 người/);
    expect(other).not.toContain('Đã trả: 0/');
    const chair = (await phoneOf('TB')).map(wordsOf).join('\n---\n');
    expect(chair).toMatch(/Hồ Ví Dụ Minh[\s\S]*Lâm Ví Dụ Đức/);
    const leader = (await phoneOf('UV05')).map(wordsOf).join('\n---\n');
    expect(leader).toMatch(/Ninh Ví Dụ Thảo[\s\S]*dữ liệu đất đai/);
    expect((await phoneOf('UV06')).map(wordsOf).join('\n')).toContain('GM-02');
  });

  test('Điều 7.3: what a deputy will say at a meeting of the central level waits for his word', async () => {
    expect((await phoneOf('PTB1')).map(wordsOf).join('\n')).toMatch(
      /BPB-01[\s\S]*cấp: Trung ương[\s\S]*đồng chí Chủ tọa/,
    );
    expect(await says('TV01', '/dsbaiphatbieu')).toMatch(/BPB-01.*chờ ý kiến/);
  });

  test('Điều 3.1, 8.7, 9.2, 10.4, 11.1: programme, report, budget, a guest, a secondment are there to be looked at', async () => {
    const lists = { dschuongtrinh: 'CTCT-01', dsbaocao: 'BC-01', dskhach: 'Vũ Ví Dụ Hòa' };
    for (const [word, shows] of Object.entries({ ...lists, dstrungtap: 'Đào Ví Dụ Lan', dsdutoan: 'DTKP-01' }))
      expect(await says('TV01', `/${word}`)).toContain(shows);
  });

  test('one goes on with it: an answer by a number, an opinion by a button', async () => {
    const { id } = await rehearsal.who('UV07');
    await rehearsal.post(`of/${id}/text`, { text: '/thamdu' });
    expect(wordsOf((await rehearsal.messages(id)).at(-1)!)).toContain('Đã ghi nhận');
    const hung = await rehearsal.who('UV03');
    const asked = (await rehearsal.messages(hung.id)).findLast(({ block }) =>
      block.buttons.some(({ label }) => label === 'Thống nhất'),
    )!;
    const { data } = asked.block.buttons.find(({ label }) => label === 'Thống nhất')!;
    await rehearsal.post(`of/${hung.id}/press`, { channel: asked.channel, message: asked.id, data });
    expect((await phoneOf('UV03')).map(wordsOf).join('\n')).toContain('Đã ghi nhận ý kiến');
  });

  test('starting over brings the same work back; the tour starts with nothing', async () => {
    expect((await rehearsal.post('reset', { work: true })).status).toBe(200);
    expect((await phoneOf('UV01')).map(wordsOf).join('\n')).toContain('GM-01');
    expect(await says('TV01', '/tinhhinh GM-01')).toContain('GM-01');
    expect((await rehearsal.post('reset', {})).status).toBe(200);
    expect(await phoneOf('UV01')).toEqual([]);
  });
});
