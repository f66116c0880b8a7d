// Sheets of every kind, as chapters would hand them over: for printing, checking and looking at.
import type { Sheet } from '../../src/kernel/sheet.ts';
import { said } from '../../src/kernel/text.ts';
import type { Day } from '../../src/kernel/time.ts';

const authority = said('TL. TRƯỞNG BAN|ỦY VIÊN THƯỜNG TRỰC');

export const invitation: Sheet = {
  form: 'state',
  parent: 'Ủy ban nhân dân tỉnh Khánh Hòa',
  issuer: 'Ban Chỉ đạo Chuyển đổi số tỉnh Khánh Hòa',
  symbol: ['GM', 'BCĐCĐS'],
  number: { ordinal: '5', symbol: 'GM-BCĐCĐS' },
  place: 'Khánh Hòa',
  day: '2027-01-05' as Day,
  kind: said('Giấy mời'),
  about: said('Họp Ban Chỉ đạo Chuyển đổi số tỉnh quý IV năm 2026'),
  to: [],
  blocks: [
    'Ban Chỉ đạo Chuyển đổi số tỉnh Khánh Hòa trân trọng kính mời các đồng chí Ủy viên Ban Chỉ đạo; Tổ trưởng Tổ giúp việc; lãnh đạo Sở Tài chính, Công an tỉnh tới dự họp Ban Chỉ đạo quý IV năm 2026, cụ thể như sau:',
    '1. Chủ trì: Đồng chí Nguyễn Văn Khải, Chủ tịch UBND tỉnh, Trưởng Ban Chỉ đạo.',
    '2. Thời gian: 08 giờ 00, ngày 15/01/2027 (thứ Sáu).',
    '3. Địa điểm: Phòng họp số 1, trụ sở UBND tỉnh, số 01 đường Trần Phú, phường Nha Trang.',
    '4. Đầu mối liên hệ: Đồng chí Trần Thị Ngọc Hương, chuyên viên Sở Khoa học và Công nghệ.',
  ].map((words) => ({ kind: 'paragraph', words: said(words) })),
  copies: [said('Như thành phần mời'), said('Trưởng ban, các Phó Trưởng ban (để b/c)')],
  annexes: [],
  signature: { authority, office: 'Giám đốc Sở Khoa học và Công nghệ', name: 'Lê Thị Quỳnh Như' },
  filed: 'SKHCN',
  draft: false,
};

const opinions = Array.from({ length: 24 }, (_one, nth) => [
  said(String(nth + 1)),
  said(['Sở Tài chính', 'Sở Nội vụ', 'Công an tỉnh'][nth % 3]!),
  said(
    nth % 4 === 3
      ? 'Thống nhất, đề nghị bổ sung lộ trình công bố dữ liệu giao thông, môi trường trong quý II; làm rõ trách nhiệm bảo vệ dữ liệu cá nhân theo Luật số 91/2025/QH15'
      : 'Thống nhất với dự thảo',
  ),
  said(nth % 4 === 3 ? 'Tiếp thu, đã chỉnh sửa tại khoản 3 mục II dự thảo Kế hoạch' : ''),
]);

export const report: Sheet = {
  ...invitation,
  issuer: 'Sở Khoa học và Công nghệ',
  symbol: ['BC', 'SKHCN'],
  number: null,
  day: null,
  draft: true,
  kind: said('Báo cáo'),
  about: said('Tổng hợp ý kiến của các Ủy viên Ban Chỉ đạo về dự thảo Kế hoạch dữ liệu mở năm 2027'),
  to: [said('Đồng chí Chủ tịch UBND tỉnh, Trưởng Ban Chỉ đạo')],
  blocks: [
    {
      kind: 'basis',
      words: said(
        'Căn cứ Quyết định số 1198/QĐ-BCĐCĐS ngày 29 tháng 4 năm 2022 của Trưởng Ban Chỉ đạo Chuyển đổi số tỉnh Khánh Hòa ban hành Quy chế hoạt động;',
      ),
    },
    { kind: 'heading', words: said('1. Kết quả chung') },
    {
      kind: 'paragraph',
      words: said(
        'Số phiếu gửi: 24; số phiếu trả lời: 16; thống nhất: 13; không thống nhất: 01; ý kiến khác: 02; chưa cho ý kiến: 08.',
      ),
    },
    { kind: 'heading', words: said('2. Kiến nghị') },
    { kind: 'paragraph', words: said('Cơ quan thường trực kính trình Trưởng Ban Chỉ đạo xem xét, quyết định.') },
  ],
  annexes: [
    {
      about: said('Tổng hợp ý kiến'),
      landscape: true,
      blocks: [
        {
          kind: 'table',
          columns: [
            { label: said('TT'), share: 1, centred: true },
            { label: said('Cơ quan, đơn vị'), share: 4 },
            { label: said('Ý kiến'), share: 8 },
            { label: said('Tiếp thu, giải trình'), share: 6 },
          ],
          rows: opinions,
        },
      ],
    },
  ],
  signature: { authority: null, office: 'Giám đốc', name: 'Lê Thị Quỳnh Như' },
};

export const letter: Sheet = {
  ...invitation,
  symbol: ['BCĐCĐS', 'SKHCN'],
  number: { ordinal: '12', symbol: 'BCĐCĐS-SKHCN' },
  day: '2027-03-05' as Day,
  kind: null,
  about: said('đôn đốc thực hiện nhiệm vụ quá hạn'),
  to: [said('Sở Tài chính'), said('Sở Nội vụ')],
};

export const minutes: Sheet = {
  ...invitation,
  kind: said('Biên bản'),
  symbol: ['BB', 'BCĐCĐS'],
  draft: true,
  beside: { authority: said('THƯ KÝ'), office: '', name: 'Trần Thị Ngọc Hương' },
  signature: { authority: said('CHỦ TỌA'), office: '', name: 'Nguyễn Văn Khải' },
};

export const party: Sheet = {
  ...invitation,
  form: 'party',
  parent: 'Tỉnh ủy Khánh Hòa',
  issuer: 'Ban Chỉ đạo phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số',
  symbol: ['TB', 'BCĐ'],
  number: { ordinal: '5', symbol: 'TB-BCĐ' },
  kind: said('Thông báo'),
  about: said('Kết luận của đồng chí Trưởng Ban Chỉ đạo tại phiên họp thứ ba'),
  signature: { authority: said('T/M BAN CHỈ ĐẠO|TRƯỞNG BAN'), office: '', name: 'Trần Phong' },
};

export const samples: Readonly<Record<string, Sheet>> = { invitation, report, letter, minutes, party };
