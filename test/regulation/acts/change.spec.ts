// What an act changed, read out of the record: each value beside what stood there before it.
import { describe, expect, test } from 'vitest';
import { changedBy, stringsIn, valueSaid } from '../../../src/regulation/acts/change.ts';

describe('Điều 8.9: trước và sau của một việc', () => {
  const given = {
    events: [{ type: 'tasks.assigned', task: { id: 'a'.repeat(16), dueDay: '2026-12-31', title: 'Kế hoạch' } }],
  };
  const reported = { events: [{ type: 'tasks.reported', percent: 40 }] };
  const moved = { events: [{ type: 'tasks.moved', change: { dueDay: '2027-01-15', title: 'Kế hoạch' } }] };

  test('giá trị cũ là lần nói gần nhất trước đó, dù giữa chừng có việc khác; không đổi thì không kể', () => {
    expect(changedBy(moved, [reported, given], ['title', 'dueDay', 'percent'])).toEqual([
      { name: 'dueDay', value: '2027-01-15', before: '2026-12-31' },
    ]);
  });

  test('lần đầu nói thì chưa có giá trị cũ', () => {
    expect(changedBy(given, [], ['dueDay'])).toEqual([{ name: 'dueDay', value: '2026-12-31', before: undefined }]);
    expect(changedBy({ code: 'late' }, [given], ['dueDay'])).toEqual([]);
  });

  test('mã thì không ai đọc: người thì gọi tên, còn lại bỏ; lời quá dài thì cắt', () => {
    const id = 'p1m6q5x8m4zhfp64';
    expect(stringsIn({ to: [id], words: 'Kế hoạch' })).toEqual([id]);
    expect(valueSaid(id, new Map([[id, 'Trần Văn Chủ']]))).toEqual({ said: 'Trần Văn Chủ' });
    expect(valueSaid(id, new Map())).toBeNull();
    expect(valueSaid('x'.repeat(1_000), new Map())).toEqual({ said: 'x'.repeat(300), quoted: true });
    expect(valueSaid('[{"text":"Thiếu máy chủ"},{"file":"f"}]', new Map())).toMatchObject({ said: 'Thiếu máy chủ' });
    expect(valueSaid(null, new Map())).toEqual({ key: 'acts:value.none' });
  });
});
