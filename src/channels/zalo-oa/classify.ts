import { brokenCall, codeOf } from '../broken-call.ts';
import type { Failure } from '../channel.ts';
import { redactToken } from '../redact.ts';
import { ZaloError } from '../zalo/wire.ts';
import { isAboutToken } from './api.ts';
import { NoTemplate } from './templates.ts';
import { NoToken, TokenOutOfReach } from './tokens.ts';

type Kind = 'unreachable' | 'closed' | 'poison' | 'halt' | 'ambiguous' | 'flood';

/**
 * What a code means, of the OA and of the template service. Night (-234, -133) is `closed`: what is not urgent waits
 * for the morning before it comes here, and what is urgent takes another way rather than wait.
 */
const meanings: Readonly<Record<Exclude<Kind, 'ambiguous'>, readonly number[]>> = {
  flood: [-32],
  unreachable: [-213, -217, -227, -108, -110, -118, -114, -119, -139, -140, -141],
  closed: [
    // The window, the person's own choice, the hour.
    ...[-230, -232, -244, -234, -133],
    // Money and numbers.
    ...[-211, -218, -320, -321, -115, -137, -144, -145, -147, -1441, -1471, -1472],
    // A template that cannot be used like this, or not by us.
    ...[-249, -109, -117, -131, -146, -120, -135, -1351, -138, -126, -127, -216],
    // What a template is filled with.
    ...[-111, -112, -113, -116, -121, -122, -130, -132, -153, -1121, -1122, -1124, -1131],
    // Not for this kind of account, neither by the one address nor by the other.
    -235,
  ],
  poison: [-201, -210, -100, -233, -248],
  // The application or the account is not set up for it, or is gone: nothing will go before somebody has seen to that.
  halt: [
    ...[-124, -220, -209, -212, -219, -221, -223, -224, -240, -242, -501, -1241],
    ...[-204, -205, -101, -102, -103, -104, -105, -106, -125, -136, -1381],
  ],
};

const byCode = new Map(
  Object.entries(meanings).flatMap(([kind, codes]) => codes.map((code) => [code, kind as Kind] as const)),
);

/** The person, the window and the hour are nobody's mistake; everything else an operator should see. */
const ordinary: readonly number[] = [
  ...meanings.flood,
  ...meanings.unreachable,
  ...[-230, -232, -244, -234, -133, -218],
];

/** What a failed call means. `random`: a number in [0, 1), so that not everybody comes back at once. */
export function classify(error: unknown, random: () => number = Math.random): Failure {
  const reason = redactToken(error instanceof Error ? `${codeOf(error)} ${error.message}`.trim() : error);
  if (error instanceof NoToken) return { kind: 'halt', reason };
  if (error instanceof TokenOutOfReach) return { kind: 'retry', reason };
  if (error instanceof NoTemplate) return { kind: 'closed', reason };
  if (!(error instanceof ZaloError)) return { kind: brokenCall(error), reason };
  // A code unknown to us may be something passing: tried once more, then seen by people.
  const kind = isAboutToken(error) ? 'halt' : (byCode.get(error.code) ?? 'ambiguous');
  return kind === 'flood' ? { kind, wait: 10_000 * (1 + random()), reason } : { kind, reason };
}

/** Whether somebody must see to it that it does not happen again. */
export const isAlarming = (error: unknown): boolean =>
  error instanceof NoToken ||
  error instanceof NoTemplate ||
  (error instanceof ZaloError && (isAboutToken(error) || !ordinary.includes(error.code)));
