// The list of typed messages with their right reading, and what a reading comes to in the situation it was typed in.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fold } from '../../src/kernel/fold.ts';
import { makeGrammar } from '../../src/understanding/grammar.ts';
import type { Slots, Understood } from '../../src/understanding/reading.ts';
import { settle } from '../../src/understanding/settle.ts';
import { understand } from '../../src/understanding/understand.ts';
import { vocabularyOf, type WordsFile } from '../../src/understanding/vocabulary.ts';

export const wordsOf = (language: string): WordsFile =>
  JSON.parse(
    readFileSync(join(import.meta.dirname, '../../locales', language, 'understanding.json'), 'utf8'),
  ) as WordsFile;

export const grammars = ['vi', 'en'].map((language) => makeGrammar(vocabularyOf(wordsOf(language))));

/** Who types: Trần Văn Hòa, Giám đốc Sở Xây dựng. */
export const sender = { names: ['Trần Văn Hòa'], offices: ['Sở Xây dựng'], posts: ['Giám đốc Sở Xây dựng'] };

export const read = (said: string): Understood => understand(grammars, said, sender);

export type Typed = { situation: string; said: string; right: string };

/** `build`, `held`, or one of the lots in `fresh`. */
export function typedMessages(list: string): Typed[] {
  let situation = '';
  return readFileSync(join(import.meta.dirname, `${list}.txt`), 'utf8')
    .split('\n')
    .flatMap((line) => {
      situation = /^\[(\w+)\]$/.exec(line)?.[1] ?? situation;
      const [said, right] = line.split(' => ');
      return said && right ? [{ situation, said, right }] : [];
    });
}

/** What can be meant in a situation, and in how many matters. */
const situations: Readonly<Record<string, { matters: number; intents: readonly string[] }>> = {
  /** One invitation is open; two; it is answered; an opinion is owed. */
  inv: { matters: 1, intents: ['attend', 'absent', 'proxy', 'receive'] },
  two: { matters: 2, intents: ['attend', 'absent', 'proxy', 'receive'] },
  did: { matters: 1, intents: ['attend', 'absent', 'proxy', 'withdraw', 'change', 'switch'] },
  opi: { matters: 1, intents: ['opinion-agree', 'opinion-disagree', 'opinion-other', 'opine'] },
  /** One request waits for the presider; two. */
  pre: { matters: 1, intents: ['agree', 'refuse', 'return'] },
  pre2: { matters: 2, intents: ['agree', 'refuse', 'return'] },
  sec: {
    matters: 1,
    intents: ['convene', 'nudge', 'note-answer', 'roll', 'postpone', 'call-off', 'move', 'assign', 'number-invitation'],
  },
  lead: { matters: 1, intents: ['report', 'extend'] },
  any: { matters: 1, intents: ['attend', 'absent'] },
  /** A notice of conclusions is there. */
  con: { matters: 1, intents: ['receive'] },
  number: { matters: 1, intents: [] },
  en: { matters: 1, intents: ['attend', 'absent', 'proxy', 'receive', 'report'] },
};

const intents: Readonly<Record<string, string>> = {
  receipt: 'receive',
  decline: 'refuse',
  create: 'convene',
  record: 'note-answer',
  rollcall: 'roll',
  'cancel-meeting': 'call-off',
  reschedule: 'move',
};
const asks: Readonly<Record<string, string>> = {
  'who-presides': 'presider',
  'who-attends': 'attending',
  'who-absent': 'absentees',
  'who-unanswered': 'unanswered',
  secretary: 'contact',
  owe: 'owed',
};
/** Slots by the names the list has for them. */
const slotNames: Readonly<Record<string, string>> = { about: 'matter' };

export type Judged = 'right' | 'not right' | 'a wrong act';

/** Whether what would be done is what was meant. */
export function judge({ situation, said, right }: Typed): Judged {
  const { matters, intents: open } = situations[situation]!;
  const understood = read(said);
  const settled = settle(understood, (intent) => (open.includes(intent) ? matters : 0));
  const act = settled.kind === 'act' ? settled.reading : null;
  const offered = settled.kind === 'ask' ? settled.readings.map(({ intent }) => intent) : [];
  const [main = '', also] = right.split(' & ');
  const [head = '', ...rest] = main.split(' ');
  const asked = (names: readonly string[]): boolean =>
    names.every((name) => understood.asks.includes(asks[name] ?? name));
  // Of two acts one is done, and the other kept with it in its own words.
  const [kept = '', ...keptRest] = also && !also.startsWith('ask ') ? also.split(' ') : [];
  if (kept !== '' && act?.intent === (intents[kept] ?? kept)) {
    const first = read(act.slots[head] ?? '').readings.find(
      ({ intent, sure }) => sure && intent === (intents[head] ?? head),
    );
    return verdict(
      holds(act.slots, slotsOf(keptRest.join(' '))) &&
        first !== undefined &&
        holds(first.slots, slotsOf(rest.join(' '))),
      first === undefined,
    );
  }
  const answersAlso = also === undefined || asked(also.split(' ').slice(1));
  if (head === 'ask' || head === 'lost' || head === 'help') {
    return verdict(act === null && asked(head === 'ask' ? rest : [head]), act !== null);
  }
  if (head === '?') {
    const [wanted] = rest;
    const fits = wanted === undefined || offered.includes(intents[wanted] ?? wanted);
    return verdict(act === null && understood.number === null && understood.asks.length === 0 && fits, act !== null);
  }
  if (head === 'number') return verdict(understood.number === Number(rest[0]), act !== null);
  if (head === 'thanks' || head === 'greeting')
    return verdict(understood.courtesy === head && act === null, act !== null);
  const slots = slotsOf(rest.join(' '));
  const meant = slots['stance'] ? `opinion-${slots['stance']}` : (intents[head] ?? head);
  const done = act?.intent === 'switch' ? 'attend' : act?.intent;
  const isMeant = head === 'opinion' && !slots['stance'] ? /^opin/.test(done ?? '') : done === meant;
  const isKept = Object.entries(slots).every(
    ([name, words]) => name === 'stance' || says(act?.slots[slotNames[name] ?? name], words),
  );
  // An opinion of which the stance is asked is begun, and nothing is sent.
  const isBegun = head === 'opinion' && done === 'opine';
  return verdict(isMeant && isKept && answersAlso, act !== null && !isMeant && !isBegun);
}

const holds = (have: Slots, wanted: Record<string, string>): boolean =>
  Object.entries(wanted).every(([name, words]) => says(have[name], words));

const verdict = (isRight: boolean, isWrong: boolean): Judged =>
  isRight ? 'right' : isWrong ? 'a wrong act' : 'not right';

function slotsOf(words: string): Record<string, string> {
  const pairs = words === '' ? [] : words.split('; ').map((pair) => pair.split('=') as [string, string?]);
  return Object.fromEntries(pairs.map(([name, value]) => [name, value ?? name]));
}

/** The words wanted are there, and little else. */
function says(have: string | undefined, wanted: string): boolean {
  // A telephone number is kept by its digits.
  const digits = /^[\d .+-]{9,}$/.test(wanted);
  const plain = (words: string): string => (digits ? words.replace(/\D/g, '') : fold(words));
  const [all, part] = [plain(have ?? ''), plain(wanted)];
  return all.includes(part) && all.length <= part.length + 30;
}
