// Each question is answered, or an answer taken down (Điều 9.3, 10.3); what was said is explained.

import { type Asking, partsOf, wordsIn } from '../../kernel/command.ts';
import { collectField, onlyIf, particular, pastMomentField, textField } from '../../kernel/fields.ts';
import { quoted, type Text, text } from '../../kernel/text.ts';
import type { Transaction } from '../../store/transaction.ts';
import { type Stance, stanceField } from '../opinions/index.ts';
import { decideAnswer, decideExplain, decideRecord, decideSend } from './decide.ts';
import * as ask from './fields.ts';
import { tellDraft, tellRecorded } from './notices.ts';
import { doing, isFollowed, noun, taking } from './opening.ts';
import { isOffice } from './round.ts';

const parts = collectField(
  'opinions:ask.parts',
  { maxCharacters: 20_000, ownWords: true },
  { about: ask.aboutQuestion },
);
const reasons = onlyIf(({ stance }) => stance !== 'agree', parts);

/** Reasons taken from a sentence are read back; to agree says nothing else. */
const answerReadBack = async (_tx: Transaction, { args }: Asking): Promise<readonly Text[] | null> => {
  const { stance, parts: given } = args;
  const words = wordsIn(partsOf(given));
  return stance === undefined || words === ''
    ? null
    : [text('rounds:read-back.answer', { stance: text(`opinions:stance.${stance as Stance}`), words: quoted(words) })];
};

/** Answered, drafted and sent, or taken down by the secretary; and what the secretariat makes of it. */
export const answering = () => [
  doing({
    name: 'rounds.answer',
    means: [
      { intent: 'opine', fills: { parts: 'text' } },
      { intent: 'opinion-agree', args: { stance: 'agree' }, fills: { parts: 'text' }, waits: true },
      { intent: 'opinion-disagree', args: { stance: 'disagree' }, fills: { parts: 'text' }, waits: true },
      { intent: 'opinion-other', args: { stance: 'other' }, fills: { parts: 'text' }, waits: true },
    ],
    readBack: answerReadBack,
    personal: false,
    word: 'choykien',
    alias: ['answerround'],
    by: 'anyone',
    field: ask.roundField,
    in: taking,
    unoffered: true,
    changes: isFollowed,
    fields: {
      person: particular,
      rest: particular,
      item: ask.itemField,
      stance: stanceField(ask.aboutQuestion),
      parts: reasons,
    },
    decide: decideAnswer,
    tell: (facts, act, events) => ({ notices: tellDraft(noun, noun.evolve(facts, events), act, events) }),
    done: (_facts, _act, [event]) =>
      text(event?.type === 'rounds.drafted' ? 'rounds:done.drafted' : 'rounds:done.answered'),
  }),
  doing({
    name: 'rounds.send',
    article: '10.3',
    by: 'anyone',
    personal: true,
    in: taking,
    unoffered: true,
    changes: isFollowed,
    fields: { stamp: particular },
    decide: decideSend,
    done: () => text('rounds:done.answered'),
  }),
  doing({
    name: 'rounds.record',
    in: taking,
    changes: isFollowed,
    fields: {
      person: ask.slipPersonField,
      item: ask.itemField,
      stance: stanceField(ask.aboutQuestion),
      parts: reasons,
      source: ask.sourceField,
      when: pastMomentField('rounds:ask.when', 'rounds:option.now'),
    },
    decide: decideRecord,
    tell: (facts, act, events) => ({ notices: tellRecorded(noun, noun.evolve(facts, events), act, events) }),
    done: () => text('rounds:done.recorded'),
  }),
  doing({
    name: 'rounds.explain',
    in: ['closed', 'presented'],
    unoffered: true,
    changes: isOffice,
    fields: { slip: ask.remarkField, how: ask.handlingField, words: textField('rounds:ask.explanation', 2_000) },
    decide: decideExplain,
    done: () => text('rounds:done.explained'),
  }),
];
