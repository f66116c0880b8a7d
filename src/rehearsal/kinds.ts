// The messengers a phone may have, each with what it really can and cannot do.

import type { Capabilities, EncodePress } from '../channels/channel.ts';
import { MAX_TEXT } from '../channels/zalo/numbered.ts';
import { render as renderNumbered } from '../channels/zalo-bot/render.ts';
import { MAX_BUTTONS, render as renderOfficial } from '../channels/zalo-oa/render.ts';
import { answerWords, numberedChoices } from '../kernel/numbered.ts';
import type { Language } from '../kernel/person.ts';
import type { View } from '../kernel/view.ts';
import type { Role } from '../regulation/roles.ts';
import { type Block, type Button, plainBlock, render as renderCard, type Say } from './block.ts';

export const looks = ['telegram', 'zalo-oa', 'zalo-bot'] as const;
export type Look = (typeof looks)[number];

/** What is shown for one view, one block after the other; `instead`: what is said in place of a file. */
export type Rendered = { blocks: readonly Block[]; instead?(fileName: string): string };

export type Kind = {
  /** The channel it is in the rehearsal. */
  name: string;
  /** How the page draws it. */
  look: Look;
  capabilities: Capabilities;
  /** Lists the slash words beside the input. */
  menu: boolean;
  /** Shows a few passing words after a press. */
  remarks: boolean;
  /** Photos come to us however little else does. */
  photosOnly: boolean;
  render(say: Say, view: View, language: Language, encode: EncodePress): Rendered;
};

export const kinds: readonly Kind[] = [
  {
    name: 'phones',
    look: 'telegram',
    capabilities: { edits: true, buttons: true, maxText: 4096 },
    menu: true,
    remarks: true,
    photosOnly: false,
    render: (say, view, language, encode) => ({ blocks: [renderCard(say, view, language, encode)] }),
  },
  {
    name: 'phones-zalo-oa',
    look: 'zalo-oa',
    capabilities: { edits: false, buttons: true, maxButtons: MAX_BUTTONS, maxText: MAX_TEXT },
    menu: false,
    remarks: false,
    photosOnly: false,
    render: (say, view, language, encode) => {
      const { pieces, buttons } = renderOfficial({ texts: { say }, buttons: true }, view, language, encode);
      const toPageMessage = buttons.map(
        ({ title: label, ...to }): Button => ('url' in to ? { label, link: to.url } : { label, data: to.data }),
      );
      return {
        blocks: blocksOf(
          pieces,
          toPageMessage.length > 0 ? { buttons: toPageMessage } : { typed: typedAnswers(say, view, language) },
        ),
      };
    },
  },
  {
    name: 'phones-zalo-bot',
    look: 'zalo-bot',
    capabilities: { edits: false, buttons: false, maxText: MAX_TEXT, filesIn: false },
    menu: false,
    remarks: false,
    photosOnly: true,
    render: (say, view, language) => {
      const { pieces, instead } = renderNumbered({ say }, view, language);
      const typed = typedAnswers(say, view, language);
      return { blocks: pieces.length === 0 ? [] : blocksOf(pieces, { typed }), instead };
    },
  },
];

/** One message after the other; what can be answered belongs to the last. */
function blocksOf(pieces: readonly string[], answered: Pick<Block, 'typed'> | Pick<Block, 'buttons'>): Block[] {
  const blocks = pieces.map(plainBlock);
  const last = blocks.pop() ?? plainBlock('');
  return [...blocks, { ...last, ...answered }];
}

/** What is typed for each choice where there are no buttons. */
function typedAnswers(say: Say, view: View, language: Language): NonNullable<Block['typed']> {
  const numbers = numberedChoices(view).map(({ number, choice }) => ({ choice, words: String(number) }));
  const words = answerWords(view).map((choice) => ({ choice, words: say(language, choice.label) }));
  return [...numbers, ...words].map(({ choice, words }) => ({ label: say(language, choice.label), words }));
}

export const kindNames = kinds.map(({ name }) => name);

/** The kind of a channel's name; one of an earlier release is toPageMessage as the first. */
export const kindOf = (name: string): Kind => kinds.find((kind) => kind.name === name) ?? kinds[0]!;

/** What somebody's phone has at first, by role and place among those of it: all three are seen side by side. */
export function firstChannel(role: Role, nth: number): string {
  const inTurn: readonly Look[] = ['zalo-bot', 'telegram', 'zalo-oa'];
  const atFirst: Partial<Record<Role, Look>> = {
    chair: 'zalo-oa',
    'deputy-chair': 'zalo-oa',
    member: inTurn[nth % inTurn.length]!,
    'agency-head': 'zalo-oa',
  };
  return kinds.find(({ look }) => look === (atFirst[role] ?? 'telegram'))!.name;
}
