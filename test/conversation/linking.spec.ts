import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { issueCodes } from '../../src/regulation/committee/index.ts';
import { personId } from '../support/committee.ts';
import { type Service, startService } from '../support/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService({ unlinked: ['UV01', 'UV02', 'UV03'] });
});
afterAll(() => service?.stop());

async function codeFor(member: string): Promise<string> {
  const world = service.app.world(null);
  const [issued] = await service.database.transaction((tx) =>
    issueCodes(tx, [personId(member)], world, world.settings.linkCodeHours),
  );
  return issued!.code;
}

describe('Điều 1.2: liên kết tài khoản với người trong danh sách', () => {
  test('Điều 1.2: người lạ được trả lời một câu rồi thôi', async () => {
    const stranger = service.phone('UV03');
    await stranger.send('Xin chào');
    const answer = await stranger.receives(/mã/i);
    expect(answer.buttons.flat()).toEqual([]);
    await stranger.send('Alo?');
    await service.settled();
    expect(stranger.messages.filter((message) => message.from === 'bot')).toHaveLength(1);
  });

  test('Điều 1.2: mã dùng một lần liên kết tài khoản và nêu dữ liệu được lưu', async () => {
    const member = service.phone('UV01');
    const code = await codeFor('UV01');
    await member.send(`/start ${code}`);
    const welcome = await member.receives(/Nguyễn Tài Chính/);
    expect(welcome.text).toMatch(/lưu/);
    const other = service.phone('UV02');
    await other.send(`/start ${code}`);
    await other.receives(/mã/i);
    expect(await service.database.prisma.account.count({ where: { personId: personId('UV02') } })).toBe(0);
  });

  test('Điều 1.2: mất điện thoại thì liên kết lại, tài khoản cũ được báo và thôi dùng', async () => {
    const lost = service.phone('UV01');
    const code = await codeFor('UV01');
    const fresh = service.api.user({ firstName: 'Nguyễn Tài Chính', started: true });
    await fresh.send(code);
    await fresh.receives(/Nguyễn Tài Chính/);
    await lost.receives(/liên kết/i);
    await service.settled();
    const linked = await service.database.prisma.account.findMany({
      where: { personId: personId('UV01'), unlinkedAt: null },
    });
    expect(linked.map((account) => account.externalId)).toEqual([String(fresh.id)]);
  });

  test('Điều 1.2: mã gửi kèm lời chào vẫn là mã', async () => {
    const member = service.phone('UV02');
    await member.send('Xin chào');
    await member.send(`Kính gửi Thư ký, mã của tôi là: ${await codeFor('UV02')}. Xin cảm ơn!`);
    await service.settled();
    expect(await service.database.prisma.account.count({ where: { personId: personId('UV02') } })).toBe(1);
  });
});
