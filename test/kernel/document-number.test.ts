import { describe, expect, test } from 'vitest';
import { readDocumentNumber, writtenNumber } from '../../src/kernel/document-number.ts';

const usual = 'GM-BCĐCĐS';

describe('NĐ30: số văn bản như người ta gõ', () => {
  test.each([
    ['15', '15/GM-BCĐCĐS'],
    ['5', '05/GM-BCĐCĐS'],
    ['0005', '05/GM-BCĐCĐS'],
    ['15a', '15a/GM-BCĐCĐS'],
    ['số 15', '15/GM-BCĐCĐS'],
    ['Số: 15/GM-BCĐCĐS', '15/GM-BCĐCĐS'],
    ['15 / gm-bcdcds', '15/GM-BCĐCĐS'],
    ['15/GM', '15/GM-BCĐCĐS'],
    ['15/GM-UBND', '15/GM-UBND'],
    ['15/gm-ubnd', '15/GM-UBND'],
  ])('“%s” là %s', (typed, written) => {
    expect(writtenNumber(readDocumentNumber(typed, usual)!)).toBe(written);
  });

  test.each(['', '0', 'chưa có', 'GM-15', '15 GM', '123456', '15/'])('“%s” không phải số văn bản', (typed) => {
    expect(readDocumentNumber(typed, usual)).toBeNull();
  });
});
