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
    const look = async (): Promise<void> => {
      opened.push(page.url().replace(rehearsal.url, ''));
      await page.evaluate(axe);
      const found = await page.evaluate<{ id: string; nodes: string[] }[]>(
        `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html.slice(0, 160)) })))`,
      );
      for (const { id, nodes } of found) faults.push([opened.at(-1), id, nodes.slice(0, 2)]);
    };
    /** Opened only for what is new in it; the ways on from it, where it is there at all. */
    const visit = async (path: string): Promise<string[]> => {
      const answer = await context.request.get(`${rehearsal.url}${path}`);
      const type = answer.headers()['content-type'] ?? '';
      if (!type.startsWith('text/html') || (answer.status() === 404 && !path.includes('khong-co'))) return [];
      const html = await answer.text();
      const parts = [...partsOf(html)].filter((part) => !seen.has(part));
      if (parts.length > 0) {
        for (const part of parts) seen.add(part);
        await page.goto(`${rehearsal.url}${path}`);
        await look();
      }
      return [...html.matchAll(/href="(\/ban-lam-viec\/the\/[^"]+)"/g)].map(([, way]) => way!.replaceAll('&amp;', '&'));
    };
    await page.goto(rehearsal.url + root);
    await look();
    for (const path of [
      `/lien-ket/${'0'.repeat(5)}-${'0'.repeat(5)}-${'0'.repeat(5)}-${'0'.repeat(5)}-${'0'.repeat(6)}`,
      '/diem-danh/123456',
      '/khach/khong-co',
    ])
      await visit(path);
    for (const code of ['TV01', 'TB']) {
      await context.clearCookies();
      await page.goto(await linkOf(code));
      await look();
      await page.getByRole('button', { name: 'Vào bàn làm việc' }).click();
      await page.getByRole('heading', { level: 1 }).waitFor();
      const matters = new Map<string, string>();
      for (const path of addresses()) {
        // One matter of each kind on its own page, with every tab.
        for (const way of await visit(path)) matters.set(way.split('/')[3]!, way.split('?')[0]!);
      }
      for (const path of matters.values()) {
        await visit(path);
        const html = await (await context.request.get(`${rehearsal.url}${path}`)).text();
        for (const [, tab] of html.matchAll(/href="([^"]+\?muc=[^"]+)"/g)) await visit(tab!.replaceAll('&amp;', '&'));
      }
    }
    expect(opened.length).toBeGreaterThan(10);
    expect(faults).toEqual([]);
    if (process.env.SPEC_LOG) console.log(opened);
  });
});
