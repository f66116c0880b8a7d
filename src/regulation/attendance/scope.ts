// Điều 6.4: how far an alternate speaks for who sends him (PX1). The request does not wait for it; the presider sees it, or that it is not said.
import { type Act, command } from '../../kernel/command.ts';
import { agree, type Decision, refuse } from '../../kernel/decision.ts';
import { hidden } from '../../kernel/fields.ts';
import { cleanLine } from '../../kernel/fold.ts';
import type { Effects } from '../../kernel/notice.ts';
import { text } from '../../kernel/text.ts';
import { scopes, toSome } from '../meetings/index.ts';
import { scopeText } from '../meetings/invitation/index.ts';
import { type Consequence, requestIn } from './answer.ts';
import { gatherMember, meetingField } from './commands.ts';
import { requestView } from './consent/views.ts';
import { closedBecause, type MemberArgs } from './decide.ts';
import { factsAfter, type MemberFacts } from './facts.ts';
import { memberCard } from './views.ts';

type ScopeArgs = MemberArgs & { scope?: string };

const scopeMax = 200;

/** Said once before the presider agrees, or for the first time after; what he agreed to is not widened behind his back. */
export function decideScope(facts: MemberFacts, act: Act<ScopeArgs>): Decision<Consequence> {
  const { standing, file, person } = facts;
  const closed = closedBecause(file.meeting, act.args.version, act.now);
  if (closed) return closed;
  const request = requestIn(standing);
  const alternate = request?.alternate;
  if (!request || !alternate || (standing.state !== 'asking' && standing.state !== 'represented')) {
    return refuse('no-proxy', text('attendance:refusal.no-proxy'), { article: '6.4', closes: true });
  }
  const { scope = '' } = act.args;
  const agreed = standing.state === 'represented';
  if (agreed && alternate.scope) {
    const values = { alternate: alternate.name, scope: scopeText(alternate.scope) };
    return refuse('scope-agreed', text('attendance:refusal.scope-agreed', values), { article: '6.4', closes: true });
  }
  const said: Consequence = { type: 'attendance.scoped', requestId: request.id, scope, at: act.now };
  if (!agreed) return agree(said);
  const { id: meetingId } = file.meeting;
  return agree<Consequence>(said, { type: 'meetings.alternate-scoped', meetingId, principalId: person.id, scope });
}

/** The presider's card says it; once he has agreed, he and the alternate are told; and always the principal, of what was said for him. */
export function tellScope(before: MemberFacts, act: Act<ScopeArgs>, events: readonly Consequence[]): Effects {
  const now = factsAfter(before, events);
  const request = requestIn(now.standing);
  if (!request?.alternate) return { notices: [] };
  const { file, person, decider } = now;
  const news = text('attendance:notice.scope', {
    person: person.fullName,
    alternate: request.alternate.name,
    scope: scopeText(request.alternate.scope ?? ''),
  });
  const what = `scope:${request.id}:${act.now.getTime().toString(36)}`;
  const his = person.id === act.by.person.id ? [] : [person.id];
  const own = toSome(his, file, what, memberCard(now, act.now, { news: [news] }));
  if (request.state === 'waiting') {
    const view = requestView({ ...now, request, askedBy: null, decidedBy: null }, true);
    const matter = `request:${request.id}`;
    // Told anew, not brought up to date: there are messengers in which a card that was sent stays as it was.
    const cards = decider ? toSome([decider.id], file, what, view, { matter, personal: true }) : [];
    return { notices: [...own, ...cards] };
  }
  const decidedBy = request.state === 'agreed' ? [request.decidedBy] : [];
  const told = [...decidedBy, ...(request.alternate.personId ? [request.alternate.personId] : [])];
  return { notices: [...own, ...toSome(told, file, what, { lines: [news] })] };
}

export const scope = command<ScopeArgs, MemberFacts, Consequence>({
  name: 'attendance.scope',
  word: 'phamvi',
  alias: ['scope'],
  article: '6.4',
  allowed: 'anyone',
  personal: false,
  fields: {
    meeting: meetingField,
    person: hidden,
    scope: {
      ask: 'attendance:ask.scope',
      options: async () => scopes.map((value) => ({ value, label: scopeText(value) })),
      read: ({ text: typed }) => {
        const words = cleanLine(typed, scopeMax);
        return words.includes(' ')
          ? { ok: true, value: words }
          : { ok: false, problem: text('attendance:read.scope', { said: words }) };
      },
    },
    version: hidden,
  },
  gather: (tx, asking) => gatherMember(tx, asking, false),
  opens: decideScope,
  decide: decideScope,
  tell: tellScope,
  show: (before, act, events) => {
    const facts = factsAfter(before, events);
    const said = requestIn(facts.standing)?.alternate?.scope;
    const news = said ? [text('attendance:recorded.scope', { scope: scopeText(said) })] : [];
    return memberCard(facts, act.now, { news });
  },
});
