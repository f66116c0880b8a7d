// The messengers by their names.
import { said, type Text, text } from '../../../kernel/text.ts';
import { knownChannel } from '../../../kernel/ways.ts';

export function channelText(channel: string): Text {
  const known = knownChannel(channel);
  return known ? text(`committee:channel.${known}`) : said(channel);
}
