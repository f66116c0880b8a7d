import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markOfPaper, secrecyMark } from '../../src/kernel/secrecy.ts';
import { expectLinear } from '../support/effort.ts';
import { mustPass, mustRefuse } from './secrecy-phrases.ts';

const marked: ReadonlyArray<readonly [string, string]> = [
  ['TUYỆT MẬT', 'tuyet-mat'],
  ['Tuyệt mật', 'tuyet-mat'],
  ['văn bản tuyệt mật số 3', 'tuyet-mat'],
  ['TUYET MAT', 'tuyet-mat'],
  ['BC_tuyetmat.pdf', 'tuyet-mat'],
  ['bao_cao_tuyet-mat.docx', 'tuyet-mat'],
  ['TUYỆT\nMẬT', 'tuyet-mat'],
  ['T U Y Ệ T  M Ậ T', 'tuyet-mat'],
  ['Độ mật: Tuyệt mật', 'tuyet-mat'],
  ['Độ mật: Mật; bản trước TUYỆT MẬT', 'tuyet-mat'],
  ['Tối mật', 'toi-mat'],
  ['TỐI MẬT', 'toi-mat'],
  ['Tối\u00A0mật', 'toi-mat'],
  ['T\u1ED1i m\u200B\u1EADt', 'toi-mat'],
  ['hồ sơ tối mật kèm theo', 'toi-mat'],
  ['bao-cao_TOI-MAT.docx', 'toi-mat'],
  ['bao cao TOI MAT.docx', 'toi-mat'],
  ['bao-cao-toi-mat.docx', 'toi-mat'],
  ['(TOI MAT) Bao cao quy IV', 'toi-mat'],
  ['TOI MAT', 'toi-mat'],
  ['TỐI-MẬT', 'toi-mat'],
  ['MẬT', 'mat'],
  ['Mật', 'mat'],
  ['UBND TỈNH\nMẬT\nSố: 12/BC-UBND', 'mat'],
  ['Báo cáo MẬT về tình hình', 'mat'],
  ['Độ mật: Mật', 'mat'],
  ['độ mật : mật', 'mat'],
  ['Mức độ mật: MẬT', 'mat'],
  ['Do mat: Mat', 'mat'],
  ['Bảng giá (Mật)', 'mat'],
  ['(mật) gửi đồng chí', 'mat'],
  ['[MẬT] Báo cáo', 'mat'],
  ['12-BC MẬT.pdf', 'mat'],
  ['12-BC_MẬT.pdf', 'mat'],
  ['MẬT-12-BC.pdf', 'mat'],
  ['12-BC-MAT.pdf', 'mat'],
  ['12_MAT.pdf', 'mat'],
  ['Bao cao (MAT).docx', 'mat'],
  ['Bảo mật thông tin – tài liệu MẬT', 'mat'],
  ['M Ậ T', 'mat'],
  ['Số 12/BC-MẬT', 'mat'],
  ['"MẬT"', 'mat'],
];

const unmarked: readonly string[] = [
  '',
  'bảo mật',
  'BẢO MẬT',
  'Bảo Mật',
  'CÔNG TÁC BẢO MẬT',
  'bảo-mật.pdf',
  'CONG-TAC-BAO-MAT.pdf',
  '12-BAO-MAT.pdf',
  'KE_HOACH_BAO_MAT.docx',
  'bí mật',
  'BÍ MẬT',
  'bí mật nhà nước',
  'LUẬT BẢO VỆ BÍ MẬT NHÀ NƯỚC',
  'Bí MẬT',
  'mật khẩu',
  'MẬT KHẨU',
  'Mật khẩu: 123456',
  'MẬT_KHẨU.txt',
  'mat khau',
  'mật độ',
  'MẬT ĐỘ DÂN SỐ',
  'buổi tối mật độ xe đông',
  'mật thiết',
  'phối hợp mật thiết',
  'an toàn, bảo mật thông tin',
  'mật ong',
  'MẬT ONG RỪNG',
  'tuyệt mật ong',
  'mật mã',
  'MẬT MÃ DÂN SỰ',
  'Ban Cơ yếu, mật mã',
  'cơ mật',
  'thân mật',
  'HỌP MẶT THÂN MẬT',
  'tuần trăng mật',
  'secret',
  'SECRET',
  'Độ mật: Thường',
  'ĐỘ MẬT: THƯỜNG',
  'Độ mật',
  'mật',
  'có mặt',
  'CÓ MẶT',
  'VẮNG MẶT',
  'DANH-SACH-VANG-MAT.xlsx',
  '12-VANG-MAT.xlsx',
  'CO-MAT-12.xlsx',
  'mat',
  'toi mat dien thoai',
  'TOI MAT DIEN THOAI',
  'tôi mất điện thoại',
  'Tôi mất mật khẩu',
  'Mặt trận Tổ quốc',
  'MAT-TRAN.pdf',
  'mặt bằng',
  'mat-bang.xlsx',
  'Đồng chí Trần Văn Mật',
  'ĐỒNG CHÍ TRẦN VĂN MẬT',
  'format.docx',
  'automatic',
  'tuyệt mắt',
  'thời tiết tuyệt mát',
  'tốt mật thiết',
];

describe('SC1, SC2, Điều 10.4: what may be kept', () => {
  it.each(mustRefuse)('%j is refused', (text) => {
    expect(secrecyMark(text)).not.toBeNull();
    expect(secrecyMark(text.normalize('NFD'))).not.toBeNull();
    expect(secrecyMark(`Kính gửi Ban Chỉ đạo,\n${text}\nTrân trọng.`)).not.toBeNull();
  });

  it.each(mustPass)('%j is let pass', (text) => {
    expect(secrecyMark(text)).toBeNull();
    expect(secrecyMark(text.normalize('NFD'))).toBeNull();
    expect(secrecyMark(`Kính gửi Ban Chỉ đạo,\n${text}\nTrân trọng.`)).toBeNull();
  });
});

describe('SC2: the words of a paper', () => {
  const prose = 'Việc gửi, nhận văn bản thực hiện trên môi trường mạng.\n'.repeat(60);

  it.each([
    ['a stamp above', `MẬT\nBÁO CÁO\n${prose}`, 'mat'],
    ['a stamp far below', `${prose}TỐI MẬT\n${prose}`, 'toi-mat'],
    ['a label in a table', `${prose}\tĐộ mật:\tTỐI MẬT\t\n${prose}`, 'toi-mat'],
    ['what the paper says it is', `Tài liệu mật của Công an tỉnh\n${prose}`, 'mat'],
    ['a stamp in letters of TCVN3', 'TèI MËT\nB¸o c¸o', 'toi-mat'],
    ['a stamp in letters of VNI', 'TOÁI MAÄT\nBaùo caùo', 'toi-mat'],
    ['the law on how secret papers are sent', `${prose}Văn bản mật gửi theo quy định riêng.\n`, null],
    ['nothing of the kind', prose, null],
  ])('%s', (_, text, mark) => expect(markOfPaper(text)).toBe(mark));
});

describe('SC1, SC2: secrecy marks', () => {
  it.each(marked)('%j bears %s', (text, mark) => {
    expect(secrecyMark(text)).toBe(mark);
    expect(secrecyMark(text.normalize('NFD'))).toBe(mark);
  });

  it.each(unmarked)('%j bears none', (text) => {
    expect(secrecyMark(text)).toBeNull();
    expect(secrecyMark(text.normalize('NFD'))).toBeNull();
  });

  it('sees a mark within other text', () => {
    fc.assert(
      fc.property(fc.lorem(), fc.lorem(), (before, after) => {
        expect(secrecyMark(`${before}\nTỐI MẬT\n${after}`)).toBe('toi-mat');
        expect(secrecyMark(`${before}\nMẬT\n${after}`)).toBe('mat');
      }),
    );
  });

  it('reads anything, and long text in time that grows with it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 10_000 }), (text) => {
        secrecyMark(text);
      }),
      { numRuns: 30 },
    );
    for (const piece of [
      'MẬT ',
      'M Ậ ',
      'độ mật : ',
      'TOI MAT',
      '(Mật ',
      ' ',
      '\n',
      '((',
      'tuyệt ',
      '12-BC-',
      'T U Y ',
    ]) {
      expect([null, 'mat', 'toi-mat', 'tuyet-mat']).toContain(secrecyMark(piece.repeat(50_000 / piece.length)));
      expectLinear(secrecyMark, piece, 2_000);
    }
  });
});
