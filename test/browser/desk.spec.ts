// The desk in a real browser without any script, on a telephone and on a computer.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserPath, openBrowser } from '../support/browser.ts';
import { linkOf } from '../support/desk.ts';
import { patience } from '../support/patience.ts';
import { type Service, startService } from '../support/service.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const screens = join(import.meta.dirname, '..', '..', 'docs', 'screens');

/** Written only on request: what is committed is looked at first. */
async function keep(page: Page, name: string): Promise<void> {
  if (process.env.UPDATE_SCREENS === '1') await page.screenshot({ path: join(screens, `${name}.png`) });
}

describe.skipIf(browserPath === null)('bàn làm việc trong trình duyệt, không có mã lệnh nào', () => {
  let service: Service;
  let browser: Browser;
  beforeAll(async () => {
    service = await startService({ pages: true });
    browser = await openBrowser();
    await service.phone('UV01').send('/khokhan Chưa có máy chủ cho hệ thống họp trực tuyến của 12 xã, phường');
    await service.phone('UV01').receives(/KN-01/);
  });
  afterAll(async () => {
    await browser?.close();
    await service?.stop();
  });

  const fits = (page: Page) =>
    page
      .locator('html')
      .evaluate((root: { scrollWidth: number; clientWidth: number }) => root.scrollWidth <= root.clientWidth);

  test.each([
    [1280, 900],
    [360, 740],
  ])('mọi trang đọc được bằng máy đọc màn hình: axe không thấy lỗi nào, rộng %d', async (width, height) => {
    const page = await browser.newPage({ viewport: { width, height }, locale: 'vi-VN', bypassCSP: true });
    page.setDefaultTimeout(patience());
    const root = `${service.app.url}/ban-lam-viec`;
    const faults: unknown[] = [];
    const look = async (): Promise<void> => {
      await page.evaluate(axe);
      const found = await page.evaluate<{ id: string; nodes: string[] }[]>(
        `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html.slice(0, 200)) })))`,
      );
      for (const { id, nodes } of found) faults.push([page.url().replace(root, ''), id, nodes.slice(0, 3)]);
    };
    await page.goto(await linkOf(service, 'TV01'));
    await look();
    await page.getByRole('button', { name: 'Vào bàn làm việc' }).click();
    await look();
    const rooms = await page
      .locator('.rooms > li > a')
      .evaluateAll((all) => all.map((one) => one.getAttribute('href')!));
    // Every room once; what is narrow differs in its style alone, of which a few pages tell.
    const every = [...rooms, '/ban-lam-viec/dang-gui', '/ban-lam-viec/in/proposals.list', '/ban-lam-viec/tim?q=ho'];
    for (const path of width < 1280 ? rooms.slice(0, 1) : every) {
      await page.goto(`${service.app.url}${path}`);
      await look();
    }
    await page.goto(`${root}/viec/tasks.assign`);
    await look();
    await page.getByRole('button', { name: 'Giao nhiệm vụ' }).last().click();
    await look();
    await page.goto(`${root}/danh-sach/proposals.list`);
    await page.getByRole('link', { name: 'KN-01' }).click();
    await look();
    await page.locator('nav.tabs a').last().click();
    await look();
    expect(faults).toEqual([]);
    await page.close();
  });

  test('việc làm trong cuộc trò chuyện hiện ra trên trang đang mở, không tải lại', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: 'vi-VN' });
    page.setDefaultTimeout(patience());
    const wrong: string[] = [];
    page.on('console', (said) => said.type() === 'error' && wrong.push(said.text()));
    await page.goto(await linkOf(service, 'TV01'));
    await page.getByRole('button', { name: 'Vào bàn làm việc' }).click();
    // The page looks for the first time when it has already happened, as on a slow line.
    const happened = Promise.withResolvers<void>();
    await page.route('**/ban-lam-viec/dau', async (route) => {
      await happened.promise;
      await route.continue();
    });
    await page.goto(`${service.app.url}/ban-lam-viec/danh-sach/proposals.list`);
    await page.getByRole('link', { name: 'KN-01' }).focus();
    await service.phone('UV01').send('/khokhan Đường truyền của 3 xã chưa có');
    await service.phone('UV01').receives(/KN-02/);
    happened.resolve();
    await page.getByRole('link', { name: 'KN-02' }).waitFor();
    // Where the reader was, he still is.
    expect(await page.locator(':focus').textContent()).toBe('KN-01');
    expect(wrong).toEqual([]);
    await page.close();
  });

  test.each([
    [360, 740],
    [1280, 900],
  ])('Điều 5.4, 7.2: vào, xem, điền biểu mẫu sai rồi đúng, thoát: rộng %d', async (width, height) => {
    const wrong: string[] = [];
    const context = await browser.newContext({
      viewport: { width, height },
      locale: 'vi-VN',
      javaScriptEnabled: false,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(patience());
    page.on('console', (said) => said.type() === 'error' && !/422/.test(said.text()) && wrong.push(said.text()));
    const root = `${service.app.url}/ban-lam-viec`;
    await page.goto(await linkOf(service, 'TV01'));
    expect(await fits(page)).toBe(true);
    await page.getByRole('button', { name: 'Vào bàn làm việc' }).click();
    expect(page.url()).toBe(root);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(/^Hôm nay/);
    expect(await fits(page)).toBe(true);
    await keep(page, `desk-today-${width}`);
    // The contents come after the page, and the first stop of the keyboard leads past the head.
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('Đến nội dung');
    await page.getByRole('link', { name: 'Kiến nghị, đề nghị' }).click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(/^Kiến nghị, đề xuất/);
    expect(await fits(page)).toBe(true);
    await page.getByRole('link', { name: 'KN-01' }).click();
    expect(await page.locator('main').innerText()).toContain('máy chủ');
    expect(await fits(page)).toBe(true);
    await page.getByLabel('Tìm (không cần dấu)').fill('tao cuoc hop');
    await page.keyboard.press('Enter');
    expect(await fits(page)).toBe(true);
    await page.getByRole('link', { name: 'Tạo cuộc họp mới', exact: true }).click();
    await page.getByLabel('Họp quý').check();
    await page.getByLabel(/Tên cuộc họp/).fill('Họp Ban Chỉ đạo quý IV');
    await page.getByLabel(/Thời gian họp/).fill('8h 31/02/2027');
    await page.getByRole('button', { name: 'Tạo cuộc họp mới' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('2 chỗ cần sửa');
    expect(await page.getByLabel(/Tên cuộc họp/).inputValue()).toBe('Họp Ban Chỉ đạo quý IV');
    expect(await page.getByLabel('Họp quý').isChecked()).toBe(true);
    expect(await fits(page)).toBe(true);
    await keep(page, `desk-form-${width}`);
    await page.getByLabel(/Thời gian họp/).fill(`${width === 360 ? 8 : 15}h30 18/12/2026`);
    await page.getByLabel(/Địa điểm họp/).fill('Phòng họp số 1');
    await page.getByRole('button', { name: 'Tạo cuộc họp mới' }).click();
    expect(await page.locator('main').innerText()).toContain('Phòng họp số 1');
    expect(await fits(page)).toBe(true);
    await page.getByRole('button', { name: 'Thoát' }).click();
    expect(await page.locator('main').innerText()).toContain('Đã thoát');
    expect(wrong).toEqual([]);
    await context.close();
  });
});
