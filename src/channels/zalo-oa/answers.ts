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

export type AnswersParts = {
  tracked(tracking: string): Promise<Tracked | null>;
  texts: Texts;
  fieldsOf: FieldsOf;
  now(): Date;
  call: Call;
};

const ASKED_BACK = days(2);
const PAGE = 100;
const MOST_PAGES = 20;

const answer = z.object({
  tracking_id: identifier,
  submit_time: identifier,
  data: z.string(),
  msg_id: identifier.optional(),
});
const page = z.union([
  z.array(answer),
  z.object({ responses: z.array(answer) }).transform(({ responses }) => responses),
  z.null().transform(() => []),
]);

export function openAnswers({ tracked, texts, fieldsOf, now, call }: AnswersParts): Answers {
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
        press: { data: encodePress(chosen.press, fieldsOf), message, query: '' },
      };
    },
    async recent(templateId) {
      const all: Click[] = [];
      const to = now().getTime();
      let from = to - ASKED_BACK;
      for (let nth = 0; nth < MOST_PAGES; nth += 1) {
        const body = { template_id: templateId, from_time: from, to_time: to, limit: PAGE };
        const found = await call('zbs', '/response/get', { body }, page);
        for (const { tracking_id: tracking, data: words, submit_time: submitted, msg_id } of found) {
          all.push({ tracking, words, submitted, message: msg_id ?? '' });
          from = Math.max(from, Number(submitted) + 1);
        }
        if (found.length < PAGE) break;
      }
      return all;
    },
  };
}
