// Whether events still come. Zalo brings one again for an hour or two, and ends a webhook that fails for half a day; so
// what people wrote is asked for besides, and where that brings what no event told, an operator is told.
import { z } from 'zod';
import { days, hours, minutes } from '../../kernel/time.ts';
import type { Incoming } from '../incoming.ts';
import { identifier } from '../zalo/wire.ts';
import type { Call } from './api.ts';
import { type Event, type Reader, readEvent } from './receive.ts';

/** What our own records say of this account. */
export type Hearing = {
  /** When something was last kept of it; null: never. */
  lastKept(): Promise<Date | null>;
  /** Whether this came: under its number, or anything of the person at that time. */
  isKept(came: Pick<Incoming, 'account' | 'at' | 'message'>): Promise<boolean>;
  /** The first message we sent after this moment, if there is one; and whether signs of arrival ever came. */
  sentAfter(at: Date): Promise<{ first: Date | null; hadReceipts: boolean }>;
};

type Listening = {
  /**
   * What people wrote since the last look and no event told, the oldest first. `isDeaf`: why an operator should look, if
   * he should. @throws what `classify` understands
   */
  missed(): Promise<{ came: Incoming[]; isDeaf: string | null }>;
};

type ListeningParts = {
  call: Call;
  reader: Reader;
  hearing: Hearing;
  /** Off: only the silence is watched. */
  mayAsk: boolean;
  now(): Date;
};

/** An event may be on its way; the first repetition comes after half a minute. */
const ON_ITS_WAY = minutes(3);
/** Looked back further than the last look, since clocks differ. */
const OVERLAP = minutes(10);
const OLDEST = days(7);
const SILENT_FOR = hours(6);
/** Zalo gives ten at most. */
const PAGE = 10;
const MOST_PAGES = 50;

const spoken = z.object({
  src: z.union([z.literal(0), z.literal(1), z.literal('0'), z.literal('1')]).transform(Number),
  time: z.coerce.number(),
  type: z.string().default('text'),
  message: z.string().nullish(),
  message_id: identifier,
  from_id: identifier,
  url: z.string().nullish(),
});
type Spoken = z.infer<typeof spoken>;
/** One that is not understood is passed over, not the others with it. */
const page = z
  .array(spoken.nullable().catch(null))
  .nullish()
  .transform((all) => all ?? []);

export function openListening({ call, reader, hearing, mayAsk, now }: ListeningParts): Listening {
  const startedAt = now();
  let since: Date | null = null;

  /** What was said since then, whoever said it. */
  const saidSince = async (from: Date): Promise<Spoken[]> => {
    const all: Spoken[] = [];
    for (let nth = 0; nth < MOST_PAGES; nth += 1) {
      const data = JSON.stringify({ offset: nth * PAGE, count: PAGE });
      const found = await call('oa', '/v2.0/oa/listrecentchat', { query: { data } }, page);
      const newer = found.filter((one) => one !== null && one.time > from.getTime());
      all.push(...(newer as Spoken[]));
      if (newer.length < PAGE) break;
    }
    return all;
  };

  /** Nothing heard although we write; where people's words can be asked for only signs of arrival are missing. */
  const silence = async (last: Date): Promise<string | null> => {
    if (now().getTime() - last.getTime() < SILENT_FOR) return null;
    const { first, hadReceipts } = await hearing.sentAfter(last);
    if (first === null || now().getTime() - first.getTime() < SILENT_FOR || (mayAsk && !hadReceipts)) return null;
    return `no event came since ${last.toISOString()}, although messages were sent: ${LOOK}`;
  };

  return {
    async missed() {
      const last = (await hearing.lastKept()) ?? startedAt;
      const isSilent = await silence(last);
      if (!mayAsk) return { came: [], isDeaf: isSilent };
      const looked = now();
      // What was said before we were ever there is none of ours.
      const from = new Date(Math.max((since ?? last).getTime() - OVERLAP, looked.getTime() - OLDEST));
      const came: Incoming[] = [];
      for (const one of await saidSince(from)) {
        if (one.src !== 1 || looked.getTime() - one.time < ON_ITS_WAY) continue;
        const read = readEvent(asEvent(one, reader), reader);
        if ('came' in read && !(await hearing.isKept(read.came))) came.push(read.came);
      }
      since = looked;
      came.sort((a, b) => a.at.localeCompare(b.at));
      const told = `no event told of ${came.length} messages, the last of ${came.at(-1)?.at}: ${LOOK}`;
      return { came, isDeaf: came.length > 0 ? told : isSilent };
    },
  };
}

const LOOK = 'look at the webhook of the application, whether it is on and where it leads';

const kinds: Readonly<Record<string, string>> = { text: 'text', photo: 'image', image: 'image', file: 'file' };

/** As the event would have told it. */
function asEvent({ time, type, message, message_id: msg_id, from_id, url }: Spoken, { oaId, appId }: Reader): Event {
  const kind = kinds[type.toLowerCase()] ?? 'sticker';
  const attachments = url && kind !== 'text' ? { attachments: [{ type: kind, payload: { url } }] } : {};
  const text = message ? { text: message } : {};
  return {
    event_name: `user_send_${kind}`,
    app_id: appId,
    timestamp: String(time),
    sender: { id: from_id },
    recipient: { id: oaId },
    message: { ...text, msg_id, ...attachments },
  } as Event;
}
