// Words for coming and staying away, and what each of them comes to with the "không" around it.
import { type Clause, isCourtesy, isOther } from './clauses.ts';
import { type Message, matterNamed } from './message.ts';
import { has, type Piece } from './piece.ts';
import type { Reading } from './reading.ts';

export type Side = 'attend' | 'absent' | 'not-absent' | 'unclear';

const attends = (piece: Piece | undefined): boolean => has(piece, 'act:attend');

export const staysAway = (piece: Piece | undefined): boolean => has(piece, 'act:absent');

export const isWeak = (piece: Piece | undefined): boolean => has(piece, 'weak:attend', 'weak:absent', 'weak:go');

/** "Qua", "về", "lên": coming, in "không qua được" and nowhere else. */
export const moves = (piece: Piece | undefined): boolean => has(piece, 'moving');

export const isCore = (piece: Piece | undefined): boolean => attends(piece) || staysAway(piece);

/** Whether a clause says that somebody comes or stays away. */
export const saysPresence = (clause: Clause): boolean => coresOf(clause).length > 0;

/**
 * Weak words ("đến", "đi họp", "nghỉ") count where no clear one is said, and something makes them an answer: "sẽ đến",
 * "tôi đi họp", "không đi được", "họp online".
 */
function coresOf({ pieces }: Clause): number[] {
  const clear = pieces.flatMap((piece, index) => (isCore(piece) ? [index] : []));
  // "Vắng có lý do: dự kỳ họp HĐND": what comes after it says why.
  const why = pieces.findIndex((piece) => has(piece, 'because'));
  if (clear.length > 0) return why > clear[0]! ? clear.filter((at) => at < why) : clear;
  // "Toi ban": without its marks "tôi" is no "tới" of its own.
  const first = pieces.findIndex(
    (piece, at) =>
      isWeak(piece) &&
      !(
        has(piece, 'self') &&
        !has(piece, 'weak:go') &&
        !pieces.slice(0, at).some((one) => has(one, 'self', 'own', 'wish'))
      ),
  );
  const weak = pieces[first];
  if (!weak) {
    // "Đường từ huyện ra tỉnh đang sạt": nobody's coming.
    const moving = pieces.findIndex(
      (piece, at) => moves(piece) && !pieces.slice(0, at).some((one) => has(one, 'fromward')),
    );
    const next = pieces[moving + 1];
    // "Anh lên trực tiếp nhé", "bác sẽ xuống nhé", "không qua được".
    if (
      has(next, 'in-person') ||
      has(pieces[moving], 'in-person') ||
      (has(pieces[moving], 'comes') &&
        has(pieces[moving - 1], 'self', 'wish', 'own', 'own-will') &&
        saysHeGoes(pieces, pieces[moving]!))
    )
      return [moving];
    // "Xe không qua được" tells why.
    const denied = pieces.findIndex(
      (piece, at) =>
        moves(piece) &&
        has(pieces[at - 1], 'negation') &&
        !(has(pieces[at - 2], 'thing') && !has(pieces[at - 2], 'self')),
    );
    if (denied >= 0 && has(pieces[denied + 1], 'able')) return [denied];
    if (registersSelf(pieces)) return [pieces.findIndex((piece) => has(piece, 'registering'))];
    const sits = pieces.findIndex((piece) => has(piece, 'sitting'));
    return sits >= 0 && saysWhereHeSits(pieces) ? [sits] : [];
  }
  // "Chỉ ngồi được đến 10h": how long.
  if (has(weak, 'until') && has(pieces[first + 1], 'date') && !pieces.some((piece) => has(piece, 'wish'))) return [];
  if (pieces.some((piece) => has(piece, 'already'))) return [];
  const isSaid = (...kinds: readonly string[]): boolean =>
    pieces.some((piece) => piece !== weak && has(piece, ...kinds));
  // "Tôi tới phòng họp".
  if (has(weak, 'in-person') && isSaid('self', 'own', 'wish')) return [first];
  // "Tôi vào zoom".
  if (has(weak, 'online') && isSaid('self', 'own', 'wish')) return [first];
  if (isSaid('negation', 'online', 'in-person') || (isSaid('able') && isSaid('self', 'own'))) return [first];
  const goes = has(weak, 'weak:go') && !has(weak, 'weak:attend');
  if (saysHeGoes(pieces, weak)) return [first];
  if (goes) return weak.to - weak.from > 1 && isSaid('self', 'own', 'future') ? [first] : [];
  if (has(weak, 'weak:absent') && isSaid('self', 'own') && isSaid('noise', 'time')) return [first];
  return isSaid('wish') ? [first] : [];
}

/** "Sở Xây dựng đăng ký 01 đại biểu: Trần Văn Hòa, Giám đốc": he puts himself down, and nobody else. */
const registersSelf = (pieces: readonly Piece[]): boolean =>
  pieces.some((piece) => has(piece, 'registering')) &&
  pieces.some((piece) => has(piece, 'own') && piece.person) &&
  pieces.every(
    (piece) => isCourtesy(piece) || has(piece, 'own', 'registering', 'figure', 'post', 'noise', 'delegates'),
  );

/** "Ngồi tại điểm cầu huyện nhé": where he takes part, and nothing else. */
const saysWhereHeSits = (pieces: readonly Piece[]): boolean =>
  pieces.every(
    (piece) =>
      isCourtesy(piece) ||
      has(piece, 'sitting', 'online', 'in-person', 'own', 'our-side', 'noise', 'wish', 'spot', 'place', 'that-day'),
  );

/** "Anh đi nhé", "có đi": himself, and nothing else; not "anh đi rồi", "anh đi đi", "mai anh đi". */
const saysHeGoes = (pieces: readonly Piece[], weak: Piece): boolean =>
  pieces.some((piece) => has(piece, 'self', 'own', 'have', 'affirming', 'own-will')) &&
  pieces.filter((piece) => has(piece, 'order')).length <= 1 &&
  pieces.every(
    (piece) =>
      (isCourtesy(piece) ||
        piece === weak ||
        has(
          piece,
          'own',
          'have',
          'noise',
          'able',
          'affirming',
          'wish',
          'time',
          'act:reconsider',
          'all',
          'universal',
        )) &&
      !has(piece, 'done', 'negation', 'asking', 'place') &&
      // "Mai anh đi" may be a journey; "hôm ấy" is the day of the meeting.
      // Who comes over here comes to the meeting.
      !(
        has(piece, 'time') &&
        piece !== weak &&
        !has(piece, 'that-day') &&
        (!has(weak, 'weak:attend', 'comes') || has(weak, 'drops-in'))
      ),
  );

/** What each of the words for coming or staying away comes to, with the negation before it or "không được" after it. */
export function sidesOf(clause: Clause): Side[] {
  const cores = coresOf(clause);
  return cores.map((at, nth) => {
    const before = clause.pieces.slice(nth === 0 ? 0 : cores[nth - 1]! + 1, at);
    // "Không" in the reason denies something else.
    const because = clause.pieces.findIndex((piece, index) => index > at && has(piece, 'because'));
    const after = nth === cores.length - 1 ? clause.pieces.slice(at + 1, because < 0 ? undefined : because) : [];
    return sideOf(clause, clause.pieces[at]!, before, after);
  });
}

function sideOf({ pieces }: Clause, core: Piece, before: readonly Piece[], after: readonly Piece[]): Side {
  // "Chưa dự được" is a no, "chưa dự" is none.
  const notYet = before.some((piece) => has(piece, 'not-yet')) && after.some((piece) => has(piece, 'able'));
  const apart = before.slice(before.findLastIndex((_piece, at) => isDeniedApart(before, at)) + 1);
  // "Không về kịp để họp" has but the one no.
  const own = apart.some((piece) => has(piece, 'negation')) ? apart : before;
  const denied =
    [...own, ...after].filter((piece) => has(piece, 'negation')).length +
    (notYet && !own.some((piece) => has(piece, 'negation')) ? 1 : 0);
  const goes = attends(core) || moves(core) || has(core, 'weak:attend', 'weak:go', 'registering', 'sitting');
  const stays = staysAway(core) || has(core, 'weak:absent');
  // Without its marks a word may be either, or a courtesy: "xin vang".
  if (goes === stays || has(core, 'yes') || denied > 1) return 'unclear';
  // "Báo vắng qua điện thoại" says how it was told.
  const how = pieces.some((piece) => has(piece, 'online', 'in-person') && !(stays && has(piece, 'called')));
  if (stays) return denied > 0 ? 'not-absent' : how ? 'unclear' : 'absent';
  if (denied === 0) return 'attend';
  // "Không được dự": others do not let him. "Không dự trực tiếp": perhaps he does so online.
  return how || before.some((piece) => has(piece, 'disallowed')) ? 'unclear' : 'absent';
}

/** "Chưa về được | chắc chắn không họp được": the first no denies another verb, and ends with what it cannot. */
const isDeniedApart = (pieces: readonly Piece[], at: number): boolean =>
  has(pieces[at], 'able') &&
  has(pieces[at - 1], 'moving', 'weak:go', 'thing') &&
  has(pieces[at - 2], 'negation', 'not-yet');

export const unsure = (intent: string): Reading => ({ intent, sure: false, slots: {} });

/** Somebody else is spoken of, before the reason is given. */
export function hasOther({ pieces }: Clause): boolean {
  const because = pieces.findIndex((piece) => has(piece, 'because', 'remark'));
  const told = because < 0 ? pieces : pieces.slice(0, because);
  return told.some((piece, at) => isOther(piece) && !has(piece, 'self', 'title', 'own') && !isPlace(told, at));
}

export const courtesies = ['polite', 'thanks', 'greeting', 'yes', 'self', 'title', 'own', 'mark'];

export const matters = ['noise', 'time', 'all', 'about', 'document', 'date'];

/** "… tại cơ quan", "… ở hội trường tỉnh". */
export const isPlace = (pieces: readonly Piece[], at: number): boolean =>
  has(pieces[at], 'place') ||
  (has(pieces[at], 'spot', 'office-named', 'branch') && has(pieces[at - 1], 'place', 'spot', 'online', 'of'));

/** "Mai dự" may be tomorrow, or somebody called Mai. */
export const mayBeNamed = (pieces: readonly Piece[]): boolean => {
  const first = pieces.findIndex((piece) => !isCourtesy(piece));
  const leads =
    has(pieces[first], 'unknown') && has(pieces[first + 1], 'negation', 'wish', 'act:attend', 'act:absent', 'not-yet');
  const isGiven = pieces.some((piece) => has(piece, 'given') && piece.to - piece.from === 1);
  return (leads || isGiven) && !pieces.some((piece) => has(piece, 'self', 'own'));
};

export const whichOf = (message: Message, pieces: readonly Piece[]): Record<string, string> => {
  const named = matterNamed(message, pieces);
  return {
    ...(pieces.some((piece) => has(piece, 'all', 'evenly')) ? { all: 'all' } : {}),
    ...(named ? { matter: named } : {}),
  };
};

/** Nobody goes in his place: "không cử người dự thay". */
export function sendsNobody({ pieces }: Clause): boolean {
  if (pieces.some(isCore)) return false;
  const said = pieces.filter((piece) => !isCourtesy(piece));
  const denies =
    has(said[0], 'negation') &&
    said.some((piece) => has(piece, 'delegate')) &&
    said.slice(1).every((piece) => has(piece, 'delegate', 'deputy', 'who', 'have', 'instead', 'noise'));
  return denies || pieces.some((piece, at) => has(piece, 'instead') && isSentByNobody(pieces, at));
}

/** "Cũng không có ai đi thay", "không cử ai đi thay". */
export function isSentByNobody(pieces: readonly Piece[], at: number): boolean {
  const before = pieces.slice(0, at);
  const no = before.findLastIndex((piece) => has(piece, 'negation'));
  const denied = no < 0 ? [] : before.slice(no + 1);
  const sends = denied.some((piece) => has(piece, 'delegate', 'have', 'let', 'who'));
  const governed = denied.every((piece) => has(piece, 'delegate', 'who', 'let', 'have', 'deputy', 'be-told'));
  return before.some((piece) => has(piece, 'nobody')) || (sends && governed && !before.some((piece) => piece.person));
}
