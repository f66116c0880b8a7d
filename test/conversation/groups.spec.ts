// A group of the committee over the wire (CH8): bound by its office alone, told neutral notices alone, answered nothing of anybody's.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enqueue } from '../../src/delivery/enqueue.ts';
import { leavingSince, newestRow } from '../../src/desk/leaving.ts';
import { hold } from '../../src/desk/sending.ts';
import { applyEvents } from '../../src/engine/perform.ts';
import { actorOfPerson, issueCodes } from '../../src/regulation/committee/index.ts';
import type { Group } from '../support/bot-api/index.ts';
import { bodyId, committee, personId } from '../support/committee.ts';
import { convene } from '../support/journey.ts';
import { type Service, startService } from '../support/service.ts';

let service: Service;
let group: Group;
beforeAll(async () => {
  service = await startService({ unlinked: ['UV03'] });
  const [secretary, member, stranger] = ['TV01', 'UV02', 'UV03'].map((code) => service.phone(code));
  group = service.api.group({ title: 'Ban Chỉ đạo tỉnh', members: [secretary!, member!, stranger!] });
});
afterAll(() => service?.stop());

const said = (): string[] => group.messages.filter(({ from }) => from === 'bot').map(({ text }) => text);
const kept = () => service.database.prisma.groupChat.findMany();
const acts = async (...names: string[]): Promise<(string | null)[]> =>
  (await service.database.prisma.audit.findMany({ where: { command: { in: names } }, orderBy: { seq: 'asc' } })).map(
    ({ command }) => command,
  );

/** Later than a minute ago, so that the group is answered again. */
const later = () => service.at(new Date(service.clock.now().getTime() + 61_000));

test('CH8, Điều 7.3: người khác gõ lệnh trong nhóm thì chỉ có một câu chung, mỗi phút một lần, không gì về ai', async () => {
  const [member, stranger] = [service.phone('UV02'), service.phone('UV03')];
  await service.settled();
  expect(said()).toEqual([]);
  await member.send('/gannhom', { in: group });
  await service.settled();
  await stranger.send('/conno', { in: group });
  await member.send('/hop', { in: group });
  await member.send('Chào các đồng chí', { in: group });
  await service.settled();
  expect(said()).toEqual(['Đồng chí nhắn riêng cho Hệ thống.']);
  expect(group.last!.buttons.flat()).toEqual(['Nhắn riêng cho Hệ thống']);
  await later();
  await stranger.send('/gannhom', { in: group });
  await service.settled();
  expect(said()).toHaveLength(2);
  expect(await kept()).toEqual([]);
  // No menu of somebody's own commands is put into a group.
  expect(JSON.stringify(service.api.calls('setMyCommands').map(({ params }) => params))).not.toContain(
    String(group.id),
  );
});

test('CH8, Điều 7.3: Văn phòng gõ lệnh trong nhóm, xác nhận riêng mới gắn; người khác có nút cũng không gắn được', async () => {
  const [secretary, chair, standing] = ['TV01', 'TB', 'UVTT'].map((code) => service.phone(code));
  await later();
  await secretary!.send('/gannhom@thu_ky_bot', { in: group });
  await secretary!.send('/gannhom', { in: group });
  const asked = await secretary!.receives(/Gắn nhóm “Ban Chỉ đạo tỉnh” với/);
  expect(asked.buttons.flat()).toEqual(['Gắn nhóm']);
  await service.settled();
  expect(said().at(-1)).toBe('Đồng chí nhắn riêng cho Hệ thống.');
  const [row] = await kept();
  expect(row).toMatchObject({ bodyId: null, askedById: personId('TV01') });
  for (const other of [chair!, standing!]) await other.forge(`groups.bind|${row!.id}|${bodyId}`);
  await service.settled();
  expect(await kept()).toMatchObject([{ bodyId: null }]);
  await secretary!.press('Gắn nhóm');
  await secretary!.receives(/Đã gắn nhóm “Ban Chỉ đạo tỉnh”/);
  await service.settled();
  expect(await kept()).toMatchObject([{ bodyId, askedById: null }]);
  expect(await acts('groups.ask', 'groups.bind')).toContain('groups.bind');
  await secretary!.send('/gannhom');
  await secretary!.receives(/gõ ngay trong nhóm/);
});

test('CH8, Điều 7.3: triệu tập, đổi giờ: nhóm biết loại, giờ, nơi; không tên ai, không tiêu đề, không lý do', async () => {
  const [secretary, chair] = [service.phone('TV01'), service.phone('TB')];
  const before = said().length;
  await convene(service);
  const told = await group.receives(/Triệu tập cuộc họp/);
  expect(told.text).toContain('Loại: Họp quý');
  expect(told.text).toMatch(/Thời gian: 14 giờ 00, thứ Sáu, 25\/12\/2026/);
  expect(told.text).toContain('Địa điểm: Phòng họp số 1');
  expect(told.buttons.flat()).toEqual([]);
  await service.phone('UV02').send('/xinvang GM-01; Đi công tác nước ngoài');
  await service.settled();
  await secretary.send('/doilich GM-01; Thời gian; 15:00 25/12/2026; Trùng lịch HĐND tỉnh');
  await secretary.receives(/GM-01/);
  await service.settled();
  await chair.press('Đồng ý đổi lịch');
  await service.settled();
  expect(said().at(-1)).toMatch(/^Cuộc họp đổi thời gian, địa điểm\n\nLoại: Họp quý\nThời gian: 15 giờ 00/);
  await service.phone('UV01').send('/thamdu GM-01');
  await service.settled();
  const here = said().slice(before).join('\n');
  for (const { name } of committee) expect(here).not.toContain(name);
  expect(here).not.toMatch(/GM-01|quý IV|công tác|HĐND|vắng/);
});

test('CH8, Điều 6.4: sáng trước hạn phản hồi nhóm thấy số đã phản hồi, không thấy ai', async () => {
  await service.at('08:00 22/12/2026');
  const told = await group.receives(/\d+\/\d+ đã phản hồi/);
  expect(told.text).toMatch(/^1\/5 đã phản hồi/);
  expect(told.text).toMatch(/Hạn phản hồi: .*23\/12\/2026/);
  for (const { name } of committee) expect(told.text).not.toContain(name);
});

test('CH8, Điều 7.3: thông báo kết luận phát hành: nhóm chỉ thấy số và trích yếu', async () => {
  const { id } = (await service.database.prisma.meeting.findFirst())!;
  const told = async (about: string | null) =>
    service.database.transaction(async (tx) => {
      const row = {
        kind: 'conclusion',
        bodyId,
        title: 'Kết luận họp quý IV',
        state: 'issued',
        ownerId: personId('TV01'),
      };
      const at = service.clock.now();
      const nth = about === null ? 'alone' : 'meeting';
      const made = { ...row, id: `c-${nth}`, code: `KL-${nth}`, about, data: {}, createdAt: at, movedAt: at };
      await tx.matter.create({ data: made as never });
      const number = { ordinal: about === null ? '8' : '7', symbol: 'TB-BCĐ' };
      const numbered = { type: 'conclusions.numbered', id: made.id, bodyId, year: 2026, number, by: '', at };
      return applyEvents(tx, service.app.registry, [numbered], service.app.world(bodyId));
    });
  const [one, another] = await told(`meeting:${id}`);
  expect(another).toBeUndefined();
  expect(one).toMatchObject({ to: '', group: { chat: String(group.id) }, view: { lines: [{}, {}] } });
  expect(JSON.stringify(one!.view)).toContain('07/TB-BCĐ');
  // Sent from the desk it is shown beforehand and held like what goes to people.
  const visitor = { by: (await actorOfPerson(service.database.prisma, personId('TV01'), service.clock.now()))! };
  const world = service.app.world(bodyId);
  await expect(
    service.database.transaction(async (tx) => {
      const before = await newestRow(tx);
      await enqueue(tx, { notices: [one!] }, world);
      const { letters } = await leavingSince(tx, before, personId('TV01'), world.now);
      await hold(tx, before, visitor, { id: 's-group', command: 'conclusions.number' }, world);
      const rows = await tx.outbox.findMany({ where: { sendingId: 's-group', heldUntil: { not: null } } });
      throw new Error(`${letters.map(({ name }) => name).join()} ${rows.length}`);
    }),
  ).rejects.toThrow('Ban Chỉ đạo tỉnh 1');
  // What a leader instructs between meetings is no matter of a group.
  expect(await told(null)).toEqual([]);
});

test('CH8, SC1, Điều 10.4: việc có mức phổ biến khác thường thì nhóm không hay biết gì', async () => {
  const secretary = service.phone('TV01');
  const before = said().length;
  await secretary.send('/phobien GM-01');
  await secretary.receives(/Mức phổ biến/);
  await secretary.press('Chỉ tài liệu lưu hành nội bộ');
  await secretary.receives(/Thực hiện\?/);
  await secretary.press('Đặt mức này');
  await service.settled();
  expect(await service.database.prisma.apart.count()).toBe(1);
  await secretary.send('/huyhop GM-01; Gộp vào phiên họp sau');
  await service.settled();
  await service.phone('TB').press('Đồng ý hủy họp');
  await service.settled();
  expect(await service.database.prisma.meeting.findFirst()).toMatchObject({ state: 'cancelled' });
  expect(said().slice(before)).toEqual([]);
});

test('CH8, Điều 1.2: mã liên kết lộ trong nhóm thì hủy, không ai dùng được; Văn phòng được báo', async () => {
  const world = service.app.world(null);
  const [issued] = await service.database.transaction((tx) =>
    issueCodes(tx, [personId('UV03')], world, world.settings.linkCodeHours),
  );
  await later();
  await service.phone('UV03').send(`/start ${issued!.code}`, { in: group });
  const told = await service.phone('TV01').receives(/bị lộ trong nhóm/);
  expect(told.text).toContain('“Ban Chỉ đạo tỉnh”');
  await service.settled();
  expect(said().at(-1)).toBe('Đồng chí nhắn riêng cho Hệ thống.');
  await service.phone('UV03').send(issued!.code);
  await service.settled();
  expect(await service.database.prisma.account.count({ where: { personId: personId('UV03') } })).toBe(0);
});

test('CH8, Điều 7.3: nhóm đổi số thì vẫn là nhóm ấy; bỏ gắn bằng lệnh, bị đưa ra thì tự thôi, Văn phòng được báo', async () => {
  const secretary = service.phone('TV01');
  const { to } = await group.migrate();
  await service.settled();
  expect(await kept()).toMatchObject([{ chat: String(to), bodyId }]);
  await secretary.send('/bonhom');
  await secretary.receives(/bỏ gắn nhóm nào/);
  await secretary.press('“Ban Chỉ đạo tỉnh”');
  await secretary.receives(/Đã bỏ gắn nhóm/);
  expect(await kept()).toEqual([]);
  await later();
  await secretary.send('/gannhom', { in: group });
  await secretary.receives(/Gắn nhóm “Ban Chỉ đạo tỉnh” với/);
  await secretary.press('Gắn nhóm');
  await secretary.receives(/Đã gắn nhóm/);
  await group.removeBot();
  await secretary.receives(/đã bị đưa ra khỏi nhóm/);
  expect(await kept()).toEqual([]);
  expect(await acts('groups.release', 'groups.lost')).toEqual(['groups.release', 'groups.lost']);
});

test('CH8: nhóm không nhận được tin nữa mà không ai báo: bỏ gắn, Văn phòng được báo, không ai bị coi là chưa nhận tin', async () => {
  const secretary = service.phone('TV01');
  const silent = service.api.group({ title: 'Nhóm cũ', members: [secretary] });
  await later();
  await secretary.send('/gannhom', { in: silent });
  await secretary.receives(/Gắn nhóm “Nhóm cũ” với/);
  await secretary.press('Gắn nhóm');
  await secretary.receives(/Đã gắn nhóm/);
  silent.chat.botIsMember = false;
  await convene(service, '/taohop quý; Họp lại; 14:00 29/01/2027; Phòng họp số 2');
  await secretary.receives(/không nhận được tin của Hệ thống nữa/);
  await service.settled();
  expect(await kept()).toEqual([]);
  expect(
    await service.database.prisma.outbox.findMany({ where: { chat: String(silent.id), class: 'notice' } }),
  ).toMatchObject([{ state: 'dead', personId: null }]);
});
