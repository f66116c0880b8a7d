// Calls of the Zalo Bot Platform: POST to a path with the token in it, an envelope that says whether it went well.
import { z } from 'zod';
import { redactToken } from '../redact.ts';
import { identifier, readJson, StrangeAnswer, ZaloError } from '../zalo/wire.ts';

/** One call; `milliseconds` is the longest it may take. @throws what `classify` understands */
export type Call = <T>(
  method: string,
  parameters: Readonly<Record<string, unknown>>,
  result: z.ZodType<T>,
  limits?: { milliseconds?: number; signal?: AbortSignal },
) => Promise<T>;

/** Longest call that does not wait for an update, in milliseconds. */
export const CALL_MILLISECONDS = 15_000;

const envelope = z.object({
  ok: z.boolean(),
  result: z.unknown().optional(),
  description: z.string().optional(),
  message: z.string().optional(),
  error_code: z.number().optional(),
});

export const sentMessage = z.object({ message_id: identifier });
export const botAccount = z.object({ id: identifier, account_name: z.string().optional() });
export const webhookInfo = z.object({ url: z.string().nullish() }).nullish();
/** `verification`: the platform has tried the address and tells how it went. */
export const webhookSet = z
  .object({
    verification: z.object({ ok: z.boolean(), outcome: z.string().optional(), hint: z.string().optional() }).optional(),
  })
  .nullish();

export function openApi(token: string, apiRoot: string): Call {
  const hide = (words: string) => redactToken(words.replaceAll(token, '<token>'));
  return async (method, parameters, result, { milliseconds = CALL_MILLISECONDS, signal } = {}) => {
    const late = AbortSignal.timeout(milliseconds);
    const response = await fetch(`${apiRoot}/bot${token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(parameters),
      redirect: 'error',
      signal: signal ? AbortSignal.any([signal, late]) : late,
    });
    const answer = envelope.safeParse(readJson(await response.text()));
    if (!answer.success) throw new StrangeAnswer(`${method}: HTTP ${response.status}, not an answer of the platform`);
    const { ok, error_code: code = response.status, description, message } = answer.data;
    if (!ok) throw new ZaloError(code, hide(description ?? message ?? ''));
    const parsed = result.safeParse(answer.data.result);
    if (!parsed.success) throw new StrangeAnswer(`${method}: a result of unknown shape`);
    return parsed.data;
  };
}
