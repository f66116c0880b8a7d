// Files that others have sent, opened in a messenger's own browser.
import { describe, expect, test } from 'vitest';
import { fileHeaders } from '../../src/web/headers.ts';

describe('a file in the browser', () => {
  test.each([
    ['Báo cáo quý.pdf', 'application/pdf'],
    ['ảnh.JPG', 'image/jpeg'],
    ['sơ đồ.png', 'image/png'],
  ])('%s is shown in place, in a sandbox, runs nothing, is not kept', (name, type) => {
    const headers = fileHeaders(name, false);
    expect(headers).toMatchObject({
      'content-type': type,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(headers['content-disposition']).toBe(`inline; filename*=UTF-8''${encodeURIComponent(name)}`);
    expect(headers['content-security-policy']).toBe("default-src 'none'; frame-ancestors 'none'; sandbox");
  });

  test('beside it, each can be saved; what no browser shows is only saved', () => {
    for (const [name, saves] of [
      ['Báo cáo.pdf', true],
      ['Báo cáo.docx', false],
      ['trang.html', false],
      ['không đuôi', false],
    ] as const) {
      expect(fileHeaders(name, saves)).toMatchObject({
        'content-type': 'application/octet-stream',
        'content-disposition': expect.stringMatching(/^attachment; /),
        'content-security-policy': expect.stringContaining('sandbox'),
      });
    }
  });
});
