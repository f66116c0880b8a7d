import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { issueCodes } from '../../src/regulation/committee/index.ts';
import { personId } from '../support/committee.ts';
import { type Service, startService } from '../support/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService({ unlinked: ['UV01', 'UV02', 'UV03'], zaloBot: ['UVTT'] });
});
afterAll(() => service?.stop());

const accountsOf = (code: string) =>
  service.database.prisma.account.findMany({ where: { personId: personId(code), unlinkedAt: null } });

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
    const asked = await member.receives(/Trước khi liên kết/);
    expect(asked.text).toMatch(/Hệ thống lưu/);
    expect(asked.text).not.toMatch(/Nguyễn Tài Chính/);
    expect(await accountsOf('UV01')).toEqual([]);
    // What is not an answer is asked again, a press of long ago among it; neither is a yes.
    await member.send('Cuộc họp nào vậy?');
    await member.forge('committee.consent|another');
    await service.settled();
    expect(await accountsOf('UV01')).toEqual([]);
    await member.press('Đồng ý');
    await member.receives(/Kính chào đồng chí Nguyễn Tài Chính/);
    expect(await accountsOf('UV01')).toMatchObject([{ channel: 'telegram', consentVersion: '2026-11' }]);
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
    await fresh.receives(/Trước khi liên kết/);
    expect((await accountsOf('UV01')).map((account) => account.externalId)).toEqual([String(lost.id)]);
    await fresh.send('đồng ý');
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
    await member.receives(/Trước khi liên kết/);
    await member.press('Đồng ý');
    await service.settled();
    expect(await service.database.prisma.account.count({ where: { personId: personId('UV02') } })).toBe(1);
  });

  test('SC5: không đồng ý thì không liên kết, không lưu tài khoản; Thư ký được báo, mã vẫn dùng được', async () => {
    const member = service.phone('UV03');
    const code = await codeFor('UV03');
    await member.send(code);
    await member.receives(/Trước khi liên kết/);
    await member.press('Không đồng ý');
    await member.receives(/chưa liên kết/);
    await service.phone('TV01').receives(/không đồng ý liên kết/);
    expect(await accountsOf('UV03')).toEqual([]);
    expect(await service.database.prisma.consentAsked.count()).toBe(0);
    await member.press('Đồng ý').catch(() => undefined);
    await service.settled();
    expect(await accountsOf('UV03')).toEqual([]);
  });

  test('SC5: rút đồng ý rồi liên kết lại trên Zalo Bot: số 1 là đồng ý với câu đang hỏi, không với gì khác', async () => {
    const member = service.zalo('UVTT');
    await member.send('/huylienket');
    await member.receives(/1\. /);
    await member.send('1');
    await member.receives(/Đã ghi nhận: hủy liên kết/);
    expect(await accountsOf('UVTT')).toEqual([]);
    await member.send('1');
    await service.settled();
    await member.send(await codeFor('UVTT'));
    await member.receives(/Trước khi liên kết[\s\S]*1\. Đồng ý[\s\S]*2\. Không đồng ý/);
    await member.send('3');
    await service.settled();
    expect(await accountsOf('UVTT')).toEqual([]);
    await member.send('1');
    await member.receives(/Kính chào đồng chí/);
    expect(await accountsOf('UVTT')).toMatchObject([{ channel: 'zalo-bot', consentVersion: '2026-11' }]);
  });
});
