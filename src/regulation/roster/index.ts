// The roster of a body (Điều 3–8, 10.3): read from a table, held against what is on record, written. It has no commands:
// the secretariat imports it.
export { changesNothing, differenceLines, problemLine } from './difference.ts';
export type { Told } from './identity.ts';
export { type RosterRead, readImport } from './importing.ts';
export { checkRoster, type Plan, planRoster } from './plan.ts';
export { readRoster } from './reading.ts';
export { recognise } from './recognising.ts';
export {
  codeKey,
  type Problem,
  type RosterWords,
} from './rows.ts';
export { lockRoster, readStanding, writeContact, writePlan } from './store.ts';
export { rosterWords } from './words.ts';
