// Who holds papers that must come back, by the roll of the meeting.
import { describe, expect, test } from 'vitest';
import { brought, everybody, holdersOf, outstanding, owing, papersIn } from '../../../src/regulation/returns/holder.ts';
import { personId } from '../../support/committee.ts';
import { alternateFor, fileOf, held, now, participant } from '../meetings/scene.ts';

const rolled = (roll: Parameters<typeof participant>[2]) => (code: string, position: number) =>
  participant(code, position, roll);
const present = rolled({ roll: 'present' });
const file = (participants: ReturnType<typeof participant>[]) => fileOf(held(), { participants });
const people = (participants: ReturnType<typeof participant>[], office = personId('TV01')) =>
  holdersOf(file(participants), office).map(({ person }) => person);

describe('MT17, QĐ45 Đ.14: tài liệu phải thu hồi sau họp', () => {
  test('QĐ45 Đ.14: người có mặt và người dự thay giữ tài liệu; người vắng, người chủ trì và người thu thì không', () => {
    const list = [
      present('TB', 0),
      present('UV01', 1),
      participant('UV02', 2, { roll: 'unexcused' }),
      participant('UV03', 3, { roll: 'alternate' }),
      alternateFor('UV03', { personId: null, name: 'Mai Văn Lạ' }),
      present('TV01', 4),
    ];
    expect(people(list)).toEqual([personId('UV01'), null]);
  });

  test('QĐ45 Đ.14: chưa điểm danh thì mọi người được mời, trừ ai đã có người dự thay', () => {
    const list = [participant('UV01', 1), participant('UV02', 2), alternateFor('UV02')];
    expect(people(list)).toEqual([personId('UV01'), personId('PGD1')]);
  });

  test('QĐ45 Đ.14: ai trả thì hết nợ, người ngoài danh sách cũng được theo dõi; mỗi dòng một tài liệu', () => {
    const holders = holdersOf(file([present('UV01', 1), present('UV02', 2)]), '');
    const row = { data: { papers: [], holders, people: [], until: now.toISOString() } };
    const facts = { row } as unknown as Parameters<typeof owing>[0];
    expect(owing(facts)).toEqual([personId('UV01'), personId('UV02')]);
    const one = brought(facts, 'iUV01', now);
    expect(one.map(({ back }) => back)).toEqual([now.toISOString(), null]);
    const all = { row: { data: { ...row.data, holders: brought(facts, everybody, now) } } } as unknown as typeof facts;
    expect(outstanding(all)).toEqual([]);
    expect(papersIn('1. Phụ lục số liệu\n- Danh sách\n\n2026: kế hoạch')).toEqual([
      'Phụ lục số liệu',
      'Danh sách',
      '2026: kế hoạch',
    ]);
  });
});
