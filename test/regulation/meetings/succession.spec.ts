// ID2, Điều 6.4: meetings to come follow the seats when these change hands, all of one import in one step.
import { describe, expect, test } from 'vitest';
import type { PersonCard } from '../../../src/kernel/person.ts';
import type { Pass } from '../../../src/regulation/committee/index.ts';
import { evolveAll } from '../../../src/regulation/meetings/evolve.ts';
import type { MeetingEvent, MeetingFile } from '../../../src/regulation/meetings/index.ts';
import { dueSuccession } from '../../../src/regulation/meetings/succession.ts';
import { openTexts } from '../../../src/texts/texts.ts';
import { bodyId, personId } from '../../support/committee.ts';
import { alternateFor, convened, draft, fileOf, memberSeats, now, participant, seatOf, seats, world } from './scene.ts';

const texts = openTexts();
const newcomer: PersonCard = { id: 'n999999999999999', fullName: 'Cao Mới Đến', language: 'vi' };

const pass = (code: string, to: PersonCard): Pass => {
  const { id, role, agencyId, person } = seatOf(code);
  return { from: person, left: { id, role, agencyId }, to: { ...seatOf(code), id: `${id}-new`, person: to } };
};

/** `ended`: codes of seats that ended without anybody coming to them. */
function after(file: MeetingFile, passes: readonly Pass[], ended: readonly string[] = []) {
  const gone = new Set([...passes.map(({ left }) => left.id), ...ended.map((code) => seatOf(code).id)]);
  const kept = seats.filter(({ id }) => !gone.has(id));
  const step = {
    bodyId,
    passes,
    seats: [...passes.map(({ to }) => to), ...kept],
    kept: new Set(kept.map(({ id }) => id)),
  };
  const { events = [], notices } = dueSuccession({ ...step, files: [file] }, world());
  const evolved = evolveAll(file, events as MeetingEvent[]);
  const places = evolved.participants.map((one) => `${one.seatCode ?? one.as} ${one.name}`);
  const told = notices.map(({ to, view }) => `${to}: ${view.lines.map((line) => texts.say('vi', line)).join(' ')}`);
  return { file: evolved, places, told };
}

const names = (code: string): string => `${code} ${seatOf(code).person.fullName}`;

describe('ID2, Điều 6.4: kiện toàn', () => {
  const director = seatOf('UV01').person;
  const received = fileOf(convened(), {
    participants: memberSeats.map((seat, position) =>
      participant(seat.code, position, { receivedAt: seat.code === 'UV01' ? now : null }),
    ),
  });

  test('người được bổ nhiệm giữ chỗ và câu trả lời của mình, ở vị trí mới; người mới được mời thay', () => {
    const done = after(received, [pass('PTB1', director), pass('UV01', newcomer)]);
    expect(done.places.sort()).toEqual(
      [names('TB'), 'PTB1 Nguyễn Tài Chính', names('UVTT'), 'UV01 Cao Mới Đến', names('UV02'), names('UV03')].sort(),
    );
    expect(done.file.participants.find(({ personId: id }) => id === director.id)?.receivedAt).toEqual(now);
    expect(done.told).toHaveLength(1);
    expect(done.told[0]).toContain('Kính mời đồng chí Cao Mới Đến');
  });

  test('chưa có người kế nhiệm ở vị trí cũ: người được bổ nhiệm dự ở vị trí mới', () => {
    const done = after(received, [pass('PTB1', director)], ['UV01']);
    expect(done.places).toContain('PTB1 Nguyễn Tài Chính');
    expect(done.places).not.toContain(names('PTB1'));
  });

  test('cuộc họp không mời Phó Trưởng ban: người được bổ nhiệm vẫn dự, người kế nhiệm được mời thêm', () => {
    const few = fileOf(convened(), { participants: [participant('TB'), participant('UV01', 1)] });
    expect(after(few, [pass('PTB1', director), pass('UV01', newcomer)]).places.sort()).toEqual(
      [names('TB'), 'PTB1 Nguyễn Tài Chính', 'UV01 Cao Mới Đến'].sort(),
    );
  });

  test('người đang dự thay trở thành người kế nhiệm: được mời với tư cách của mình, không bị báo là thôi dự', () => {
    const file = fileOf(convened(), {
      participants: [participant('TB'), participant('UV01', 1), alternateFor('UV01', { position: 1 })],
    });
    const done = after(file, [pass('UV01', seatOf('PGD1').person)]);
    expect(done.places).toEqual([names('TB'), 'UV01 Vũ Phó Giám']);
    expect(done.told.map((line) => line.slice(0, 70))).toEqual([expect.stringContaining(personId('PGD1'))]);
    expect(done.told[0]).toContain('Kính mời');
  });

  test('người đang dự thay cho người khác nay tự mình là thành viên: người ủy quyền được báo', () => {
    const file = fileOf(convened(), {
      participants: [
        participant('TB'),
        participant('UV01', 1),
        participant('UV02', 2),
        alternateFor('UV02', { position: 2 }),
      ],
    });
    const done = after(file, [pass('UV01', seatOf('PGD1').person)]);
    expect(done.places).toEqual([names('TB'), 'UV01 Vũ Phó Giám', names('UV02')]);
    expect(done.told.find((line) => line.startsWith(personId('UV02')))).toContain('không dự thay đồng chí nữa');
  });

  test('người dự thay của người đã thôi chức được báo đúng lý do', () => {
    const file = fileOf(convened(), {
      participants: [participant('TB'), participant('UV01', 1), alternateFor('UV01', { position: 1 })],
    });
    const done = after(file, [pass('UV01', newcomer)]);
    expect(done.told.find((line) => line.startsWith(personId('PGD1')))).toContain(
      'Nguyễn Tài Chính thôi tham gia Ban Chỉ đạo',
    );
  });

  test.each([
    [
      'Trưởng ban mới chủ trì thay Trưởng ban cũ, kể cả khi người cũ xuống Phó',
      [pass('TB', seatOf('PTB1').person), pass('PTB1', seatOf('TB').person)],
      'PTB1',
    ],
    [
      'người lên Trưởng ban vẫn chủ trì cuộc họp đã được phân công',
      [pass('TB', seatOf('UVTT').person), pass('UVTT', newcomer)],
      'UVTT',
    ],
  ] as const)('%s', (_, passes, expected) => {
    const of = expected === 'UVTT' ? 'UVTT' : 'TB';
    const presider = { id: personId(of), fullName: seatOf(of).person.fullName, post: '' };
    const file = fileOf(convened({ presiderId: personId(of) }), { presider });
    expect(after(file, passes).file.presider.id).toBe(personId(expected));
  });

  test('khách mời là thủ trưởng cơ quan trong danh sách: người kế nhiệm được mời thay', () => {
    const guest = participant('PGD1', 3, { as: 'guest' });
    const file = fileOf(convened(), { participants: [participant('TB'), guest] });
    expect(after(file, [pass('PGD1', newcomer)]).places).toEqual([names('TB'), 'PGD1 Cao Mới Đến']);
  });

  test('thành viên nay chỉ còn làm việc ở Tổ giúp việc: không dự với tư cách thành viên nữa', () => {
    const file = fileOf(convened(), { participants: [participant('TB'), participant('UV01', 1)] });
    const done = after(file, [pass('UV01', newcomer), pass('TGV1', director)]);
    expect(done.places).toEqual([names('TB'), 'UV01 Cao Mới Đến']);
  });

  test('dự thảo cũng đổi người, không báo ai', () => {
    const done = after(fileOf(draft()), [pass('UV01', newcomer)]);
    expect(done.places).toContain('UV01 Cao Mới Đến');
    expect(done.told).toEqual([]);
  });
});
