// What the roll says of a meeting that was held (Điều 6.4, 7.3), for the chapters that tell of it.
export type { Roll } from '../meeting.ts';
export { rollCallAt } from '../notices.ts';
export { rollsOf } from '../store.ts';
export { opensAt as rollOpensAt } from './decide.ts';
export { attendanceLines, attendanceOf } from './record.ts';
