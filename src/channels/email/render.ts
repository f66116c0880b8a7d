// A view as a letter: subject, words, a link for each choice; the same in plain text and in HTML that loads nothing.
import { cleanLine, nfc } from '../../kernel/fold.ts';
import type { Language } from '../../kernel/person.ts';
import { type Text, text } from '../../kernel/text.ts';
import type { CalendarFacts, Choice, View } from '../../kernel/view.ts';
import type { Texts } from '../../texts/texts.ts';
import type { EncodePress } from '../channel.ts';

/** A choice of a letter: a page to open, or what its link stands for. */
export type Offer = { label: string; look?: Choice['look'] } & ({ link: string } | { press: string });

/** `calendar`: what goes into the reader's calendar, and what it rings with. */
export type Rendered = {
  language: Language;
  subject: string;
  paragraphs: readonly string[];
  note: string | null;
  offers: readonly Offer[];
  card: string | null;
  calendar: { facts: CalendarFacts; name: string; alarm: string } | null;
  words: { ways: string; foot: string };
};

/** A subject is read in one line of a list. */
const SUBJECT_MAX = 120;
/** Of more choices than this a letter is a page of links. */
const MOST_OFFERS = 12;

export function render(
  texts: Pick<Texts, 'say'>,
  { heading, lines, note, choices = [], card, calendar }: View,
  language: Language,
  encode: EncodePress,
): Rendered {
  const words = (one: Text): string => nfc(texts.say(language, one));
  const offers = choices.flatMap((one): Offer[] => {
    const { label, press, look } = one;
    const shown = { label: words(label), ...(look && { look }) };
    if ('link' in press) return [{ ...shown, link: press.link }];
    // An answer to a question of the chat: a letter asks none.
    return 'form' in press ? [] : [{ ...shown, press: encode(press) }];
  });
  const [first] = lines;
  const subject = heading ?? first ?? text('mail:subject');
  return {
    language,
    subject: cleanLine(words(subject), SUBJECT_MAX),
    paragraphs: [...(heading ? [words(heading)] : []), ...lines.map(words)],
    note: note ? words(note) : null,
    offers: offers.filter((one) => !('press' in one) || one.press !== '').slice(0, MOST_OFFERS),
    card: card ?? null,
    calendar: calendar
      ? { facts: calendar, name: words(text('mail:calendar')), alarm: words(text('calendars:alarm')) }
      : null,
    words: { ways: words(text('mail:ways')), foot: words(text('mail:foot')) },
  };
}

/** Where a link leads, beside its words. */
export type Linked = { label: string; look?: Choice['look']; address: string };

export const plainText = ({ paragraphs, note, words }: Rendered, links: readonly Linked[]): string =>
  [
    ...paragraphs,
    ...(links.length > 0
      ? [[words.ways, ...links.map(({ label, address }) => `- ${label}: ${address}`)].join('\n')]
      : []),
    ...(note ? [note] : []),
    `-- \n${words.foot}`,
  ].join('\n\n');

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (words: string): string => words.replace(/[&<>"']/g, (sign) => signs[sign]!);
/** Each in a direction of its own: a name written from the right does not turn what stands beside it. */
const paragraph = (words: string, style = ''): string =>
  `<p dir="auto" style="margin:0 0 12px;overflow-wrap:anywhere${style}">${escaped(words)}</p>`;

const colours: Readonly<Record<string, string>> = { good: '#0b6b3a', bad: '#9f1d1d' };

const button = ({ label, look, address }: Linked): string =>
  `<p style="margin:0 0 10px"><a href="${escaped(address)}" style="display:inline-block;padding:11px 16px;border-radius:6px;background:${colours[look ?? ''] ?? '#1f4e8c'};color:#ffffff;text-decoration:none;font-weight:bold">${escaped(label)}</a></p>`;

/** Nothing is loaded from anywhere: no picture tells who has opened it. */
export function html({ language, subject, paragraphs, note, words }: Rendered, links: readonly Linked[]): string {
  const [head = '', ...rest] = paragraphs;
  const offers =
    links.length > 0
      ? `<div style="margin:18px 0 8px">${paragraph(words.ways, ';color:#444')}${links.map(button).join('')}</div>`
      : '';
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(subject)}</title></head><body style="margin:0;background:#f3f4f6;color:#1c1e21;font:16px/1.5 'Segoe UI',Roboto,Arial,sans-serif"><div style="max-width:640px;margin:0 auto;padding:20px 16px;background:#ffffff">${paragraph(head, ';font-size:19px;font-weight:bold')}${rest.map((line) => paragraph(line)).join('')}${offers}${note ? paragraph(note, ';font-style:italic') : ''}<hr style="border:0;border-top:1px solid #d5d8dc;margin:18px 0 12px">${paragraph(words.foot, ';font-size:13px;color:#555')}</div></body></html>`;
}
