// Who has a part in tasks: who gives them, who may lead one, and as what somebody speaks about it. Pure.
import { fold } from '../../kernel/fold.ts';
import {
  type Actor,
  type Capacity,
  capacityOf,
  type PersonCard,
  type SeatCard,
  seatsHeld,
} from '../../kernel/person.ts';
import { deputyFor, type Lead } from '../committee/index.ts';
import { members, presiding, type Role } from '../roles.ts';
import type { Task } from './task.ts';

/**
 * Those who give tasks, move their days and confirm their completion: the leaders, and the standing agency for
 * them (Điều 3.1, 4, 5.1, 7.2).
 */
export const inCharge: readonly Role[] = ['chair', 'deputy-chair', 'standing-member', 'secretariat'];

/** Those whose instruction a task is; the secretariat only writes it down. */
export const givers: readonly Role[] = presiding;

/** Members, heads of agencies and the head of the assisting team: never an officer over his head (Điều 2.2). */
export const leading: readonly Role[] = ['deputy-chair', 'standing-member', 'member', 'agency-head', 'team-lead'];

export const mayLead = (seat: SeatCard): boolean => leading.includes(seat.role);

/**
 * Who answers for an agency of these seats: its member of the committee (Điều 6.2), also where others of its leaders are
 * on the roster; null where it has two members, or none and several leaders.
 */
function answersFor(agency: string, among: readonly SeatCard[]): SeatCard | null {
  const leaders = among.filter((seat) => agency !== '' && seat.agency === agency);
  const sitting = leaders.filter(({ role }) => members.includes(role));
  const [one, another] = sitting.length > 0 ? sitting : leaders;
  return one && !another ? one : null;
}

/** Words that mean this seat: its code, the name, and the agency for which it answers. */
export const wordsOf = (seat: SeatCard, among: readonly SeatCard[]): string[] => [
  seat.code,
  seat.person.fullName,
  ...(answersFor(seat.agency, among)?.id === seat.id ? [seat.agency] : []),
];

/** The seat meant by an id or by typed words; null when none or more than one is. */
export function seatNamed(seats: readonly SeatCard[], words: string): SeatCard | null {
  const byId = seats.find((seat) => seat.id === words);
  if (byId) return byId;
  const wanted = fold(words);
  const able = seats.filter(mayLead);
  const fitting = seats.filter((seat) => wordsOf(seat, able).some((word) => fold(word) === wanted));
  // "Sở Y tế" means its head, though an officer of the same agency sits in the assisting team.
  const heads = fitting.filter(mayLead);
  const meant = heads.length > 0 ? heads : fitting;
  return new Set(meant.map((seat) => seat.person.id)).size === 1 ? meant[0]! : null;
}

/** Several seats typed in one line, separated by commas; what fits nobody is given back as it was typed. */
export function seatsNamed(seats: readonly SeatCard[], words: string): { found: SeatCard[]; unknown: string[] } {
  const able = seats.filter(mayLead);
  // An agency's own name may hold a comma ("Sở Văn hóa, Thể thao và Du lịch").
  const whole = seatNamed(able, words);
  if (whole) return { found: [whole], unknown: [] };
  const found: SeatCard[] = [];
  const unknown: string[] = [];
  for (const part of words.split(/[,+]/).map((one) => one.trim())) {
    if (part === '') continue;
    const seat = seatNamed(able, part);
    if (seat) found.push(seat);
    else unknown.push(part);
  }
  return { found, unknown };
}

/** Whether two or more codes of seats were typed where one person is wanted. */
export const namesSeveral = (words: string): boolean =>
  words.split(/[,+&/]|\s(?:v\u00e0|and)\s|\s(?=\S*\d)/u).filter((part) => /^\s*\p{L}{2,4}-?\d{1,3}\s*$/u.test(part))
    .length > 1;

/** The capacity in which somebody is in charge of a body's tasks, for himself or a leader; null when he is not. */
export const chargeOf = (by: Actor, bodyId: string): Capacity | null => capacityOf(by, bodyId, inCharge, false);

export type Part = { part: 'lead' | 'coordinator'; behalf: PersonCard | null };

/** What part in the task somebody speaks for: his own, else that of a leader he assists (Điều 10.3). */
export function partOf(by: Actor, task: Pick<Task, 'bodyId' | 'leadId' | 'coordinators'>): Part | null {
  const voices = [
    { id: by.person.id, behalf: null },
    ...by.leaders.map(({ person }) => ({ id: person.id, behalf: person })),
  ];
  // A part is spoken for from a seat in the task's body, and ends with it.
  const seated = voices.filter(({ id }) => seatsHeld(by, id).some(({ bodyId }) => bodyId === task.bodyId));
  const lead = seated.find(({ id }) => id === task.leadId);
  if (lead) return { part: 'lead', behalf: lead.behalf };
  const coordinator = seated.find(({ id }) => task.coordinators.includes(id));
  return coordinator ? { part: 'coordinator', behalf: coordinator.behalf } : null;
}

/**
 * Those who confirm a completion and are told of it: the standing agency and who gave the task, or the deputy whose field
 * it is where nobody said who gave it; else the leaders. In the
 * place of an absent chair the deputy who acts for him (Điều 4); never the lead himself.
 */
export function confirmersOf(
  task: Pick<Task, 'leadId' | 'givenBy' | 'area'>,
  seats: readonly SeatCard[],
  { chair, acting }: Lead,
): string[] {
  const standsIn = (id: string): string => (acting && id === chair?.person.id ? acting.person.id : id);
  const giver = task.givenBy ?? deputyFor(seats, task.area)?.person.id;
  const asked = (roles: readonly Role[]): string[] =>
    seats.filter((seat) => roles.includes(seat.role) || seat.person.id === giver).map((seat) => seat.person.id);
  const others = (ids: string[]): string[] => [...new Set(ids.map(standsIn))].filter((id) => id !== task.leadId);
  const standing = others(asked(['standing-member', 'secretariat']));
  return standing.length > 0 ? standing : others(asked(['chair', 'deputy-chair']));
}
