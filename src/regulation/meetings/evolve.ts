// What a meeting is after something happened to it. The store writes what this says, so both cannot differ.
import { writtenNumber } from '../../kernel/document-number.ts';
import {
  type AlternateAdded,
  type Convened,
  type Meeting,
  type MeetingEvent,
  type MeetingFile,
  newParticipant,
  type Participant,
} from './meeting.ts';

/** The file of the meeting after the event; an event that does not fit its state leaves it as it is. */
export function evolve(file: MeetingFile, event: MeetingEvent): MeetingFile {
  return {
    ...file,
    meeting: evolveMeeting(file.meeting, event),
    presider: event.type === 'meetings.presider-set' ? event.presider : file.presider,
    participants: evolveParticipants(file.participants, event),
    agenda: evolveAgenda(file.agenda, event),
    papers: evolvePapers(file.papers, event),
  };
}

function evolveAgenda(agenda: MeetingFile['agenda'], event: MeetingEvent): MeetingFile['agenda'] {
  if (event.type === 'meetings.covered' && event.level !== 'papers') return [];
  return event.type === 'meetings.agenda-set' ? event.agenda : agenda;
}

function evolvePapers(papers: MeetingFile['papers'], event: MeetingEvent): MeetingFile['papers'] {
  if (event.type === 'meetings.covered')
    return papers.map((paper) => ({ ...paper, title: event.called, fileId: null, link: null }));
  return event.type === 'meetings.papers-added' ? [...papers, ...event.papers] : papers;
}

export const evolveAll = (file: MeetingFile, events: readonly MeetingEvent[]): MeetingFile =>
  events.reduce(evolve, file);

export function evolveMeeting(meeting: Meeting, event: MeetingEvent): Meeting {
  switch (event.type) {
    case 'meetings.details-set':
      return { ...meeting, ...event.details };
    case 'meetings.numbered':
      return { ...meeting, number: writtenNumber(event.number) };
    case 'meetings.time-set':
      return { ...meeting, startsAt: event.startsAt, place: event.place };
    case 'meetings.presider-set':
      return { ...meeting, presiderId: event.presider.id };
    case 'meetings.covered':
      return event.level === 'papers'
        ? { ...meeting, apart: event.level }
        : {
            ...meeting,
            apart: event.level,
            title: event.called,
            requirements: null,
            reminderWords: null,
            urgency: meeting.urgency && event.called,
            report: {},
          };
    case 'meetings.report-written':
      return { ...meeting, report: { ...meeting.report, ...event.report } };
    case 'meetings.submitted':
      return {
        ...meeting,
        state: 'submitted',
        submittedAt: event.at,
        submittedBy: event.by,
        submissions: meeting.submissions + 1,
      };
    case 'meetings.recalled':
      return { ...meeting, state: 'draft', returnedBecause: null };
    case 'meetings.returned':
      return { ...meeting, state: 'draft', returnedBecause: event.because };
    case 'meetings.convened':
      return {
        ...meeting,
        state: 'convened',
        convenedAt: event.at,
        convenedBy: event.by,
        answerBy: event.answerBy,
        papersBy: event.papersBy ?? null,
        signerName: event.signerName ?? null,
        signerRole: event.signerRole ?? null,
      };
    case 'meetings.cancelled':
      return {
        ...meeting,
        state: 'cancelled',
        cancelledAt: event.at,
        because: event.because,
        proposal: null,
        // A paper that was never issued bears no number.
        number: wasConvened(meeting) ? meeting.number : null,
      };
    default:
      return wasConvened(meeting) ? evolveConvened(meeting, event) : meeting;
  }
}

const wasConvened = (meeting: Meeting): meeting is Meeting & Pick<Convened, 'convenedAt' | 'convenedBy' | 'answerBy'> =>
  meeting.state === 'convened' || meeting.state === 'postponed' || meeting.state === 'held';

function evolveConvened(
  meeting: Meeting & Pick<Convened, 'convenedAt' | 'convenedBy' | 'answerBy'>,
  event: MeetingEvent,
): Meeting {
  switch (event.type) {
    case 'meetings.change-proposed':
      return { ...meeting, proposal: event.proposal, submissions: meeting.submissions + 1 };
    case 'meetings.change-declined':
      return { ...meeting, proposal: null };
    case 'meetings.changed': {
      const { startsAt, place, because, answerBy } = event;
      const version = meeting.version + 1;
      return {
        ...meeting,
        state: 'convened',
        startsAt,
        place,
        changedBecause: because,
        answerBy,
        papersBy: event.papersBy ?? null,
        version,
        proposal: null,
      };
    }
    case 'meetings.postponed': {
      const { at, because } = event;
      return { ...meeting, state: 'postponed', postponedAt: at, because, version: meeting.version + 1, proposal: null };
    }
    case 'meetings.held':
      return { ...meeting, state: 'held', heldAt: event.at, rollClosedAt: null, proposal: null };
    case 'meetings.roll-closed':
      return meeting.state === 'held' ? { ...meeting, rollClosedAt: event.at } : meeting;
    default:
      return meeting;
  }
}

function evolveParticipants(before: readonly Participant[], event: MeetingEvent): readonly Participant[] {
  switch (event.type) {
    case 'meetings.participant-added':
      return [...before, event.participant].sort((a, b) => a.position - b.position);
    case 'meetings.participant-removed':
      return before.filter((one) => one.id !== event.participantId);
    case 'meetings.received':
      return before.map((one) =>
        one.personId === event.personId ? { ...one, receivedAt: one.receivedAt ?? event.at } : one,
      );
    case 'meetings.changed':
    case 'meetings.postponed':
      // A receipt is of the invitation as it stood; alternates were sent for a time that no longer holds.
      return before.filter((one) => one.as !== 'alternate').map((one) => ({ ...one, receivedAt: null }));
    case 'meetings.alternate-added':
      return withAlternate(before, event);
    case 'meetings.alternate-scoped':
      return before.map((one) =>
        one.as === 'alternate' && one.principalId === event.principalId ? { ...one, scope: event.scope } : one,
      );
    case 'meetings.alternate-removed':
      return before.filter((one) => !(one.as === 'alternate' && one.principalId === event.principalId));
    case 'meetings.roll-taken':
      return before.map((one) => {
        const entry = event.entries.find((taken) => taken.participantId === one.id);
        return entry ? { ...one, roll: entry.roll, leftAt: entry.leftAt } : one;
      });
    default:
      return before;
  }
}

/** One alternate a principal: a new one takes the place of the old. */
function withAlternate(before: readonly Participant[], event: AlternateAdded): Participant[] {
  const others = before.filter((one) => !(one.as === 'alternate' && one.principalId === event.principalId));
  const principal = others.findIndex((one) => one.personId === event.principalId);
  const { type: _type, participantId: id, ...named } = event;
  const alternate = newParticipant({
    ...named,
    id,
    position: others[principal]?.position ?? others.length,
    as: 'alternate',
  });
  const place = principal === -1 ? others.length : principal + 1;
  return [...others.slice(0, place), alternate, ...others.slice(place)];
}
