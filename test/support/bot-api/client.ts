import type { BotApi } from './index.ts';
import type { Json, Update } from './wire.ts';

export interface Answer {
  status: number;
  ok: boolean;
  result: unknown;
  description: string | undefined;
  parameters: { retry_after?: number; migrate_to_chat_id?: number } | undefined;
}

/** The plainest client there is, for testing the emulator without a library's opinions. */
export async function call(api: BotApi, method: string, params: Json = {}, signal?: AbortSignal): Promise<Answer> {
  const response = await fetch(`${api.root}/bot${api.token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
    ...(signal === undefined ? {} : { signal }),
  });
  const body = (await response.json()) as Json;
  return {
    status: response.status,
    ok: body.ok as boolean,
    result: body.result,
    description: body.description as string | undefined,
    parameters: body.parameters as Answer['parameters'],
  };
}

export const poll = async (api: BotApi, params: Json = {}): Promise<Update[]> =>
  (await call(api, 'getUpdates', params)).result as Update[];

/** An injected clock that stands still until moved. */
export function stillClock(start = '2026-11-24T02:00:00Z') {
  let now = Date.parse(start);
  return {
    now: () => new Date(now),
    forward: (seconds: number) => {
      now += seconds * 1000;
    },
  };
}
