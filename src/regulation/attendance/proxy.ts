// QĐ 45/2018/QĐ-TTg, Điều 15 with 6.4: who may be sent in one's place. A capable subordinate of the same agency,
// one level, for one principal only.
import { type Refused, refuse } from '../../kernel/decision.ts';
import { cleanLine, foldedEquals, searchKey } from '../../kernel/fold.ts';
import { normalisePhone } from '../../kernel/names.ts';
import type { SeatCard } from '../../kernel/person.ts';
import { text } from '../../kernel/text.ts';
import { members, type Role } from '../roles.ts';
import type { Alternate } from './answer.ts';
import type { ProxyFacts } from './facts.ts';

const nameMax = 100;

/** Subordinates in the order in which they are offered: heads first, clerks last. */
const bySuitability: readonly Role[] = ['agency-head', 'team-lead', 'team-member', 'secretariat', 'clerk'];

/** Written in one line: name; post; telephone. */
export function splitTyped(typed: string): { name: string; post: string; phone: string } {
  const [name = '', post = '', ...rest] = typed.split(';').map((part) => cleanLine(part, nameMax));
  return { name, post, phone: rest.join(' ') };
}

/** People of the same agency who may be sent, the most suitable first. */
export function candidates(facts: ProxyFacts): SeatCard[] {
  const offered = facts.seats.filter((seat) => bySuitability.includes(seat.role) && notAllowed(facts, seat) === null);
  const unique = new Map(offered.map((seat) => [seat.person.id, seat]));
  return [...unique.values()].sort((a, b) => bySuitability.indexOf(a.role) - bySuitability.indexOf(b.role));
}

type Named = { alternate?: string | undefined; post?: string | undefined; phone?: string | undefined };

/** Whom these arguments name, or why he cannot be sent. */
export function alternateOf(facts: ProxyFacts, named: Named): Alternate | Refused {
  const picked = facts.seats.find((seat) => seat.person.id === named.alternate);
  if (picked) return notAllowed(facts, picked) ?? known(facts, picked, picked.post);
  const typed = splitTyped(named.alternate ?? '');
  const alternate = {
    name: typed.name,
    post: cleanLine(typed.post || (named.post ?? ''), nameMax),
    phone: cleanLine(typed.phone || (named.phone ?? ''), nameMax),
  };
  if (alternate.name === '' || alternate.post === '') {
    return refuse('alternate-unclear', text('attendance:refusal.alternate-unclear'), { field: 'alternate' });
  }
  // A name typed out must not get round the rules for people on the roster.
  const seat = seatMeant(facts, alternate);
  if (seat) return notAllowed(facts, seat) ?? known(facts, seat, alternate.post);
  return takenTyped(facts, alternate) ?? { ...alternate, personId: null, phone: alternate.phone || null };
}

/** Why the person named cannot be sent, as far as the name alone tells: nobody should write a reason in vain. */
export function cannotBeSent(facts: ProxyFacts, { alternate = '' }: Named): Refused | null {
  const picked = facts.seats.find((seat) => seat.person.id === alternate);
  const typed = picked ? null : splitTyped(alternate);
  // Described in full he may be a namesake; that is looked at when all of it is known.
  const seat = picked ?? (typed?.post === '' ? seatMeant(facts, typed) : null);
  return seat && notAllowed(facts, seat);
}

const known = (facts: ProxyFacts, seat: SeatCard, post: string): Alternate => ({
  personId: seat.person.id,
  name: seat.person.fullName,
  post: post || seat.post,
  phone: facts.phones.get(seat.person.id) ?? null,
});

/**
 * By telephone; else by name, of several people with one name the one of the same agency. Another number belongs to a
 * namesake who is on no roster, unless he is said to hold the very same post.
 */
function seatMeant(facts: ProxyFacts, typed: { name: string; post: string; phone: string }): SeatCard | null {
  const phone = normalisePhone(typed.phone);
  const byPhone = phone && facts.seats.find((seat) => facts.phones.get(seat.person.id) === phone);
  if (byPhone) return byPhone;
  const sameName = facts.seats.filter((seat) => foldedEquals(seat.person.fullName, typed.name));
  const possible = phone
    ? sameName.filter((seat) => !facts.phones.has(seat.person.id) || foldedEquals(seat.post, typed.post))
    : sameName;
  return possible.find((seat) => sameAgency(facts, seat)) ?? possible[0] ?? null;
}

const sameAgency = (facts: ProxyFacts, seat: SeatCard): boolean =>
  seat.agencyId !== null && seat.agencyId === facts.seat?.agencyId;

function notAllowed(facts: ProxyFacts, seat: SeatCard): Refused | null {
  const { person } = seat;
  const name = person.fullName;
  if (person.id === facts.person.id) {
    return refuse('proxy-himself', text('attendance:refusal.proxy-himself'), { article: '6.4', field: 'alternate' });
  }
  const own = facts.taken.find(({ request }) => request.personId === person.id);
  if (own)
    return refuse('proxy-chain', text('attendance:refusal.proxy-chain', { name }), {
      article: '6.4',
      field: 'alternate',
    });
  const held = facts.taken.find(({ request }) => request.alternate?.personId === person.id);
  if (held) return takenBy(name, held.principal.fullName);
  const invited = facts.file.participants.some((one) => one.personId === person.id && one.as !== 'alternate');
  const isMember = facts.seats.some((other) => other.person.id === person.id && members.includes(other.role));
  if (invited || isMember) {
    return refuse('proxy-invited', text('attendance:refusal.proxy-invited', { name }), {
      article: '6.4',
      field: 'alternate',
    });
  }
  if (sameAgency(facts, seat)) return null;
  const agencies = { name, theirs: seat.agency, own: facts.seat?.agency ?? '' };
  return refuse('proxy-other-agency', text('attendance:refusal.proxy-other-agency', agencies), {
    article: 'QĐ45',
    field: 'alternate',
  });
}

/** Somebody on no roster is known by his number, or else by name and post. */
function takenTyped(facts: ProxyFacts, typed: { name: string; post: string; phone: string }): Refused | null {
  const phone = normalisePhone(typed.phone);
  const held = facts.taken.find(({ request: { alternate } }) => {
    if (!alternate) return false;
    const theirs = normalisePhone(alternate.phone ?? '');
    return phone && theirs
      ? phone === theirs
      : searchKey(alternate.name + alternate.post) === searchKey(typed.name + typed.post);
  });
  return held ? takenBy(typed.name, held.principal.fullName) : null;
}

const takenBy = (name: string, principal: string): Refused =>
  refuse('proxy-taken', text('attendance:refusal.proxy-taken', { name, principal }), {
    article: 'QĐ45',
    field: 'alternate',
  });
