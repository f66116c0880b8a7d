/** `ascii`: `\uXXXX` as Telegram sends; `raw-split`: UTF-8 in two packets, cut inside a character, as proxies may. */
export type Utf8Mode = 'ascii' | 'raw-split';

export function encodeJson(value: unknown, mode: Utf8Mode): Buffer {
  const json = JSON.stringify(value);
  if (mode === 'raw-split') return Buffer.from(json);
  return Buffer.from(
    json.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
    'latin1',
  );
}

/** A position between two bytes of one character, as near the middle as there is one. */
export function splitInsideCharacter(bytes: Buffer): number | undefined {
  const isContinuation = (index: number) => ((bytes[index] ?? 0) & 0xc0) === 0x80;
  const middle = bytes.length >> 1;
  for (let distance = 0; distance <= middle; distance += 1) {
    if (isContinuation(middle + distance)) return middle + distance;
    if (isContinuation(middle - distance)) return middle - distance;
  }
  return undefined;
}
