// A browser of few words for the desk: it keeps its cookie, reads forms out of pages and sends them as browsers do.
import type { Service } from './service.ts';

export type Sent = { status: number; html: string; headers: Headers };
export type PageForm = { action: string; method: string; inputs: [string, string][]; button: string };

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const plain = (words: string): string => words.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name]!);
const attribute = (tag: string, name: string): string | null => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag);
  return found ? plain(found[1]!) : null;
};

/** The forms of a page with what they would send as they stand. */
export function formsIn(html: string): PageForm[] {
  return [...html.matchAll(/<form([^>]*)>(.*?)<\/form>/gs)].map(([, tag = '', body = '']) => {
    const inputs: [string, string][] = [];
    for (const [, kind, rest = ''] of body.matchAll(/<(input|textarea|select)(\s[^>]*)>/g)) {
      const name = attribute(rest, 'name');
      if (name === null) continue;
      if (kind === 'input' && attribute(rest, 'type') === 'radio' && !/\schecked/.test(rest)) continue;
      inputs.push([name, kind === 'input' ? (attribute(rest, 'value') ?? '') : '']);
    }
    const button = /<button[^>]*type="submit"[^>]*>(.*?)<\/button>\s*(?:<\/div>)?\s*$/s.exec(body)?.[1] ?? '';
    return {
      action: attribute(tag, 'action') ?? '',
      method: attribute(tag, 'method') ?? 'get',
      inputs,
      button: plain(button),
    };
  });
}

/** What a page says, without its markup. */
export const wordsOf = (html: string): string => plain(html.replace(/<[^>]+>/g, ' ')).replace(/\s+/g, ' ');

export class Desk {
  cookie = '';
  readonly base: string;
  constructor(service: Service) {
    this.base = service.app.url;
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Sent> {
    const url = path.startsWith('http') ? path : `${this.base}${path}`;
    return this.#kept(await fetch(url, { headers: { cookie: this.cookie, ...headers }, redirect: 'manual' }));
  }

  /** As a page of ours sends it, unless the headers say otherwise. */
  post(path: string, fields: Iterable<[string, string]>, headers: Record<string, string> = {}): Promise<Sent> {
    return this.#posted(path, new URLSearchParams([...fields]), headers);
  }

  /** A form with a file. */
  bring(path: string, fields: Iterable<[string, string]>, file: Blob): Promise<Sent> {
    const form = new FormData();
    for (const [name, value] of fields) form.append(name, value);
    form.append('tep', file, 'tep.xlsx');
    return this.#posted(path, form);
  }

  async #posted(path: string, body: URLSearchParams | FormData, headers: Record<string, string> = {}): Promise<Sent> {
    const answer = await fetch(`${this.base}${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: this.cookie, origin: this.base, 'sec-fetch-site': 'same-origin', ...headers },
      body,
    });
    return this.#kept(answer);
  }

  /** The form of this page with this button, with some of its fields filled in. */
  send(page: Sent, button: RegExp, fill: Record<string, string> = {}): Promise<Sent> {
    const form = formsIn(page.html).find((one) => button.test(one.button));
    if (!form) throw new Error(`no form ${button} in ${wordsOf(page.html)}`);
    const filled = new Map(Object.entries(fill));
    const kept = form.inputs.filter(([name]) => !filled.has(name));
    return this.post(form.action, [...kept, ...filled]);
  }

  async #kept(answer: Response): Promise<Sent> {
    const [set] = answer.headers.getSetCookie();
    if (set) this.cookie = set.split(';')[0]!;
    return { status: answer.status, html: await answer.text(), headers: answer.headers };
  }
}

/** The link somebody was given in the chat last. */
export async function linkOf(service: Service, code: string): Promise<string> {
  await service.phone(code).send('/banlamviec');
  await service.phone(code).receives(/Bàn làm việc/);
  const sent = JSON.stringify(service.api.calls('sendMessage').at(-1));
  return /http[^"\\]*\/ban-lam-viec\/vao\/[\w-]+/.exec(sent)![0];
}

/** Somebody who has asked for his link in the chat and come in by it. */
export async function enter(service: Service, code: string): Promise<Desk> {
  const desk = new Desk(service);
  const path = new URL(await linkOf(service, code)).pathname;
  await desk.post(path, []);
  return desk;
}
