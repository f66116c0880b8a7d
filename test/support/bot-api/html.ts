import { badRequest } from './refusal.ts';
import type { Entity } from './wire.ts';

/** What Telegram keeps of a formatted text: the plain text and where the formatting lies. */
export interface FormattedText {
  text: string;
  entities: Entity[];
}

const ENTITY_OF_TAG: Record<string, string> = {
  a: 'text_link',
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  span: 'spoiler',
  'tg-spoiler': 'spoiler',
  'tg-emoji': 'custom_emoji',
  'tg-time': 'date_time',
};

const NAMED_CHARACTERS: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };

const refuse = (reason: string) => badRequest(`can't parse entities: ${reason}`);

/** Telegram decodes exactly these four names and numeric references; any other `&name;` stays as typed. */
export function decodeCharacters(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return NAMED_CHARACTERS[String(name).toLowerCase()] ?? whole;
    const code = hex === undefined ? Number.parseInt(decimal, 10) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

interface OpenTag {
  tag: string;
  attributes: Map<string, string>;
  offset: number;
}

/**
 * Parses a text sent with `parse_mode: HTML`; refuses what Telegram refuses, with its words.
 * @throws Refusal 400 "can't parse entities: …", naming the byte offset.
 */
export function parseHtml(source: string): FormattedText {
  const open: OpenTag[] = [];
  const entities: Entity[] = [];
  let text = '';
  let position = 0;
  const byteOffset = () => Buffer.byteLength(source.slice(0, position));
  while (position < source.length) {
    const start = source.indexOf('<', position);
    text += decodeCharacters(source.slice(position, start === -1 ? source.length : start));
    if (start === -1) break;
    position = start;
    if (source[start + 1] === '/') {
      const { name, end } = readEndTag(source, start, byteOffset);
      const begun = open.pop();
      if (begun === undefined) throw refuse(`Unexpected end tag at byte offset ${byteOffset()}`);
      if (name !== '' && name !== begun.tag)
        throw refuse(
          `Unmatched end tag at byte offset ${byteOffset()}, expected "</${begun.tag}>", found "</${name}>"`,
        );
      if (text.length > begun.offset) entities.push(entityOf(begun, text));
      position = end;
    } else {
      const { tag, attributes, end } = readStartTag(source, start, byteOffset);
      open.push({ tag, attributes, offset: text.length });
      position = end;
    }
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined) throw refuse(`Can't find end tag corresponding to start tag "${unclosed.tag}"`);
  return { text, entities: entities.sort((a, b) => a.offset - b.offset || b.length - a.length) };
}

function readEndTag(source: string, start: number, byteOffset: () => number): { name: string; end: number } {
  const match = /<\/([^\s>]*)\s*>/y;
  match.lastIndex = start;
  const found = match.exec(source);
  if (found === null) throw refuse(`Unclosed end tag at byte offset ${byteOffset()}`);
  return { name: (found[1] ?? '').toLowerCase(), end: match.lastIndex };
}

function readStartTag(source: string, start: number, byteOffset: () => number) {
  const head = /<([^\s>]*)(?=[\s>])/y;
  head.lastIndex = start;
  const found = head.exec(source);
  if (found === null) throw refuse(`Unclosed start tag at byte offset ${byteOffset()}`);
  const tag = (found[1] ?? '').toLowerCase();
  if (ENTITY_OF_TAG[tag] === undefined) throw refuse(`Unsupported start tag "${tag}" at byte offset ${byteOffset()}`);
  const attributes = new Map<string, string>();
  const attribute = /\s*([^\s=>/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.-]+)(?=[\s>])))?/y;
  let position = head.lastIndex;
  for (;;) {
    const close = /\s*>/y;
    close.lastIndex = position;
    if (close.test(source)) {
      position = close.lastIndex;
      break;
    }
    attribute.lastIndex = position;
    const pair = attribute.exec(source);
    if (pair === null) {
      if (source.indexOf('>', position) === -1)
        throw refuse(`Unclosed start tag "${tag}" at byte offset ${byteOffset()}`);
      throw refuse(`Empty attribute name in the tag "${tag}" at byte offset ${byteOffset()}`);
    }
    attributes.set((pair[1] ?? '').toLowerCase(), decodeCharacters(pair[2] ?? pair[3] ?? pair[4] ?? ''));
    position = attribute.lastIndex;
  }
  if (tag === 'span' && attributes.get('class') !== 'tg-spoiler')
    throw refuse(`Tag "span" must have class "tg-spoiler" at byte offset ${byteOffset()}`);
  return { tag, attributes, end: position };
}

function entityOf(begun: OpenTag, text: string): Entity {
  const entity: Entity = {
    type: ENTITY_OF_TAG[begun.tag] ?? begun.tag,
    offset: begun.offset,
    length: text.length - begun.offset,
  };
  const href = begun.attributes.get('href');
  if (begun.tag === 'a') entity.url = href === undefined || href === '' ? text.slice(begun.offset) : href;
  if (begun.tag === 'blockquote' && begun.attributes.has('expandable')) entity.type = 'expandable_blockquote';
  const emoji = begun.attributes.get('emoji-id');
  if (begun.tag === 'tg-emoji' && emoji !== undefined) entity.custom_emoji_id = emoji;
  return entity;
}

/** Telegram drops white space around a text before storing it and moves the entities along. */
export function trimFormatted({ text, entities }: FormattedText): FormattedText {
  const trimmed = text.trim();
  const lead = text.length - text.trimStart().length;
  const kept = entities.flatMap((entity) => {
    const begin = Math.max(0, entity.offset - lead);
    const end = Math.min(trimmed.length, entity.offset + entity.length - lead);
    return end > begin ? [{ ...entity, offset: begin, length: end - begin }] : [];
  });
  return { text: trimmed, entities: kept };
}

/** Characters as Telegram counts them for its limits: Unicode code points. */
export function countCharacters(text: string): number {
  let count = text.length;
  for (let index = 0; index < text.length - 1; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit >= 0xd800 && unit <= 0xdbff) {
      count -= 1;
      index += 1;
    }
  }
  return count;
}

/** What Telegram recognises by itself in a message: `/commands` and `@mentions` (telegraf routes on the former). */
export function findEntities(text: string): Entity[] {
  const found: Entity[] = [];
  for (const match of text.matchAll(/(?<![\p{L}\p{N}_/@])(?:\/[A-Za-z0-9_]{1,64}(?:@\w+)?|@[A-Za-z]\w{3,31})/gu)) {
    found.push({
      type: match[0].startsWith('/') ? 'bot_command' : 'mention',
      offset: match.index,
      length: match[0].length,
    });
  }
  return found;
}
