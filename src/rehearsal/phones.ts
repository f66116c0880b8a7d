import { randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import type { Channel, ChannelHealth, Failure, Receive } from '../channels/channel.ts';
import { asSent, history, pieceId } from './history.ts';
import { type Kind, kinds, type Rendered } from './kinds.ts';
import type { PhonesParts } from './parts.ts';
import { routes } from './routes.ts';
import { Gone, Screens } from './screens.ts';
import { Uploads } from './uploads.ts';

export type PhonesChannel = Channel<Rendered> & { pages?: Hono };

/** What the phones of one page share, whatever messenger is on them. */
type Shared = { parts: PhonesParts; screens: Screens; uploads: Uploads; doors: Map<string, Receive> };

/** The rehearsal's messengers: everybody's phone on one page, each with one of them. */
export function phonesChannels(parts: PhonesParts): readonly PhonesChannel[] {
  const screens = new Screens();
  const uploads = new Uploads(parts.uploads);
  const doors = new Map<string, Receive>();
  const channels = kinds.map((kind) => messenger(kind, { parts, screens, uploads, doors }));
  const pages = routes({
    parts,
    screens,
    uploads,
    messages: async (person) => screens.over(person, await history(parts, person)),
    receive: async (came) => {
      const receive = doors.get(came.channel);
      await receive?.([came]);
      return receive !== undefined;
    },
  });
  const [first, ...others] = channels as [PhonesChannel, ...PhonesChannel[]];
  return [{ ...first, pages }, ...others];
}

function messenger(kind: Kind, { parts, screens, uploads, doors }: Shared): PhonesChannel {
  const { name, capabilities } = kind;
  const health: ChannelHealth = { heardAt: null, failingSince: null, problem: null };
  return {
    name,
    capabilities,
    limits: { perSecond: 1_000, chatGap: 0, groupGap: 0, isGroup: () => false },
    render: (view, language, encode) => kind.render(parts.say, view, language, encode),
    async send(chat, rendered, { file, plain = false } = {}) {
      const id = randomUUID();
      const blocks = asSent(rendered, file ? [{ id: file.id, name: file.name }] : []);
      for (const [nth, block] of blocks.entries()) {
        const shown = plain ? { ...block, buttons: [] } : block;
        const message = { from: 'service' as const, at: parts.clock.now(), changed: false, block: shown };
        screens.show(chat, { id: pieceId(id, nth, blocks.length), channel: name, ...message });
      }
      return { message: id };
    },
    async edit(chat, message, { blocks }, { plain = false } = {}) {
      const [block] = blocks;
      if (!capabilities.edits || !block) throw new RangeError('this messenger cannot change a message');
      const stored = async () => (await history(parts, chat)).find(({ id }) => id === message);
      await screens.change(chat, message, plain ? { ...block, buttons: [] } : block, stored);
    },
    classify,
    async probe() {},
    async acknowledge(came, words) {
      if (words && kind.remarks) screens.live.tell({ kind: 'remark', person: came.chat, words });
    },
    fetchFile: (ref, maxBytes, signal) => uploads.open(ref, maxBytes, signal),
    forgetFile: (ref) => uploads.forget(ref),
    async start(receive, signal) {
      doors.set(name, async (came) => {
        health.heardAt = parts.clock.now();
        await receive(came);
      });
      if (!signal.aborted) {
        await new Promise<void>((stopped) => signal.addEventListener('abort', () => stopped(), { once: true }));
      }
      doors.delete(name);
    },
    health: () => ({ ...health }),
  };
}

function classify(error: unknown): Failure {
  const reason = error instanceof Error ? `${error.name} ${error.message}`.trim() : String(error);
  if (error instanceof Gone) return { kind: 'gone', reason };
  const isOurs =
    error instanceof RangeError || error instanceof TypeError || (error as { code?: unknown })?.code === 'ENOENT';
  return { kind: isOurs ? 'poison' : 'ambiguous', reason };
}
