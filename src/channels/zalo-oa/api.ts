// Calls of the OA and of the template service: the token in a header, an envelope that says whether it went well.
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { readJson, StrangeAnswer, ZaloError } from '../zalo/wire.ts';
import type { Tokens } from './tokens.ts';

export type Ask = {
  /** Sent as JSON, or as a form with a file. */
  body?: object | FormData;
  query?: Readonly<Record<string, string>>;
  /** With the proof of the application's secret, which some addresses ask for. */
  isProved?: true;
  /** Longest it may take. */
  milliseconds?: number;
};

/** One call; `path` begins with what names the server: `oa` or `zbs`. @throws what `classify` understands */
export type Call = <T>(server: 'oa' | 'zbs', path: string, ask: Ask, data: z.ZodType<T>) => Promise<T>;

export const CALL_MILLISECONDS = 15_000;

const envelope = z.object({
  error: z.union([z.number(), z.string().regex(/^-?\d+$/)]).transform(Number),
  message: z.string().nullish(),
  data: z.unknown().optional(),
});

type ApiOptions = { tokens: Tokens; roots: { oa: string; zbs: string }; appSecret: string };

export function openApi({ tokens, roots, appSecret }: ApiOptions): Call {
  const proofOf = (token: string): string => createHmac('sha256', appSecret).update(token).digest('hex');
  const once = async <T>(token: string, address: string, ask: Ask, data: z.ZodType<T>): Promise<T> => {
    const { body, query, isProved, milliseconds = CALL_MILLISECONDS } = ask;
    const isForm = body instanceof FormData;
    const response = await fetch(query ? `${address}?${new URLSearchParams(query)}` : address, {
      method: body ? 'POST' : 'GET',
      headers: {
        access_token: token,
        ...(isProved && { appsecret_proof: proofOf(token) }),
        ...(body && !isForm && { 'content-type': 'application/json' }),
      },
      ...(body && { body: isForm ? body : JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(milliseconds),
    });
    const answer = envelope.safeParse(readJson(await response.text()));
    const path = new URL(address).pathname;
    if (!answer.success) throw new StrangeAnswer(`${path}: HTTP ${response.status}, not an answer of Zalo's`);
    const { error, message } = answer.data;
    if (error !== 0) throw new ZaloError(error, (message ?? '').replaceAll(token, '<token>'));
    const parsed = data.safeParse(answer.data.data);
    if (!parsed.success) throw new StrangeAnswer(`${path}: an answer of unknown shape`);
    return parsed.data;
  };
  return async (server, path, ask, data) => {
    const token = await tokens.access();
    try {
      return await once(token, roots[server] + path, ask, data);
    } catch (error) {
      if (!(error instanceof ZaloError) || !isAboutToken(error)) throw error;
      return once(await tokens.instead(token), roots[server] + path, ask, data);
    }
  };
}

/** Some codes have a second meaning (a right that is missing, somebody who blocked us): then a new token is no cure. */
export const isAboutToken = ({ code, description }: ZaloError): boolean =>
  code === -124 || ([-216, -220, -217, -401, 216, 401].includes(code) && /token/i.test(description));
