// Điều 8.9: nothing a chapter has on record is left out of a file because somebody forgot it.
import { expect, test } from 'vitest';
import { chapters } from '../../../src/regulation/index.ts';

test('Điều 8.9, AR2: mọi loại việc của mọi chương đều vào hồ sơ; cuộc họp có hồ sơ riêng', () => {
  const kept = chapters.flatMap(({ keeps = {} }) => Object.keys(keeps));
  const kinds = chapters.flatMap(({ states = {}, passes = {} }) => [...Object.keys(states), ...Object.keys(passes)]);
  expect(kinds.length).toBeGreaterThan(20);
  expect([...new Set(kinds)].filter((kind) => kind !== 'meeting' && !kept.includes(kind))).toEqual([]);
  expect(kept).toContain('task');
});

test('NĐ30, Điều 8.9: văn bản lập theo một việc thì vào hồ sơ của việc ấy; văn bản mỗi lần lập lại thì không', () => {
  const commands = chapters.flatMap((chapter) => chapter.commands).filter(({ paper }) => paper !== undefined);
  const filed = commands.flatMap(({ name, files }) => (files ? name : []));
  const anew = commands.flatMap(({ name, files }) => (files ? [] : name));
  expect(filed.toSorted()).toEqual([
    'conclusions.notice',
    'meetings.invitation',
    'minutes.paper',
    'programmes.paper',
    'proposals.submission',
    'reports.paper',
    'rounds.letter',
    'rounds.report',
  ]);
  expect(anew.length + filed.length).toBe(commands.length);
});
