// The messengers by their names.
import { said, type Text, text } from '../../../kernel/text.ts';

const channels = [
  'telegram',
  'zalo-oa',
  'zalo-zbs',
  'zalo-bot',
  'phones',
  'phones-zalo-oa',
  'phones-zalo-bot',
] as const;

export function channelText(channel: string): Text {
  const known = channels.find((name) => name === channel);
  return known ? text(`committee:channel.${known}`) : said(channel);
}
