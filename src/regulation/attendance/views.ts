// What an invitee and the presider see of answers and requests (Điều 6.4). Status in words, never by a sign alone.
import type { Act } from '../../kernel/command.ts';
import { cleanLine } from '../../kernel/fold.ts';
import { moment, plainText, quoted, said, type Text, type TextKey, text } from '../../kernel/text.ts';
import { type Choice, choice, offer, type View } from '../../kernel/view.ts';
import { isOpenForAnswers } from '../meetings/index.ts';
import {
  answerChoices,
  beforeAnswer,
  cannotChoice,
  invitationBrief,
  invitationView,
  scopeLine,
} from '../meetings/invitation/index.ts';
import { dutyNow, isOwed, opinionState, writeChoice } from '../opinions/index.ts';
import { type Consequence, isUnanswered, requestIn, type Standing } from './answer.ts';
import { attendPress } from './decide.ts';
import { factsAfter, isPresiding, type MemberFacts } from './facts.ts';
import { alternateText } from './proxy.ts';
import { absenceReasons, quickReason, quickRefusal, refusalReasons } from './reasons.ts';

/** A reason in words: a preset by its name, anything else as it was written. */
export function reasonText(reason: string): Text {
  const presets = [...absenceReasons, ...refusalReasons, quickReason, quickRefusal] as const;
  const preset = presets.find((name) => name === reason);
  return preset ? text(`attendance:reason.${preset}`) : quoted(reason);
}

export const sourceText = (source: string): Text =>
  plainText(`attendance:source.${source}` as TextKey & 'attendance:source.chat');

/** How somebody stands, said to himself. */
export function statusText({ standing, file, person }: MemberFacts): Text {
  switch (standing.state) {
    case 'unanswered':
      return beforeAnswer(file.meeting, person.id);
    case 'attending':
      return text(`attendance:status.attending-${standing.mode}`, { at: moment(standing.answer.at) });
    case 'asking':
      return text(`attendance:status.asking-${standing.request.kind}`, { at: moment(standing.request.askedAt) });
    case 'excused':
      return text('attendance:status.excused', { at: moment(standing.request.decidedAt) });
    case 'represented':
      return text('attendance:status.represented', {
        alternate: standing.request.alternate?.name ?? '',
        at: moment(standing.request.decidedAt),
      });
    case 'refused':
      return text(`attendance:status.refused-${standing.request.kind}`, {
        reason: reasonText(standing.request.becauseOf ?? ''),
      });
    case 'lapsed':
      return text('attendance:status.lapsed');
  }
}

/** What can be done next from here; the labels are those of the regulation's words. */
export function choicesFor(facts: MemberFacts, standing: Standing): Choice[] {
  const { meeting } = facts.file;
  const on = { meeting: meeting.id, person: facts.person.id };
  const opinion = dutyNow(facts.duty, meeting)?.state === 'owed' ? [writeChoice(meeting.id, facts.person.id)] : [];
  const attend = choice(text('attendance:card.attend-after-all'), attendPress(facts));
  switch (standing.state) {
    case 'unanswered':
    case 'refused':
      return [...answerChoices(meeting, facts.person.id, facts.participant)];
    case 'attending':
      return [
        standing.mode === 'online'
          ? choice(text('attendance:card.in-person'), attendPress(facts))
          : choice(text('attendance:card.online'), attendPress(facts, 'online')),
        ...(facts.participant.as === 'alternate'
          ? [cannotChoice(meeting, facts.person.id)]
          : [offer('attendance.change', on)]),
        ...(facts.participant.as === 'member' ? [offer('speaking.register', on)] : []),
        offer('calendars.file', { meeting: meeting.id }),
      ];
    case 'asking':
      return [...opinion, attend, ...unsaid(facts, standing), offer('attendance.withdraw', on)];
    case 'excused':
      return [...opinion, attend, offer('attendance.proxy', on)];
    case 'represented':
      return [...opinion, ...unsaid(facts, standing), choice(text('attendance:card.return-proxy'), attendPress(facts))];
    case 'lapsed':
      return opinion;
  }
}

/** How far his alternate speaks for him is asked once; until it is said, that comes before the letter. */
function unsaid({ file, person, seat }: MemberFacts, standing: Standing): Choice[] {
  const alternate = requestIn(standing)?.alternate;
  if (!alternate) return [];
  const on = { meeting: file.meeting.id, person: person.id };
  if (!alternate.scope) return [offer('attendance.scope', on)];
  return seat ? [offer('attendance.letter', on)] : [];
}

/** `told`: the news says how he stands, which is then not said again. */
type More = { news?: readonly Text[]; choices?: readonly Choice[]; told?: boolean };

/** The invitee's card as it stands, short, with a sentence of what has just happened before it. */
export function memberCard(facts: MemberFacts, now: Date, more: More = {}): View {
  const { meeting } = facts.file;
  const lines: Text[] = [
    ...(more.news ?? []),
    said(cleanLine(meeting.title, 80)),
    text('meetings:line.place', { place: said(meeting.place) }),
  ];
  if (facts.principal) {
    lines.push(text('attendance:card.for-principal', { principal: facts.principal.fullName }));
    lines.push(scopeLine(facts.participant.scope));
  }
  const sent = requestIn(facts.standing);
  if (sent?.alternate && (sent.state === 'waiting' || sent.state === 'agreed'))
    lines.push(scopeLine(sent.alternate.scope));
  if (dutyNow(facts.duty, meeting)) lines.push(opinionState(facts.duty, facts.file, facts.opinionsOn));
  if (isUnanswered(facts.standing) && !isPresiding(facts) && meeting.state === 'convened' && now < meeting.answerBy) {
    lines.push(text('meetings:line.answer-by', { at: moment(meeting.answerBy) }));
  }
  if (!more.told) lines.push(text('meetings:line.status', { status: statusText(facts) }));
  return {
    heading: text('attendance:card.heading', { meeting: meeting.code, at: moment(meeting.startsAt, 'weekday-moment') }),
    lines,
    choices: choicesNow(facts, now, more),
    card: `meeting:${meeting.id}:${facts.person.id}`,
  };
}

const choicesNow = (facts: MemberFacts, now: Date, more: More): readonly Choice[] =>
  isOpenForAnswers(facts.file.meeting, now) ? (more.choices ?? choicesFor(facts, facts.standing)) : [];

/** The whole invitation with its papers, for somebody who has not seen it. */
export const fullInvitation = (facts: MemberFacts, now: Date, news: readonly Text[]): View => ({
  ...invitationView(facts.file, facts.person, {
    status: statusText(facts),
    choices: choicesNow(facts, now, {}),
    extra: news,
  }),
  brief: invitationBrief(facts.file, facts.person.id),
});

/** Read back what was recorded, and how to change it (RS8). */
export function answeredView(before: MemberFacts, act: Act, events: readonly Consequence[]): View {
  const facts = factsAfter(before, events);
  const note = events.length > 0 && act.args.note ? [text('attendance:recorded.note', { note: act.args.note })] : [];
  const isHis = act.by.person.id === facts.person.id;
  const recorded = isHis ? recordedLines(facts) : recordedForLeader(facts);
  const news = events.length === 0 ? [] : [...recorded, ...note];
  return memberCard(facts, act.now, { news, told: news.length > 0 });
}

/** The same for his assistant: never as if the assistant were meant (Điều 10.3). */
function recordedForLeader(facts: MemberFacts): Text[] {
  const { standing, person } = facts;
  const { fullName: leader } = person;
  return [
    text('attendance:recorded.for-leader', { leader, status: statusText(facts) }),
    ...(standing.state === 'asking'
      ? [
          text('attendance:recorded.leader-waits', {
            leader,
            decider: facts.decider?.fullName ?? text('attendance:card.nobody'),
          }),
        ]
      : []),
    ...(standing.state === 'asking' && isOwed(facts.duty, facts.file.meeting)
      ? [text('attendance:recorded.leader-opinion', { leader })]
      : []),
    text('attendance:recorded.told', { person: leader }),
  ];
}

function recordedLines(facts: MemberFacts): Text[] {
  const { standing } = facts;
  if (standing.state === 'attending') {
    const at = moment(standing.answer.at);
    const others = (facts.meanwhile ?? []).map(({ code, startsAt, place }) =>
      text('attendance:recorded.meanwhile', { meeting: code, at: moment(startsAt), place: said(cleanLine(place, 60)) }),
    );
    return [text(`attendance:recorded.${standing.mode}`, { at }), ...others, text('attendance:recorded.change-until')];
  }
  if (standing.state === 'asking') {
    const { request } = standing;
    const at = moment(request.askedAt);
    const decider = facts.decider?.fullName ?? text('attendance:card.nobody');
    const recorded =
      request.kind === 'proxy'
        ? text('attendance:recorded.proxy', { at, alternate: request.alternate.name })
        : text('attendance:recorded.absence', { at });
    return [
      recorded,
      ...(request.alternate && request.alternate.personId === null ? [alternateText(request.alternate)] : []),
      text('attendance:recorded.waits-for', { decider }),
      ...(isOwed(facts.duty, facts.file.meeting) ? [text('attendance:recorded.opinion')] : []),
    ];
  }
  const { principal } = facts;
  return [
    principal
      ? text('attendance:recorded.cannot', { principal: principal.fullName })
      : text('attendance:recorded.withdrawn'),
  ];
}
