// What stands on a card somebody decides by: below the fold the buttons alone must say which act it is.
import { describe, expect, test } from 'vitest';
import type { View } from '../../../src/kernel/view.ts';
import { requestView } from '../../../src/regulation/attendance/consent/views.ts';
import { prepareView } from '../../../src/regulation/meetings/preparation/views.ts';
import { manageView } from '../../../src/regulation/meetings/views.ts';
import { openTexts } from '../../../src/texts/texts.ts';
import { personId } from '../../support/committee.ts';
import { proxyRequest, requestOf } from '../attendance/scene.ts';
import { convened, fileOf, now, submitted, world } from '../meetings/scene.ts';

const texts = openTexts();
const labels = ({ choices = [] }: View) => choices.map(({ label }) => texts.say('vi', label));
const top = ({ lines }: View) => texts.say('vi', lines[0]!);

const proposal = (what: 'postpone' | 'cancel') => ({ by: personId('TV01'), at: now, because: 'bão', what });
const changeProposal = {
  by: personId('TV01'),
  at: now,
  because: 'bão',
  what: 'change',
  startsAt: now,
  place: 'A',
} as const;

describe('UX6: nút của một quyết định nói rõ quyết định gì', () => {
  const asked = (meeting: Parameters<typeof fileOf>[0]) => manageView(fileOf(meeting), { now, leads: true });
  const cards: [string, View, string[]][] = [
    ['Điều 6.4: xin vắng', requestView(requestOf('UV01'), true), ['Đồng ý cho vắng', 'Không đồng ý cho vắng']],
    [
      'Điều 6.4: ủy quyền',
      requestView(requestOf('UV01', { request: proxyRequest('UV01') }), true),
      ['Đồng ý ủy quyền', 'Không đồng ý ủy quyền'],
    ],
    ['QĐ45: đổi lịch', asked(convened({ proposal: changeProposal })), ['Đồng ý đổi lịch', 'Không đồng ý đổi lịch']],
    [
      'QĐ45: hoãn họp',
      asked(convened({ proposal: proposal('postpone') })),
      ['Đồng ý hoãn họp', 'Không đồng ý hoãn họp'],
    ],
    ['QĐ45: hủy họp', asked(convened({ proposal: proposal('cancel') })), ['Đồng ý hủy họp', 'Không đồng ý hủy họp']],
    [
      'Điều 3.3: triệu tập',
      prepareView(fileOf(submitted()), { ...world(), leads: true }),
      ['Phát hành giấy mời', 'Không đồng ý phát hành', 'Sửa thành phần'],
    ],
  ];

  test.each(cards)('%s', (_, view, expected) => {
    expect(labels(view)).toEqual(expected);
  });

  test.each(cards)('%s: tên cuộc họp đứng đầu thẻ', (_, view) => {
    expect(top(view)).toContain('Họp quý IV năm 2026');
  });
});
