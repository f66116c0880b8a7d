// Linking on the Official Account by the number the messenger vouches for (ID3), and several accounts of one person (CH1).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { issueCodes } from '../../src/regulation/committee/index.ts';
import { committee, personId, phoneOf } from '../support/committee.ts';
import { type Service, startService } from '../support/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService({ zaloOa: [], unlinked: ['UV01', 'UV02'] });
});
afterAll(() => service?.stop());

const accountsOf = (code: string) =>
  service.database.prisma.account.findMany({
    where: { personId: personId(code), unlinkedAt: null, consentVersion: { not: 'roster' } },
  });

describe('ID3: liên kết bằng số điện thoại do Zalo xác nhận', () => {
  test('người lạ theo dõi OA được mời chia sẻ số; số khớp danh sách thì liên kết, kèm thông báo về dữ liệu', async () => {
    const member = service.oa!.person('Tài Chính', { phone: phoneOf(committee, 'UV01') });
    await member.follow();
    await member.receives(/trợ lý của Ban Chỉ đạo/);
    await service.settled();
    await member.shareInfo();
    await member.receives(/Trước khi liên kết/);
    expect(await accountsOf('UV01')).toEqual([]);
    await member.press('Đồng ý');
    await member.receives(/Kính chào đồng chí Nguyễn Tài Chính/);
    expect(await accountsOf('UV01')).toMatchObject([{ channel: 'zalo-oa', externalId: member.id }]);
    await member.send('/hop');
    await member.receives(/Cuộc họp|cuộc họp/);
  });

  test('Thư ký được báo và hủy được bằng một lần bấm', async () => {
    const secretary = service.phone('TV01');
    await secretary.receives(/Nguyễn Tài Chính đã liên kết bằng số điện thoại/);
    await secretary.press('Hủy liên kết');
    await secretary.receives(/đã được hủy liên kết/);
    expect(await accountsOf('UV01')).toEqual([]);
    // Whoever holds the number is not linked by it a second time: the secretariat has said that it was not he.
    const member = [...service.oa!.people.values()].find(({ name }) => name === 'Tài Chính')!;
    service.clock.to(new Date(Date.parse('2026-12-01T01:00:00Z') + 500));
    await member.shareInfo();
    await member.receives(/chưa khớp với danh sách/);
    expect(await accountsOf('UV01')).toEqual([]);
  });

  test('số không có trong danh sách: một câu lịch sự, không ai được liên kết; thử nhiều lần thì bị khóa', async () => {
    const stranger = service.oa!.person('Người lạ', { phone: '84911111111' });
    await stranger.follow();
    await stranger.receives(/trợ lý của Ban Chỉ đạo/);
    await service.settled();
    await stranger.shareInfo();
    await stranger.receives(/chưa khớp với danh sách/);
    for (let tries = 1; tries <= 4; tries += 1) {
      service.clock.to(new Date(Date.parse('2026-12-01T01:00:00Z') + tries * 1_000));
      await stranger.shareInfo();
    }
    await stranger.receives(/Đã nhập mã sai nhiều lần/);
  });

  test('hai người một số: không liên kết ai', async () => {
    await service.database.pool.query('update person set phone = $1 where id = any($2)', [
      '84922222222',
      [personId('UV02'), personId('UV03')],
    ]);
    const member = service.oa!.person('Y Tế', { phone: '84922222222' });
    await member.follow();
    await member.receives(/trợ lý của Ban Chỉ đạo/);
    await service.settled();
    await member.shareInfo();
    await member.receives(/chưa khớp với danh sách/);
    expect(await accountsOf('UV02')).toEqual([]);
  });
});

describe('CH1: nhiều kênh, một người', () => {
  test('/kenh cho xem các kênh và chọn kênh ưu tiên; kênh liên kết sau không tự chiếm ưu tiên', async () => {
    const zalo = service.oa!.person('Phó', { phone: phoneOf(committee, 'PTB1') });
    await zalo.follow();
    await zalo.receives(/trợ lý của Ban Chỉ đạo/);
    await service.settled();
    // He leads and is linked already: the number alone opens nothing, a code does.
    await zalo.shareInfo();
    await zalo.receives(/chưa khớp với danh sách/);
    expect((await accountsOf('PTB1')).map(({ channel }) => channel)).toEqual(['telegram']);
    const world = service.app.world(null);
    const [issued] = await service.database.transaction((tx) => issueCodes(tx, [personId('PTB1')], world, 72));
    await zalo.send(issued!.code);
    await zalo.receives(/Trước khi liên kết/);
    await zalo.press('Đồng ý');
    await zalo.receives(/Kính chào đồng chí/);
    const preferred = async () =>
      (await accountsOf('PTB1')).filter((one) => one.preferred).map(({ channel }) => channel);
    expect(await preferred()).toEqual(['telegram']);
    await zalo.send('/kenh');
    const { text } = await zalo.receives(/Kênh nhận tin của đồng chí/);
    expect(text).toMatch(/1\. Telegram: đang nhận tin\n2\. Zalo OA: đang nhận tin/);
    await zalo.press('Ưu tiên Zalo OA');
    await zalo.receives(/Đã ghi nhận: ưu tiên Zalo OA/);
    expect(await preferred()).toEqual(['zalo-oa']);
  });

  test('trả lời ở kênh nào cũng là một câu trả lời; thẻ ở kênh kia nói đã trả lời', async () => {
    const [chair, secretary] = [service.phone('TB'), service.phone('TV01')];
    await secretary.send('/taohop quý; Họp quý IV năm 2026; 14:00 25/12/2026; Phòng họp số 1, UBND tỉnh');
    await secretary.receives(/GM-01/);
    await secretary.press('Trình duyệt');
    await chair.receives(/trình duyệt triệu tập/);
    await chair.press('Phát hành giấy mời');
    const zalo = [...service.oa!.people.values()].find(({ name }) => name === 'Phó')!;
    await zalo.receives(/Họp quý IV năm 2026/);
    await service.phone('PTB1').send('/thamdu');
    await service.phone('PTB1').receives(/Đã ghi nhận: đồng chí xác nhận tham dự/);
    await zalo.send('/hop');
    await zalo.receives(/Xác nhận tham dự \(trực tiếp\)/);
  });
});
