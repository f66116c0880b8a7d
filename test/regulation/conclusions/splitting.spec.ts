import { describe, expect, test } from 'vitest';
import { isOpen, isReady, type Point } from '../../../src/regulation/conclusions/conclusion.ts';
import { limitField } from '../../../src/regulation/conclusions/fields.ts';
import { type Item, itemsOf, pointsOf, readItem } from '../../../src/regulation/conclusions/splitting.ts';
import { seatOf, seats } from '../tasks/tasks.ts';

const now = new Date('2026-11-27T02:00:00Z');
const read = (words: string): Item => readItem(words, seats, now);
const person = (code: string): string => seatOf(code).person.id;

describe('Điều 7.3: bản kết luận dán vào được tách theo số thứ tự của nó, không mất câu nào', () => {
  test('số, chữ, gạch đầu dòng và đoạn văn; dòng bị ngắt được nối lại', () => {
    const points = pointsOf(
      [
        'Đánh giá chung: công tác chuyển đổi số có chuyển biến tích cực.',
        '1. Giao Sở Y tế chủ trì rà soát',
        'hồ sơ bệnh án điện tử.',
        '2.1) Sở Nội vụ: ban hành kế hoạch.',
        'a) Xây dựng danh mục;',
        '- Báo cáo Trưởng ban.',
        '',
        'Văn phòng thông báo để các cơ quan biết, thực hiện.',
      ].join('\n'),
    );
    expect(points).toEqual([
      'Đánh giá chung: công tác chuyển đổi số có chuyển biến tích cực.',
      'Giao Sở Y tế chủ trì rà soát hồ sơ bệnh án điện tử.',
      'Sở Nội vụ: ban hành kế hoạch.',
      'Xây dựng danh mục;',
      'Báo cáo Trưởng ban.',
      'Văn phòng thông báo để các cơ quan biết, thực hiện.',
    ]);
  });

  test('mọi chữ đã dán đều nằm lại trong một điểm nào đó', () => {
    const text = '1. Một hai ba\nbốn năm.\n\nSáu bảy\n- tám\n+ chín (mười)\n2.10. mười một';
    const bare = (words: string): string => words.replace(/[^\p{L}]/gu, '');
    expect(bare(pointsOf(text).join(''))).toBe(bare(text));
  });

  test('ngày và số liệu ở đầu dòng không phải số thứ tự', () => {
    expect(pointsOf('Hoàn thành trước ngày\n31.12.2026 và báo cáo')).toEqual([
      'Hoàn thành trước ngày 31.12.2026 và báo cáo',
    ]);
  });
});

describe('KL2, Điều 2.3, 6.4: mỗi nhiệm vụ một người chủ trì, có phối hợp, thời hạn, sản phẩm', () => {
  test('đủ cả bốn phần trong một câu', () => {
    expect(
      read(
        'Giao Sở Y tế chủ trì, phối hợp với Sở Nội vụ và Sở Khoa học và Công nghệ xây dựng kho dữ liệu; hoàn thành trước ngày 31/12/2026. Sản phẩm: Quyết định ban hành.',
      ),
    ).toMatchObject({
      leadId: person('UV02'),
      coordinators: [person('UV03'), person('UVTT')],
      due: '2026-12-31',
      product: 'Quyết định ban hành',
    });
  });

  test.each([
    ['Sở Y tế chủ trì rà soát', 'UV02'],
    ['Giao Giám đốc Sở Y tế tham mưu', 'UV02'],
    ['Giao đồng chí Đỗ Y Tế theo dõi', 'UV02'],
    ['Đề nghị Sở Nội vụ báo cáo', 'UV03'],
    ['Thống nhất giao Sở Nội vụ tham mưu kế hoạch', 'UV03'],
    ['Sở Nội vụ: ban hành kế hoạch', 'UV03'],
    ['Chủ trì: Sở Nội vụ; phối hợp: Sở Y tế', 'UV03'],
    ['giao UV03 thực hiện', 'UV03'],
    // Điều 6.2: of the agency's two leaders on the roster he who sits on the committee answers for it.
    ['Giao Sở Tài chính bố trí kinh phí', 'UV01'],
  ])('%s', (words, code) => {
    expect(read(words).leadId).toBe(person(code));
  });

  test.each([
    'Giao Sở Y tế, Sở Nội vụ thực hiện',
    'Sở Y tế và Sở Nội vụ chủ trì rà soát',
    'Giao các sở, ban, ngành thực hiện',
    'Ghi nhận kết quả của Sở Y tế trong quý III',
    'Công tác phối hợp với Sở Y tế còn chậm',
  ])('hai cơ quan, không cơ quan nào, hay chỉ được nhắc tới: để ngỏ, không đoán – %s', (words) => {
    expect(read(words).leadId).toBeNull();
  });

  test.each([
    ['Sở Y tế hoàn thành trong tháng 12/2026', '2026-12-31'],
    ['Sở Y tế báo cáo trước 15/12', '2026-12-15'],
    ['Sở Y tế xong trước ngày 15 tháng 01 năm 2027', '2027-01-15'],
    ['Sở Y tế báo cáo chậm nhất ngày 20.12.2026', '2026-12-20'],
    ['Sở Y tế hoàn thành trong quý I năm 2027', '2027-03-31'],
    ['Sở Y tế báo cáo 30 ngày sau khi Trung ương ban hành', null],
    ['Sở Y tế xong bước 1 trước 10/12/2026, bước 2 trước 20/12/2026', null],
    ['Kết quả đến ngày 30/9/2026 đạt 80%', null],
    ['Sở Y tế triển khai thường xuyên', null],
  ])('%s → %s', (words, due) => {
    expect(read(words).due).toBe(due);
  });

  test.each([
    ['Giao Sở Y tế báo cáo trong 30 ngày sau khi Trung ương ban hành chương trình; Sản phẩm: Báo cáo', '30'],
    ['Giao Sở Y tế hoàn thành 20 ngày làm việc kể từ ngày Trung ương ban hành chương trình', '20w'],
    ['Sở Y tế: triển khai ngay sau khi Trung ương ban hành chương trình.', null],
  ])('TK14: thời hạn tính từ sự kiện thành nhiệm vụ được, không bịa ra ngày – %s', (words, days) => {
    const item = read(words);
    expect(item).toMatchObject({ due: null, hangsOn: { event: 'Trung ương ban hành chương trình', days } });
    const point: Point = { ...item, id: '1', told: false, taskId: null };
    expect([isReady(point), isOpen(point)]).toEqual([true, false]);
  });

  test.each([
    'Sở Y tế báo cáo trong 30 ngày kể từ ngày 01/12/2026',
    'Sở Y tế báo cáo sau khi hoàn thành',
    'Sở Y tế báo cáo 10 ngày sau khi họp, 5 ngày kể từ ngày ký',
    'Sở Y tế báo cáo trong 3 tháng kể từ ngày ký',
  ])('tính từ một ngày, không rõ bao lâu, hay hai thời hạn: để ngỏ, không đoán – %s', (words) => {
    expect(read(words)).toMatchObject({ due: null, hangsOn: null });
  });

  test('TK14: cơ quan thường trực gõ thời hạn của một điểm: ngày, hoặc bao lâu sau sự kiện nào', async () => {
    const typed = (said: string) => {
      const reading = limitField.read!({ text: said, files: [] } as never, { now } as never);
      return reading.ok ? limitField.parse!(reading.value) : null;
    };
    expect(typed('31/12/2026')).toEqual({ due: '2026-12-31', hangsOn: null });
    const hangsOn = { event: 'Bộ có hướng dẫn', days: '15w' };
    expect(typed('15 ngày làm việc sau khi Bộ có hướng dẫn')).toEqual({ due: null, hangsOn });
    expect(typed('khi nào xong thì thôi')).toBeNull();
  });

  test('"Giao Sở Y tế:" là tiêu đề: các điểm bên dưới do Sở Y tế chủ trì, trừ điểm nêu cơ quan khác', () => {
    const items = itemsOf(
      '1. Giao Sở Y tế:\na) Rà soát bệnh án.\nb) Giao Sở Nội vụ tuyển dụng.\n2. Các cơ quan:\na) Báo cáo hằng tháng.',
      seats,
      now,
    );
    expect(items.map(({ words, leadId }) => [words, leadId])).toEqual([
      ['Rà soát bệnh án.', person('UV02')],
      ['Giao Sở Nội vụ tuyển dụng.', person('UV03')],
      ['Các cơ quan:', null],
      ['Báo cáo hằng tháng.', null],
    ]);
  });

  test('100.000 ký tự lạ không làm chậm và không thành nhiệm vụ của ai', () => {
    const [item] = itemsOf('Giao \u0301 '.repeat(12_500), seats, now);
    expect(item?.leadId).toBeNull();
  });
});
