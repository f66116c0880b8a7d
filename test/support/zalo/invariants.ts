import type { Json } from './wire.ts';

export type Call = {
  path: string;
  headers: Record<string, string | string[] | undefined>;
  json: Json;
  refused: number | null;
};

/** Rules a client must keep whatever happens, judged over everything it asked. */
export function findViolations(calls: readonly Call[], secrets: readonly string[]): string[] {
  return calls.flatMap(({ path, headers, json, refused }) => {
    const found: string[] = [];
    const body = JSON.stringify(json);
    if (headers['authorization']) found.push(`${path}: a token in Authorization`);
    if (secrets.some((secret) => body.includes(secret))) found.push(`${path}: a secret in the body`);
    const message = (json['message'] ?? {}) as { text?: string; attachment?: { payload?: { buttons?: Json[] } } };
    if (message.text !== undefined && message.text !== message.text.normalize('NFC'))
      found.push(`${path}: text not composed`);
    if (/\[@[^\]]*\]/.test(message.text ?? '')) found.push(`${path}: somebody is mentioned`);
    for (const { title, payload } of message.attachment?.payload?.buttons ?? []) {
      if ([...String(title)].length > 30) found.push(`${path}: a button of more than 30 letters: ${title}`);
      if (typeof payload === 'string' && !/^#[\w-]{1,199}$/.test(payload))
        found.push(`${path}: a payload in clear: ${payload}`);
    }
    if (refused !== null && [-201, -210, -1121, -1122, -1123, -1124].includes(refused)) {
      found.push(`${path}: refused as malformed (${refused}): ${body}`);
    }
    return found;
  });
}
