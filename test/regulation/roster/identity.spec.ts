// ID12: who is who between a roster and the record, and which seat is which: promotions, renumbered lines, namesakes.

import { describe, expect, test } from 'vitest';
import type { TableRow } from '../../../src/kernel/table.ts';
import { alike } from '../../../src/regulation/roster/identity.ts';
import {
  checkRoster,
  codeKey,
  type Plan,
  planRoster,
  readRoster,
  rosterWords,
} from '../../../src/regulation/roster/index.ts';
import type { KnownSeat, Standing } from '../../../src/regulation/roster/plan.ts';
import { openTexts } from '../../../src/texts/texts.ts';

const texts = openTexts();
const words = rosterWords(texts);
const header = 'code,full_name,title,agency,role,phone,email,assistant_of';

const roleOf = (code: string): KnownSeat['role'] =>
  code === 'TB' ? 'chair' : code.startsWith('PTB') ? 'deputy-chair' : code.startsWith('TGV') ? 'team-member' : 'member';

/** "UV01 Lê Bình, Sở Y tế 0911": a seat on record; the phone's last digits may be left out. */
function seat(line: string): KnownSeat {
  const [, code, fullName, agency, digits] = /^(\S+) ([^,]+), (.*?)(?: (\d{4}))?$/.exec(line)!;
  const phone = digits ? `8491234${digits}` : null;
  const person = { id: `p-${code}`, fullName: fullName!, phone, email: null };
  return {
    id: `s-${code}`,
    code: code!,
    role: roleOf(code!),
    rank: 0,
    post: '',
    agencyId: `a-${agency}`,
    decision: null,
    areas: null,
    person,
  };
}

const recorded = (...lines: string[]): Standing => {
  const seats = lines.map(seat);
  const agencies = [...new Set(seats.map(({ agencyId }) => agencyId!))].map((id) => ({ id, name: id.slice(2) }));
  return { seats, agencies, people: seats.map(({ person }) => person), assistance: [] };
};

/** The same words as a line of the file. */
function row(line: string): string {
  const { code, role, person, agencyId } = seat(line);
  return [code, person.fullName, 'Giám đốc', agencyId!.slice(2), role, person.phone ?? '', '', ''].join(',');
}

type How = { close?: boolean; same?: string[]; other?: string[] };
const toldOf = ({ same = [], other = [] }: How) => ({
  same: new Set(same.map(codeKey)),
  other: new Set(other.map(codeKey)),
});

const table = (lines: readonly string[]): TableRow[] =>
  [header, ...lines.map(row)].map((line, index) => ({ line: index + 1, cells: line.split(',') }));

function problems(standing: Standing, lines: string[], how: How = {}): string[] {
  const { lines: read, problems: found } = readRoster(table(lines), words);
  const all = [...found, ...checkRoster(read, standing, { closeMissing: how.close ?? false, told: toldOf(how) })];
  return all.map(({ line, column, code, severity, because }) => {
    const said = texts.say('vi', because);
    texts.say('en', because);
    return severity === 'error' ? `${line}:${column}:${code}: ${said}` : `${line}:${code}?`;
  });
}

function plan(standing: Standing, lines: string[], how: How = {}): Plan {
  let made = 0;
  const { rows } = readRoster(table(lines), words);
  const newId = () => `new${++made}`;
  return planRoster(rows, standing, { closeMissing: how.close ?? false, decision: null, told: toldOf(how), newId });
}

/** From whom to whom each seat passes, by names. */
function passes(standing: Standing, made: Plan): string[] {
  const people = new Map(
    [...standing.seats.map(({ person }) => person), ...standing.people, ...made.newPeople].map((one) => [
      one.id,
      one.fullName,
    ]),
  );
  const seats = new Map(standing.seats.map((one) => [one.id, one.person.fullName]));
  return made.newSeats.flatMap(({ predecessorId, personId }) =>
    predecessorId === null ? [] : [`${seats.get(predecessorId)} → ${people.get(personId)}`],
  );
}

const base = [
  'TB Trần An, UBND tỉnh 0001',
  'PTB1 Phạm Hòa, UBND tỉnh 0002',
  'UV01 Lê Bình, Sở Y tế 0011',
  'UV02 Ngô Dung, Sở Nội vụ 0012',
  'UV03 Mai Em, Sở Xây dựng 0013',
];
const record = recorded(...base);

describe('who is who: two of code, name and telephone number', () => {
  test.each([
    ['code + number: a corrected letter keeps its owner', 'UV01 Lê Bính, Sở Y tế 0011', 'p-UV01'],
    ['code + number: a word put in', 'UV01 Lê Văn Bình, Sở Y tế 0011', 'p-UV01'],
    ['code + name: a new number', 'UV01 Lê Bình, Sở Y tế 0099', 'p-UV01'],
    ['code + name: no number in the file', 'UV01 LE BINH, Sở Y tế', 'p-UV01'],
    ['name + number: another code', 'UV07 Lê Bình, Sở Y tế 0011', 'p-UV01'],
  ])('%s', (_, line, id) => {
    expect(problems(record, [base[0]!, line])).toEqual([]);
    const made = plan(record, [base[0]!, line]);
    expect([made.newPeople, passes(record, made)]).toEqual([[], []]);
    const seats = [...made.changedSeats, ...made.newSeats].map(({ personId }) => personId);
    expect(seats).toContain(id);
  });

  test.each([
    ['the name alone', 'UV09 Lê Bình, Sở Công Thương', 'full_name:same-name', 'Lê Bình (UV01, 091****011)'],
    ['the name alone, with another number', 'UV09 Lê Bình, Sở Công Thương 0088', 'full_name:same-name', 'UV01'],
    ['the number alone', 'UV09 Cao Khải, Sở Công Thương 0011', 'phone:same-number', 'Lê Bình (UV01'],
    ['code + number of somebody of quite another name', 'UV01 Cao Khải, Sở Y tế 0011', 'phone:same-number', 'Cao Khải'],
    ['the code and almost the name', 'UV01 Lê Ninh, Sở Y tế 0077', 'full_name:near-name', 'Lê Bình'],
    [
      'the code, other diacritics and another number',
      'UV01 Lê Bính, Sở Y tế 0077',
      'full_name:other-number',
      'Lê Bình',
    ],
  ])('%s is a doubt: refused with the names, until it is said which', (_, line, why, name) => {
    const code = line.split(' ')[0]!;
    const [refused, ...others] = problems(record, [base[0]!, line]);
    expect(others).toEqual([]);
    expect(refused).toContain(`3:${why}`);
    expect(refused).toContain(name);
    expect(refused).toContain(`--same ${code}`);
    expect(problems(record, [base[0]!, line], { same: [code] })).toEqual([]);
    expect(plan(record, [base[0]!, line], { same: [code] }).newPeople).toEqual([]);
    expect(problems(record, [base[0]!, line], { other: [code] })).toEqual([]);
    expect(plan(record, [base[0]!, line], { other: [code] }).newPeople).toHaveLength(1);
  });

  test('the code alone is never a person: somebody else succeeds him', () => {
    const lines = [base[0]!, 'UV01 Cao Khải, Sở Y tế 0077'];
    expect(problems(record, lines)).toEqual([]);
    expect(passes(record, plan(record, lines))).toEqual(['Lê Bình → Cao Khải']);
  });

  test('namesakes stay two people, however their lines are moved', () => {
    const two = recorded('TB Trần An, UBND tỉnh 0001', 'UV01 Lê Bình, Sở Y tế 0011', 'UV02 Lê Bình, Sở Nội vụ 0012');
    const swapped = ['TB Trần An, UBND tỉnh 0001', 'UV01 Lê Bình, Sở Nội vụ 0012', 'UV02 Lê Bình, Sở Y tế 0011'];
    expect(problems(two, swapped)).toEqual([]);
    const made = plan(two, swapped);
    expect([made.newPeople, made.newSeats, made.closedSeats]).toEqual([[], [], []]);
    expect(made.changedSeats.slice(1).map(({ id, code, personId }) => [id, code, personId])).toEqual([
      ['s-UV02', 'UV01', 'p-UV02'],
      ['s-UV01', 'UV02', 'p-UV01'],
    ]);
    const third = [
      ...two.seats.map(({ code, person }) => `${code} ${person.fullName}, x ${person.phone!.slice(-4)}`),
      'UV03 Lê Bình, Sở Xây dựng 0013',
    ];
    expect(plan(two, third).newPeople).toMatchObject([{ fullName: 'Lê Bình', phone: '84912340013' }]);
  });

  test('two lines of one name and no number, two people of one number: taken for two, and said', () => {
    const lines = [
      'TB Trần An, UBND tỉnh',
      'UV01 Lê Bình, Sở Y tế',
      'UV02 Lê Bình, Sở Nội vụ',
      'UV03 Mai Em, x 0013',
      'UV04 Cao Khải, x 0013',
    ];
    expect(problems(recorded(), lines)).toEqual(['6:shared-number?', '4:two-of-a-name?']);
    expect(plan(recorded(), lines).newPeople).toHaveLength(5);
  });

  test('codes of digits that lost their leading zeros are the codes they were', () => {
    const numbered = recorded('TB Trần An, UBND tỉnh 0001', '01 Lê Bình, Sở Y tế 0011');
    const made = plan(numbered, ['TB Trần An, UBND tỉnh 0001', '1 Cao Khải, Sở Y tế 0077']);
    expect(passes(numbered, made)).toEqual(['Lê Bình → Cao Khải']);
    expect(made.newSeats).toMatchObject([{ code: '01' }]);
  });

  test.each([
    ['Lê Bình', 'Lê Bính', true],
    ['Nguyễn Văn An', 'Nguyễn Văn Anh', true],
    ['Nguyễn Văn An', 'Nguyễn An', true],
    ['Nguyễn Văn An', 'An Nguyễn Văn', true],
    ['Nguyễn Văn An', 'Nguyễn Thị Hoa', false],
    ['Lê Bình', 'Ngô Dung', false],
    ['Lê', 'Lê Bình', false],
  ])('%s and %s may be one name: %s', (one, other, expected) => expect(alike(one, other)).toBe(expected));
});

describe('which seat is which: one step from the old seats to the new', () => {
  const promoted = [base[0]!, 'PTB1 Lê Bình, UBND tỉnh 0011', 'UV01 Cao Khải, Sở Y tế 0077', base[3]!, base[4]!];

  test('ID2: a deputy leaves, a director becomes deputy, a new director comes', () => {
    expect(problems(record, promoted)).toEqual([]);
    const made = plan(record, promoted);
    expect(passes(record, made)).toEqual(['Phạm Hòa → Lê Bình', 'Lê Bình → Cao Khải']);
    expect(made.closedSeats.sort()).toEqual(['s-PTB1', 's-UV01']);
    expect(made.newPeople).toMatchObject([{ fullName: 'Cao Khải' }]);
    expect(made.report.moved).toEqual([
      { name: 'Phạm Hòa', before: ['PTB1'], after: [] },
      { name: 'Lê Bình', before: ['UV01'], after: ['PTB1'] },
      { name: 'Cao Khải', before: [], after: ['UV01'] },
    ]);
  });

  test('ID2: two who change places hand on to each other', () => {
    const swapped = [base[0]!, base[1]!, 'UV01 Ngô Dung, Sở Y tế 0012', 'UV02 Lê Bình, Sở Nội vụ 0011', base[4]!];
    expect(passes(record, plan(record, swapped))).toEqual(['Lê Bình → Ngô Dung', 'Ngô Dung → Lê Bình']);
    // The same when the codes are the people's and the agencies change.
    const coded = [base[0]!, base[1]!, 'UV01 Lê Bình, Sở Nội vụ 0011', 'UV02 Ngô Dung, Sở Y tế 0012', base[4]!];
    expect(passes(record, plan(record, coded)).sort()).toEqual(['Lê Bình → Ngô Dung', 'Ngô Dung → Lê Bình']);
  });

  test('ID12: a line deleted and the rest renumbered: nobody inherits anything', () => {
    const renumbered = [base[0]!, base[1]!, 'UV01 Ngô Dung, Sở Nội vụ 0012', 'UV02 Mai Em, Sở Xây dựng 0013'];
    expect(problems(record, renumbered)).toEqual([]);
    const made = plan(record, renumbered);
    expect([passes(record, made), made.newPeople, made.newSeats]).toEqual([[], [], []]);
    expect(made.changedSeats.map(({ id, code }) => [id, code])).toEqual([
      ['s-TB', 'TB'],
      ['s-PTB1', 'PTB1'],
      ['s-UV02', 'UV01'],
      ['s-UV03', 'UV02'],
    ]);
    expect(made.closedSeats).toEqual(['s-UV01']);
    expect(made.report.moved).toEqual([
      { name: 'Lê Bình', before: ['UV01'], after: [] },
      { name: 'Ngô Dung', before: ['UV02'], after: ['UV01'] },
      { name: 'Mai Em', before: ['UV03'], after: ['UV02'] },
    ]);
  });

  test('ID12: renumbered without any number: each doubt is named, nobody is doubled', () => {
    const bare = recorded(...base.map((line) => line.replace(/ \d{4}$/, '')));
    const renumbered = ['TB Trần An, UBND tỉnh', 'UV01 Ngô Dung, Sở Nội vụ', 'UV02 Mai Em, Sở Xây dựng'];
    const found = problems(bare, renumbered);
    expect(found.map((line) => line.split(': ')[0])).toEqual(['3:full_name:same-name', '4:full_name:same-name']);
    expect(found.join()).toMatch(/Ngô Dung \(UV02\).*Mai Em \(UV03\)/);
    expect(plan(bare, renumbered, { same: ['UV01', 'UV02'] }).newPeople).toEqual([]);
  });

  test('ID2: deleted and renumbered, with a successor at the end of the list: the post says whom he follows', () => {
    const lines = [
      base[0]!,
      base[1]!,
      'UV01 Ngô Dung, Sở Nội vụ 0012',
      'UV02 Mai Em, Sở Xây dựng 0013',
      'UV03 Cao Khải, Sở Y tế 0077',
    ];
    const made = plan(record, lines);
    expect(passes(record, made)).toEqual(['Lê Bình → Cao Khải']);
    expect(made.report.succeeded).toEqual([{ code: 'UV03', from: 'Lê Bình', to: 'Cao Khải' }]);
  });

  test('a code that goes to another agency is said by line and column', () => {
    const lines = [base[0]!, 'UV01 Cao Khải, Sở Công Thương 0077'];
    expect(problems(record, lines)).toEqual(['3:other-agency?']);
    expect(passes(record, plan(record, lines))).toEqual(['Lê Bình → Cao Khải']);
  });

  test('Điều 2.2: a code reused for an officer of another agency takes nothing along', () => {
    const lines = [base[0]!, 'UV01 Cao Khải, Sở Công Thương 0077'];
    const standing: Standing = {
      ...record,
      seats: record.seats.map((one) => (one.code === 'UV01' ? { ...one, role: 'team-lead' } : one)),
    };
    const made = plan(standing, lines);
    expect([passes(standing, made), made.closedSeats]).toEqual([[], ['s-UV01']]);
  });

  test('one person of two seats gives up one of them', () => {
    const two = recorded(...base, 'TGV1 Lê Bình, Sở Y tế 0011');
    const both: Standing = {
      ...two,
      seats: two.seats.map((one) => (one.code === 'TGV1' ? { ...one, person: two.seats[2]!.person } : one)),
    };
    const made = plan(both, [...base, 'TGV1 Cao Khải, Sở Y tế 0077']);
    expect(passes(both, made)).toEqual(['Lê Bình → Cao Khải']);
    expect(made.closedSeats).toEqual(['s-TGV1']);
    expect(made.report.moved).toEqual([
      { name: 'Lê Bình', before: ['TGV1', 'UV01'], after: ['UV01'] },
      { name: 'Cao Khải', before: [], after: ['TGV1'] },
    ]);
  });

  test('3.000 lines are held against 3.000 on record without comparing each with each', () => {
    const many = Array.from(
      { length: 3000 },
      (_, nth) => `UV${nth} Người ${nth}, Đơn vị ${nth % 99} ${String(nth).padStart(4, '0')}`,
    );
    const standing = recorded('TB Trần An, UBND tỉnh 9999', ...many);
    const turned = many.map((line, nth) => line.replace(/^UV\d+/, `UV${(nth + 1) % 3000}`));
    const made = plan(standing, ['TB Trần An, UBND tỉnh 9999', ...turned]);
    expect([passes(standing, made), made.newPeople]).toEqual([[], []]);
  });
});
