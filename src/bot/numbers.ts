// Numbers typed in place of buttons: which choice of which message is meant, and when that must be asked.
import { foldedEquals } from '../kernel/fold.ts';
import { decline, numberedChoices } from '../kernel/numbered.ts';
import { type Text, text } from '../kernel/text.ts';
import { hours } from '../kernel/time.ts';
import { type Choice, choice, type Press, press, type View } from '../kernel/view.ts';
import type { Conversation } from './conversation.ts';
import type { Handling, Offered } from './road.ts';
import { note } from './views.ts';

/** What somebody chose: a press to follow, a view to say instead, or to cancel. */
export type Chosen = { press: Exclude<Press, { link: string }> } | { view: View } | 'cancel';

/** The question whether a number meant this. */
const sureCard = 'number';
/** A choice offered longer ago than this is named before it is taken. */
const fresh = hours(24);

/** "1" takes a choice of the newest message that offers any, "0" takes back. */
export async function chooseByNumber(h: Handling, number: number): Promise<Chosen> {
  const offers = await offersTo(h);
  const [asked] = offers;
  if (!asked) return number === 0 ? 'cancel' : { view: note(text('numbered:nothing')) };
  const chosen = choiceOf(h, asked.view, number);
  if (chosen) return take(h, offers, chosen, number);
  if (number === 0) return 'cancel';
  return { view: note(text('numbered:beyond', { number }), asked.view.choices) };
}

/** Where people type, the words of a choice choose it too. Whole labels only: "không có" is not "có". */
export async function chooseByLabel(h: Handling, said: string): Promise<Chosen | null> {
  if (!isTyping(h)) return null;
  const offers = await offersTo(h);
  const fitting = (offers[0]?.view.choices ?? []).filter(({ label }) =>
    foldedEquals(h.road.say(h.place.language, label), said),
  );
  const [chosen] = fitting;
  return chosen && fitting.length === 1 ? take(h, offers, chosen, null) : null;
}

/**
 * While a question is open a number answers it; unless something else with choices came after it, or it was asked too
 * long ago to be still meant. Null when the number is the question's.
 */
export async function chooseBesideQuestion(h: Handling, open: Conversation): Promise<Chosen | null> {
  const typed = (h.came.text ?? '').trim();
  if (!isTyping(h) || h.files.length > 0) return null;
  if (!/^\d{1,2}$/.test(typed)) return newestIsSure(await offersTo(h)) ? chooseByLabel(h, typed) : null;
  const number = Number(typed);
  const offers = await offersTo(h);
  const [asked] = offers;
  const isNewest = asked?.view.card === undefined || asked.view.card === `form:${open.id}`;
  const numeric = h.road.registry.commands.get(open.command)?.fields?.[open.asking]?.numeric ?? false;
  if (isNewest && numeric) return null;
  if (isNewest && number === 0) return 'cancel';
  if (!asked || (isNewest && isFresh(h, asked))) return null;
  const chosen = choiceOf(h, asked.view, number);
  return chosen ? take(h, offers, chosen, number) : null;
}

/** Without buttons that stay up to date people type: an old card looks as if it could still be pressed. */
const isTyping = ({ can }: Handling): boolean => !(can.buttons && can.edits);

/** Whether a message was shown with buttons, or with numbered lines. */
const hasButtons = ({ can }: Handling, choices: readonly Choice[]): boolean =>
  can.buttons && choices.length <= (can.maxButtons ?? choices.length);

const newestIsSure = ([newest]: readonly Offered[]): boolean => newest?.view.card === sureCard;

/** What can still be chosen from. Where nothing can be changed, old messages keep their lines: those are left out. */
async function offersTo(h: Handling): Promise<readonly Offered[]> {
  const offers = await h.road.outgoing.offered(h.tx, h.by.account!.id, h.world.now);
  if (h.can.edits) return offers;
  return offers.filter(({ view: { card }, last }) => {
    if (card === undefined || card === sureCard) return last;
    return !card.startsWith('form:') || card === `form:${h.open?.id}`;
  });
}

function choiceOf(h: Handling, view: View, number: number): Choice | undefined {
  const choices = view.choices ?? [];
  // Buttons are counted as they are seen; lines bear their number.
  return number > 0 && hasButtons(h, choices) ? choices[number - 1] : numbered(choices, number);
}

const numbered = (choices: readonly Choice[], number: number): Choice | undefined =>
  numberedChoices(choices).find((one) => one.number === number)?.choice;

/** Takes the choice, or asks first whether it is the one that was meant. */
function take(h: Handling, offers: readonly Offered[], chosen: Choice, number: number | null): Chosen {
  const [asked] = offers as readonly [Offered];
  if ('link' in chosen.press) return { view: note(text('numbered:nothing')) };
  if ('command' in chosen.press && chosen.press.command === decline) return { view: declinedView };
  if (!isTyping(h) || number === 0 || !isDoubtful(h, asked, offers)) return { press: chosen.press };
  return { view: sureView(chosen, asked.view) };
}

/** Whether the person may have had another message in mind. */
function isDoubtful(h: Handling, asked: Offered, offers: readonly Offered[]): boolean {
  if (asked.view.card === sureCard) return false;
  // What was called up a moment ago is what is being answered.
  if (asked.last && (asked.view.called || asked.view.card === undefined)) return false;
  return offers.length > 1 || !isFresh(h, asked);
}

const isFresh = (h: Handling, { at }: Offered): boolean => h.world.now.getTime() - at.getTime() < fresh;

const declinedView: View = { ...note(text('numbered:declined')), card: sureCard };

function sureView(chosen: Choice, asked: View): View {
  const what: Text = asked.heading ?? asked.lines[0]!;
  return {
    ...note(text('numbered:sure', { choice: chosen.label, what })),
    choices: [choice(text('numbered:yes'), chosen.press), choice(text('numbered:no'), press(decline))],
    card: sureCard,
  };
}
