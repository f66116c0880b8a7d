// What the rest of the service may use of the understanding of typed words.
export { type Grammar, makeGrammar } from './grammar.ts';
export { keptOf } from './kept.ts';
export type { Sender } from './piece.ts';
export type { Reading, Slots, Understood } from './reading.ts';
export { understand } from './understand.ts';
export { vocabularyOf, type WordsFile } from './vocabulary.ts';
