// Every command by a button nobody was given, on the road alone: junk for what it is about, and matters of a body that the
// one who presses does not sit in.
import { beforeAll, describe, expect, test } from 'vitest';
import { enterCommand } from '../../src/kernel/desk.ts';
import type { View } from '../../src/kernel/view.ts';
import { begins, registry, texts } from '../support/acting.ts';
import { matters as everything, machineWords } from '../support/attack.ts';
import { bodyId, linkAccount, type Member, personId, seatCommittee } from '../support/committee.ts';
import { givenDatabase } from '../support/database.ts';
import { draftLine, wholeCommittee } from '../support/journey.ts';
import { pressed, travel, typed } from '../support/road.ts';

const more = (code: string, name: string, role: Member['role']): Member => ({
  code,
  name,
  role,
  post: 'Chuyên viên',
  agency: 'Văn phòng Hội đồng',
});

/** Of another body, of none, and of this one but not invited. */
const strangers: readonly Member[] = [
  more('TB99', 'Chu Ban Khác', 'chair'),
  more('TV99', 'Thư Ban Khác', 'secretariat'),
  more('NG99', 'Người Đã Thôi', 'clerk'),
  { ...more('TL99', 'Trợ Ban Khác', 'assistant'), assistantOf: 'TB99' },
  more('TGV2', 'Tổ Viên Mới', 'team-member'),
];
const people = [...wholeCommittee, ...strangers];

const given = givenDatabase(async (database) => {
  const { prisma } = database;
  await seatCommittee(database, people);
  const body = { code: 'khac', name: 'Ban Chỉ đạo khác', abbreviation: 'BCĐK', validFrom: new Date(0) };
  await prisma.body.create({ data: { id: 'body000000000099', ...body } });
  await prisma.seat.updateMany({ where: { code: { in: ['TB99', 'TV99'] } }, data: { bodyId: 'body000000000099' } });
  await prisma.seat.deleteMany({ where: { code: { in: ['NG99', 'TL99'] } } });
  for (const { code } of people) await linkAccount(database, code, 'telegram', code);
  await travel(database, [typed('TV01', draftLine)]);
  const { id: meeting } = await prisma.meeting.findFirstOrThrow();
  await begins(database, 'TV01', 'preparation.submit', { meeting });
  await begins(database, 'TB', 'preparation.convene', { meeting });
});

/** But one: whoever may have it is given a link to the desk, however he asks. */
const commands = [...registry.commands.values()].filter(({ name }) => name !== enterCommand);

/** But files: a paper is made for whoever may ask for it, and is no act. */
async function matters(): Promise<object> {
  const { file: _papers, ...others } = await everything(given);
  return others;
}

/** Each of these presses by this person, as far as a button holds it; what was written to anybody by it. */
const forgeAll = (code: string, presses: readonly (readonly string[])[]) => {
  const data = presses.map((parts) => parts.join('|')).filter((one) => Buffer.byteLength(one) <= 64);
  return travel(
    given.database,
    data.map((one) => pressed(code, one)),
  );
};

/** Nobody reads what only a machine says. */
function expectWhole(told: readonly { view: View }[]): void {
  expect(told.length).toBeGreaterThan(0);
  expect(told.map(({ view }) => texts.viewText('vi', view)).filter((words) => machineWords.test(words))).toEqual([]);
}

describe('dữ liệu nút bấm hỏng', () => {
  const junk = ['x', '1234567890123456', "';--", '-1', '1e99', '<i>'];

  // Each command meets each of three people, and with each another kind of junk.
  test.each([
    ['TB', 0],
    ['TV01', 1],
    ['UV05', 2],
  ])('Điều 6.4: mọi lệnh với đối số rác: không lệnh nào đổ vỡ, không lệnh nào ghi gì: %s', async (code, nth) => {
    const before = await matters();
    // Unlinking takes no argument that could be junk but asks; the rest must be refused or asked for.
    const presses = commands.map(({ name, fields = {} }, at) => {
      const word = junk[(at + 2 * nth) % junk.length]!;
      return [name, ...Object.keys(fields).map(() => word)];
    });
    expectWhole(await forgeAll(code, presses));
    expect(await matters()).toEqual(before);
  });

  test('Điều 6.4: đúng cuộc họp, các đối số sau là rác: không ghi gì', async () => {
    const { id } = await given.database.prisma.meeting.findFirstOrThrow();
    const before = await matters();
    const presses = commands.flatMap(({ name, fields = {} }) => {
      const [first, ...others] = Object.keys(fields);
      if (first !== 'meeting' || others.length === 0) return [];
      return ['x', '-1', "'"].map((word) => [name, id, ...others.map(() => word)]);
    });
    for (const code of ['TB', 'TV01', 'UV05']) expectWhole(await forgeAll(code, presses));
    expect(await matters()).toEqual(before);
  });
});

describe('Điều 3–8, 10.3: quyền trước, rồi mới đến lựa chọn, câu hỏi, lời từ chối', () => {
  /** What each matter would give away. */
  const closely = /kín|Nguyễn Tài Chính|Đỗ Y Tế|Hoàng Nội Vụ|Ngô Tổ Trưởng|tai-len/i;
  /** By the argument that names them. */
  let ids: Readonly<Record<string, readonly string[]>>;

  beforeAll(async () => {
    const { database } = given;
    const { prisma } = database;
    const says = (code: string, ...words: readonly string[]) =>
      travel(
        database,
        words.map((one) => typed(code, one)),
      );
    await says('TV01', '/taohop mở rộng; Họp kín; 14:00 20/01/2027; Phòng kín');
    const meetings = await prisma.meeting.findMany();
    for (const { id } of meetings) {
      await travel(database, [pressed('TV01', `preparation.agenda|${id}`)]);
      await says('TV01', 'Mục kín một\nMục kín hai');
      await travel(database, [pressed('TV01', `preparation.paper|${id}`)]);
      await says('TV01', 'Tài liệu kín https://example.vn/kin', 'Xong');
    }
    await says('UV01', '/vangmat GM-01; Việc nhà kín', '/ykien GM-01; Cả cuộc họp; Ý kiến khác; Ý kiến kín');
    await says('TB', '/giaoviec UV01; Nhiệm vụ kín; 31/12/2026', '/vangdieuhanh 10/12/2026; 12/12/2026');
    const idsOf = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);
    ids = {
      meeting: idsOf(meetings),
      request: idsOf(await prisma.leaveRequest.findMany()),
      task: idsOf(await prisma.task.findMany()),
      absence: idsOf(await prisma.chairAbsence.findMany()),
      body: [bodyId],
    };
    for (const [naming, found] of Object.entries(ids)) expect(found.length, naming).toBeGreaterThan(0);
    // Of both meetings everything is there that is to be kept from them.
    expect([await prisma.agendaItem.count(), await prisma.paper.count()]).toEqual([4, 2]);
  });

  test.each(strangers.map(({ code }) => code))('%s: không lệnh nào cho biết gì, hỏi gì, ghi gì', async (code) => {
    const before = await matters();
    const open = commands.filter(
      // One of this body may do what his seat allows.
      ({ allowed }) => code !== 'TGV2' || allowed === 'anyone' || !allowed.includes('team-member'),
    );
    const presses = open.flatMap(({ name, fields = {} }) => {
      const [naming = '', second] = Object.keys(fields);
      const own = second === 'person' ? [personId(code)] : [];
      return (ids[naming] ?? []).map((id) => [name, id, ...own]);
    });
    const told = await forgeAll(code, presses);
    expectWhole(told);
    const words = told.map(({ view: { behind: _behind, ...shown } }) => JSON.stringify(shown));
    expect(words.filter((one) => closely.test(one))).toEqual([]);
    const account = { accountId: { contains: `c${code.toLowerCase()}` } };
    const asked = await given.database.prisma.conversation.findMany({ where: account });
    const named = Object.values(ids).flat();
    expect(asked.filter(({ args }) => named.some((id) => JSON.stringify(args).includes(id)))).toEqual([]);
    expect(await matters()).toEqual(before);
  });

  test('mọi đối số chỉ đích danh một việc đều nói việc ấy của Ban nào', () => {
    const naming = [...Object.keys(ids), ...registry.chapters.flatMap(({ states = {} }) => Object.keys(states))];
    const silent = commands.flatMap(({ name, fields = {} }) =>
      Object.entries(fields).flatMap(([argument, { matter }]) =>
        naming.includes(argument) && !matter ? [`${name} ${argument}`] : [],
      ),
    );
    expect(silent).toEqual([]);
  });
});
