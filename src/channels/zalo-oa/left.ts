// What the account may still send after the free hours, and in forms: asked of Zalo, and told with each message.
import { z } from 'zod';
import { minutes } from '../../kernel/time.ts';
import type { Left } from '../channel.ts';
import type { Call } from './api.ts';

/** A number, as one or in words. */
const figure = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]);
const part = z.object({ remain: figure });
/** Of the package: one of its parts, or several. */
const ofPackage = z.union([z.array(part), part.transform((one) => [one])]).nullish();
const ofForms = z.object({ remainingQuota: figure }).nullish();

export type Known = {
  /** What was told with a message; null: nothing is left. */
  heard(remain: number | null): void;
  left(): Promise<Left | null>;
};

/** Asked anew so often; in between what each message tells is enough. */
const FRESH = minutes(10);

/** `ask` gives null where nothing is bought, and nothing is then kept for anything. */
function openLeft(ask: () => Promise<number | null>, daily: boolean, now: () => Date): Known {
  let known: { remain: number | null; at: number } | null = null;
  const keep = (remain: number | null): void => {
    known = { remain, at: now().getTime() };
  };
  return {
    heard: (remain) => keep(remain ?? 0),
    async left() {
      if (!known || now().getTime() - known.at >= FRESH) {
        // An account may not be allowed to ask: then what is left is not known, and nothing hangs on it.
        keep(await ask().catch(() => known?.remain ?? null));
      }
      const remain = known?.remain ?? null;
      return remain === null ? null : { remain, daily };
    },
  };
}

const ofOa = { quota_owner: 'OA', product_type: 'cs', quota_type: 'sub_quota' };

/** Free texts that the account's package pays for. */
export const packageLeft = (call: Call, now: () => Date): Known =>
  openLeft(
    async () => {
      const parts = (await call('oa', '/v3.0/oa/quota/message', { body: ofOa }, ofPackage)) ?? [];
      return parts.length === 0 ? null : parts.reduce((sum, { remain }) => sum + remain, 0);
    },
    false,
    now,
  );

/** Forms to telephone numbers, made up each day. */
export const formsLeft = (call: Call, now: () => Date): Known =>
  openLeft(async () => (await call('zbs', '/message/quota', {}, ofForms))?.remainingQuota ?? null, true, now);
