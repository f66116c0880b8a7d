// Steps of a meeting's life that several specs take, in the words people type and press.
import type { Member } from './committee.ts';
import { committee } from './committee.ts';
import type { Service } from './service.ts';

const m = (code: string, name: string, role: Member['role'], post: string, agency: string): Member => ({
  code,
  name,
  role,
  post,
  agency,
});

/** The committee with more members, second deputies of two agencies, and an assistant. */
export const wholeCommittee: readonly Member[] = [
  ...committee,
  m('UV04', 'Lý Chưa Liên Kết', 'member', 'Giám đốc', 'Sở Xây dựng'),
  m('UV05', 'Cao Chặn Tin', 'member', 'Giám đốc', 'Sở Du lịch'),
  m('UV06', 'Đinh Công Thương', 'member', 'Giám đốc', 'Sở Công Thương'),
  m('UV07', 'Mạc Nông Nghiệp', 'member', 'Giám đốc', 'Sở Nông nghiệp và Môi trường'),
  m('PGD2', 'Tạ Phó Y', 'agency-head', 'Phó Giám đốc', 'Sở Y tế'),
  m('PGD3', 'Hồ Phó Y', 'agency-head', 'Phó Giám đốc', 'Sở Y tế'),
  { ...m('TL01', 'Kim Trợ Lý', 'assistant', 'Chuyên viên', 'Sở Nội vụ'), assistantOf: 'UV03' },
];

export const pdf = (words: string): Buffer => Buffer.from(`%PDF-1.4\n% ${words}\n%%EOF`);

export const draftLine = '/taohop quý; Họp quý IV năm 2026; 14:00 25/12/2026; Phòng họp số 1, UBND tỉnh';

/** Drafts, submits and convenes without more ado; the invitations are out when this resolves. */
export async function convene(service: Service, line = draftLine): Promise<void> {
  const [chair, secretary] = [service.phone('TB'), service.phone('TV01')];
  await secretary.send(line);
  await secretary.receives(/dự thảo GM-\d+/);
  await secretary.press('Trình duyệt');
  await chair.receives(/trình duyệt triệu tập/);
  await chair.press('Phát hành giấy mời');
  await chair.receives(/Đã ghi nhận: phát hành|Kính mời/);
  await service.settled();
}

/** What is on somebody's phone now that the bot last said about something. */
export const newest = (service: Service, code: string, about: RegExp): string => {
  const shown = service.phone(code).messages.findLast((message) => message.from === 'bot' && about.test(message.text));
  if (!shown) throw new Error(`${code} has nothing about ${about}\n${service.phone(code).transcript()}`);
  return shown.text;
};

/** Codes of those who got a message that fits since the last `forget`. */
export function hearing(service: Service, people: readonly Member[]) {
  const seen = new Map<string, number>();
  const count = (code: string): number => service.phone(code).messages.length;
  const forget = (): void => {
    for (const { code } of people) seen.set(code, count(code));
  };
  forget();
  return {
    forget,
    /** Who got new messages that fit, sorted. */
    who: (about: RegExp): string[] =>
      people
        .map(({ code }) => code)
        .filter((code) =>
          service
            .phone(code)
            .messages.slice(seen.get(code) ?? 0)
            .some((message) => message.from === 'bot' && about.test(message.text)),
        )
        .sort(),
  };
}

/** Choices offered by two messages at once on somebody's phone: the same button data, live twice. */
export function liveTwice(service: Service, code: string): string[] {
  const offered = service.phone(code).messages.flatMap((message) => {
    const keyboard = (message.markup as { inline_keyboard?: { callback_data?: string }[][] } | undefined)
      ?.inline_keyboard;
    return [...new Set((keyboard ?? []).flat().flatMap((button) => button.callback_data ?? []))];
  });
  return offered.filter((data, nth) => offered.indexOf(data) !== nth);
}
