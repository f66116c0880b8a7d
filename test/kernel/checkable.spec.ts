import { describe, expect, test } from 'vitest';
import { checkableIn } from '../../src/kernel/checkable.ts';

describe('Điều 7.2: minh chứng kiểm tra được trong lời báo cáo', () => {
  test.each([
    ['Đã ban hành Kế hoạch số 15/KH-SYT ngày 20/12/2026.', ['15/KH-SYT']],
    ['theo NĐ 335/2025/NĐ-CP và 47-TB/TGV', ['335/2025/NĐ-CP', '47-TB/TGV']],
    ['xem https://sxd.khanhhoa.gov.vn/vb/12?x=1, đã đăng', ['https://sxd.khanhhoa.gov.vn/vb/12?x=1']],
    ['theodoinq.dcs.vn/nv/7', ['theodoinq.dcs.vn/nv/7']],
    ['Quyết định số 12 của Giám đốc', ['12']],
    ['1198/QĐ-BCĐCĐS; 1198/QĐ-BCĐCĐS', ['1198/QĐ-BCĐCĐS']],
  ])('“%s”: %j', (words, found) => expect(checkableIn(words)).toEqual(found));

  test.each([
    'Đã xong',
    'Đã hoàn thành ngày 31/12/2026',
    'Đạt 2/4 cuộc, 15/20 xã',
    'Kế hoạch 2027 đã trình, báo cáo 3 tháng đầu năm',
    'Liên hệ 0905-123/456',
  ])('“%s”: không có gì để kiểm tra', (words) => expect(checkableIn(words)).toEqual([]));
});
