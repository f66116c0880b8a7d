import { mediaMethods } from './methods-media.ts';
import { messageMethods } from './methods-messages.ts';
import { settingMethods } from './methods-settings.ts';
import type { Params } from './params.ts';
import { refusals } from './refusal.ts';
import type { Telegram } from './telegram.ts';

/** One method of the Bot API: returns `result`, throws a Refusal. */
export type Method = (params: Params, telegram: Telegram) => unknown;

const METHODS = new Map<string, { name: string; run: Method }>(
  Object.entries({ ...messageMethods, ...mediaMethods, ...settingMethods }).map(([name, run]) => [
    name.toLowerCase(),
    { name, run },
  ]),
);

/** Methods the transport answers itself because they wait, or steer the delivery of updates. */
const DELIVERY_METHODS = ['getUpdates', 'setWebhook', 'deleteWebhook', 'getWebhookInfo'];

/** Telegram takes method names in any case; the log shows the documented spelling. */
export function spelling(name: string): string {
  const lower = name.toLowerCase();
  return METHODS.get(lower)?.name ?? DELIVERY_METHODS.find((known) => known.toLowerCase() === lower) ?? name;
}

export function perform(name: string, params: Params, telegram: Telegram): unknown {
  const method = METHODS.get(name.toLowerCase());
  if (method === undefined) throw refusals.unknownMethod();
  if (telegram.loggedOut) throw refusals.loggedOut();
  return method.run(params, telegram);
}
