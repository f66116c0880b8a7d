// A roster as it stands on record, for the next one to be held against.
import type { RosterRole } from './rows.ts';

export type KnownSeat = {
  id: string;
  code: string;
  role: RosterRole;
  rank: number;
  post: string;
  agencyId: string | null;
  decision: string | null;
  areas: string | null;
  called?: string | null;
  person: KnownPerson;
};

export type KnownPerson = {
  id: string;
  fullName: string;
  phone: string | null;
  email: string | null;
  address?: string | null;
};
export type KnownAgency = { id: string; name: string };
export type Assistance = { id: string; personId: string; leaderId: string };

/** The roster as it stands: open seats of the body, all agencies, people with one of the phone numbers given. */
export type Standing = {
  seats: readonly KnownSeat[];
  agencies: readonly KnownAgency[];
  people: readonly KnownPerson[];
  assistance: readonly Assistance[];
};
