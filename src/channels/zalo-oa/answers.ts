// Answers by the fixed buttons of approved forms: told by the webhook, and asked for again in case that one was lost.
import { z } from 'zod';
import { foldedEquals } from '../../kernel/fold.ts';
import { days } from '../../kernel/time.ts';
import type { View } from '../../kernel/view.ts';
import type { Texts } from '../../texts/texts.ts';
import type { Incoming } from '../incoming.ts';
import { encodePress, type FieldsOf } from '../press.ts';
import { identifier } from '../zalo/wire.ts';
import type { Call } from './api.ts';
import type { Click } from './receive.ts';

/** What was sent under a tracking id: to which number, and what it said. */
export type Tracked = { phone: string; view: View };

export type Answers = {
  /** The answer as a press, or why it is none. */
  read(click: Click): Promise<Incoming | string>;
  /** The answers of the last days to a template; most of them are known already. */
  recent(templateId: string): Promise<Click[]>;
};

type AnswersParts = {
  tracked(tracking: string): Promise<Tracked | null>;
  texts: Texts;
  fieldsOf: FieldsOf;
  now(): Date;
  call: Call;
  /** Live projects ask by GET; one document of Zalo's says POST. */
  askBy: 'get' | 'post';
};

const ASKED_BACK = days(2);
/** More were never seen in one answer. */
const PAGE = 20;
const MOST_PAGES = 100;

/** In the words of those who ask by GET, and of the document. */
const answer = z.union([
  z
    .object({ trackingId: identifier, submitDate: identifier, data: z.string(), msgId: identifier.optional() })
    .transform(({ trackingId: tracking, submitDate: submitted, data: words, msgId: message = '' }): Click => {
      return { tracking, submitted, words, message };
    }),
  z
    .object({ tracking_id: identifier, submit_time: identifier, data: z.string(), msg_id: identifier.optional() })
    .transform(({ tracking_id: tracking, submit_time: submitted, data: words, msg_id: message = '' }): Click => {
      return { tracking, submitted, words, message };
    }),
]);
const page = z.union([
  z.array(answer).transform((found) => ({ found, total: null })),
  z
    .object({ data: z.array(answer), total: z.coerce.number().nullish() })
    .transform(({ data, total = null }) => ({ found: data, total })),
  z.object({ responses: z.array(answer) }).transform(({ responses }) => ({ found: responses, total: null })),
  z.null().transform(() => ({ found: [] as Click[], total: 0 })),
]);

export function openAnswers({ tracked, texts, fieldsOf, now, call, askBy }: AnswersParts): Answers {
  const ask = (asked: Readonly<Record<string, string>>) => {
    const how = askBy === 'post' ? { body: asked } : { query: asked };
    return call('zbs', '/response/get', { ...how, isProved: true }, page);
  };
  return {
    async read({ tracking, words, submitted, message }) {
      const sent = await tracked(tracking);
      if (!sent) return 'an answer to nothing we sent';
      const chosen = sent.view.brief?.answers?.find(({ label }) => foldedEquals(texts.say('vi', label), words));
      if (!chosen || 'link' in chosen.press) return 'an answer that was not offered';
      const { phone } = sent;
      const at = new Date(Number(submitted));
      return {
        channel: 'zalo-zbs',
        // The same whether it was told or asked for.
        update: `answer:${tracking}:${submitted}:${words}`,
        lane: `zalo-zbs:${phone}`,
        account: phone,
        chat: phone,
        private: true,
        at: (Number.isNaN(at.getTime()) ? now() : at).toISOString(),
        kind: 'press',
        press: { data: encodePress(chosen.press, fieldsOf), message, query: '', onForm: true },
      };
    },
    async recent(templateId) {
      const all: Click[] = [];
      const to = now().getTime();
      const window = { template_id: templateId, from_time: String(to - ASKED_BACK), to_time: String(to) };
      for (let nth = 0; nth < MOST_PAGES; nth += 1) {
        const { found, total } = await ask({ ...window, offset: String(all.length), limit: String(PAGE) });
        all.push(...found);
        if (found.length === 0 || all.length >= (total ?? Number.POSITIVE_INFINITY)) break;
        if (total === null && found.length < PAGE) break;
      }
      return all;
    },
  };
}
