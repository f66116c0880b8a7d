// The roster of a body (Điều 3–8, 10.3): read from a table, held against what is on record, written. It has no commands:
// the secretariat imports it.
export type { Told } from './identity.ts';
export { checkRoster, type Plan, planRoster } from './plan.ts';
export { readRoster } from './reading.ts';
export { recognise } from './recognising.ts';
export {
  type Column,
  codeKey,
  columns,
  columnText,
  type Problem,
  type RosterAddress,
  type RosterRole,
  type RosterWords,
  type TableRow,
} from './rows.ts';
export { lockRoster, readStanding, writeContact, writePlan } from './store.ts';
