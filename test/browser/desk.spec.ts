// The desk in a real browser without any script, on a telephone and on a computer.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserPath, openBrowser } from '../support/browser.ts';
import { personId } from '../support/committee.ts';
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
    // Boxes in a table, of those whose address is missing.
    every.push('/ban-lam-viec/danh-sach/contacts.list', '/ban-lam-viec/viec/seats.import');
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
    // What would leave, as each would get it; nothing leaves.
    await page.goto(`${root}/viec/requests.ask`);
    await page.locator('[name="f.to"]').fill('UV01, UV02, UV03');
    await page.locator('[name="f.due"]').fill('18/12/2026');
    await page.locator('[name="f.parts"]').fill('Số liệu <b>năm</b> 2026');
    await page.getByRole('button', { name: /Yêu cầu các cơ quan/ }).click();
    await page.getByRole('button', { name: /^Gửi 3 người/ }).waitFor();
    expect(await page.locator('.bubble b').count()).toBe(0);
    await look();
    for (const wide of width < 1280 ? [width] : [width, 1920]) {
      await page.setViewportSize({ width: wide, height });
      expect([wide, await fits(page)]).toEqual([wide, true]);
    }
    // The door, where somebody comes from a computer without the chat.
    await page.getByRole('button', { name: 'Thoát' }).click();
    await page.goto(root);
    await page.getByLabel('Mã vào bàn làm việc').waitFor();
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

  test('hai thẻ của một trình duyệt; hết phiên, mất ghế: không còn gì của Ban trên màn hình, có ô nhập mã', async () => {
    const context = await browser.newContext({ locale: 'vi-VN', javaScriptEnabled: false });
    const [one, other] = [await context.newPage(), await context.newPage()];
    for (const page of [one, other]) page.setDefaultTimeout(patience());
    const list = `${service.app.url}/ban-lam-viec/danh-sach/proposals.list`;
    const enters = async (): Promise<void> => {
      await one.goto(await linkOf(service, 'TV01'));
      await one.getByRole('button', { name: 'Vào bàn làm việc' }).click();
      for (const page of [one, other]) await page.goto(list);
      await other.getByRole('link', { name: 'KN-01' }).waitFor();
    };
    const isOut = async (page: Page): Promise<void> => {
      await page.getByLabel('Mã vào bàn làm việc').waitFor();
      expect(await page.locator('body').innerText()).not.toMatch(/KN-01|Bùi Thư Ký/);
    };
    await enters();
    await one.getByRole('button', { name: 'Thoát' }).click();
    await other.getByRole('link', { name: 'KN-01' }).click();
    await isOut(other);
    await enters();
    const { prisma } = service.database;
    await prisma.deskSession.updateMany({ data: { seenAt: new Date(0) } });
    await one.getByRole('link', { name: 'KN-01' }).click();
    await isOut(one);
    await enters();
    const seat = { personId: personId('TV01') };
    await prisma.seat.updateMany({ where: seat, data: { validTo: service.clock.now() } });
    await other.getByRole('link', { name: 'KN-01' }).click();
    await isOut(other);
    await prisma.seat.updateMany({ where: seat, data: { validTo: null } });
    await context.close();
  });

  // The narrow one by touch, the wide one by the keyboard alone.
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
    const byKeys = width >= 1280;
    /** Tab after tab until it has the focus. */
    const reach = async (to: Locator): Promise<void> => {
      for (let stop = 0; stop < 120; stop++) {
        const has = (one: { ownerDocument: { activeElement: unknown } }): boolean =>
          one === one.ownerDocument.activeElement;
        if (await to.evaluate(has as never)) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`not reached by the keyboard: ${to}`);
    };
    const press = async (to: Locator): Promise<void> => {
      if (!byKeys) return to.click();
      await reach(to);
      const next = page.waitForEvent('load');
      await page.keyboard.press('Enter');
      await next;
    };
    const fill = async (to: Locator, words: string): Promise<void> => {
      if (!byKeys) return to.fill(words);
      await reach(to);
      await page.keyboard.press('Control+A');
      await page.keyboard.insertText(words);
    };
    const tick = async (to: Locator): Promise<void> => {
      if (!byKeys) return to.check();
      await reach(to);
      await page.keyboard.press('Space');
    };
    await page.goto(await linkOf(service, 'TV01'));
    expect(await fits(page)).toBe(true);
    await press(page.getByRole('button', { name: 'Vào bàn làm việc' }));
    expect(page.url()).toBe(root);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(/^Hôm nay/);
    expect(await fits(page)).toBe(true);
    await keep(page, `desk-today-${width}`);
    // The contents come after the page, and the first stop of the keyboard leads past the head.
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('Đến nội dung');
    await press(page.getByRole('link', { name: 'Kiến nghị, đề nghị' }));
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(/^Kiến nghị, đề xuất/);
    expect(await fits(page)).toBe(true);
    await press(page.getByRole('link', { name: 'KN-01' }));
    expect(await page.locator('main').innerText()).toContain('máy chủ');
    expect(await fits(page)).toBe(true);
    await fill(page.getByLabel('Tìm (không cần dấu)'), 'tao cuoc hop');
    await page.keyboard.press('Enter');
    expect(await fits(page)).toBe(true);
    await press(page.getByRole('link', { name: 'Tạo cuộc họp mới', exact: true }));
    await tick(page.getByLabel('Họp quý'));
    await fill(page.getByLabel(/Tên cuộc họp/), 'Họp Ban Chỉ đạo quý IV');
    await fill(page.getByLabel(/Thời gian họp/), '8h 31/02/2027');
    await press(page.getByRole('button', { name: 'Tạo cuộc họp mới' }));
    expect(await page.getByRole('alert').textContent()).toContain('2 chỗ cần sửa');
    expect(await page.getByLabel(/Tên cuộc họp/).inputValue()).toBe('Họp Ban Chỉ đạo quý IV');
    expect(await page.getByLabel('Họp quý').isChecked()).toBe(true);
    expect(await fits(page)).toBe(true);
    await keep(page, `desk-form-${width}`);
    await fill(page.getByLabel(/Thời gian họp/), `${width === 360 ? 8 : 15}h30 18/12/2026`);
    await fill(page.getByLabel(/Địa điểm họp/), 'Phòng họp số 1');
    await press(page.getByRole('button', { name: 'Tạo cuộc họp mới' }));
    expect(await page.locator('main').innerText()).toContain('Phòng họp số 1');
    expect(await fits(page)).toBe(true);
    await press(page.getByRole('button', { name: 'Thoát' }));
    expect(await page.locator('main').innerText()).toContain('Đã thoát');
    expect(wrong).toEqual([]);
    await context.close();
  });
});
