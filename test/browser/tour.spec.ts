import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserPath, openBrowser } from '../support/browser.ts';
import { patience } from '../support/patience.ts';
import { type Rehearsal, startRehearsal } from '../support/rehearsal.ts';

const screens = join(import.meta.dirname, '..', '..', 'docs', 'screens');

/** Written only on request: what is committed is looked at first. */
async function keep(page: Page, name: string): Promise<void> {
  if (process.env.UPDATE_SCREENS === '1') await page.screenshot({ path: join(screens, `${name}.png`) });
}

describe.skipIf(browserPath === null)('the page of phones', () => {
  let rehearsal: Rehearsal;
  let browser: Browser;
  const wrong: string[] = [];

  beforeAll(async () => {
    rehearsal = await startRehearsal();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await rehearsal?.stop();
  });

  const open = async (width: number, height: number, path = '/'): Promise<Page> => {
    const page = await browser.newPage({ viewport: { width, height }, locale: 'vi-VN', reducedMotion: 'reduce' });
    page.setDefaultTimeout(patience());
    page.on('pageerror', (error) => wrong.push(error.message));
    page.on('console', (said) => said.type() === 'error' && wrong.push(said.text()));
    await page.goto(`${rehearsal.url}${path}`);
    await page.waitForSelector('html[data-ready]');
    return page;
  };
  const fitsItsWidth = (page: Page) =>
    page.evaluate<boolean>('document.documentElement.scrollWidth <= document.documentElement.clientWidth');
  const stateOf = (page: Page) => page.locator('#tour').getAttribute('data-state');

  /** Steps until the named one has been played. */
  const playTo = async (page: Page, id: string): Promise<void> => {
    for (;;) {
      await page.click('#tour-next');
      await page.waitForSelector('#tour:not([data-state="playing"])');
      if ((await stateOf(page)) === 'stuck') throw new Error((await page.textContent('#tour-status')) ?? 'stuck');
      if ((await page.getAttribute('#tour', 'data-step')) === id) return;
      if ((await stateOf(page)) === 'finished') throw new Error(`no step ${id}`);
    }
  };

  const start = async (page: Page): Promise<void> => {
    await page.click('#tour-start');
    await page.click('#sure .yes');
    await page.waitForSelector('#tour:not([hidden])');
  };
  const looks = (page: Page) =>
    page.locator('.phone:visible').evaluateAll((phones) => phones.map((phone) => phone.getAttribute('data-look')));

  // To its end it is played without a page, by `rehearsal/tour.spec.ts`.
  test('Điều 3.3, 6.4, 9.1: the tour plays from the draft to the consent on a projector, by buttons and by numbers', async () => {
    const page = await open(1920, 1080, '/?speed=20');
    expect(await looks(page)).toEqual(['zalo-oa', 'zalo-bot', 'telegram', 'telegram']);
    await start(page);
    await playTo(page, 'proxy');
    await keep(page, 'projector-1920');
    await playTo(page, 'consent');
    const chair = page.locator('.phone[data-phone="0"] .messages');
    expect(await chair.textContent()).toContain('đồng ý');
    expect(await fitsItsWidth(page)).toBe(true);
    await page.close();
    expect(wrong).toEqual([]);
  });

  test('Điều 3.3, 6.4, QĐ45: it plays to the consent on a small phone', async () => {
    const page = await open(360, 740, '/?speed=20');
    await start(page);
    await playTo(page, 'convene');
    expect(await looks(page)).toEqual(['telegram']);
    await keep(page, 'telegram-360');
    await playTo(page, 'proxy');
    expect(await looks(page)).toEqual(['zalo-bot']);
    expect(await page.locator('.phone:visible .message.said').allTextContents()).toHaveLength(3);
    await keep(page, 'zalo-bot-360');
    await playTo(page, 'consent');
    expect(await looks(page)).toEqual(['zalo-oa']);
    expect(await page.locator('.phone:visible .buttons button').count()).toBeGreaterThan(0);
    await keep(page, 'zalo-oa-360');
    expect(await fitsItsWidth(page)).toBe(true);
    await page.close();
    expect(wrong).toEqual([]);
  });

  test('what the phones show is there again on a page opened later, all three messengers side by side', async () => {
    const page = await open(1280, 800);
    expect(await looks(page)).toEqual(['zalo-oa', 'zalo-bot', 'telegram']);
    for (const shown of await page.locator('.phone:visible').all()) {
      expect(await shown.locator('.message').count()).toBeGreaterThan(1);
    }
    expect(await fitsItsWidth(page)).toBe(true);
    await keep(page, 'desktop-1280');
    await page.close();
    expect(wrong).toEqual([]);
  });

  test('another messenger is chosen on the phone; what was said before stays above', async () => {
    const page = await open(360, 740);
    expect(await page.locator('.phone:visible').count()).toBe(1);
    await page.locator('#tabs button').nth(3).click();
    const phone = page.locator('.phone:visible');
    expect(await looks(page)).toEqual(['telegram']);
    await phone.locator('textarea').fill('họp');
    await phone.locator('textarea').press('Enter');
    await phone.locator('.message.received', { hasText: 'Các cuộc họp sắp tới' }).last().waitFor();
    const before = await phone.locator('.message').count();
    await phone.getByLabel('Zalo Bot').click({ force: true });
    await page.locator('.phone[data-look="zalo-bot"]:visible').waitFor();
    await phone.locator('textarea').fill('trợ giúp');
    await phone.locator('textarea').press('Enter');
    await phone.locator('.message.received[data-look="zalo-bot"]').first().waitFor();
    expect(await phone.locator('.message').count()).toBeGreaterThanOrEqual(before + 2);
    expect(await phone.locator('.day', { hasText: 'Từ đây trên Zalo Bot' }).count()).toBe(1);
    expect(await fitsItsWidth(page)).toBe(true);
    await phone.getByLabel('Telegram').click({ force: true });
    await page.locator('.phone[data-look="telegram"]:visible').waitFor();
    await page.close();
    expect(wrong).toEqual([]);
  });

  test('four phones fit a projector, in large type as well', async () => {
    const page = await open(1920, 1080);
    expect(await page.locator('.phone:visible').count()).toBe(4);
    await page.click('#big-type');
    expect(await fitsItsWidth(page)).toBe(true);
    await page.close();
  });

  test('on a small phone the messages have the room, also under an open clock; what comes is shown from its top', async () => {
    const page = await open(360, 740);
    await page.locator('#tabs button').nth(2).click();
    const log = page.locator('.phone:visible .messages');
    const height = async () => (await log.boundingBox())!.height;
    const room = await height();
    expect(room).toBeGreaterThan(740 * 0.6);
    await page.click('#clock-more');
    await page.locator('.clock-body.open').waitFor();
    expect(await height()).toBe(room);
    await log.click({ position: { x: 5, y: room - 5 } });
    await page.locator('.clock-body:not(.open)').waitFor({ state: 'attached' });
    const phone = page.locator('.phone:visible');
    await phone.locator('textarea').fill('/taohop quý; Họp quý I năm 2027; 14:00 25/03/2027; Phòng họp số 1');
    await phone.locator('textarea').press('Enter');
    const card = phone.locator('.message.received', { hasText: 'Họp quý I năm 2027' }).last();
    await card.waitFor();
    const [shown, above] = [await card.boundingBox(), await log.boundingBox()];
    expect(shown!.height).toBeGreaterThan(room);
    expect(shown!.y).toBeGreaterThanOrEqual(above!.y);
    // What a button of an older, taller card asks stands below everything: that is what is looked at, not the card.
    await phone.locator('textarea').fill('/trogiup');
    await phone.locator('textarea').press('Enter');
    await phone.locator('.message.received', { hasText: 'Đồng chí có thể làm ngay' }).last().waitFor();
    await phone.locator('.buttons button', { hasText: 'Chương trình' }).last().click();
    await phone.locator('.message.received', { hasText: 'mỗi dòng một nội dung' }).last().waitFor();
    const isInView = async (): Promise<boolean> => {
      const [whole, last] = [await log.boundingBox(), await phone.locator('.message').last().boundingBox()];
      return last!.y >= whole!.y && last!.y < whole!.y + whole!.height;
    };
    await expect.poll(isInView, { timeout: patience() }).toBe(true);
    expect(await fitsItsWidth(page)).toBe(true);
    await page.close();
    expect(wrong).toEqual([]);
  });

  test('what arrives on a phone out of view is counted on its tab', async () => {
    const page = await open(360, 740);
    await page.locator('#tabs button').first().click();
    const { id: secretary } = await rehearsal.who('TV01');
    await rehearsal.post(`of/${secretary}/text`, { text: '/trogiup' });
    await page.waitForSelector('#tabs button:nth-child(3) .badge');
    await page.locator('#tabs button').nth(2).click();
    expect(await page.locator('#tabs .badge').count()).toBe(0);
    await page.close();
  });

  test('what people write is text, whatever it looks like', async () => {
    const page = await open(1280, 800);
    const box = page.locator('.phone[data-phone="2"]');
    await box.locator('textarea').fill('<img src=x onerror="document.title=1"> & <b>');
    await box.locator('textarea').press('Enter');
    await box.locator('.message.said', { hasText: '<img src=x' }).waitFor();
    expect(await box.locator('.messages img').count()).toBe(0);
    await page.close();
    expect(wrong).toEqual([]);
  });
});
