// A notice of conclusions and a leader's instruction (Điều 6.4, 7.3; 3.2): its points, who is concerned by it, what is
// still open in it. Pure.
import type { DocumentNumber } from '../../kernel/document-number.ts';
import type { Facts } from '../../kernel/matter.ts';
import type { SeatCard } from '../../kernel/person.ts';
import type { MeetingFile } from '../meetings/index.ts';
import { type Role, standingAgency } from '../roles.ts';
import type { TaskEvent } from '../tasks/index.ts';
import { type Item, itemsOf } from './splitting.ts';

/** A point: to be done by its one lead, or only to be known; a task once it was given. */
export type Point = Item & {
  id: string;
  /** Said by somebody: it asks nothing of anybody. */
  told: boolean;
  taskId: string | null;
};

export type Conclusion = {
  kind: 'meeting' | 'instruction';
  points: readonly Point[];
  /** Who presided, or whose instruction it is: his consent makes it one. */
  approverId: string;
  /** Of the paper, entered by the clerk. */
  number?: string;
  /** Those who confirmed that they have it. */
  received: readonly string[];
  /** Rises with a correction after it was issued. */
  edition: number;
  corrected?: string;
};

/** What is read beside it: who of the absent wrote their opinion, and the tasks that came of it. */
export type Record = {
  writers: readonly string[];
  tasks: ReadonlyMap<string, { code: string; state: string }>;
};

/** The clerk has entered its number; `year`: of the series. */
export type Numbered = {
  type: 'conclusions.numbered';
  id: string;
  bodyId: string;
  year: number;
  number: DocumentNumber;
  by: string;
  at: Date;
};
export type ConclusionEvent = TaskEvent | Numbered;

/** Of a meeting, or of none: an instruction. */
export type ConclusionFacts = Facts<Conclusion, Record, MeetingFile | null>;

/** Who prepares it (Điều 7.3). */
export const office = standingAgency;

/** With those whose words it holds: they may change a point before it is theirs. */
export const editors: readonly Role[] = ['chair', 'deputy-chair', ...office];

export const isReady = ({ leadId, due, hangsOn, told }: Point): boolean =>
  leadId !== null && (due !== null || isHanging(hangsOn)) && !told;

const isHanging = (hangsOn: Point['hangsOn']): boolean => hangsOn !== null && hangsOn !== undefined;

/** Neither a task to be, nor said to be only for knowing. */
export const isOpen = (point: Point): boolean => point.taskId === null && !point.told && !isReady(point);

/** Given when asked: it says who and by when, and is no task yet. */
export const toGive = (points: readonly Point[]): Point[] =>
  points.filter((point) => isReady(point) && point.taskId === null);

export const counts = (points: readonly Point[]) => ({
  tasks: points.filter(({ taskId }) => taskId !== null).length,
  ready: toGive(points).length,
  told: points.filter(({ told, taskId }) => told && taskId === null).length,
  open: points.filter(isOpen).length,
});

/** The points of a text, each with an id of its own. */
export const pointsFrom = (text: string, seats: readonly SeatCard[], act: { now: Date; newId(): string }): Point[] =>
  itemsOf(text, seats, act.now).map((item) => ({ ...item, id: act.newId(), told: false, taskId: null }));

export const change = (points: readonly Point[], id: string, to: Partial<Point>): Point[] =>
  points.map((point) => (point.id === id ? { ...point, ...to } : point));

/** Everybody it is sent to: who was invited or came in somebody's place, and who leads or co-ordinates a point. */
export function concerned({ row: { data }, of }: ConclusionFacts): string[] {
  const came = (of?.participants ?? []).map(({ personId }) => personId);
  const named = data.points.flatMap(({ leadId, coordinators }) => [leadId, ...coordinators]);
  const ids = [data.approverId, ...came, ...named].filter((id): id is string => typeof id === 'string');
  return [...new Set(ids)];
}

/** Of them who is to confirm that he has it: not whose own words they are. */
export const recipients = (facts: ConclusionFacts): string[] =>
  concerned(facts).filter((id) => id !== facts.row.data.approverId);

/** Of them who has no seat: the guests of the meeting, and who came in the place of somebody seated still. */
export const guests = ({ around: { seats }, of }: ConclusionFacts): string[] =>
  (of?.participants ?? []).flatMap(({ as, personId, principalId }) =>
    personId && (as === 'guest' || (as === 'alternate' && seats.some(({ person }) => person.id === principalId)))
      ? [personId]
      : [],
  );
