// Who hears of a meeting being prepared: the chair when it is put before him, the invited only once he has agreed.
import { awaits, present } from '../../../kernel/approval.ts';
import type { Act } from '../../../kernel/command.ts';
import { type Effects, knownTo, type Notice, tellEach } from '../../../kernel/notice.ts';
import { plainText, said, type Text, text } from '../../../kernel/text.ts';
import { choice, press, type View } from '../../../kernel/view.ts';
import type { Standing } from '../asking.ts';
import { deciderOf, type MeetingFacts } from '../decide.ts';
import { evolveAll } from '../evolve.ts';
import { invitationBrief } from '../invitation/briefs.ts';
import { answerChoices, beforeAnswer, freshInvitation, invitationView, withPapers } from '../invitation/card.ts';
import { headingOf, meetingLines, paperLinks, paperTimeLines } from '../invitation/lines.ts';
import {
  asReadBy,
  invited,
  isLatePaper,
  isOpenForAnswers,
  type MeetingEvent,
  type MeetingFile,
  matterOf,
  participantOf,
  peopleIn,
} from '../meeting.ts';
import { convenedReminders, overseerIds, toParticipants, toSome } from '../notices.ts';
import { clashesOf } from '../oddity.ts';
import { actorName } from '../views.ts';
import { convening } from './awaited.ts';
import { meetingView } from './views.ts';

export function tellPreparation(facts: MeetingFacts, act: Act, events: readonly MeetingEvent[]): Effects {
  const after = { ...facts, file: evolveAll(facts.file, events) };
  const event = events[0];
  switch (event?.type) {
    case 'meetings.submitted':
      return {
        notices: present(convening, after, act),
        reminders: [awaits(convening, after, act)],
      };
    case 'meetings.recalled':
      return { notices: askChair(after, act, 'recalled', { class: 'refresh' }) };
    case 'meetings.returned':
      return { notices: tellReturned(facts, after.file, act) };
    case 'meetings.convened':
      return { notices: tellConvened(facts, after.file, act), reminders: convenedReminders(after.file, act) };
    case 'meetings.papers-added':
      return {
        notices: [...refreshOthers(after, act), ...knownTo(act.by.person.id, tellPapers(after.file, event.papers))],
      };
    case undefined:
      return { notices: [] };
    default:
      return { notices: refreshOthers(after, act) };
  }
}

/** `standing`: of those invited, while they can still answer. */
export type SupplementFacts = MeetingFacts & { standing: ReadonlyMap<string, Standing> };

/** What was added to an invitation that is out reaches everybody who has it; the clerk's number also who waits for it. */
export function tellSupplement(facts: SupplementFacts, act: Act, events: readonly MeetingEvent[]): Effects {
  const event = events[0];
  const file = evolveAll(facts.file, events);
  const { meeting } = file;
  if (!event || meeting.state === 'draft' || meeting.state === 'submitted') return tellPreparation(facts, act, events);
  const what = `supplement:${act.newId()}`;
  const news = newsOf(event, file);
  const invited = peopleIn(file);
  const told = isOpenForAnswers(meeting, act.now) ? invited : [];
  const view = (personId: string): View => {
    const one = participantOf(file, personId);
    const stands = facts.standing.get(personId);
    const status = stands?.status ?? beforeAnswer(meeting, personId);
    const choices = stands?.choices ?? answerChoices(meeting, personId, one);
    const person = { id: personId, fullName: one?.name ?? '' };
    return {
      ...invitationView(file, person, { status, choices, extra: [news] }),
      brief: invitationBrief(file, personId),
    };
  };
  const overseers = overseerIds(file, facts.seats, [act.by.person.id, ...told]);
  const managed = meetingView({ ...facts, file }, act, false);
  return {
    notices: [
      ...(told.length > 0
        ? knownTo(act.by.person.id, toParticipants(file, what, view, { expiresAt: meeting.startsAt }))
        : []),
      ...toSome(
        overseers,
        file,
        `${what}:overseer`,
        { ...managed, lines: [news, ...managed.lines] },
        { class: event.type === 'meetings.numbered' ? 'notice' : 'refresh' },
      ),
    ],
  };
}

function newsOf(event: MeetingEvent, { meeting }: MeetingFile): Text {
  const code = said(meeting.code);
  if (event.type === 'meetings.numbered') {
    return text('preparation:notice.numbered', { code, number: said(meeting.number ?? '') });
  }
  const [what] = event.type === 'meetings.details-set' ? Object.keys(event.details) : ['agenda'];
  return text(`preparation:notice.added-${what as 'agenda' | 'contact' | 'requirements' | 'link'}`, { code });
}

/** Several prepare one meeting: the card of who drafted it, and the chair's that decides, say what another has added. */
function refreshOthers(facts: MeetingFacts, act: Act): Notice[] {
  const { meeting } = facts.file;
  if (meeting.state !== 'draft' && meeting.state !== 'submitted') return [];
  const what = `edited:${act.newId()}`;
  const decider = deciderOf(facts.lead)?.person.id;
  const view = meetingView(facts, act, false);
  const drafters = [meeting.draftedBy].filter((id) => id !== act.by.person.id && id !== decider);
  return [
    ...toSome(drafters, facts.file, what, view, { class: 'refresh', personal: true }),
    ...(meeting.state === 'submitted' && decider !== act.by.person.id
      ? askChair(facts, act, what, { class: 'refresh' })
      : []),
  ];
}

/** What the chair decides on; for him alone, no copy to assistants. */
function askChair(facts: MeetingFacts, act: Act, what: string, more: Partial<Notice> = {}): Notice[] {
  const decider = deciderOf(facts.lead);
  if (!decider) return [];
  const { meeting } = facts.file;
  const view = meetingView(facts, act, true);
  const shown = meeting.state === 'submitted' ? view : { ...view, choices: [] };
  return toSome([decider.person.id], facts.file, `${what}:v${meeting.submissions}`, shown, {
    class: 'action',
    personal: true,
    expiresAt: meeting.startsAt,
    ...more,
  });
}

function tellReturned(facts: MeetingFacts, after: MeetingFile, act: Act): Notice[] {
  const { meeting } = facts.file;
  const submittedBy = meeting.state === 'submitted' ? [meeting.submittedBy] : [];
  const to = [...new Set([...submittedBy, meeting.draftedBy])].filter((id) => id !== act.by.person.id);
  const view = meetingView({ ...facts, file: after }, act, false);
  const news = text('preparation:notice.returned', { by: actorName(act) });
  return toSome(to, after, `returned:v${meeting.submissions}`, { ...view, lines: [news, ...view.lines] });
}

/** QĐ 45/2018: to each who is invited; beside them the secretariat learns that it went out. */
function tellConvened(facts: MeetingFacts, after: MeetingFile, act: Act): Notice[] {
  const { meeting } = after;
  const invited = peopleIn(after);
  const submittedBy = facts.file.meeting.state === 'submitted' ? [facts.file.meeting.submittedBy] : [];
  const told = [...new Set([...overseerIds(after, facts.seats, []), ...submittedBy])];
  const others = told.filter((id) => id !== act.by.person.id && !invited.includes(id));
  const view = meetingView({ ...facts, file: after }, act, false);
  const news = text('preparation:notice.convened', { by: actorName(act) });
  const where = { ...act, near: facts.near ?? [] };
  const invitation = (personId: string): View =>
    withPapers(freshInvitation(after, personId, clashesOf(personId, meeting, where)), asReadBy(after, personId));
  const invitations = toParticipants(after, 'invitation', invitation, { expiresAt: meeting.startsAt });
  return [
    // Who convenes what he presides over knows it from his own card.
    ...knownTo(act.by.person.id, invitations, (to) => to !== meeting.presiderId),
    ...toSome(others, after, `convened:v${meeting.version}`, { ...view, lines: [news, ...view.lines] }),
    ...toPassOn(facts, after),
  ];
}

/** For each guest whom the system cannot write to: nothing but what he is to read, so that the secretary passes it on as it is (9.2). */
function toPassOn({ seats }: MeetingFacts, file: MeetingFile): Notice[] {
  const strangers = invited(file).filter(({ as, personId }) => as === 'guest' && personId === null);
  if (strangers.length === 0) return [];
  const secretaries = seats.filter(({ role }) => role === 'secretariat').map(({ person }) => person.id);
  const { meeting, body } = file;
  const told = (what: string, lines: readonly Text[]) =>
    toSome(secretaries, file, `${what}:v${meeting.version}`, { lines }, { class: 'action' });
  const names = said(strangers.map(({ name }) => name).join(', '));
  return [
    ...told('guests', [text('preparation:notice.guests', { code: said(meeting.code), names })]),
    ...strangers.flatMap(({ id, name, post }) =>
      told(`guest-${id}`, [
        text('preparation:guest.invited', { name, post: said(post), body: body.name, title: said(meeting.title) }),
        ...meetingLines(file),
        text('meetings:line.contact', { contact: said(meeting.contact) }),
        plainText('preparation:guest.confirm'),
      ]),
    ),
  ];
}

/** Papers that come after the invitation are sent after it; his card and what he answered stay as they are. */
function tellPapers(file: MeetingFile, papers: MeetingFile['papers']): Notice[] {
  const { meeting } = file;
  const [first] = papers;
  if ((meeting.state !== 'convened' && meeting.state !== 'held') || !first) return [];
  // A guest has none of them before they are picked for him (9.2).
  const readers = peopleIn(file).filter((person) => asReadBy({ ...file, papers }, person).papers.length > 0);
  const links = paperLinks({ papers });
  // Said to who presides and to every member; nothing is held back for it (QĐ 45/2018).
  const late = papers.some((paper) => isLatePaper(meeting, paper)) ? paperTimeLines({ meeting, papers }) : [];
  const plain = (person: string): View => ({
    heading: headingOf(file),
    lines: [text('preparation:notice.papers', { count: papers.length, title: said(meeting.title) }), ...late, ...links],
    choices: [
      choice(text('preparation:choice.open-invitation'), press('meetings.open', { meeting: meeting.id, person })),
    ],
  });
  const view = (person: string): View => withPapers(plain(person), { meeting, papers });
  // Of a meeting that has begun they are read afterwards.
  const ends = first.addedAt < meeting.startsAt ? { expiresAt: meeting.startsAt } : {};
  return tellEach(readers, matterOf(meeting), `paper:${first.id}:v${meeting.version}`, view, ends);
}
