// SC5: nobody is linked before he has agreed to what is kept about him; silence is no answer (Luật 91/2025/QH15).
import { type Text, text } from '../../../kernel/text.ts';
import { days } from '../../../kernel/time.ts';
import { offer, type Press, type View } from '../../../kernel/view.ts';

/** The version of the notice about personal data that is agreed to at linking (`consent.*` in the texts). */
export const consentVersion = '2026-11';

/** A code or number that fits, waiting in a chat for its yes or no; of these only the hash is kept (`proof`). */
export type Ask = {
  id: string;
  personId: string;
  by: 'code' | 'phone';
  proof: string;
  version: string;
  askedAt: Date;
};

/** A question about somebody's data does not stand open for longer; the code may be sent again. */
const standsFor = days(1);

export const isOver = ({ askedAt }: Ask, now: Date): boolean => now.getTime() - askedAt.getTime() > standsFor;

/** What is stored, what for, who sees it, which rights (Luật 91/2025/QH15). */
export const consentLines = (): Text[] => [
  text('committee:consent.stored'),
  text('committee:consent.purpose'),
  text('committee:consent.who'),
  text('committee:consent.rights'),
];

/** Nothing in it says whose code it was: whoever holds it has agreed to nothing yet. */
export const consentView = ({ id }: Pick<Ask, 'id'>): View => ({
  heading: text('committee:consent.heading'),
  lines: [...consentLines(), text('committee:consent.question')],
  choices: [offer('committee.consent', { ask: id }, 'good'), offer('committee.dissent', { ask: id }, 'bad')],
  card: 'consent',
});

/** Messengers tell seconds, and their clocks are not ours. */
const clockSlack = 1_000;

/** His answer to this very question, as this version of the notice put it; null: it was something else, or came before it. */
export function answerTo(ask: Ask, pressed: Press | null, written: Date): boolean | null {
  if (!pressed || !('command' in pressed) || pressed.args['ask'] !== ask.id) return null;
  if (ask.version !== consentVersion || written.getTime() + clockSlack < ask.askedAt.getTime()) return null;
  if (pressed.command === 'committee.consent') return true;
  return pressed.command === 'committee.dissent' ? false : null;
}

export const declinedView = (): View => ({
  heading: text('committee:consent.declined'),
  lines: [text('committee:consent.nothing-kept'), text('committee:consent.other-ways')],
});
