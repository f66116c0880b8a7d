// Words that quote a message of ours are about that message: its list is chosen from, its matter is acted on, and of one
// that is settled it is said how it stands.

import { matterOf } from '../engine/outcome.ts';
import type { Args, Command } from '../kernel/command.ts';
import { fold } from '../kernel/fold.ts';
import type { Text } from '../kernel/text.ts';
import { text } from '../kernel/text.ts';
import type { Choice, Press, View } from '../kernel/view.ts';
import { type Conversation, findConversation } from './conversation.ts';
import { type Chosen, labelled, numberedIn, pressed } from './numbers.ts';
import { numberTyped, readerOf } from './reader.ts';
import type { Handling, Quoted } from './road.ts';
import { type Meaning, understandExpired, understandPress, understandText } from './understand.ts';

/** What typed words mean, what is chosen or said at once, or which question they answer. */
export type Meant = { meaning: Meaning; number?: number } | { chosen: Chosen } | { answers: Conversation };

const meaning = (meant: Meaning): Meant => ({ meaning: meant });

/** What somebody typed, by what he quotes. */
export async function understandTyped(h: Handling, said: string): Promise<Meant> {
  const { registry, outgoing } = h.road;
  const { quotes } = h.came;
  if (quotes === undefined) return meaning(understandText(registry, said, h.open, readerOf(h)));
  const quoted = quotes === '' ? null : await outgoing.quoted(h.tx, h.came.channel, h.came.chat, quotes);
  if (!quoted) return meaning(withoutKnowing(understandText(registry, said, h.open, readerOf(h))));
  const asked = await questionQuoted(h, quoted);
  return asked ? answering(h, asked, quoted, said) : aboutQuoted(h, quoted, said);
}

/** Which message is meant cannot be told: what would act at once is asked back. */
function withoutKnowing(meant: Meaning): Meaning {
  return meant.kind === 'said' ? { ...meant, certain: false } : meant;
}

/** The question that was quoted, also one that was set aside; null when it is no question, or no longer asked. */
async function questionQuoted(h: Handling, { first }: Quoted): Promise<Conversation | null> {
  const id = /^form:(.+)$/.exec(first.card ?? '')?.[1];
  if (id === undefined) return null;
  return id === h.open?.id ? h.open : findConversation(h.tx, h.by.account!.id, id);
}

function answering(h: Handling, asked: Conversation, { now, lines }: Quoted, said: string): Meant {
  const number = numberTyped(h, said);
  const field = h.road.registry.commands.get(asked.command)?.fields?.[asked.asking];
  const chosen = number === null || field?.numeric ? undefined : numberedIn(h, now, number, lines);
  if (chosen && 'form' in chosen.press) {
    return meaning({ kind: 'answer', conversation: asked, answer: chosen.press.answer });
  }
  const meant = understandText(h.road.registry, said, asked, readerOf(h));
  return meant.kind === 'words' ? { answers: asked } : meaning(meant);
}

function aboutQuoted(h: Handling, quoted: Quoted, said: string): Meant {
  const { registry } = h.road;
  const number = numberTyped(h, said);
  const chosen = number === null ? worded(h, quoted.now, said) : numberedIn(h, quoted.now, number, quoted.lines);
  if (chosen) return { chosen: pressed(chosen, number) };
  const meant = understandText(registry, said, null, readerOf(h));
  switch (meant.kind) {
    case 'command':
      return meaning(meant.typed === '' ? { ...meant, args: argsFor(meant.command, quoted.first) } : meant);
    case 'said':
      if (meant.understood.readings.length + meant.understood.asks.length > 0) {
        return meaning({ ...meant, about: (command) => argsFor(command, quoted.first) });
      }
      return asItStands(h, quoted, meant, null);
    case 'help':
    case 'cancel':
    case 'resume':
      return meaning(meant);
    default:
      // What is said of the matter a question is open about is most likely its answer.
      if (h.open && number === null && isAbout(h.road, quoted.first, h.open)) {
        return { answers: h.open };
      }
      return asItStands(h, quoted, meant, number);
  }
}

/** The choice whose words these are, or which alone begins with them: "đồng ý" under a card that says to what. */
function worded(h: Handling, view: View, said: string): Choice | undefined {
  const whole = labelled(h, view, said);
  if (whole.length > 0) return whole.length === 1 ? whole[0] : undefined;
  const words = fold(said);
  const begun = (view.choices ?? []).filter(({ label }) =>
    fold(h.road.say(h.place.language, label)).startsWith(`${words} `),
  );
  return words !== '' && begun.length === 1 ? begun[0] : undefined;
}

/** The matter the quoted message names, for another command about it; not how it would have been answered. */
function argsFor(command: Command, { choices = [] }: View): Record<string, string> {
  const fields = Object.entries(command.fields ?? {}).filter(([, field]) => !field.particular);
  return Object.fromEntries(
    fields.flatMap(([name]) => {
      const values = new Set(choices.flatMap(({ press }) => ('command' in press ? (press.args[name] ?? []) : [])));
      return values.size === 1 ? [[name, [...values][0]!]] : [];
    }),
  );
}

const isAbout = ({ registry }: Handling['road'], { choices = [] }: View, open: Conversation): boolean => {
  const of = (args: Args): string | null => matterOf(args, registry.nouns);
  const matter = of(open.args);
  return matter !== null && choices.some(({ press }) => 'command' in press && of(press.args) === matter);
};

/** The quoted matter as it is now, with what can still be chosen; said when the words were not understood. */
function asItStands(h: Handling, { now, first }: Quoted, meant: Meaning, number: number | null): Meant {
  const choices = now.choices ?? [];
  const heading: Pick<View, 'heading'> = now.heading === undefined ? {} : { heading: now.heading };
  if (choices.length > 0) return { chosen: { view: { ...heading, lines: [notClear(meant)], choices } } };
  const offered = first.choices?.find(({ press }) => 'command' in press)?.press as Exclude<Press, { link: string }>;
  if (!offered) return meaning(meant.kind === 'number' ? { kind: 'unknown', said: String(meant.number) } : meant);
  const shown = understandExpired(h.road.registry, understandPress(h.road.registry, offered, null));
  const asked = meaning(shown.kind === 'expired' ? { ...shown, kind: 'command', typed: '' } : shown);
  // The same number again is no choice from what it has brought up.
  return number === null ? asked : { ...asked, number };
}

const notClear = (meant: Meaning): Text =>
  text(meant.kind === 'said' ? 'numbered:quoted-how' : 'numbered:quoted-not-clear');
