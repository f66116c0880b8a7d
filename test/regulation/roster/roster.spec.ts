// Importing a roster: every bad line is named; what a second import changes (Điều 3–8, kiện toàn).

import { describe, expect, test } from 'vitest';
import type { TableRow } from '../../../src/kernel/table.ts';
import { checkRoster, type Plan, planRoster, readRoster, rosterWords } from '../../../src/regulation/roster/index.ts';
import type { KnownSeat, Standing } from '../../../src/regulation/roster/plan.ts';
import { openTexts } from '../../../src/texts/texts.ts';

const texts = openTexts();
const words = rosterWords(texts);
const header = 'code,full_name,title,agency,role,phone,email,assistant_of';
const chair = 'TB,Trần An,Chủ tịch,UBND tỉnh,chair,0912345678,,';
const table = (...lines: string[]): TableRow[] =>
  lines.map((line, index) => ({ line: index + 1, cells: line.split(',') }));
const nobody: Standing = { seats: [], agencies: [], people: [], assistance: [] };

/** `line:code` of everything wrong. */
function wrong(lines: string[], standing = nobody, closeMissing = false): string[] {
  const { lines: read, problems } = readRoster(table(...lines), words);
  const all = [...problems, ...checkRoster(read, standing, { closeMissing })];
  for (const { because } of all) for (const language of ['vi', 'en'] as const) texts.say(language, because);
  return all.map(({ line, code, severity }) => `${line}:${code}${severity === 'warning' ? '?' : ''}`);
}

const withChair = (...lines: string[]): string[] => wrong([header, chair, ...lines]);

describe('reading the header', () => {
  test.each([
    ['English', 'code,full_name,title,agency,role', 'TB,Trần An,Chủ tịch,UBND,chair'],
    ['Vietnamese, other order', 'STT,Vai trò,Họ và tên,Mã,Cơ quan', '1,Trưởng ban,Trần An,TB,UBND'],
    ['without marks, in capitals', 'MA,HO VA TEN,CHUC DANH TRONG BAN', 'TB,Trần An,TRUONG BAN'],
  ])('%s', (_, first, second) => {
    expect(wrong([first, second])).toEqual([]);
    expect(readRoster(table(first, second), words).rows).toMatchObject([
      { code: 'TB', role: 'chair', fullName: 'Trần An' },
    ]);
  });

  test('titles above the header are passed over; lines keep their numbers', () => {
    expect(wrong(['DANH SÁCH', '', header, chair, 'UV01,,,Sở Y tế,member,,,'])).toEqual(['5:empty-cell']);
  });

  test('says which column is missing, which is not known, or that there is none', () => {
    expect(wrong(['code,full_name,title', 'TB,Trần An,Chủ tịch'])).toContain('null:no-column');
    expect(withChair()).toEqual([]);
    expect(wrong([`${header},Ngày sinh`, chair])).toEqual(['null:unknown-columns?']);
    expect(wrong(['Xin chào'])).toContain('null:no-header');
    expect(wrong([header])).toContain('null:no-rows');
  });
});

describe('every bad line', () => {
  test.each([
    ['an empty name, from merged cells perhaps', 'UV01,,Giám đốc,Sở Y tế,member,,,', 'empty-cell'],
    ['an empty code', ',Lê B,Giám đốc,Sở Y tế,member,,,', 'empty-cell'],
    ['an empty role', 'UV01,Lê B,Giám đốc,Sở Y tế,,,,', 'empty-cell'],
    ['a member of no agency', 'UV01,Lê B,Giám đốc,,member,,,', 'empty-cell'],
    ['a code used twice, whatever its case', 'tb,Lê B,Giám đốc,Sở Y tế,member,,,', 'duplicate-code'],
    ['a code with a blank', 'UV 01,Lê B,Giám đốc,Sở Y tế,member,,,', 'code-characters'],
    ['a code too long', 'UV01-UV02-UV03-UV04,Lê B,Giám đốc,Sở Y tế,member,,,', 'code-too-long'],
    ['a role there is not', 'UV01,Lê B,Giám đốc,Sở Y tế,Giám sát,,,', 'unknown-role'],
    ['a telephone number that is none', 'UV01,Lê B,Giám đốc,Sở Y tế,member,12345,,', 'bad-phone'],
    ['an e-mail address that is none', 'UV01,Lê B,Giám đốc,Sở Y tế,member,,le b,', 'bad-email'],
    ['an assistant of nobody there', 'TK1,Lê B,Chuyên viên,UBND tỉnh,,,,UV99', 'unknown-leader'],
    ['an assistant of himself', 'TK1,Lê B,Chuyên viên,UBND tỉnh,,,,TK1', 'assistant-of-himself'],
    ['an assistant of whom?', 'TK1,Lê B,Chuyên viên,UBND tỉnh,assistant,,,', 'assistant-of-whom'],
    ['a second chair', 'TB2,Lê B,Chủ tịch,UBND tỉnh,Trưởng ban,,,', 'two-chairs'],
    ['a name too long', `UV01,${'A'.repeat(101)},Giám đốc,Sở Y tế,member,,,`, 'too-long'],
  ])('%s', (_, line, code) => expect(withChair(line)).toEqual([`3:${code}`]));

  test('all of them at once, and several in one line', () => {
    expect(withChair('UV01,,Giám đốc,Sở Y tế,member,12,,', 'UV02,Lê B,,Sở Y tế,khách,,,')).toEqual([
      '3:empty-cell',
      '3:bad-phone',
      '4:unknown-role',
    ]);
  });

  test('a bad line still counts as the chair, the leader or the code it names', () => {
    const lines = [
      header,
      'TB,Trần An,Chủ tịch,UBND tỉnh,chair,12,,',
      'TK,Vũ Ca,,UBND tỉnh,,,,TB',
      'UV9,,x,SO Y TE,member,,,UV8',
    ];
    expect(wrong(lines)).toEqual(['2:bad-phone', '4:empty-cell', '4:unknown-leader']);
  });

  test('a chair there must be, in the file or on record', () => {
    const line = 'UV01,Lê B,Giám đốc,Sở Y tế,member,,,';
    expect(wrong([header, line])).toEqual(['null:no-chair']);
    const seated = { ...nobody, seats: [known('TB', 'Trần An', 'chair')] };
    expect(wrong([header, line], seated)).toEqual([]);
    expect(wrong([header, line], seated, true)).toEqual(['null:no-chair']);
    expect(wrong([header, 'TB9,Lê B,Chủ tịch,UBND,chair,,,'], seated)).toEqual(['2:two-chairs']);
  });

  test('an agency under two spellings is one agency, with a warning', () => {
    expect(withChair('UV01,Lê B,Giám đốc,Sở Y tế,member,,,', 'UV02,Lê C,Phó Giám đốc,SO Y TE,member,,,')).toEqual([
      '4:agency-spelling?',
    ]);
  });

  test('words are cleaned: composed, without marks that print nothing', () => {
    const { rows } = readRoster(
      table(header, `TB,Trần\u200B  ${'Bình'.normalize('NFD')},x,UBND,chair,912345678,,`),
      words,
    );
    expect(rows).toMatchObject([{ fullName: 'Trần Bình', phone: '84912345678' }]);
  });
});

function known(code: string, fullName: string, role: KnownSeat['role'], more: Partial<KnownSeat> = {}): KnownSeat {
  const person = { id: `p-${code}`, fullName, phone: null, email: null };
  return {
    id: `s-${code}`,
    code,
    role,
    rank: 0,
    post: '',
    agencyId: null,
    decision: null,
    areas: null,
    person,
    ...more,
  };
}

function plan(lines: string[], standing: Standing, closeMissing = false): Plan {
  let made = 0;
  const { rows } = readRoster(table(header, ...lines), words);
  return planRoster(rows, standing, { closeMissing, decision: '15/QĐ', newId: () => `new${++made}` });
}

test('ID6: fields of responsibility come with the roster, stay with who holds the seat, and change with it', () => {
  const fields = `${header},lĩnh vực phụ trách`;
  const { rows } = readRoster(
    table(fields, 'PTB1,Lê Thị Phó,Phó Chủ tịch,UBND,deputy-chair,,,,Y tế; Dữ liệu số'),
    words,
  );
  expect(rows).toMatchObject([{ code: 'PTB1', areas: 'Y tế; Dữ liệu số' }]);
  const held = { ...nobody, seats: [known('PTB1', 'Lê Thị Phó', 'deputy-chair', { areas: 'Giáo dục', rank: 1 })] };
  const change = planRoster(rows, held, { closeMissing: false, decision: null, newId: () => 'n1' });
  expect(change.changedSeats).toMatchObject([{ id: 's-PTB1', areas: 'Y tế; Dữ liệu số' }]);
});

describe('importing again', () => {
  const standing: Standing = {
    ...nobody,
    seats: [known('TB', 'Trần An', 'chair'), known('UV01', 'Lê Bình', 'member'), known('TK', 'Vũ Ca', 'assistant')],
    assistance: [{ id: 'l1', personId: 'p-TK', leaderId: 'p-TB' }],
  };
  const tb = 'TB,Trần An,Chủ tịch,UBND tỉnh,chair,,,';

  test('same code, same person: corrected, however the name was typed', () => {
    const { report, changedPeople, newSeats, closedSeats } = plan(
      [tb, 'UV01,LE BINH,Giám đốc,Sở Y tế,member,0911111111,,'],
      standing,
    );
    expect(report).toMatchObject({ updated: ['TB', 'UV01'], missing: ['TK'], closed: [] });
    expect(changedPeople).toEqual([
      { id: 'p-UV01', fullName: 'LE BINH', phone: '84911111111', email: null, address: null },
    ]);
    expect([newSeats, closedSeats]).toEqual([[], []]);
  });

  test('same code, other person: a succession; the old seat ends, the new one carries the decision', () => {
    const { report, closedSeats, newSeats, newPeople } = plan(
      [tb, 'UV01,Ngô Dung,Giám đốc,Sở Y tế,member,,,'],
      standing,
    );
    expect(report.succeeded).toEqual([{ code: 'UV01', from: 'Lê Bình', to: 'Ngô Dung' }]);
    expect(closedSeats).toEqual(['s-UV01']);
    expect(newSeats).toMatchObject([{ code: 'UV01', personId: newPeople[0]!.id, decision: '15/QĐ' }]);
  });

  test('another role is another seat of the same person', () => {
    const { closedSeats, newSeats, newPeople } = plan(
      [tb, 'UV01,Lê Bình,Giám đốc,Sở Y tế,standing-member,,,'],
      standing,
    );
    expect(closedSeats).toEqual(['s-UV01']);
    expect(newSeats).toMatchObject([{ code: 'UV01', role: 'standing-member', personId: 'p-UV01' }]);
    expect(newPeople).toEqual([]);
  });

  test('a code no longer listed is kept, and closed only when asked', () => {
    expect(plan([tb], standing).closedSeats).toEqual([]);
    const closing = plan([tb], standing, true);
    expect(closing.report.closed).toEqual(['UV01', 'TK']);
    expect(closing.closedSeats).toEqual(['s-UV01', 's-TK']);
    expect(closing.closedAssistance).toEqual(['l1']);
  });

  test('somebody known by name and number keeps his accounts under a new code', () => {
    const people = [{ id: 'p9', fullName: 'Mai Em', phone: '84922222222', email: null }];
    const { newSeats, newPeople } = plan([tb, 'UV02,Mai Em,Giám đốc,Sở Xây dựng,member,0922222222,,'], {
      ...standing,
      people,
    });
    expect(newSeats).toMatchObject([{ code: 'UV02', personId: 'p9' }]);
    expect(newPeople).toEqual([]);
    const other = plan([tb, 'UV02,Mai Em,Giám đốc,Sở Xây dựng,member,0933333333,,'], { ...standing, people });
    expect(other.newPeople).toHaveLength(1);
  });

  test('Điều 10.3: assistants are those of the file, and do not pass to a successor by themselves', () => {
    const same = plan([tb, 'TK,Vũ Ca,Chuyên viên,UBND tỉnh,,,,TB'], standing);
    expect([same.newAssistance, same.closedAssistance]).toEqual([[], []]);
    const moved = plan(
      [tb, 'UV01,Lê Bình,Giám đốc,Sở Y tế,member,,,', 'TK,Vũ Ca,Chuyên viên,UBND tỉnh,,,,UV01'],
      standing,
    );
    expect(moved.closedAssistance).toEqual(['l1']);
    expect(moved.newAssistance).toMatchObject([{ personId: 'p-TK', leaderId: 'p-UV01' }]);
    const successor = plan(['TB,Đỗ Mới,Chủ tịch,UBND tỉnh,chair,,,'], standing);
    expect(successor.closedAssistance).toEqual(['l1']);
    expect(successor.newAssistance).toEqual([]);
  });
});
