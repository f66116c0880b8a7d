// Calls of the Bot API. telegraf is the typed HTTP caller; of its bot, polling, sessions and webhook nothing is used,
// since each of them loses updates.
import { globalAgent } from 'node:https';
import type { APIMethodParams, APIMethodReturn, APIMethods } from '@gramio/types';
import { Telegram } from 'telegraf';

export type Method = keyof APIMethods;

/** One call; `milliseconds` is the longest it may take. @throws what `classify` understands */
export type Call = <M extends Method>(
  method: M,
  parameters: APIMethodParams<M>,
  limits?: { milliseconds?: number; signal?: AbortSignal },
) => Promise<APIMethodReturn<M>>;

/** telegraf's types stop at Bot API 7.1; its caller passes any method and field on. */
type Untyped = (method: string, parameters: unknown, options: { signal: AbortSignal }) => Promise<never>;

/** Longest call that carries no file, in milliseconds. */
export const CALL_MILLISECONDS = 15_000;

export function openApi(token: string, apiRoot: string): Call {
  // Node's own agent, so that the operator's NODE_USE_ENV_PROXY and HTTPS_PROXY hold here too.
  const telegram = new Telegram(token, { apiRoot, agent: globalAgent, webhookReply: false });
  const call = telegram.callApi.bind(telegram) as unknown as Untyped;
  return (method, parameters, { milliseconds = CALL_MILLISECONDS, signal } = {}) => {
    const late = AbortSignal.timeout(milliseconds);
    return call(method, parameters ?? {}, { signal: signal ? AbortSignal.any([signal, late]) : late });
  };
}
