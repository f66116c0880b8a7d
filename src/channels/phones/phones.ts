import { randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import type { Channel, ChannelHealth, Failure, Receive } from '../channel.ts';
import { type Block, render } from './block.ts';
import { history } from './history.ts';
import type { PhonesParts } from './parts.ts';
import { routes } from './routes.ts';
import { Gone, Screens } from './screens.ts';
import { Uploads } from './uploads.ts';

export type PhonesChannel = Channel<Block> & { pages: Hono };

const name = 'phones';

/** The rehearsal's messenger: everybody's phone on one page, with cards and buttons as in Telegram. */
export function phonesChannel(parts: PhonesParts): PhonesChannel {
  const screens = new Screens();
  const uploads = new Uploads(parts.uploads);
  const health: ChannelHealth = { heardAt: null, failingSince: null, problem: null };
  const door: { receive: Receive | null } = { receive: null };
  const messages = async (person: string) => screens.over(person, await history(parts, name, person));
  return {
    name,
    capabilities: { edits: true, buttons: true, maxText: 4096 },
    limits: { perSecond: 1_000, chatGap: 0, groupGap: 0, isGroup: () => false },
    render: (view, language, encode) => render(parts.say, view, language, encode),
    async send(chat, block, options = {}) {
      const id = randomUUID();
      const files = options.file ? [{ id: options.file.id, name: options.file.name }] : [];
      const shown = { ...block, files, ...(options.plain && { buttons: [] }) };
      screens.show(chat, { id, from: 'service', at: parts.clock.now(), changed: false, block: shown });
      return { message: id };
    },
    async edit(chat, message, block, options = {}) {
      const shown = { ...block, ...(options.plain && { buttons: [] }) };
      const stored = async () => (await history(parts, name, chat)).find(({ id }) => id === message);
      await screens.change(chat, message, shown, stored);
    },
    classify,
    async probe() {},
    async acknowledge(came, words) {
      if (words) screens.live.tell({ kind: 'remark', person: came.chat, words });
    },
    fetchFile: (ref, maxBytes, signal) => uploads.open(ref, maxBytes, signal),
    async start(receive, signal) {
      door.receive = receive;
      if (!signal.aborted) {
        await new Promise<void>((stopped) => signal.addEventListener('abort', () => stopped(), { once: true }));
      }
      door.receive = null;
    },
    health: () => ({ ...health }),
    pages: routes({
      parts,
      screens,
      uploads,
      messages,
      receive: async (came) => {
        if (!door.receive) return false;
        health.heardAt = parts.clock.now();
        await door.receive([came]);
        return true;
      },
    }),
  };
}

function classify(error: unknown): Failure {
  const reason = error instanceof Error ? `${error.name} ${error.message}`.trim() : String(error);
  if (error instanceof Gone) return { kind: 'gone', reason };
  const isOurs =
    error instanceof RangeError || error instanceof TypeError || (error as { code?: unknown })?.code === 'ENOENT';
  return { kind: isOurs ? 'poison' : 'ambiguous', reason };
}
