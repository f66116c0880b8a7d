// Small chapters at work in one committee, by the acts of its people and without a chat.
import { beforeAll, describe, expect, test } from 'vitest';
import { apartReading } from '../../src/apart.ts';
import { handle } from '../../src/bot/handle.ts';
import { outgoingBy } from '../../src/bot/outgoing.ts';
import type { Incoming } from '../../src/channels/incoming.ts';
import type { Surroundings } from '../../src/cli/command.ts';
import { find } from '../../src/cli/find.ts';
import { ownAccounts } from '../../src/delivery/ways.ts';
import { readList, sheetOf } from '../../src/desk/lists.ts';
import { find as findAtDesk, searchPage } from '../../src/desk/search.ts';
import { applyEvents, perform } from '../../src/engine/perform.ts';
import { answerGuest, codeForGuest } from '../../src/guest.ts';
import { prune } from '../../src/jobs/prune.ts';
import { pruneSettings } from '../../src/jobs/settings.ts';
import type { Args } from '../../src/kernel/command.ts';
import type { Text } from '../../src/kernel/text.ts';
import type { View } from '../../src/kernel/view.ts';
import { sealOf } from '../../src/papers/proof.ts';
import { actorOfPerson, findActor } from '../../src/regulation/committee/index.ts';
import { decideCode, guestBehind, sheetOf as guestSheet } from '../../src/regulation/guests/index.ts';
import { defaultSettings } from '../../src/settings.ts';
import { type AuditEntry, appendAudit } from '../../src/store/audit.ts';
import { answerStrangers } from '../../src/stranger.ts';
import { apartPages } from '../../src/web/apart.ts';
import { guestPages } from '../../src/web/guests.ts';
import { begins, buttonOf, does, registry, texts, world } from '../support/acting.ts';
import { bodyId, committee, linkAccount, personId, seatCommittee } from '../support/committee.ts';
import { givenDatabase } from '../support/database.ts';
import { road, taken, typed } from '../support/road.ts';

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
  if (outcome.kind === 'refused') return texts.say('vi', outcome.refusal.because);
  return outcome.kind === 'done' ? spoken(outcome.view) : outcome.kind;
}
const spoken = ({ heading, lines, choices = [] }: View): string =>
  [...(heading ? [heading] : []), ...lines, ...choices.map(({ label }) => label)]
    .map((one) => texts.say('vi', one))
    .join('\n');

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

/** What was written to somebody of a kind of matter, newest last. */
async function told(who: string, matter: string): Promise<string> {
  const rows = await given.database.prisma.outbox.findMany({
    where: { personId: personId(who), matter: { startsWith: matter } },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ view }) => spoken(view as unknown as View)).join('\n');
}

/** The clock comes round in the body. */
const looks = (kind: string, matter: string, version = 1) =>
  given.database.transaction(async (tx) => {
    const row = { kind, matter, person: null, version, nextAt: world.now };
    const one = registry.reminders.get(kind)!;
    const facts = await one.gather(tx, row, world);
    return facts === null ? null : one.due(facts, row, world);
  });

test('Điều 8.7, 7.1: báo cáo kỳ lấy số liệu từ hồ sơ, thiếu phần nào không trình được; ban hành thì mọi Ủy viên nhận', async () => {
  const period = '2026-01-01_2026-12-31';
  await at('2027-01-05T02:00:00Z', async () => {
    const owed = await looks('reports.period-due', `body:${bodyId}`);
    expect(owed?.notices.map(({ to }) => to).sort()).toEqual(['TGV1', 'TV01', 'UVTT'].map(personId).sort());
    expect(spoken(owed!.notices[0]!.view)).toContain('Cần ban hành báo cáo năm 2026 của Ban chậm nhất ngày 07/01/2027');
    expect(await shown('UV01', 'reports.draft', { period })).toContain('not-permitted');
    const summary = await acts('TGV1', 'reports.draft', { period });
    expect(await shown('TV01', 'reports.draft', { period })).toContain('Kỳ này đã có báo cáo BC-01');
    expect(await shown('TGV1', 'reports.open', { summary })).toMatch(
      /năm 2026\nTổng số nhiệm vụ giao: \d+; đã hoàn thành/,
    );
    expect(await shown('UV01', 'reports.open', { summary })).toContain('Không có báo cáo nào như vậy');
    expect(await shown('TGV1', 'reports.forward', { summary })).toContain(
      'còn thiếu: Kết quả nổi bật, Khó khăn, vướng mắc, Phương hướng, đề xuất',
    );
    for (const section of ['results', 'difficulties', 'plans'])
      await acts('TGV1', 'reports.write', { summary, section, words: `Nội dung ${section}` });
    await acts('TGV1', 'reports.forward', { summary });
    expect(await shown('TGV1', 'reports.issue', { summary })).toContain('not-permitted');
    await acts('UVTT', 'reports.issue', await buttonOf(given.database, 'UVTT', 'reports.issue', { summary }));
    for (const reader of ['TB', 'PTB1', 'UV01', 'UV02', 'UV03'])
      expect(await told(reader, `summary:${summary}`)).toMatch(/kết quả hoạt động của Ban[\s\S]*Nội dung plans/);
    expect((await looks('reports.period-due', `body:${bodyId}`))?.notices).toEqual([]);
  });
});

test('Điều 9.1: trước mỗi cuộc họp, phần còn thiếu trong báo cáo của Tổ giúp việc được nhắc; người chủ trì được biết', async () => {
  const when = '2026-12-25T07:00:00.000Z';
  const meeting = await acts('TV01', 'preparation.draft', {
    kind: 'quarterly',
    title: 'Họp quý IV',
    when,
    place: 'Phòng 1',
    body: bodyId,
  });
  await acts('TV01', 'preparation.submit', { meeting });
  await acts('TB', 'preparation.convene', { meeting });
  const matter = `meeting:${meeting}`;
  await at('2026-12-24T01:00:00Z', async () => {
    const { notices } = (await looks('briefings.for-meeting', matter))!;
    expect(notices.map(({ to }) => to)).toEqual([personId('TGV1'), personId('TB')]);
    expect(spoken(notices[0]!.view)).toMatch(/còn thiếu mục tiêu, tiến độ, kết quả, đề xuất \(Điều 9\.1\)/);
    const parts = {
      section: 'all',
      goals: 'Mục tiêu A',
      progress: 'Đúng tiến độ',
      results: 'Xong 3',
      proposals: 'Đề nghị B',
    };
    await acts('TGV1', 'preparation.report', { meeting, ...parts });
    expect(await looks('briefings.for-meeting', matter)).toBeNull();
  });
  await at('2026-12-21T01:00:00Z', async () => {
    expect(await shown('TV01', 'briefings.week')).toMatch(
      /Lịch tuần từ 21\/12\/2026 đến 27\/12\/2026\n.*Họp quý IV, tại Phòng 1/,
    );
  });
});

test('Điều 9.2, 10.4: khách mời vào danh sách do Trưởng ban quyết định; chuyên gia nước ngoài chưa có ý kiến Công an thì giấy mời chưa gửi', async () => {
  const held = { title: 'Họp mở rộng', when: '2026-12-29T07:00:00.000Z', place: 'Phòng 2', body: bodyId };
  const plain = await acts('TV01', 'preparation.draft', { ...held, kind: 'quarterly' });
  const expert = { name: 'John Smith', post: 'Chuyên gia, UNDP', kind: 'expert', foreign: 'yes' };
  expect(await shown('TV01', 'guests.invite', { meeting: plain, ...expert })).toContain('họp mở rộng');
  const meeting = await acts('TV01', 'preparation.draft', { ...held, kind: 'extended' });
  expect(await shown('TV01', 'preparation.open', { meeting })).toContain('Còn thiếu: khách mời');
  const guest = await acts('TV01', 'guests.invite', { meeting, ...expert });
  await acts('TV01', 'guests.invite', {
    meeting,
    name: 'Lê Khoa Học',
    post: 'Viện trưởng',
    kind: 'scientist',
    foreign: 'no',
  });
  await acts('TV01', 'preparation.submit', { meeting });
  // He decides on people, not on names: each with what he is.
  expect(await shown('TB', 'preparation.open', { meeting })).toContain(
    'Khách mời (2 người): John Smith, Chuyên gia, UNDP; Lê Khoa Học, Viện trưởng',
  );
  expect(await shown('TB', 'preparation.convene', { meeting })).toBe(
    'Chưa có ý kiến của Công an tỉnh về: John Smith (Điều 10.4).',
  );
  const typed = { meeting, what: 'add', who: 'Jane Roe, Chuyên gia' };
  expect(await shown('TB', 'preparation.people', typed)).toContain('cần ghi đối tượng');
  const before = { meetingId: meeting, name: 'Jane Roe', post: 'Chuyên gia', position: 2000, as: 'guest' };
  await given.database.prisma.participant.create({ data: { id: 'unmarked00000000', ...before } });
  expect(await shown('TB', 'preparation.convene', { meeting })).toContain('Chưa ghi đối tượng khách mời của: Jane Roe');
  await acts('TB', 'preparation.people', { meeting, what: 'remove', who: 'unmarked00000000' });
  await acts('TV01', 'guests.consult', { guest, number: '123/CAT-PA03', day: '2026-11-30' });
  expect(await shown('TV01', 'guests.open', { guest })).toContain('văn bản số 123/CAT-PA03, ngày 30/11/2026');
  expect(await shown('TV01', 'guests.open', { guest })).toContain('Trưởng ban quyết định danh sách khi phát hành');
  await acts('TB', 'preparation.convene', { meeting });
  expect(await shown('TV01', 'guests.open', { guest })).toContain('Trưởng ban đã quyết định danh sách');
  expect(await shown('TV01', 'guests.remove', { guest })).toContain('Giấy mời đã phát hành');
  const people = await given.database.prisma.participant.findMany({ where: { meetingId: meeting, as: 'guest' } });
  expect(people.map(({ name }) => name).sort()).toEqual(['John Smith', 'Lê Khoa Học']);
});

test('Điều 9.2: khách mời có trang riêng bằng một đường dẫn: nội dung, tài liệu của mình, trả lời, góp ý; hết họp thì đóng', async () => {
  const held = { title: 'Họp mở rộng về dữ liệu', when: '2026-12-30T07:00:00.000Z', place: 'Phòng 3', body: bodyId };
  const meeting = await acts('TV01', 'preparation.draft', { ...held, kind: 'extended' });
  const person = { name: 'Trần Nhà Khoa Học', post: 'Đại học Nha Trang', kind: 'scientist', foreign: 'no' };
  const guest = await acts('TV01', 'guests.invite', { meeting, ...person });
  const lines = 'Kho dữ liệu; Trần Nhà Khoa Học; 20 phút\nNgân sách; Sở Tài chính; 10 phút';
  await acts('TV01', 'preparation.agenda', { meeting, lines });
  const link = { type: 'text', text: 'Đề án kho dữ liệu https://ban.example/de-an' };
  const other = { type: 'text', text: 'Dự toán https://ban.example/du-toan' };
  await acts('TV01', 'preparation.paper', { meeting, parts: JSON.stringify([link, other]) });
  const papers = await given.database.prisma.paper.findMany({
    where: { meetingId: meeting },
    orderBy: { title: 'desc' },
  });
  await acts('TV01', 'guests.paper', { guest, paper: papers[0]!.id });
  expect(await shown('TV01', 'guests.link', { guest })).toContain('sau khi giấy mời đã phát hành');
  await acts('TV01', 'preparation.submit', { meeting });
  await acts('TB', 'preparation.convene', { meeting });
  expect(await shown('UV01', 'guests.link', { guest })).toBe('Không có khách mời nào như vậy.');
  const addressIn = (words: string): string => /\/khach\/(\S+)/.exec(words)![1]!;
  const earlier = addressIn(await shown('TV01', 'guests.link', { guest }));
  const token = addressIn(await shown('TV01', 'guests.link', { guest }));
  const road = { registry, outgoing: outgoingBy(ownAccounts), world: () => world };
  const behind = (given_: string) => guestBehind(given.database.prisma, given_, world.now, false);
  const pages = guestPages({
    read: async (one) => {
      const facts = await behind(one);
      return facts && guestSheet(facts, world.now);
    },
    answer: (one, words) => given.database.transaction((tx) => answerGuest(tx, road, one, words)),
    code: async () => null,
    word: 'start',
    file: async () => null,
    say: (words) => texts.say('vi', words),
  });
  const says = (body: Record<string, string>) =>
    pages.request(`/${token}`, {
      method: 'POST',
      headers: { 'content-length': '99' },
      body: new URLSearchParams(body).toString(),
    });
  expect((await pages.request(`/${earlier}`)).status).toBe(404);
  expect((await pages.request(`/${guest}.${'A'.repeat(32)}`)).status).toBe(404);
  const seen = await (await pages.request(`/${token}`)).text();
  expect(seen).toMatch(/Họp mở rộng về dữ liệu[\s\S]*Nội dung của khách mời: Kho dữ liệu[\s\S]*Đề án kho dữ liệu/);
  expect(seen).not.toMatch(/Ngân sách|Dự toán/);
  const secret = await says({ attends: 'yes', remark: 'Độ mật: TỐI MẬT' });
  expect([secret.status, await secret.text()]).toEqual([422, expect.not.stringContaining('TỐI MẬT')]);
  expect((await says({ attends: '', remark: '' })).status).toBe(422);
  expect(await (await says({ attends: 'yes', remark: 'Tôi đến <b>sớm</b>' })).text()).toContain('Đã ghi nhận');
  expect(await told('TV01', `guest:${guest}`)).toMatch(/vừa trả lời[\s\S]*sẽ dự họp[\s\S]*Tôi đến/);
  const kept = await given.database.prisma.audit.findFirst({ where: { command: 'guests.reply' } });
  expect(kept).toMatchObject({ channel: 'guest', actorId: null, matter: `guest:${guest}` });
  await at('2026-12-30T08:00:00Z', async () => {
    expect(await (await pages.request(`/${token}`)).text()).not.toContain('<form');
    expect((await says({ attends: 'no', remark: '' })).status).toBe(422);
  });
  await at('2026-12-31T08:00:00Z', async () => expect((await pages.request(`/${token}`)).status).toBe(404));
});

describe('Điều 9.2, GX2: khách mời liên kết tin nhắn từ trang riêng', () => {
  const held = { title: 'Họp mở rộng có khách', when: '2026-12-28T07:00:00.000Z', place: 'Phòng 4', body: bodyId };
  const within = { ...road, stranger: answerStrangers(registry) };
  let meeting = '';
  let guest = '';
  let token = '';
  const sends = (message: Incoming) =>
    given.database.transaction(
      (tx) => handle(tx, within, taken(message)),
      async (tx, { audit }) => (audit ? appendAudit(tx, audit) : undefined),
    );
  const codes = () => given.database.transaction((tx) => codeForGuest(tx, within, token));
  async function code(): Promise<string> {
    const got = await codes();
    if (!got || !('code' in got)) throw new Error(JSON.stringify(got));
    return got.code;
  }
  const refusal = async (): Promise<string> => {
    const got = await codes();
    return got && 'refusal' in got ? texts.say('vi', got.refusal.because) : JSON.stringify(got);
  };
  /** What a chat was last written. */
  async function screen(chat: string): Promise<string> {
    const [row] = await given.database.prisma.outbox.findMany({ where: { chat }, orderBy: { id: 'desc' }, take: 1 });
    return row ? spoken(row.view as unknown as View) : '';
  }
  const all = async (chat: string): Promise<string> => {
    const rows = await given.database.prisma.outbox.findMany({ where: { chat }, orderBy: { id: 'asc' } });
    return rows.map(({ view }) => spoken(view as unknown as View)).join('\n');
  };
  const place = () =>
    given.database.prisma.participant.findFirstOrThrow({ where: { meetingId: meeting, as: 'guest' } });
  const takesPage = async (): Promise<void> => {
    token = /\/khach\/(\S+)/.exec(await shown('TV01', 'guests.link', { guest }))![1]!;
  };
  const links = async (chat: string): Promise<void> => {
    await sends(typed(chat, `/start ${await code()}`));
    await sends(typed(chat, 'Đồng ý'));
  };

  beforeAll(async () => {
    meeting = await acts('TV01', 'preparation.draft', { ...held, kind: 'extended' });
    const person = { name: 'Vũ Khách Mời', post: 'Viện Hải dương học', kind: 'scientist', foreign: 'no' };
    guest = await acts('TV01', 'guests.invite', { meeting, ...person });
    const papers = ['https://ban.example/cua-khach', 'https://ban.example/noi-bo'];
    const parts = papers.map((one) => ({ type: 'text', text: `Tài liệu ${one}` }));
    const lines = 'Nguồn lợi biển; Vũ Khách Mời; 20 phút\nNgân sách; Sở Tài chính; 10 phút';
    await acts('TV01', 'preparation.agenda', { meeting, lines });
    await acts('TV01', 'preparation.paper', { meeting, parts: JSON.stringify(parts) });
    const rows = await given.database.prisma.paper.findMany({ where: { meetingId: meeting } });
    await acts('TV01', 'guests.paper', { guest, paper: rows.find(({ link }) => link === papers[0])!.id });
    await acts('TV01', 'preparation.submit', { meeting });
    await acts('TB', 'preparation.convene', { meeting });
    await takesPage();
  });

  test('SC5, Điều 9.2: mã từ trang không liên kết ai khi chưa đồng ý; không đồng ý thì không ai được ghi vào danh sách', async () => {
    await sends(typed('khach1', `/start ${await code()}`));
    expect(await screen('khach1')).toMatch(/Đồng ý[\s\S]*Không đồng ý/);
    expect(await place()).toMatchObject({ personId: null });
    await sends(typed('khach1', 'Không đồng ý'));
    expect(await given.database.prisma.account.count({ where: { externalId: 'khach1' } })).toBe(0);
    expect(await place()).toMatchObject({ personId: null });
  });

  test('Điều 9.2: đồng ý thì có giấy mời trong tin nhắn, chỉ tài liệu của mình; Thư ký được báo ai đã liên kết; không nợ ý kiến, không thấy gì khác', async () => {
    await links('khach1');
    const seen = await all('khach1');
    expect(seen).toMatch(/Họp mở rộng có khách[\s\S]*Xác nhận tham dự/);
    expect(seen).toContain('https://ban.example/cua-khach');
    expect(seen).not.toContain('https://ban.example/noi-bo');
    const { personId: who } = await place();
    expect(who).not.toBeNull();
    expect(await told('TV01', `guest:${guest}`)).toMatch(/vừa liên kết Telegram[\s\S]*Hủy liên kết của khách/);
    // Asked for again it is his still; of the rest nothing is his.
    await sends(typed('khach1', '/hop'));
    await sends(typed('khach1', 'tài liệu họp'));
    expect(await all('khach1')).toContain('Nguồn lợi biển');
    expect(await all('khach1')).not.toMatch(/noi-bo|Ngân sách/);
    await sends(typed('khach1', '/nhiemvu'));
    expect(await screen('khach1')).not.toMatch(/NV-\d/);
    await sends(typed('khach1', '/danhsach'));
    expect(await screen('khach1')).toContain('không thuộc quyền');
    await sends(typed('khach1', 'Xác nhận tham dự'));
    expect(await screen('khach1')).toContain('xác nhận tham dự');
    expect(await given.database.prisma.opinionDuty.count({ where: { personId: who! } })).toBe(0);
  });

  test('Điều 9.2: đường dẫn bị chuyển tiếp không liên kết được lần nữa; trang nói rõ đã liên kết ở đâu và nhận trả lời ở đó', async () => {
    expect(await refusal()).toContain('đã được liên kết với một tài khoản');
    const facts = await guestBehind(given.database.prisma, token, world.now, false);
    const sheet = guestSheet(facts!, world.now);
    expect(sheet).toMatchObject({ answers: false, binds: false });
    expect(sheet.lines.map((line) => texts.say('vi', line)).join()).toContain('đang nhận tin trên Telegram');
    const answered = await given.database.transaction((tx) =>
      answerGuest(tx, within, token, { attends: 'yes', remark: '' }),
    );
    expect(answered).toMatchObject({ agreed: false });
  });

  test('Điều 9.2: không đúng người thì Thư ký hủy: tài khoản và trang cùng đóng, danh sách mời như trước; chỉ văn phòng hủy được', async () => {
    expect(await shown('UV01', 'guests.unlink', { guest })).toContain('Không có khách mời nào như vậy');
    expect(await shown('TV01', 'guests.unlink', { guest })).toContain('Đã hủy liên kết');
    expect(await place()).toMatchObject({ personId: null, name: 'Vũ Khách Mời' });
    expect(await guestBehind(given.database.prisma, token, world.now, false)).toBeNull();
    expect(await given.database.prisma.account.count({ where: { externalId: 'khach1', unlinkedAt: null } })).toBe(0);
    expect(await shown('TV01', 'guests.unlink', { guest })).toContain('chưa liên kết');
  });

  test('Điều 9.2: tài khoản của một Ủy viên không thành của khách, và khách không thành Ủy viên', async () => {
    await takesPage();
    await linkAccount(given.database, 'UV03', 'telegram', 'UV03');
    await sends(typed('UV03', `/start ${await code()}`));
    expect(await place()).toMatchObject({ personId: null });
    const { personId: seated } = await given.database.prisma.account.findFirstOrThrow({
      where: { externalId: 'UV03' },
    });
    expect(seated).toBe(personId('UV03'));
    // On the list as somebody with a seat: a page that can be passed on opens no seat.
    const facts = (await guestBehind(given.database.prisma, token, world.now, false))!;
    const who = await given.database.transaction((tx) => actorOfPerson(tx, personId('UV01'), world.now));
    expect(decideCode(facts, { who, linked: false }, world)).toMatchObject({
      refusal: { code: 'seated' },
    });
  });

  test('Điều 9.2, QĐ45: hủy họp thì khách được báo trong tin nhắn; hết họp thì liên kết hết cùng trang riêng', async () => {
    await links('khach2');
    // Who leaves the chat has his page as before, and comes back by it.
    await sends(typed('khach2', '/huylienket'));
    await sends(typed('khach2', 'Hủy liên kết'));
    const left = (await guestBehind(given.database.prisma, token, world.now, false))!;
    expect(guestSheet(left, world.now)).toMatchObject({ answers: true, binds: true });
    await links('khach2');
    await acts('TV01', 'meetings.cancel', { meeting, reason: 'Chuyển sang quý sau' });
    await acts('TB', 'meetings.agree', await buttonOf(given.database, 'TB', 'meetings.agree', { meeting }));
    expect(await screen('khach2')).toMatch(/hủy[\s\S]*Chuyển sang quý sau/i);
    const linked = { where: { externalId: 'khach2', unlinkedAt: null } };
    const row = await given.database.prisma.reminder.findFirstOrThrow({
      where: { kind: 'guests.ends-linked', closedAt: null },
    });
    expect(row.nextAt.toISOString()).toBe('2026-12-29T07:00:00.000Z');
    expect((await looks('guests.ends-linked', `guest:${guest}`))?.events).toBeUndefined();
    await at('2026-12-29T07:00:00Z', async () => {
      const due = (await looks('guests.ends-linked', `guest:${guest}`))!;
      await given.database.transaction((tx) => applyEvents(tx, registry, due.events ?? [], world));
      expect(await given.database.prisma.account.count(linked)).toBe(0);
      expect(await looks('guests.ends-linked', `guest:${guest}`)).toBeNull();
      expect(await codes()).toBeNull();
    });
  });
});

test('Điều 10.4: trưng tập có thời hạn; cơ quan của cán bộ được báo khi Trưởng ban đồng ý; hết hạn thì báo và tự kết thúc', async () => {
  const time = { from: '2026-12-07', until: '2027-01-29', reason: 'Xây dựng kho dữ liệu' };
  const officer = { name: 'Lý Văn Số', post: 'Chuyên viên', to: 'UV02', foreign: 'yes', ...time };
  expect(await shown('TV01', 'secondments.propose', { ...officer, until: '2026-12-01' })).toContain(
    'phải sau ngày bắt đầu',
  );
  const secondment = await acts('TGV1', 'secondments.propose', officer);
  expect(await shown('TGV1', 'secondments.forward', { secondment, words: 'Cần gấp' })).toContain('Điều 10.4');
  await acts('TGV1', 'secondments.consult', { secondment, number: '9/CAT', day: '2026-11-30' });
  await acts('TGV1', 'secondments.forward', { secondment, words: 'Cần gấp' });
  expect(await told('UV02', `secondment:${secondment}`)).toBe('');
  await acts('TB', 'secondments.agree', await buttonOf(given.database, 'TB', 'secondments.agree', { secondment }));
  expect(await told('UV02', `secondment:${secondment}`)).toMatch(
    /đồng ý trưng tập cán bộ của cơ quan đồng chí[\s\S]*đến hết 29\/01\/2027/,
  );
  await at('2027-01-30T01:00:00Z', async () => {
    const row = await given.database.prisma.reminder.findFirstOrThrow({ where: { kind: 'secondments.ends-active' } });
    const facts = await given.database.transaction((tx) =>
      registry.reminders.get('secondments.ends-active')!.gather(tx, { ...row, person: null }, world),
    );
    const due = registry.reminders.get('secondments.ends-active')!.due(facts, { ...row, person: null }, world);
    expect(due.events).toMatchObject([{ to: 'ended' }]);
    expect(due.notices.map(({ to }) => to)).toContain(personId('UV02'));
  });
});

test('Điều 8.6, 5.5: Tổ trưởng lập nhóm công tác, Ủy viên thường trực phân công; chỉ người của Tổ, và được báo', async () => {
  const group = { title: 'Nhóm dữ liệu', words: 'Rà soát kho dữ liệu' };
  expect(await shown('TV01', 'team.group', { ...group, people: 'TGV1' })).toBe('not-permitted');
  expect(await shown('TGV1', 'team.group', { ...group, people: 'TGV1, UV01' })).toContain(
    'Không có trong Tổ giúp việc: UV01',
  );
  const made = await acts('UVTT', 'team.duty', { ...group, people: 'Ngô Tổ Trưởng' });
  expect(await told('TGV1', `workgroup:${made}`)).toMatch(
    /được phân công trong Tổ giúp việc[\s\S]*Rà soát kho dữ liệu/,
  );
});

test('Điều 3.1, 8.1, 6.6: Tổ giúp việc dự thảo, Trưởng ban ban hành thì từng nội dung thành nhiệm vụ; Ủy viên gửi kế hoạch', async () => {
  const items = 'UV01; Số hóa hồ sơ đất đai; 30/06/2027\nSở Y tế; Liên thông bệnh án; 30/09/2027';
  expect(
    await shown('TGV1', 'programmes.draft', { year: '2027', items: `${items}\nUV09; Không ai; 01/02/2027` }),
  ).toContain('Chưa đọc được dòng “UV09; Không ai; 01/02/2027”');
  const programme = await acts('TGV1', 'programmes.draft', { year: '2027', items });
  await acts('TGV1', 'programmes.forward', { programme, words: 'Đã lấy ý kiến' });
  expect(await shown('UV01', 'programmes.open', { programme })).toContain('Không có chương trình');
  const before = await given.database.prisma.task.count();
  await acts('TB', 'programmes.issue', await buttonOf(given.database, 'TB', 'programmes.issue', { programme }));
  const tasks = await given.database.prisma.task.findMany({ orderBy: { id: 'desc' }, take: 2 });
  expect((await given.database.prisma.task.count()) - before).toBe(2);
  expect(tasks.map(({ leadId }) => leadId).sort()).toEqual(['UV01', 'UV02'].map(personId).sort());
  expect(await told('UV02', `programme:${programme}`)).toMatch(/Đề nghị đồng chí gửi kế hoạch[\s\S]*0\/4/);
  await acts('UV02', 'programmes.plan', { programme, words: 'Quý I khảo sát, quý II triển khai' });
  expect(await shown('UV02', 'programmes.plan', { programme, words: 'Nữa' })).toContain('đã làm rồi');
  expect(await shown('TV01', 'programmes.plans', { programme })).toMatch(/Đỗ Y Tế.*Quý I khảo sát/);
  expect(await shown('UV01', 'programmes.plans', { programme })).not.toContain('Quý I khảo sát');
  expect((await looks('programmes.year-due', `body:${bodyId}`))?.notices).toEqual([]);
});

test('Điều 5.1, 8.1: việc năm trước chưa xong: Tổ giúp việc đề xuất chuyển tiếp, chỉ khi Trưởng ban ban hành mới có hạn mới', async () => {
  const titles = ['Số hóa hồ sơ đất đai', 'Liên thông bệnh án'];
  const { prisma } = given.database;
  const [land, health] = await Promise.all(titles.map((title) => prisma.task.findFirstOrThrow({ where: { title } })));
  const dueOf = async (id: string) => (await prisma.task.findUniqueOrThrow({ where: { id } })).dueDay;
  await at('2027-12-06T02:00:00Z', async () => {
    const draft = { year: '2028', items: 'UV03; Kho dữ liệu cán bộ; 30/06/2028' };
    const programme = await acts('TGV1', 'programmes.draft', draft);
    expect(await shown('TGV1', 'programmes.open', { programme })).toMatch(
      /Năm trước còn 2 nhiệm vụ chưa xong[\s\S]*Chuyển tiếp việc năm trước/,
    );
    const carried = { programme, undone: land!.id };
    expect(await shown('TGV1', 'programmes.carry', { ...carried, until: '2029-03-31' })).toContain('trong năm 2028');
    await acts('TGV1', 'programmes.carry', { programme, undone: 'all', until: '2028-03-31' });
    await acts('TGV1', 'programmes.leave', { programme, undone: health!.id });
    expect(await shown('TGV1', 'programmes.open', { programme })).toMatch(
      new RegExp(
        `Chuyển tiếp từ năm trước: ${land!.code} · Số hóa hồ sơ đất đai, hạn mới 31/03/2028[\\s\\S]*còn 1 nhiệm vụ`,
      ),
    );
    await acts('TGV1', 'programmes.carry', { programme, undone: health!.id, until: '2028-06-30' });
    await acts('TGV1', 'programmes.forward', { programme, words: 'Đã rà soát' });
    expect(await dueOf(land!.id)).toBe('2027-06-30');
    // Done meanwhile: it goes on nowhere.
    await prisma.task.update({
      where: { id: health!.id },
      data: { state: 'done', late: false, reportedDay: '2026-12-01' },
    });
    await acts('TB', 'programmes.issue', await buttonOf(given.database, 'TB', 'programmes.issue', { programme }));
    const after = await prisma.task.findUniqueOrThrow({ where: { id: land!.id } });
    expect(after).toMatchObject({
      dueDay: '2028-03-31',
      firstDueDay: '2027-06-30',
      state: 'open',
      leadId: personId('UV01'),
    });
    expect(await dueOf(health!.id)).toBe('2027-09-30');
    expect(await told('UV01', `task:${land!.id}`)).toMatch(/31\/03\/2028/);
    const issued = await shown('TB', 'programmes.open', { programme });
    expect(issued).toContain('hạn mới 31/03/2028');
    expect(issued).not.toContain('Liên thông bệnh án');
    expect(await prisma.matter.findUniqueOrThrow({ where: { id: programme } })).toMatchObject({
      data: { tasks: [expect.any(String), land!.id], carried: [{ task: land!.id, agency: 'Sở Tài chính' }] },
    });
  });
});

test('Điều 13.2: quy chế mới: nói trước việc nào dời, việc nào giữ hạn cũ, đã có kiến nghị nào; Trưởng ban quyết định', async () => {
  const { prisma } = given.database;
  await acts('UV03', 'proposals.amendment', {
    clause: 'Điều 9',
    parts: JSON.stringify([{ text: 'Thêm ngày gửi thông báo' }]),
  });
  const open = { lead: 'UV03', title: 'Việc đang chạy khi đổi quy chế', due: '2026-12-31' };
  await acts('TB', 'tasks.assign', open);
  const draft = { title: 'Quyết định 9/QĐ-BCĐ', day: '2026-12-10', words: 'Sửa Điều 5, Điều 9' };
  const lines = 'taskReminders = 10d\nmeetingEveryMonths = 2';
  expect(await shown('UV01', 'revisions.draft', { ...draft, lines })).toBe('not-permitted');
  expect(await shown('TV01', 'revisions.draft', { ...draft, lines: 'khong doc duoc' })).toContain('Chưa đọc được dòng');
  expect(await shown('TV01', 'revisions.draft', { ...draft, lines: 'taskReminders = x' })).toContain('không dùng được');
  const revision = await acts('TV01', 'revisions.draft', { ...draft, lines });
  const card = await shown('TV01', 'revisions.open', { revision });
  expect(card).toMatch(/10 ngày làm việc từ 10\/12\/2026/);
  expect(card).toMatch(/Lời nhắc đang chạy đổi giờ: \d+[\s\S]*22\/12\/2026 → 08 giờ 00, 17\/12\/2026/);
  expect(card).toMatch(/Đã có kiến nghị KN-\d+ về Điều 9: “Thêm ngày gửi thông báo”/);
  expect(await prisma.setting.count({ where: { bodyId } })).toBe(0);
  await acts('TV01', 'revisions.forward', { revision, words: 'Đã lấy ý kiến' });
  expect(await shown('TV01', 'revisions.issue', { revision })).toBe('not-permitted');
  await acts('TB', 'revisions.issue', await buttonOf(given.database, 'TB', 'revisions.issue', { revision }));
  expect(await prisma.setting.findMany({ where: { bodyId }, orderBy: { key: 'asc' } })).toMatchObject([
    { key: 'meetingEveryMonths', value: 2, validFrom: new Date('2026-12-09T17:00:00Z') },
    { key: 'taskReminders', value: [{ workingDays: 10 }], validFrom: new Date('2026-12-09T17:00:00Z') },
  ]);
  expect(await prisma.reminder.count({ where: { kind: 'engine.figures', closedAt: null } })).toBe(1);
  expect(await told('UVTT', `body:${bodyId}`)).toMatch(/Quyết định 9\/QĐ-BCĐ[\s\S]*10 ngày làm việc/);
  await prisma.setting.deleteMany({ where: { bodyId } });
});

test('Điều 7.4, 11.1, 11.2: dự toán Trưởng ban duyệt; chi không quá số còn lại; chưa có định mức phải có ý kiến Sở Tài chính', async () => {
  const estimate = { year: '2026', sum: '100000', settleBy: '2027-01-31', words: 'Ngân sách tỉnh' };
  expect(await shown('TGV1', 'budgets.draft', estimate)).toBe('not-permitted');
  const budget = await acts('TV01', 'budgets.draft', estimate);
  await acts('TV01', 'budgets.forward', { budget, words: 'Đúng định mức' });
  await acts('TB', 'budgets.agree', await buttonOf(given.database, 'TB', 'budgets.agree', { budget }));
  const expense = { words: 'Thuê chuyên gia', day: '2026-11-30' };
  await acts('TV01', 'budgets.spend', { budget, ...expense, sum: '40000', norm: 'yes' });
  expect(await shown('TV01', 'budgets.spend', { budget, ...expense, sum: '70000', norm: 'yes' })).toContain(
    'chỉ còn 60.000 nghìn đồng',
  );
  expect(await shown('TV01', 'budgets.spend', { budget, ...expense, sum: '5', norm: 'no', finance: '' })).toContain(
    'Điều 11.2',
  );
  await acts('TV01', 'budgets.spend', { budget, ...expense, sum: '10000', norm: 'no', finance: '12/STC-HCSN' });
  expect(await shown('TB', 'budgets.open', { budget })).toMatch(
    /Đã chi 50\.000, còn 50\.000[\s\S]*đặc thù: 12\/STC-HCSN/,
  );
  await acts('TV01', 'budgets.settle', { budget, number: '5/QT ngày 20/01/2027' });
});

test('Điều 6.1: Ủy viên tham mưu về chính sách thuộc lĩnh vực cơ quan mình; cơ quan thường trực trình, Trưởng ban cho ý kiến, người tham mưu được báo', async () => {
  const words = 'Ban hành chính sách hỗ trợ doanh nghiệp nhỏ chuyển đổi số';
  const proposal = await acts('UV01', 'proposals.advise', { parts: JSON.stringify([{ text: words }]) });
  expect(await shown('UV01', 'proposals.open', { proposal })).toMatch(
    /Tham mưu về chủ trương, chính sách[\s\S]*hỗ trợ doanh nghiệp nhỏ/,
  );
  await acts('TV01', 'proposals.forward', { proposal, words: 'Đề nghị giao Sở Tài chính chủ trì' });
  const agree = await buttonOf(given.database, 'TB', 'proposals.agree', { proposal });
  await acts('TB', 'proposals.agree', { ...agree, words: 'Đồng ý, đưa vào chương trình công tác' });
  expect(await told('UV01', `proposal:${proposal}`)).toContain('Đồng ý, đưa vào chương trình công tác');
});

test('Điều 7.3: bài phát biểu trình đúng người phát biểu, không ai quyết định thay; trả lại thì sửa, từng lần còn nguyên; Ủy viên, Trưởng ban không thấy bài của Phó Trưởng ban', async () => {
  const { id: leader } = await given.database.prisma.seat.findFirstOrThrow({ where: { personId: personId('PTB1') } });
  const draft = (words: string, ...files: string[]): string =>
    JSON.stringify([{ text: words }, ...files.map((file) => ({ file }))]);
  const when = '2026-12-16T01:00:00.000Z';
  const occasion = { level: 'central', title: 'Hội nghị toàn quốc', when, place: 'Hà Nội' };
  const own = await given.database.prisma.seat.findFirstOrThrow({ where: { personId: personId('UV01') } });
  expect(await shown('TV01', 'remarks.prepare', { leader: own.id, ...occasion })).toContain(
    'Trưởng ban, Phó Trưởng ban',
  );
  const remark = await acts('TV01', 'remarks.prepare', {
    leader,
    ...occasion,
    draft: draft('Đạt 12 chỉ tiêu', 'tep-1'),
  });
  const matter = `remark:${remark}`;
  expect(await told('PTB1', matter)).toMatch(/toàn quốc \(cấp: Trung ương\)[\s\S]*Đạt 12 chỉ tiêu[\s\S]*Dùng được/);
  for (const other of ['TB', 'UV01']) {
    expect(await shown(other, 'remarks.open', { remark })).toContain('Không tìm thấy');
    expect(await shown(other, 'remarks.agree', { remark })).toMatch(/Không tìm thấy|not-permitted/);
    expect(await shown(other, 'search.find', { words: 'toan quoc' })).not.toContain('BPB-01');
    expect(await told(other, matter)).toBe('');
  }
  const button = (command: string) => buttonOf(given.database, 'PTB1', command, { remark });
  const early = await button('remarks.agree');
  await acts('PTB1', 'remarks.return', { ...(await button('remarks.return')), words: 'Thêm số liệu quý IV' });
  expect(await told('TV01', matter)).toContain('Cần sửa: “Thêm số liệu quý IV”');
  expect(await shown('TV01', 'remarks.submit', { remark, draft: '[]' })).toContain('Chưa có lời văn, tệp nào');
  await acts('TGV1', 'remarks.submit', { remark, draft: draft('Đạt 15 chỉ tiêu', 'tep-2') });
  expect(await shown('PTB1', 'remarks.open', { remark })).toMatch(/Dự thảo lần 2[\s\S]*15 chỉ tiêu/);
  // The newest file alone is handed to him; the earlier one is kept, and stands with its version.
  const handed = async (name: string) => (await does(given.database, 'PTB1', name, { remark })) as { view: View };
  expect((await handed('remarks.open')).view.files).toEqual(['tep-2']);
  expect((await handed('remarks.versions')).view.files).toEqual(['tep-1', 'tep-2']);
  expect(await given.database.prisma.matter.findUniqueOrThrow({ where: { id: remark } })).toMatchObject({
    files: ['tep-1', 'tep-2'],
  });
  // The look takes the card's place on the screen: it leads back to what waits.
  expect(await shown('PTB1', 'remarks.versions', { remark })).toMatch(/12 chỉ tiêu[\s\S]*15 chỉ tiêu[\s\S]*Xem BPB-01/);
  expect(await shown('PTB1', 'remarks.agree', early)).toContain('BPB-01');
  // Another hour: it is put before him anew, and what stood beside the old one decides nothing.
  const late = await button('remarks.agree');
  await acts('TV01', 'remarks.change', { remark, when: '2026-12-17T01:00:00.000Z' });
  expect((await told('PTB1', matter)).match(/Đề nghị đồng chí xem/g)).toHaveLength(3);
  expect(await shown('PTB1', 'remarks.agree', late)).not.toContain('Đã ghi nhận');
  expect(await shown('PTB1', 'remarks.agree', await button('remarks.agree'))).toContain('Đã ghi nhận: dùng được');
  const { version, state } = await given.database.prisma.matter.findUniqueOrThrow({ where: { id: remark } });
  expect(state).toBe('usable');
  const ends = (hour: string) => at(hour, () => looks('remarks.ends-usable', matter, version));
  expect((await ends('2026-12-17T09:00:00Z'))?.events).toBeUndefined();
  const over = await ends('2026-12-18T01:00:00Z');
  expect(over?.events).toMatchObject([{ to: 'past-usable' }]);
  expect(over?.notices.map(({ to }) => to).sort()).toEqual(['TGV1', 'TV01', 'UVTT'].map(personId).sort());
  expect(spoken(over!.notices[0]!.view)).toMatch(/Đã qua ngày; [\s\S]*Gửi bài đã phát biểu/);
  await acts('TV01', 'remarks.deliver', { remark, draft: draft('Như đã đọc') });
  expect(await shown('PTB1', 'remarks.open', { remark })).toMatch(/Bài như đã phát biểu:\n“Như đã đọc”/);
});

test('Điều 7.3, 10.3: lãnh đạo, hoặc người giúp việc thay lãnh đạo, giao chuẩn bị thì cơ quan thường trực nợ dự thảo; giao sát ngày vẫn nợ; qua ngày chưa có ý kiến thì vẫn là chưa có ý kiến', async () => {
  const { prisma } = given.database;
  const assists = { personId: personId('TV01'), leaderId: personId('TB'), validFrom: new Date(0) };
  await prisma.assistant.create({ data: { id: 'hremarks00000000', ...assists } });
  const occasion = { level: 'province', title: 'Hội nghị tổng kết', wish: 'Nêu rõ điểm nghẽn' };
  // He holds a seat of his own beside: it is his leader's all the same.
  const remark = await acts('TV01', 'remarks.ask', { ...occasion, when: '2026-12-18T07:00:00.000Z' });
  await prisma.assistant.delete({ where: { id: 'hremarks00000000' } });
  expect(await shown('TB', 'remarks.open', { remark })).toMatch(/Trần Văn Chủ[\s\S]*Hạn trình dự thảo: 16\/12\/2026/);
  expect(await told('UVTT', `remark:${remark}`)).toContain('Nêu rõ điểm nghẽn');
  expect(await shown('UVTT', 'owed.mine')).toMatch(/tổng kết” · hạn 16\/12\/2026/);
  const soon = await acts('TB', 'remarks.ask', { ...occasion, when: '2026-12-01T09:00:00.000Z' });
  expect(await shown('UVTT', 'owed.mine')).toMatch(/tổng kết” · hạn 01\/12\/2026/);
  const over = await at('2026-12-02T01:00:00Z', () => looks('remarks.ends-asked', `remark:${soon}`));
  expect(over?.events).toMatchObject([{ to: 'past' }]);
  expect(spoken(over!.notices[0]!.view)).toContain('chưa có ý kiến của đồng chí Trần Văn Chủ');
  await acts('TB', 'remarks.drop', { remark });
  expect(await told('UVTT', `remark:${remark}`)).toContain('Thôi chuẩn bị bài phát biểu này');
});

test('Điều 13.2, 7.3: việc cơ quan thường trực còn nợ thì nhắc hết lượt vẫn còn trong danh sách', async () => {
  const parts = JSON.stringify([{ text: 'Thiếu đường truyền' }]);
  const proposal = await acts('UV02', 'proposals.difficulty', { parts });
  const later = await at('2027-01-29T01:00:00Z', () => looks('proposals.owed-open', `proposal:${proposal}`));
  expect(later?.nextAt).not.toBeNull();
});

test('Điều 6.2: người chủ trì ghi chương trình, kế hoạch của ngành đã lồng ghép nhiệm vụ; người khác không ghi thay', async () => {
  const task = await acts('TB', 'tasks.assign', { lead: 'UV02', title: 'Hồ sơ sức khỏe điện tử', due: '2026-12-31' });
  const words = 'Kế hoạch 12/KH-SYT phát triển ngành Y tế năm 2027';
  expect(await shown('UV01', 'tasks.embed', { task, words })).not.toContain('Đã ghi nhận');
  expect(await shown('UV02', 'tasks.open', { task })).not.toContain('Ghi lồng ghép');
  await acts('UV02', 'tasks.accept', { task });
  expect(await shown('UV02', 'tasks.open', { task })).toContain('Ghi lồng ghép');
  expect(await shown('UV02', 'tasks.embed', { task, words })).toMatch(
    /Đã ghi nhận: lồng ghép[\s\S]*Đã lồng ghép vào: Kế/,
  );
  expect(await shown('TV01', 'tasks.open', { task })).toContain(`Đã lồng ghép vào: ${words}`);
});

test('Điều 10.2: Ban đặt nhịp làm việc với thành viên, Tổ giúp việc thì cuối kỳ chưa có buổi nào được nhắc; Trưởng ban mới triệu tập', async () => {
  const due = () => looks('briefings.session-due', `body:${bodyId}`);
  await at('2026-12-28T01:00:00Z', async () => {
    expect((await due())?.notices).toEqual([]);
    const { settings } = world;
    world.settings = { ...settings, workingSessionEveryMonths: 6 };
    try {
      const owed = (await due())!.notices;
      expect(owed.map(({ to }) => to).sort()).toEqual(['TV01', 'UVTT'].map(personId).sort());
      expect(spoken(owed[0]!.view)).toMatch(
        /Chưa có buổi làm việc nào[\s\S]*01\/07\/2026 – 31\/12\/2026 \(Điều 10\.2\)[\s\S]*do Trưởng ban quyết định/,
      );
      const session = { kind: 'working-session', title: 'Làm việc với Tổ giúp việc', when: '2026-12-30T07:00:00.000Z' };
      await acts('TV01', 'preparation.draft', { ...session, place: 'Phòng họp số 2', body: bodyId });
      expect((await due())?.notices).toEqual([]);
    } finally {
      world.settings = settings;
    }
  });
});

/** Stands in everything that is said of what is to be kept apart. */
const inside = 'Thạch Bích';

/** The tables in which these words stand. */
async function tablesWith(words: string): Promise<string[]> {
  const { pool } = given.database;
  const { rows } = await pool.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = current_schema and table_type = 'BASE TABLE'",
  );
  const found: string[] = [];
  for (const { name } of rows) {
    const { rowCount } = await pool.query(`select 1 from "${name}" t where position($1 in t::text) > 0 limit 1`, [
      words,
    ]);
    if (rowCount) found.push(name);
  }
  return found.sort();
}

const recorded = {
  at: world.now,
  actorId: personId('TV01'),
  behalfId: null,
  channel: 'telegram',
  account: null,
  update: null,
  bodyId,
  command: 'preparation.title',
  outcome: 'done',
} as const;

/** A committee in which a meeting, its papers, and a task say what is not for everybody. */
async function keptApart(): Promise<{ meeting: string; task: string }> {
  const words = (what: string): string => `${inside} ${what}`;
  const { prisma } = given.database;
  const bytes = { sha256: 'a'.repeat(64), size: 5, state: 'stored', uploaderId: personId('TV01') };
  const file = { id: 'file-apart000000', name: 'Phụ lục 1.pdf', ...bytes };
  await prisma.file.upsert({ where: { id: file.id }, create: file, update: {} });
  const when = { when: '2026-12-22T01:00:00.000Z', place: 'Phòng 5', body: bodyId, kind: 'extraordinary' };
  const meeting = await acts('TV01', 'preparation.draft', { ...when, title: words('họp') });
  await acts('TV01', 'preparation.urgent', { meeting, reason: words('gấp') });
  await acts('TV01', 'preparation.agenda', { meeting, lines: words('mục một') });
  await acts('TV01', 'preparation.requests', { meeting, value: words('chuẩn bị') });
  await acts('TV01', 'preparation.reminder', { meeting, value: words('nhớ mang') });
  await acts('TV01', 'preparation.report', { meeting, section: 'goals', goals: words('mục tiêu') });
  await acts('TV01', 'preparation.paper', { meeting, parts: JSON.stringify([{ file: 'file-apart000000' }]) });
  const linked = [{ text: `${words('đề án')} https://ban.example/kin` }];
  await acts('TV01', 'preparation.paper', { meeting, parts: JSON.stringify(linked) });
  await acts('TV01', 'preparation.submit', { meeting });
  await acts('TB', 'preparation.convene', { meeting });
  const given_ = { lead: 'UV02', title: words('việc'), product: words('sản phẩm'), due: '2026-12-31' };
  const task = await acts('TB', 'tasks.assign', given_);
  await acts('UV02', 'tasks.report', { task, percent: '30', parts: JSON.stringify([{ text: words('đã làm') }]) });
  return { meeting, task };
}

test('Điều 10.4 (SC1): mức khác “thường”: nội dung chỉ còn ở một nơi; thẻ, giấy, danh sách, thư, lịch chỉ “liên hệ Văn thư”', async () => {
  const { meeting, task } = await keptApart();
  expect(await tablesWith(inside)).toContain('outbox');
  // A list that names it among others is a message of no matter.
  const { title } = await given.database.prisma.meeting.findUniqueOrThrow({ where: { id: meeting } });
  const listed = { lines: [{ said: `GM-01 · “${title}”` }, { key: 'meetings:line', values: { title } }] };
  await given.database.prisma.outbox.create({
    data: { key: 'list-of-many', class: 'reply', priority: 0, state: 'sent', view: listed },
  });
  expect(await shown('UV01', 'apart.mark', { about: `meeting:${meeting}`, level: 'internal', sure: 'yes' })).toBe(
    'not-permitted',
  );
  expect(await shown('TV01', 'apart.mark', { about: `meeting:${meeting}`, level: 'internal', sure: 'no' })).toBe(
    'Để như cũ, không thay đổi gì.',
  );
  for (const about of [`meeting:${meeting}`, `task:${task}`]) {
    const words = await shown('TV01', 'apart.mark', { about, level: 'internal', sure: 'yes' });
    expect(words).toMatch(/đã đặt mức phổ biến[\s\S]*không thu hồi được/);
  }
  // No builder of messages, pages, sheets, papers, entries and mails can say what no table it reads has; the record of
  // acts is sealed, and what it says of such a matter is not told.
  expect(await tablesWith(inside)).toEqual(['apart']);
  expect(await shown('UV01', 'meetings.open', { meeting })).toMatch(/liên hệ Văn thư[\s\S]*Phòng 5[\s\S]*\/noibo GM-/i);
  expect(await shown('UV02', 'tasks.open', { task })).toMatch(/Liên hệ Văn thư[\s\S]*\/noibo NV-/);
  const earlier = { ...recorded, matter: `meeting:${meeting}`, facts: { args: { value: inside } } };
  await given.database.transaction((tx) => appendAudit(tx, earlier));
  const { seq } = await given.database.prisma.audit.findFirstOrThrow({ orderBy: { seq: 'desc' } });
  expect(await shown('TV01', 'acts.open', { act: String(seq) })).toMatch(/không nêu qua kênh này[\s\S]*$/);
  expect(await shown('TV01', 'acts.open', { act: String(seq) })).not.toContain(inside);
  const paper = await does(given.database, 'TV01', 'meetings.invitation', { meeting });
  expect(JSON.stringify(paper)).not.toContain(inside);
  // Nothing is taken for it where everybody would read it.
  const said_ = JSON.stringify([{ text: 'Nội dung mới' }]);
  const refused = /^Việc này lưu hành nội bộ: không nhận nội dung/;
  expect(await shown('UV02', 'tasks.report', { task, percent: '60', parts: said_ })).toMatch(refused);
  expect(await shown('UV02', 'tasks.report', { task, percent: '60' })).toContain('60');
  expect(await shown('TV01', 'preparation.paper', { meeting, parts: said_ })).toMatch(refused);
  expect(await shown('UV01', 'attendance.attend', { meeting })).toContain('xác nhận tham dự');
  // Never made less; made more, nothing of it is kept.
  expect(await shown('TV01', 'apart.mark', { about: `task:${task}`, level: 'papers', sure: 'yes' })).toContain(
    'đã ở mức',
  );
  await acts('TV01', 'apart.mark', { about: `task:${task}`, level: 'office', sure: 'yes' });
  await acts('TV01', 'apart.mark', { about: `meeting:${meeting}`, level: 'office', sure: 'yes' });
  expect(await tablesWith(inside)).toEqual(['audit']);
});

test('Điều 10.4 (SC1): lệnh nào nhận nội dung của cuộc họp, nhiệm vụ đều nói rõ; lệnh mới chưa nói thì không qua', () => {
  const asides = [...registry.commands.values()].flatMap(({ name, fields = {}, decide }) =>
    decide && (fields['meeting'] || fields['task'])
      ? Object.entries(fields).flatMap(([field, { anyWords, content }]) =>
          anyWords && !content ? [`${name} ${field}`] : [],
        )
      : [],
  );
  // Words that do not say what it is about: why somebody stays away, where it is held, who comes.
  expect(asides.sort()).toEqual([
    'attendance.absent reason',
    'attendance.proxy reason',
    'attendance.record reason',
    'extensions.ask reason',
    'guests.invite name',
    'guests.invite post',
    'meetings.cancel reason',
    'meetings.change place',
    'meetings.change reason',
    'meetings.decline reason',
    'meetings.postpone reason',
    'preparation.contact value',
    'preparation.link value',
    'preparation.number value',
    'preparation.return reason',
    'preparation.when place',
    'tasks.delegate name',
    'tasks.delegate post',
    'tasks.move reason',
    'tasks.pass reason',
    'tasks.return reason',
    'tasks.withdraw reason',
  ]);
});

test('QĐ45 (SC3): LƯU HÀNH NỘI BỘ đọc ở trang sau đăng nhập: một lần, đúng người, ghi lại ai đã đọc; không thành tệp trong tin', async () => {
  const { prisma } = given.database;
  const { meeting } = await keptApart();
  await acts('TV01', 'apart.mark', { about: `meeting:${meeting}`, level: 'internal', sure: 'yes' });
  for (const code of ['UV01', 'TV01', 'PGD1']) await linkAccount(given.database, code, 'telegram', code);
  const asks = (who: string) =>
    given.database.transaction(async (tx) => {
      const by = (await findActor(tx, 'telegram', who, world.now))!;
      const asked = { ...world, by, args: { about: `meeting:${meeting}` } };
      const outcome = await perform(tx, registry, registry.commands.get('apart.open')!, asked);
      return outcome.kind === 'done' ? spokenLinks(outcome.view) : outcome.kind;
    });
  expect(await asks('PGD1')).toBe('refused');
  const token = /\/noi-bo\/(\S+)/.exec(await asks('UV01'))![1]!;
  const pages = apartPages(
    apartReading({
      database: given.database,
      road: { identify: findActor, world: () => world, say: texts.say },
      folder: { keep: async () => Promise.reject(new Error('no file is handed in here')) } as never,
      secure: true,
      openFile: async () => ({ name: 'Phụ lục 1.pdf', path: import.meta.filename }),
    }),
  );
  const get = (path: string, cookie = '') => pages.request(path, { headers: { cookie } });
  const post = (path: string, cookie = '', body = {}) =>
    pages.request(path, {
      method: 'POST',
      headers: { cookie, 'content-length': '99' },
      body: new URLSearchParams(body).toString(),
    });
  // Looking, as messengers do, opens nothing.
  const door = await (await get(`/${token}`)).text();
  expect([door, await prisma.access.count()]).toEqual([expect.stringContaining('Nguyễn Tài Chính'), 0]);
  expect(door).not.toContain(inside);
  const entered = await post(`/${token}`);
  const cookie = entered.headers.get('set-cookie')!;
  expect([entered.status, cookie]).toEqual([303, expect.stringMatching(/HttpOnly; Secure; SameSite=Strict/)]);
  expect((await post(`/${token}`)).status).toBe(410);
  const mine = cookie.split(';')[0]!;
  const page = await (await get('/doc', mine)).text();
  expect(page).toMatch(/LƯU HÀNH NỘI BỘ[\s\S]*Thạch Bích họp[\s\S]*1\. Thạch Bích mục một[\s\S]*Phụ lục 1\.pdf/);
  expect(page).not.toContain('<textarea');
  expect((await get('/tep/file-apart000000', mine)).headers.get('content-security-policy')).toContain('sandbox');
  expect((await post('/doc', mine, { title: 'x', words: 'y' })).status).toBe(410);
  expect((await get('/doc')).status).toBe(410);
  const read = await prisma.access.findMany({ where: { personId: personId('UV01') }, orderBy: { id: 'asc' } });
  expect(read.map(({ what }) => what)).toEqual(['apart.page', 'apart.file']);
  // Whoever keeps it writes it there, and nowhere else.
  const keeper = /\/noi-bo\/(\S+)/.exec(await asks('TV01'))![1]!;
  const his = (await post(`/${keeper}`)).headers.get('set-cookie')!.split(';')[0]!;
  expect((await post('/doc', his, { title: 'Độ mật: MẬT', words: '' })).status).toBe(422);
  expect(await (await post('/doc', his, { title: `${inside} mới`, words: 'Nội dung mới' })).text()).toContain('Đã lưu');
  expect(await tablesWith(`${inside} mới`)).toEqual(['apart']);
  // His seat, his account, a quarter of an hour: each ends it.
  await at('2026-12-01T01:20:00Z', async () => expect((await get('/doc', mine)).status).toBe(410));
  await prisma.account.updateMany({ where: { personId: personId('UV01') }, data: { unlinkedAt: world.now } });
  expect((await get('/doc', mine)).status).toBe(410);
  expect((await get('/tep/file-apart000000', mine)).status).toBe(410);
});

const spokenLinks = (view: View): string =>
  (view.choices ?? []).flatMap(({ press }) => ('link' in press ? [press.link] : [])).join('\n');

test('Điều 8.9 (AR3): tờ xác nhận lấy từ đúng dòng nhật ký, nói đã báo ai; chỉ người đọc nhật ký lấy được', async () => {
  const entry: AuditEntry = {
    ...{ at: world.now, actorId: personId('UV01'), behalfId: null, channel: 'telegram', account: null, update: '77' },
    ...{ bodyId, matter: null, command: 'attendance.attend', facts: { args: {} } },
    outcome: 'done',
  };
  await given.database.transaction((tx) => appendAudit(tx, entry));
  const [row] = await given.database.prisma.audit.findMany({ orderBy: { seq: 'desc' }, take: 1 });
  const act = String(row!.seq);
  const outcome = await does(given.database, 'TV01', 'acts.proof', { act });
  if (outcome.kind !== 'done' || !outcome.prints || !('proof' in outcome.prints)) throw new Error(outcome.kind);
  const { sealed, newest, lines } = outcome.prints.proof;
  expect(sealed).toEqual({ seq: act, detail: row!.detail, previous: row!.previous, hash: row!.hash });
  expect(sealOf(sealed)).toBe(sealed.hash);
  expect(newest).toEqual({ seq: act, hash: row!.hash });
  expect(lines.map((line) => texts.say('vi', line)).join()).toMatch(/Nguyễn Tài Chính.*qua Telegram/);
  expect(await shown('UV01', 'acts.proof', { act })).toContain('không thuộc diện được xem');
  expect(await shown('TV01', 'acts.proof', { act: '999999' })).toContain('Không có dòng nhật ký này');
});

test('AR5, Điều 8.9: tìm không dấu trong cuộc họp, tài liệu, kết luận, nhiệm vụ, ý kiến, qua các năm; ai chỉ thấy việc của mình', async () => {
  const found = (who: string, words: string): Promise<string> => shown(who, 'search.find', { words });
  const meeting = await acts('TV01', 'preparation.draft', {
    ...{ kind: 'quarterly', title: 'Họp về đô thị thông minh', when: '2026-12-25T07:00:00.000Z' },
    ...{ place: 'Phòng họp số 1', body: bodyId },
  });
  // Before the chair has convened it only those who prepare it know of it (Điều 3.3).
  expect(await found('TV01', 'do thi thong minh')).toContain('Họp về đô thị thông minh');
  expect(await found('UV01', 'đô thị thông minh')).toContain('0 kết quả');
  await acts('TV01', 'preparation.submit', { meeting });
  await acts('TB', 'preparation.convene', { meeting });
  expect(await found('UV01', 'THONG minh')).toMatch(/Họp về đô thị thông minh[\s\S]*GM-/);
  const paper = {
    id: 'giay000000000001',
    meetingId: meeting,
    title: 'Đề án cảm biến giao thông',
    addedBy: personId('TV01'),
  };
  await given.database.prisma.paper.create({ data: { ...paper, addedAt: world.now } });
  expect(await found('UV01', 'cam bien')).toContain('Tài liệu Đề án cảm biến giao thông của cuộc họp');
  const task = await acts('TB', 'tasks.assign', { lead: 'UV02', title: 'Khảo sát trạm y tế xã', due: '2026-12-31' });
  expect(await found('UV02', 'tram y te')).toContain('Khảo sát trạm y tế xã');
  expect(await found('UV01', 'tram y te')).toContain('0 kết quả');
  expect(await found('TV01', 'khảo SÁT')).toContain('Khảo sát trạm y tế xã');
  await acts('UV03', 'proposals.difficulty', {
    parts: JSON.stringify([{ text: 'Đường truyền đến xã đảo chập chờn' }]),
  });
  expect(await found('TV01', 'xa dao chap chon')).toContain('Đường truyền đến xã đảo');
  expect(await found('UV01', 'xa dao chap chon')).toContain('0 kết quả');
  // A word in the middle of another is none; signs are nothing to search by.
  expect(await found('TV01', 'ao chap')).toContain('0 kết quả');
  expect(await found('TV01', '%_ ;')).toContain('0 kết quả');
  // The body before this one, of which only who follows this one reads, and what bound somebody.
  const before = 'body000000000077';
  const old = { code: 'bcd-cu', name: 'Ban Chỉ đạo khóa trước', abbreviation: 'BCĐ', validFrom: new Date(0) };
  await given.database.prisma.body.create({ data: { id: before, ...old, validTo: new Date('2024-01-01') } });
  await given.database.prisma.body.update({ where: { id: bodyId }, data: { predecessorId: before } });
  const {
    id: _id,
    remedy: _r,
    officer: _o,
    hangsOn: _h,
    before: _b,
    ...row
  } = await given.database.prisma.task.findUniqueOrThrow({ where: { id: task } });
  const past = { ...row, id: 'nvcu000000000001', bodyId: before, title: 'Xây dựng cổng dịch vụ công' };
  await given.database.prisma.task.create({ data: { ...past, state: 'done', reportedDay: '2023-05-05' } });
  expect(await found('TV01', 'cong dich vu cong')).toMatch(/Xây dựng cổng dịch vụ công \(Ban Chỉ đạo khóa trước\)/);
  expect(await found('UV02', 'cong dich vu cong')).toContain('0 kết quả');
  // The same at the desk, and for whoever runs the machine.
  const at = await given.database.transaction(async (tx) => {
    const by = (await actorOfPerson(tx, personId('TV01'), world.now))!;
    const session = { id: 's', token: 't', channel: 'telegram', externalId: 'TV01' };
    const reader = { registry, session, say: (words: Text) => texts.say('vi', words) };
    return String(searchPage(reader, await findAtDesk(tx, reader, { ...world, by, args: {} }, 'cam bien')).main);
  });
  expect(at).toMatch(/Hồ sơ các năm: 1[\s\S]*<a href="[^"]+">Tài liệu Đề án cảm biến giao thông/);
  const knowledge = { calendar: () => world.calendar, settings: () => world.settings };
  const around = { ...world, database: given.database, texts, knowledge } as unknown as Surroundings;
  const { run } = find as unknown as { run(...given: unknown[]): Promise<{ lines?: readonly Text[] }> };
  const { lines = [] } = await run(around, ['cong dich vu cong'], {});
  expect(lines.map((line) => texts.say('vi', line))).toEqual([expect.stringContaining('Ban Chỉ đạo khóa trước')]);
});

test('AR4, Điều 8.9: cơ quan thường trực giữ nguyên hồ sơ của một việc; chỉ Trưởng ban, Ủy viên thường trực cho thôi', async () => {
  const task = await acts('TB', 'tasks.assign', { lead: 'UV02', title: 'Hồ sơ giám định', due: '2026-12-31' });
  const { code } = await given.database.prisma.task.findUniqueOrThrow({ where: { id: task } });
  const words = 'Đoàn thanh tra theo Quyết định 25/QĐ-TTT';
  expect(await shown('TV01', 'holds.hold', { record: 'NV-99', words })).toContain('Không có hồ sơ nào mang mã NV-99');
  const hold = await acts('TV01', 'holds.hold', { record: code, words });
  expect(await shown('TV01', 'holds.hold', { record: code, words })).toContain('đang được giữ theo GHS-01');
  expect(await shown('UVTT', 'holds.open', { hold })).toMatch(
    /Hồ sơ: NV-\d+ · Hồ sơ giám định[\s\S]*thanh tra theo Quyết định 25[\s\S]*Thời hạn bảo quản: vĩnh viễn/,
  );
  expect(await shown('TV01', 'holds.lift', { hold, words: 'xong' })).not.toContain('Đã ghi nhận');
  expect(await shown('UVTT', 'holds.lift', { hold, words: 'Thanh tra đã kết luận' })).toContain('thôi giữ hồ sơ');
});

test('Điều 8.9, NĐ333 (SC10): ai xem danh sách có số điện thoại được ghi lại, ở chat và bàn làm việc; lãnh đạo, Thư ký đọc; giữ ít nhất một năm', async () => {
  const { prisma, pool } = given.database;
  await prisma.access.deleteMany();
  await shown('PTB1', 'committee.members', { body: bodyId });
  const by = (await given.database.transaction((tx) => actorOfPerson(tx, personId('TGV1'), world.now)))!;
  const reader = { registry, session: { id: 's', token: 't', channel: 'telegram', externalId: 'TGV1' }, say: says };
  const asking = (args: Args) => ({ ...world, by, args });
  const calls = registry.chapters
    .flatMap(({ registers = [] }) => registers)
    .find(({ name }) => name === 'committee.seated')!;
  await given.database.transaction((tx) => readList(tx, reader, calls, new URLSearchParams(), asking));
  await given.database.transaction((tx) => sheetOf(tx, reader, calls, new URLSearchParams(), asking));
  const rows = await prisma.access.findMany({ orderBy: { id: 'asc' } });
  expect(rows.map(({ personId: who, what }) => [who, what])).toEqual([
    [personId('PTB1'), 'committee.members'],
    [personId('TGV1'), 'committee.seated'],
    [personId('TGV1'), 'committee.seated'],
  ]);
  expect(await shown('TV01', 'access.list')).toMatch(
    /Ngô Tổ Trưởng · .*vị trí[\s\S]*Lê Thị Phó · Danh sách thành viên/,
  );
  expect(await shown('UV01', 'access.list')).toBe('not-permitted');
  const bytes = { all: async () => [], forgetOld: async () => 0, clear: async () => undefined };
  const emptied = (days: number) =>
    prune({ pool, bytes }, new Date(world.now.getTime() + days * 86_400_000), defaultSettings);
  expect((await emptied(360))['access']).toBe(0);
  expect((await emptied(370))['access']).toBe(3);
  expect(pruneSettings.keepAccessDays!.kind.read(365)).toBe(null);
});

test('ID2, Điều 2.5: kiện toàn một vị trí ở bàn làm việc: việc của mọi chương được chuyển; tên gọi vị trí giữ nguyên', async () => {
  const { prisma } = given.database;
  const seat = await prisma.seat.findFirstOrThrow({ where: { personId: personId('UV03'), validTo: null } });
  await prisma.seat.update({ where: { id: seat.id }, data: { called: 'Ủy viên thường xuyên' } });
  await acts('TV01', 'seats.pass', { seat: seat.id, name: 'Lương Kế Nhiệm', decision: 'QĐ 77', sure: 'yes' });
  const opened = await prisma.seat.findFirstOrThrow({ where: { predecessorId: seat.id } });
  expect(opened.called).toBe('Ủy viên thường xuyên');
  const due = registry.chapters.flatMap(({ succeeds }) => succeeds?.(bodyId, opened.id, world.now) ?? []);
  expect(due.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['handing.matters', 'decisions.handover']));
  for (const { kind, matter } of due)
    expect([kind, await prisma.reminder.count({ where: { kind, matter, closedAt: null } })]).toEqual([kind, 1]);
});

const says = (words: Text): string => texts.say('vi', words);
