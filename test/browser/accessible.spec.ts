// Every page there is, from the registry, under axe: the desk's, the door's, those for who comes by a link, and those for paper.
// Pages made of the same parts are looked at once: what a page has that none before it had is what it is opened for.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRegistry } from '../../src/engine/registry.ts';
import { chapters } from '../../src/regulation/index.ts';
import { browserPath, openBrowser } from '../support/browser.ts';
import { until } from '../support/patience.ts';
import { type Rehearsal, startRehearsal } from '../support/rehearsal.ts';
import { smallPages } from '../support/small-pages.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const root = '/ban-lam-viec';
const registry = makeRegistry(chapters, () => []);

/** Every address the registry makes, whoever may open it; matters and their tabs are found on the lists. */
function addresses(): string[] {
  const registers = chapters.flatMap((chapter) => chapter.registers ?? []);
  return [
    ...['', '/dang-gui', '/duyet', '/tim?q=ho', '/khong-co'],
    ...registers.flatMap(({ name, print, takes }) => [
      `/danh-sach/${name}`,
      `/danh-sach/${name}?scope=body&state=all`,
      ...(print ? [`/in/${name}`] : []),
      ...(takes ? [`/nhap/${name}`] : []),
    ]),
    ...[...registry.commands.values()].flatMap(({ name, decide, chat, paper, slips, proof, dossier }) =>
      chat || paper || slips || proof || dossier ? [] : [decide ? `/viec/${name}` : `/xem/${name}`],
    ),
  ].map((path) => `${root}${path}`);
}

/** Pages asked for together. */
const AT_ONCE = 6;

const isVoid = /^(?:meta|link|input|br|hr|img|col)$/;

/** The parts of a page: each element with what it stands in, by name, class and the names of its attributes. */
function partsOf(html: string): Set<string> {
  const parts = new Set<string>();
  const open: string[] = [''];
  for (const [, end, tag = '', rest = ''] of html.matchAll(
    /<(\/?)([a-z][\w-]*)((?:\s+[\w-]+(?:="[^"]*")?)*)\s*\/?>/g,
  )) {
    if (end) open.pop();
    else {
      const [, look = ''] = /\sclass="([^"]*)"/.exec(rest) ?? [];
      const names = [...rest.matchAll(/\s([\w-]+)/g)].map(([, name]) => name);
      const known = names.filter((name) => /^(?:aria-|role$|type$|scope$|for$|hidden$)/.test(name ?? ''));
      const one = `${tag}.${look}[${[...new Set(known)].sort()}]`;
      parts.add(`${open.at(-1)}>${one}`);
      if (!isVoid.test(tag)) open.push(one);
    }
  }
  return parts;
}

describe.skipIf(browserPath === null)('mọi trang đọc được bằng máy đọc màn hình', () => {
  let rehearsal: Rehearsal;
  let browser: Browser;
  beforeAll(async () => {
    [rehearsal, browser] = await Promise.all([startRehearsal({ isAtWork: true }), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await rehearsal?.stop();
  });

  /** The link to the desk that a phone is given, and the code for another computer beside it. */
  async function linkOf(code: string): Promise<string> {
    const { id, channel } = await rehearsal.who(code);
    await rehearsal.post(`of/${id}/text`, { channel, text: '/banlamviec' });
    return until(async () => {
      const words = JSON.stringify(await rehearsal.messages(id));
      return /http[^"\\ ]*\/ban-lam-viec\/vao\/[\w-]+/.exec(words)?.[0] ?? null;
    }, 'the link to the desk');
  }

  test('axe không thấy lỗi nào trên trang nào của Thư ký, của Trưởng ban, ở cửa, trên giấy, ở trang mở từ đường dẫn', async () => {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      locale: 'vi-VN',
      bypassCSP: true,
    });
    const page = await context.newPage();
    const faults: unknown[] = [];
    const opened: string[] = [];
    const seen = new Set<string>();
    const look = async (name = page.url().replace(rehearsal.url, '')): Promise<void> => {
      opened.push(name);
      await page.evaluate(axe);
      const found = await page.evaluate<{ id: string; nodes: string[] }[]>(
        `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html.slice(0, 160)) })))`,
      );
      for (const { id, nodes } of found) faults.push([opened.at(-1), id, nodes.slice(0, 2)]);
    };
    const read = async (path: string): Promise<{ path: string; html: string }> => {
      const answer = await context.request.get(`${rehearsal.url}${path}`);
      const isPage = (answer.headers()['content-type'] ?? '').startsWith('text/html');
      const isThere = answer.status() !== 404 || path.endsWith('khong-co');
      return { path, html: isPage && isThere ? await answer.text() : '' };
    };
    /** Opened only for what is new in them; the matters they lead to. */
    const visit = async (paths: readonly string[]): Promise<string[]> => {
      const ways = new Set<string>();
      for (let nth = 0; nth < paths.length; nth += AT_ONCE) {
        for (const { path, html } of await Promise.all(paths.slice(nth, nth + AT_ONCE).map(read))) {
          const parts = [...partsOf(html)].filter((part) => !seen.has(part));
          for (const part of parts) seen.add(part);
          if (parts.length > 0) await page.goto(`${rehearsal.url}${path}`);
          if (parts.length > 0) await look();
          for (const [, way] of html.matchAll(/href="(\/ban-lam-viec\/the\/[^"]+)"/g))
            ways.add(way!.replaceAll('&amp;', '&'));
        }
      }
      return [...ways];
    };
    await page.goto(rehearsal.url + root);
    await look();
    const code = [5, 5, 5, 5, 6].map((length) => '0'.repeat(length)).join('-');
    await visit([`/lien-ket/${code}`, '/diem-danh/123456', '/khach/khong-co']);
    const enters = async (who: string): Promise<void> => {
      await context.clearCookies();
      await page.goto(await linkOf(who));
      await look();
      await page.getByRole('button', { name: 'Vào bàn làm việc' }).click();
      await page.getByRole('heading', { level: 1 }).waitFor();
    };
    await enters('TV01');
    // One matter of each kind on its own page, with every tab.
    const matters = new Map((await visit(addresses())).map((way) => [way.split('/')[3]!, way.split('?')[0]!]));
    for (const path of matters.values()) {
      const { html } = await read(path);
      const tabs = [...html.matchAll(/href="([^"]+\?muc=[^"]+)"/g)].map(([, tab]) => tab!.replaceAll('&amp;', '&'));
      await visit([path, ...tabs]);
    }
    // What waits for who decides.
    await enters('TB');
    await visit([`${root}/duyet`]);
    // What is behind a link of somebody's own, in each of its states, on the telephone on which it is opened.
    await page.setViewportSize({ width: 360, height: 740 });
    for (const [name, html] of await smallPages()) {
      await page.setContent(html);
      await look(name);
      const over = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      if (over > 0) faults.push([name, 'wider than the screen', over]);
    }
    expect(opened.length).toBeGreaterThan(10);
    expect(faults).toEqual([]);
    if (process.env.SPEC_LOG) console.log(opened);
  });
});
