// Numbers and labels typed in place of buttons: they mean the list they were shown with, the quoted one before any other;
// when that is not certain it is asked.
import type { Field } from '../kernel/command.ts';
import { foldedEquals } from '../kernel/fold.ts';
import { asButtons, decline, numberedChoices, type Offering } from '../kernel/numbered.ts';
import { said, type Text, text } from '../kernel/text.ts';
import { hours, seconds } from '../kernel/time.ts';
import { type Choice, choice, type Press, press, type View } from '../kernel/view.ts';
import type { Conversation } from './conversation.ts';
import { isGlimpsed } from './glance.ts';
import { matterNamed } from './matters.ts';
import { numberTyped } from './reader.ts';
import type { Handling, Offered } from './road.ts';
import { note } from './views.ts';

/** What somebody chose: a press to follow, by which number, a view to say instead, or to cancel. */
export type Chosen = { press: Exclude<Press, { link: string }>; number?: number } | { view: View } | 'cancel';

/** The question whether a number meant this. */
const sureCard = 'number';
/** A choice offered longer ago than this is named before it is taken. */
const fresh = hours(24);
/** Messengers tell seconds, and their clocks are not ours. */
const clockSlack = seconds(1);
/** As many matters are named when it is asked which was meant. */
const mostNamed = 4;

/** "1" takes a choice of the newest message that offers any, "0" takes back. */
export async function chooseByNumber(h: Handling, number: number): Promise<Chosen> {
  const offers = await offersTo(h);
  const [newest] = offers;
  if (!newest) return number === 0 ? 'cancel' : { view: note(text('numbered:nothing')) };
  // Once used, the same number says again what was recorded by it.
  if (number !== 0 && newest.view.taken === number) return { view: newest.view };
  const able = offering(h, offers, number);
  if (able.length === 0 || (number === 0 && able[0]!.offer !== newest)) {
    return number === 0 ? 'cancel' : { view: note(text('numbered:beyond', { number }), newest.view.choices) };
  }
  return take(h, able, newest, number);
}

/** Where people type, the words of a choice choose it too. Whole labels only: "không có" is not "có". */
export async function chooseByLabel(h: Handling, words: string): Promise<Chosen | null> {
  if (!isTyping(h)) return null;
  const offers = await offersTo(h);
  const [newest] = offers;
  const able = offers.flatMap((offer): Able[] => {
    const [chosen, another] = labelled(h, offer.view, words);
    return chosen && !another ? [{ offer, chosen }] : [];
  });
  return newest && able[0]?.offer === newest ? take(h, able, newest, null) : null;
}

/** The choices of a message that somebody's words are: its label, or the whole line, "1. Tham dự". */
export function labelled(h: Pick<Handling, 'road' | 'place'>, view: View, words: string): Choice[] {
  const [, number, rest = ''] = /^\s*(\d{1,2})[.)]\s*(\S.*)$/s.exec(words) ?? [];
  const copied = numberedChoices(view).find((one) => one.number === Number(number ?? Number.NaN))?.choice;
  return (view.choices ?? []).filter((one) => {
    const label = h.road.say(h.place.language, one.label);
    return foldedEquals(label, words) || (one === copied && foldedEquals(label, rest));
  });
}

/**
 * While a question is open a number answers it, by the list it was shown with; unless something else with choices came
 * after it, or it was asked too long ago to be still meant. Null when what was typed is the question's, as words.
 */
export async function chooseBesideQuestion(h: Handling, open: Conversation): Promise<Chosen | null> {
  const typed = (h.came.text ?? '').trim();
  if (h.files.length > 0) return null;
  const offers = await offersTo(h);
  const [newest] = offers;
  const number = numberTyped(h, typed);
  if (number === null) return isSureQuestion(newest) ? chooseByLabel(h, typed) : null;
  const isNewest = newest?.view.card === undefined || isOf(open)(newest);
  if (isNewest && isFigure(fieldOf(h, open))) return null;
  if (isNewest && number === 0) return 'cancel';
  if (!newest) return null;
  const able = offering(h, offers, number, fieldOf(h, open) && { open, field: fieldOf(h, open)! });
  // A number that is not on the newest list is left to the question: it says what it understood.
  if (able[0]?.offer !== newest) return null;
  return take(h, able, newest, number);
}

const fieldOf = ({ road }: Handling, open: Conversation): Field | undefined =>
  road.registry.commands.get(open.command)?.fields?.[open.asking];

const isFigure = (field: Field | undefined): boolean => field?.numeric === true;

const isOf =
  (open: Conversation) =>
  ({ view }: Offered): boolean =>
    view.card === `form:${open.id}`;

/** Where buttons stay up to date people press: only where they do not are the words of a choice an answer. */
const isTyping = ({ can }: Handling): boolean => !(can.buttons && can.edits);

/** The buttons a message was shown with; null when it had numbered lines. */
const buttonsOf = ({ can }: Handling, choices: readonly Choice[]): readonly Choice[] | null =>
  can.buttons ? (asButtons(choices, can.maxButtons ?? choices.length)?.buttons ?? null) : null;

const isSureQuestion = (newest: Offered | undefined): boolean => newest?.view.card === sureCard;

/** What can still be chosen from. Where nothing can be changed, old messages keep their lines: those are left out. */
async function offersTo(h: Handling): Promise<readonly Offered[]> {
  const offers = await h.road.outgoing.offered(h.tx, h.by.account!.id, h.world.now);
  if (h.can.edits) return offers;
  return offers.filter(({ view: { card }, last }) => {
    if (card === undefined || card === sureCard) return last;
    return !card.startsWith('form:') || card === `form:${h.open?.id}`;
  });
}

/** A message that offers a choice by that number or those words. */
type Able = { offer: Offered; chosen: Choice };

type Asked = { open: Conversation; field: Field };

/** Those of the messages on whose list the number stands; of a question that asks for a figure, any figure. */
const offering = (h: Handling, offers: readonly Offered[], number: number, asked?: Asked | undefined): Able[] =>
  offers.flatMap((offer): Able[] => {
    if (asked && isFigure(asked.field) && isOf(asked.open)(offer)) return figure(h, offer, asked, number);
    const chosen = numberedIn(h, offer.view, number, offer.lines);
    return chosen ? [{ offer, chosen }] : [];
  });

function figure(h: Handling, offer: Offered, { open, field }: Asked, number: number): Able[] {
  const reading = field.read?.({ text: String(number), files: [] }, h.world);
  if (!reading?.ok) return [];
  return [{ offer, chosen: choice(said(String(number)), { form: open.id, answer: reading.value }) }];
}

/** The choice that bears a number in a message: buttons are counted as they are seen, lines bear theirs. */
export function numberedIn(h: Handling, view: Offering, number: number, lines: boolean): Choice | undefined {
  const { choices = [], taken } = view;
  const buttons = lines ? null : buttonsOf(h, choices);
  if (number > 0 && buttons) return number === taken ? undefined : buttons[number - 1];
  return numberedChoices(view).find((one) => one.number === number)?.choice;
}

/** Takes the choice, or asks first which one was meant. */
async function take(h: Handling, able: readonly Able[], newest: Offered, number: number | null): Promise<Chosen> {
  const [first] = able as readonly [Able];
  // Sent twice: the second cannot answer what the first has brought up.
  if (isTooEarly(h, newest) && (isSureQuestion(newest) || newest.view.card?.startsWith('form:'))) {
    return { view: newest.view };
  }
  if (number !== 0 && first.offer === newest && !isTooEarly(h, newest) && isGlimpsed(h, newest)) {
    return { view: newest.view };
  }
  if (first.offer === newest && isPlain(h, newest, number, able)) return pressed(first.chosen, number);
  return { view: able.length === 1 ? await sureView(h, first) : await whichView(h, able.slice(0, mostNamed), number) };
}

/** Follows a choice as if it had been pressed. */
export function pressed({ press: chosen }: Choice, number: number | null): Chosen {
  if ('link' in chosen) return { view: note(text('numbered:nothing')) };
  return { press: chosen, ...(number === null ? {} : { number }) };
}

/** Written before the newest was on the screen. */
const isTooEarly = (h: Handling, { at }: Offered): boolean => at.getTime() > h.written.getTime() + clockSlack;

/** Whether the person can have had no other message in mind than the newest. */
function isPlain(h: Handling, newest: Offered, number: number | null, able: readonly Able[]): boolean {
  if (isSureQuestion(newest) || number === 0) return true;
  // A message was quoted, but which cannot be told.
  if (h.came.quotes !== undefined || isTooEarly(h, newest)) return false;
  if (h.open && isOf(h.open)(newest)) return isFresh(h, newest);
  // What was called up a moment ago is what is being answered.
  if (newest.last && (newest.view.called || newest.view.card === undefined)) return true;
  return able.length === 1 && isFresh(h, newest);
}

const isFresh = (h: Handling, { at }: Offered): boolean => h.world.now.getTime() - at.getTime() < fresh;

export const declinedView: View = { ...note(text('numbered:declined')), card: sureCard };

/** The matter, or else what stands at the top of the message. */
const nameOf = async (h: Handling, { chosen: { press: to }, offer: { view } }: Able): Promise<Text> =>
  ('command' in to ? await matterNamed(h, to.args) : null) ?? view.heading ?? view.lines[0]!;

const neither = choice(text('numbered:no'), press(decline));

async function sureView(h: Handling, able: Able): Promise<View> {
  const { label, press: to } = able.chosen;
  return {
    ...note(text('numbered:sure', { choice: label, what: await nameOf(h, able) })),
    choices: [choice(text('numbered:yes'), to), neither],
    card: sureCard,
  };
}

/** Several lists are open: which of them, by the matters' names; the same choice of all is said once. */
async function whichView(h: Handling, able: readonly Able[], number: number | null): Promise<View> {
  const [label, ...others] = able.map(({ chosen }) => h.road.say(h.place.language, chosen.label));
  const isOneAct = others.every((other) => other === label);
  const named: Choice[] = [];
  for (const one of able) {
    const { label: act, press: to } = one.chosen;
    const what = await nameOf(h, one);
    // A command that is about no matter says itself what it does.
    const isWhole = 'command' in to && (await matterNamed(h, to.args)) === null;
    named.push(choice(isOneAct ? what : isWhole ? act : text('numbered:of', { choice: act, what }), to));
  }
  return {
    ...note(
      isOneAct
        ? text('numbered:which', { choice: able[0]!.chosen.label })
        : text('numbered:which-act', { number: number ?? '' }),
    ),
    choices: [...named, neither],
    card: sureCard,
  };
}
