// What the presider sees of a request, and how it was decided (Điều 4, 6.4).
import { postAt } from '../../../kernel/names.ts';
import { moment, said, type Text, text } from '../../../kernel/text.ts';
import { choice, press, type View } from '../../../kernel/view.ts';
import { owesOpinion } from '../../meetings/index.ts';
import { scopeLine } from '../../meetings/invitation/index.ts';
import { opinionState } from '../../opinions/index.ts';
import type { Request } from '../answer.ts';
import type { MemberFacts, RequestFacts } from '../facts.ts';
import { reasonText } from '../views.ts';

const named = (facts: MemberFacts) => ({
  person: facts.person.fullName,
  meeting: facts.file.meeting.code,
  at: moment(facts.file.meeting.startsAt, 'weekday-moment'),
});

/** Who asks for what, and what the presider should know before he decides. */
function requestLines(facts: RequestFacts): Text[] {
  const { request, seat, history } = facts;
  const lines: Text[] = [text(`attendance:request.${request.kind}`, { person: facts.person.fullName })];
  if (facts.askedBy) lines.push(text('attendance:request.asked-by', { by: facts.askedBy.fullName }));
  if (seat) lines.push(said(postAt(seat.post, seat.agency)));
  if (request.alternate) {
    lines.push(text('attendance:request.alternate', { name: request.alternate.name, post: request.alternate.post }));
    lines.push(scopeLine(request.alternate.scope));
  }
  lines.push(text('attendance:request.reason', { reason: reasonText(request.reason) }));
  const { year, proxies } = history;
  // Of one who stays away himself it matters only when he has been represented before.
  if (proxies > 0) lines.push(text('attendance:request.history', history));
  else if (request.kind === 'proxy') lines.push(text('attendance:request.no-history', { year }));
  // Of somebody whom 6.4 does not bind only what he has sent is worth a line.
  if (owesOpinion(facts.participant) || facts.opinionsOn.length > 0) {
    lines.push(opinionState(facts.duty, facts.file, facts.opinionsOn));
  }
  return lines;
}

export const requestHeading = (facts: MemberFacts): Text => {
  const { person, meeting, at } = named(facts);
  return text('attendance:request.heading', { person, meeting, at });
};

const requestCardOf = (request: Request): string => `request:${request.id}`;

/** The presider's card: which meeting, then consent in one tap, a refusal with its reason; each button says the act. */
export function requestView(facts: RequestFacts, open: boolean, settled?: Text): View {
  const { kind, id } = facts.request;
  const on = { request: id };
  const choices = open
    ? [
        choice(text(`attendance:decide.consent-${kind}`), press('attendance.consent', on), 'good'),
        choice(text(`attendance:decide.refuse-${kind}`), press('attendance.refuse', on), 'bad'),
      ]
    : [];
  return {
    heading: requestHeading(facts),
    lines: [
      ...(settled ? [settled] : []),
      text('attendance:request.meeting', { title: said(facts.file.meeting.title) }),
      ...requestLines(facts),
    ],
    choices,
    card: requestCardOf(facts.request),
  };
}

/** Who decided; one who stands in for the absent chair is named as doing so (Điều 4). */
export function decider({ request }: RequestFacts, name: string): Text {
  const decided = request.state === 'agreed' || request.state === 'refused';
  return decided && request.acting ? text('attendance:request.acting', { by: name }) : said(name);
}

/** What was decided, by whom and when. */
export function verdictText(facts: RequestFacts, by: string): Text | undefined {
  const { request } = facts;
  if (request.state !== 'agreed' && request.state !== 'refused') return undefined;
  const verdict = { by: decider(facts, by), at: moment(request.decidedAt) };
  return request.state === 'refused' && request.becauseOf !== null
    ? text('attendance:request.refused-because', { ...verdict, reason: reasonText(request.becauseOf) })
    : text(`attendance:request.${request.state}`, verdict);
}
