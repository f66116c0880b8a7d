// "Cử đồng chí Nam, Phó Giám đốc dự thay", "để anh Nam đi thay tôi": somebody is sent in the sender's place.
import { type Clause, isCourtesy, leavesOther } from './clauses.ts';
import { becauseIn, type Message, plainText, textOf } from './message.ts';
import { givenOf } from './people.ts';
import { has, type Person, type Piece } from './piece.ts';
import { saysPresence, sendsNobody } from './presence.ts';
import type { Reading } from './reading.ts';

type Delegation = {
  /** Piece range. */
  from: number;
  to: number;
  person: Person | null;
  /** The words send somebody, and not the sender himself. */
  clear: boolean;
  /** Another than the sender is represented. */
  principal: Person | null;
};

/**
 * The words that send somebody run across commas, so all pieces are looked at in a row: what sends ("cử", or "để … đi
 * thay"), who is sent, and what he is sent for.
 */
export function readDelegation(message: Message): Reading[] {
  const pieces = message.clauses.flatMap((clause) => clause.pieces);
  const found = delegationIn(pieces);
  if (!found) return [];
  const { from, to, person, principal } = found;
  // "Sở Xây dựng cử Giám đốc Trần Văn Hòa dự": that is himself.
  if (pieces.slice(from, to).some((piece) => has(piece, 'own') && piece.person) && !person) return [];
  const beside = [...pieces.slice(0, from), ...pieces.slice(to)];
  const attends = beside.some(
    (piece, at) =>
      (has(piece, 'act:attend') && !has(beside[at - 1], 'negation')) ||
      (has(piece, 'weak:go') && has(beside[at - 1], 'own-will')),
  );
  // "Đi không được nữa, | cô Lành đi thay": a no of another sentence denies nothing here.
  const own = message.clauses.find((clause) => clause.pieces.includes(pieces[from]!))!;
  const start = Math.max(from - 2, pieces.indexOf(own.pieces[0]!), 0);
  const denied =
    pieces.slice(start, to).some((piece) => has(piece, 'negation', 'not-yet')) ||
    // "Tôi không vắng, cử anh Nam đi thay".
    beside.some((piece, at) => has(piece, 'act:absent') && has(beside[at - 1], 'negation'));
  // "Đồng ý cho anh Nam cử người dự thay" is a presider's word.
  const assented =
    pieces.slice(0, from).some((piece) => has(piece, 'act:agree', 'act:refuse')) || has(pieces[from - 1], 'agreeing');
  if (assented || permitsFrom(pieces, from)) return [];
  // "Tôi xin vắng, không cử người dự thay".
  const away =
    message.clauses.some((clause) => clause.pieces.some((piece) => has(piece, 'act:absent'))) &&
    message.clauses.some(sendsNobody);
  // "Tôi đi nhé, không cử cấp phó".
  const speaks = message.clauses.some((clause) => saysPresence(clause) && !sendsNobody(clause));
  if (denied) return attends || away || (speaks && message.clauses.some(sendsNobody)) ? [] : [unsure];
  // "Cử anh Lê Quang Vinh, số của anh Vinh là …" names one.
  const named = new Set(
    pieces.flatMap((piece) => (has(piece, 'person') && piece.person?.name ? [givenOf(piece.person.name)] : [])),
  ).size;
  const described = Object.entries({
    name: person?.name ?? '',
    post: person?.post || (person ? postBefore(message, pieces, from) || postAfter(message, to, pieces) : ''),
    phone: person?.phone || phoneIn(message, pieces) || phoneOf(pieces, person),
    reason: reasonBeside(message, beside),
  });
  const slots = Object.fromEntries(described.filter(([, words]) => words !== ''));
  const clear = found.clear && !message.doubtful && !goesElsewhere(pieces, from, to);
  if (principal) {
    const sure = clear && named <= 2;
    return [{ intent: 'note-answer', sure, slots: { person: principal.name, answer: 'proxy', ...slots } }];
  }
  const others = beside.some(
    (piece) =>
      has(piece, 'person', 'third', 'office-named') &&
      !has(piece, 'self', 'title', 'own', 'deputy', 'our-side') &&
      // "… chị ấy phụ trách mảng này": whoever was named.
      !(has(piece, 'anaphor') && person !== null) &&
      !(piece.person?.name && person?.name && givenOf(piece.person.name) === givenOf(person.name)),
  );
  // "Được, để cấp phó của đồng chí ấy đi thay": of another, whom he lets.
  const ofAnother = pieces
    .slice(from, to)
    .some(
      (piece, at) => has(piece, 'deputy') && has(pieces[from + at + 1], 'of') && has(pieces[from + at + 2], 'anaphor'),
    );
  if (ofAnother) {
    const plain = pieces.slice(0, from).every((piece) => isCourtesy(piece) || has(piece, 'yes', 'able', 'mark'));
    return [
      {
        intent: 'agree',
        sure: plain && !message.doubtful && beside.every((piece) => isCourtesy(piece) || has(piece, 'yes', 'able')),
        slots: {},
      },
    ];
  }
  const proxy: Reading = { intent: 'proxy', sure: clear && !attends && !others && named <= 1, slots };
  // "Cho đồng chí Hạnh đi thay, đồng ý": where somebody asked for that, it is the answer.
  const assents = message.clauses.some(
    (clause) =>
      clause.pieces.some((piece) => has(piece, 'act:agree')) &&
      clause.pieces.every((piece) => isCourtesy(piece) || has(piece, 'act:agree')),
  );
  // "Cho anh Nam đi thay" may be said by who sends him, and by who lets him.
  const lets = has(pieces[from], 'let') && has(pieces[from], 'wish') && has(pieces[to - 1], 'instead');
  const rest = message.clauses.filter((clause) => !clause.pieces.includes(pieces[from]!));
  const alone = rest.every(
    (clause) =>
      clause.pieces.every((piece) => isCourtesy(piece) || has(piece, 'yes')) || (person?.name && leavesOther(clause)),
  );
  const allowed = lets && pieces.slice(0, from).every((piece) => isCourtesy(piece) || has(piece, 'yes')) && alone;
  const agreed = {
    intent: 'agree',
    sure: found.clear && !message.held && named <= 1,
    slots: person?.name ? { person: person.name } : {},
  };
  const sent = person !== null || pieces.slice(from, to).some((piece) => has(piece, 'deputy'));
  const sure = proxy.sure && (sent || !allowed);
  return assents || allowed
    ? [
        { ...proxy, sure },
        { ...agreed, sure: agreed.sure && (allowed || clear) },
      ]
    : [proxy];
}

/** "Cử anh Nam đi Hà Nội", "để anh Nam đi đón con": what he goes for is not the meeting. */
function goesElsewhere(pieces: readonly Piece[], from: number, to: number): boolean {
  if (pieces.slice(from, to).some((piece) => has(piece, 'instead', 'act:attend', 'substitute'))) return false;
  const [last, next] = [pieces[to - 1]!, pieces[to]];
  if (next?.from !== last.to) return false;
  return has(next, 'busy') || (isBareGo(last) && has(next, 'unknown', 'thing', 'moving', 'spot', 'place'));
}

const isBareGo = (piece: Piece): boolean => has(piece, 'weak:go') && piece.to - piece.from === 1;

/** "… đi thay, số 0905 123 456". */
function phoneIn(message: Message, pieces: readonly Piece[]): string {
  const number = pieces.find((piece) => has(piece, 'phone-number'));
  return number ? textOf(message, number.from, number.to).replace(/[ .-]/g, '') : '';
}

/** "… số anh Thịnh 0912 345 678": said where he is named again. */
const phoneOf = (pieces: readonly Piece[], person: Person | null): string =>
  pieces.find((piece) => piece.person?.phone && person?.name && givenOf(piece.person.name) === givenOf(person.name))
    ?.person?.phone ?? '';

/** "… dự thay tôi, chức vụ Phó Giám đốc": in a sentence of its own. */
function postAfter(message: Message, to: number, pieces: readonly Piece[]): string {
  const clause = message.clauses.find((one) => one.from >= (pieces[to - 1]?.to ?? 0) && isPostOnly(one));
  const post = clause?.pieces.find((piece) => has(piece, 'post', 'deputy'));
  return post ? textOf(message, post.from, clause!.to) : '';
}

const isPostOnly = ({ pieces }: Clause): boolean =>
  pieces.some((piece) => has(piece, 'post')) &&
  pieces.every(
    (piece) => isCourtesy(piece) || has(piece, 'post', 'post-word', 'office', 'branch', 'being', 'own', 'anaphor'),
  );

/** "Chánh Văn phòng Sở tôi là chị Hằng …". */
function postBefore(message: Message, pieces: readonly Piece[], from: number): string {
  if (!has(pieces[from - 1], 'being')) return '';
  const at = pieces.slice(0, from).findLastIndex((piece) => has(piece, 'post'));
  const between = pieces.slice(at + 1, from - 1);
  if (at < 0 || !between.every((piece) => has(piece, 'self', 'our-side', 'own'))) return '';
  // "Sở tôi" is his office, and himself.
  const office = between.find((piece) => has(piece, 'our-side') && piece.to - piece.from > 1);
  return textOf(message, pieces[at]!.from, office ? office.to - 1 : pieces[at]!.to);
}

const unsure: Reading = { intent: 'proxy', sure: false, slots: {} };

function delegationIn(pieces: readonly Piece[]): Delegation | null {
  const lead = pieces.findIndex(
    (piece, at) =>
      // "Cho người đi thay".
      (has(piece, 'let') && !(has(pieces[at + 1], 'delegate') && has(pieces[at + 1], 'substitute'))) ||
      (has(piece, 'delegate') && !isLoose(pieces, at)),
  );
  const tail = pieces.findIndex(
    (piece, at) => has(piece, 'instead') && !pieces.slice(0, at).some((before) => has(before, 'nobody')),
  );
  if (lead >= 0 && (has(pieces[lead], 'delegate') || tail > lead)) return ledBy(pieces, lead, tail);
  if (tail < 0) return sentIn(pieces);
  // "Thay mặt tôi có đồng chí Lộc dự".
  const stands = pieces.findIndex(
    (piece, at) => at > tail && has(piece, 'person') && has(pieces[at + 1], 'act:attend', 'weak:go', 'wish'),
  );
  if (stands > tail && pieces.slice(0, tail).every(isCourtesy) && pieces.slice(tail + 1, stands).every(isLinking)) {
    return { from: tail, to: stands + 2, person: pieces[stands]!.person ?? null, clear: true, principal: null };
  }
  // "Dự họp thay: Hồ Tấn Phát".
  if (
    pieces[tail + 1]?.person?.name &&
    pieces[tail + 1]!.from > pieces[tail]!.to &&
    pieces.slice(0, tail).every(isLinking)
  )
    return { from: tail, to: tail + 2, person: pieces[tail + 1]!.person!, clear: true, principal: null };
  // "Thay tôi là bà Kim Anh, Chánh Văn phòng": who it is comes after.
  const being = pieces.findIndex(
    (piece, at) => at > tail && at <= tail + 2 && has(piece, 'being') && has(pieces[at + 1], 'person'),
  );
  if (being > tail && pieces.slice(tail + 1, being).every((piece) => has(piece, 'self', 'own')))
    return { from: tail, to: being + 2, person: pieces[being + 1]!.person ?? null, clear: true, principal: null };
  // "Đồng chí Bình dự thay tôi": nobody is said to send him but by "thay".
  const who = pieces.slice(0, tail).findLastIndex((piece) => has(piece, 'person', 'deputy'));
  const between = pieces.slice(who + 1, tail);
  const isHis = between.every(
    (piece) =>
      isCourtesy(piece) ||
      has(piece, 'wish', 'post', 'stands-for', 'office-named', 'own', 'our-side', 'weak:go', 'moving'),
  );
  if (who < 0 || !isHis) return null;
  // "Người dự thay tôi: Hồ Ngọc Ánh".
  const named = pieces.findIndex((piece, at) => at > tail && piece.person?.name && has(piece, 'person'));
  if (!pieces[who]!.person && named >= 0) {
    return { from: who, to: named + 1, person: pieces[named]!.person!, clear: true, principal: null };
  }
  return endedBy(pieces, who, tail, pieces[who]!.person ?? null);
}

/** "… đám giỗ cụ", without its marks: a word that might send somebody, and nobody to be sent. */
const isLoose = (pieces: readonly Piece[], at: number): boolean =>
  pieces[at]!.to - pieces[at]!.from === 1 &&
  pieces.slice(0, at).some((piece) => has(piece, 'because')) &&
  !pieces
    .slice(at + 1)
    .some((piece) =>
      has(piece, 'person', 'deputy', 'instead', 'self', 'own', 'third', 'title', 'post', 'office-named'),
    );

/** "Để cậu Thắng đi họp nhé": to let him go is to send him. */
function sentIn(pieces: readonly Piece[]): Delegation | null {
  const lead = pieces.findIndex((_piece, at) => isSentOff(pieces, at));
  return lead < 0 ? null : ledBy(pieces, lead, -1);
}

const permitsFrom = (pieces: readonly Piece[], from: number): boolean =>
  pieces.slice(0, from + 1).some((_piece, at) => permitsAt(pieces, at));

/** "Cho phép anh Phúc cử cấp phó đi thay": he lets another send somebody. */
export const permitsAt = (pieces: readonly Piece[], at: number): boolean =>
  (has(pieces[at], 'for') || (has(pieces[at], 'let') && has(pieces[at], 'wish') && !has(pieces[at], 'plea'))) &&
  ((Boolean(pieces[at + 1]?.person?.name) && has(pieces[at + 1], 'person')) || has(pieces[at + 1], 'anaphor')) &&
  has(pieces[at + 2], 'delegate');

/** "Giao đồng chí Ngà, chánh văn phòng, đi họp": somebody and what he is sent for. */
export function isSentOff(pieces: readonly Piece[], at: number): boolean {
  const [who, next, after] = pieces.slice(at + 1, at + 4);
  const what = has(next, 'mark') ? after : next;
  return (
    has(pieces[at], 'sends') &&
    // "Đổi cho anh Nam dự trực tuyến" sends nobody.
    !has(pieces[at - 1], 'changing') &&
    has(who, 'person', 'deputy') &&
    !has(who, 'act:absent') &&
    has(what, 'act:attend', 'weak:go', 'weak:attend')
  );
}

/** "cử", "ủy quyền cho", "để … đi thay": who is sent comes after it. */
function ledBy(pieces: readonly Piece[], lead: number, tail: number): Delegation {
  const end = tail > lead ? tail : endOfSent(pieces, lead);
  const sent = pieces.slice(lead + 1, end + 1);
  const person = sent.find((piece) => piece.person && has(piece, 'person'))?.person ?? null;
  const found = endedBy(pieces, lead, end, person);
  const subject = pieces
    .slice(0, lead)
    .findLast((piece) => !isCourtesy(piece) && !has(piece, 'wish', 'called', 'our-side', 'office-named'));
  const sender = subject && has(subject, 'person') ? (subject.person ?? null) : null;
  // "Cử tôi dự", "anh Nam cử em đi": it is the sender who is sent.
  const isSelf =
    person === null &&
    sent.some(
      (piece, at) =>
        (has(piece, 'self') || (has(piece, 'own') && piece.person)) &&
        !has(piece, 'instead') &&
        !has(sent[at + 1], 'deputy'),
    );
  const passive = has(pieces[lead - 1], 'passive') && pieces[lead - 1]!.to === pieces[lead]!.from;
  const allowed = subject === undefined || !has(pieces[pieces.indexOf(subject) - 1], 'passive');
  // "Em soạn giúp anh công văn cử chị Hạnh": of a paper that is to be written.
  const written = has(pieces[lead - 1], 'paper') && pieces[lead - 1]!.to === pieces[lead]!.from;
  return { ...found, clear: !isSelf && !passive && allowed && !written, principal: found.principal ?? sender };
}

const isLinking = (piece: Piece): boolean => isCourtesy(piece) || has(piece, 'have', 'let', 'noise');

const isSent = (piece: Piece | undefined): boolean =>
  has(
    piece,
    'person',
    'let',
    'deputy',
    'act:attend',
    'weak:attend',
    'weak:go',
    'noise',
    'post',
    'own',
    'title',
    'third',
    'self',
    'else',
    'of',
  );

/** "cử đồng chí Nam dự", "ủy quyền cho đồng chí Nam": as far as the one who is sent, and what for. */
function endOfSent(pieces: readonly Piece[], lead: number): number {
  let at = lead;
  while (
    (isSent(pieces[at + 1]) || (has(pieces[at + 1], 'polite') && has(pieces[at + 2], 'act:attend'))) &&
    !has(pieces[at + 1], 'because') &&
    // "… PGĐ. Tôi đi Bộ": he speaks of himself in a sentence of its own.
    !(has(pieces[at + 1], 'self') && pieces[at + 1]!.from > pieces[at]!.to)
  )
    at += 1;
  return at;
}

/** "… dự thay tôi", "… dự thay anh Nam". */
function endedBy(pieces: readonly Piece[], from: number, end: number, person: Person | null): Delegation {
  const follows = pieces[end + 1]?.from === pieces[end]?.to;
  const next = has(pieces[end], 'instead') && follows ? pieces[end + 1] : undefined;
  const principal = has(next, 'person') && next?.person?.name ? next.person : null;
  // "… dự họp thay Giám đốc": who is invited.
  const chief = has(next, 'third') && has(next, 'post') && !has(pieces[end + 2], 'office-named', 'belonging', 'of');
  let to = has(next, 'self', 'person') || chief ? end + 2 : end + 1;
  // "… thay mặt Sở dự".
  if (has(pieces[to], 'our-side', 'own', 'office') && has(pieces[to + 1], 'act:attend', 'weak:go')) to += 1;
  // "… sẽ thay tôi dự".
  if (has(pieces[to], 'act:attend') && pieces[to]!.from === pieces[to - 1]!.to) to += 1;
  return { from, to, person, clear: true, principal };
}

/** The reason is said with "vì", or is what else is said. */
function reasonBeside(message: Message, beside: readonly Piece[]): string {
  const reasons = message.clauses
    .filter((clause) => !isPostOnly(clause))
    .map((clause) => {
      const own = clause.pieces.filter((piece) => beside.includes(piece));
      const { reason, rest } = becauseIn(message, own);
      return reason || reasonIn(message, clause, rest);
    });
  return reasons.filter((words) => words !== '').join(', ');
}

/** Of the rest of a clause only what says why: not "tôi vắng", not courtesies. */
function reasonIn(message: Message, clause: Clause, rest: readonly Piece[]): string {
  const runs: Piece[][] = [[]];
  for (const piece of clause.pieces) {
    if (rest.includes(piece) && !has(piece, 'mark')) runs.at(-1)!.push(piece);
    else runs.push([]);
  }
  const reasons = runs.map((run) => {
    const isIdle = (piece: Piece): boolean =>
      (isCourtesy(piece) || has(piece, 'time', 'wish', 'noise', 'office', 'own')) && !has(piece, 'busy', 'meet');
    const start = run.findIndex((piece) => !isIdle(piece));
    const verb = run.findIndex(
      (piece, at) =>
        at > start && has(piece, 'negation') && has(run[at + 1], 'act:attend', 'weak:attend', 'weak:go', 'able'),
    );
    const kept = start < 0 ? [] : run.slice(start, verb < 0 ? undefined : verb);
    return kept.some((piece) => has(piece, 'unknown', 'busy', 'thing', 'called', 'must'))
      ? plainText(message, kept)
      : '';
  });
  return reasons.filter((words) => words !== '').join(', ');
}
