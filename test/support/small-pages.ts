// The pages of who comes by a link, each as it stands in every state it has: given a sheet, and no database behind them.
import type { Hono } from 'hono';
import { said, type Text, text } from '../../src/kernel/text.ts';
import { openTexts } from '../../src/texts/texts.ts';
import { type ApartParts, apartPages } from '../../src/web/apart.ts';
import { doorPages, onSlip } from '../../src/web/doors.ts';
import { guestPages } from '../../src/web/guests.ts';
import { type PinParts, pinPages } from '../../src/web/pins.ts';

const texts = openTexts();
const say = (words: Text): string => texts.say('vi', words);
const code = '0h2j4-8kq5m-xw7t9-3c6bz-n4r8ve';
const ways = [
  { label: text('arrivals:page.zalo-oa'), address: 'https://zalo.me/1' },
  { label: text('arrivals:page.telegram'), address: 'https://t.me/1' },
];

const sheet = {
  heading: said('Ban Chỉ đạo phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số tỉnh'),
  lines: [
    text('guests:page.invited', { name: said('Trần Quốc Bình'), title: said('Họp mở rộng về kho dữ liệu dùng chung') }),
    text('guests:page.where', { place: said('Phòng họp số 2, UBND tỉnh') }),
    text('guests:page.contact', { contact: said('Bùi Thư Ký, 0900000007') }),
  ],
  papers: [{ id: 'a', title: 'Đề án kho dữ liệu dùng chung của tỉnh giai đoạn 2026–2030.pdf', link: null }],
  reply: { attends: true, remark: 'Tôi đến lúc 14 giờ 15' },
  answers: true,
  binds: true,
};
const refusal = { agreed: false, refusal: { code: 'linked', because: text('guests:page.linked-already') } } as const;
const guest = (linked: boolean): Hono =>
  guestPages({
    read: async () => ({ ...sheet, answers: !linked, binds: !linked }),
    answer: async () => refusal,
    code: async () => (linked ? refusal : { code, ways }),
    word: 'start',
    file: async () => null,
    say,
  });

const pin = (isSet: boolean, given: Awaited<ReturnType<PinParts['give']>>): Hono =>
  pinPages({ say, holder: async () => ({ name: 'Trần Văn Chủ', isSet, locked: false }), give: async () => given });

const apart: ApartParts = {
  secure: false,
  now: () => new Date('2026-12-01T01:00:00Z'),
  say,
  holder: async () => 'Lê Đức An',
  open: async () => null,
  read: async () => ({
    code: 'GM-04',
    reader: 'Lê Đức An',
    title: 'Họp về phương án bảo đảm an toàn hệ thống thông tin',
    words: 'Nội dung thứ nhất\nNội dung thứ hai',
    files: [{ id: 'a', name: 'Phương án.pdf' }],
    keeps: true,
  }),
  file: async () => null,
  write: async () => 'secret',
  add: async () => null,
};

const form = (body: string): RequestInit => ({ method: 'POST', headers: { 'content-length': '9' }, body });
const shown = async (pages: Hono, path: string, init?: RequestInit): Promise<string> =>
  (await pages.request(path, init)).text();

/** By what each is called. */
export const smallPages = async (): Promise<ReadonlyMap<string, string>> =>
  new Map([
    ['guest', await shown(guest(false), '/t')],
    ['guest-code', await shown(guest(false), '/t/lien-ket', form(''))],
    ['guest-refused', await shown(guest(true), '/t/lien-ket', form(''))],
    ['slip', await shown(doorPages(onSlip('start'), { opens: async () => ways, say }), `/${code}`)],
    ['pin-set', await shown(pin(false, 'set'), '/t')],
    ['pin-wrong', await shown(pin(true, 'wrong'), '/t', form('pin=1'))],
    ['pin-good', await shown(pin(true, 'good'), '/t', form('pin=1234'))],
    ['apart-door', await shown(apartPages(apart), '/t')],
    ['apart', await shown(apartPages(apart), '/doc')],
    ['apart-refused', await shown(apartPages(apart), '/doc', form('title=a'))],
  ]);
