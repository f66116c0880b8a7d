// Điều 6.3, 6.4: when a written opinion is taken, and what it must contain.
import { type Act, type Args, type Part, partsOf } from '../../kernel/command.ts';
import { agree, type Decision, type Refused, refuse } from '../../kernel/decision.ts';
import type { PersonCard, SeatCard } from '../../kernel/person.ts';
import { moment, text } from '../../kernel/text.ts';
import type { View } from '../../kernel/view.ts';
import type { AgendaItem, Meeting, MeetingFile, Participant } from '../meetings/index.ts';
import { covers, type Duty, type HandedIn, isOwed, isStance, type Opinion, type Topic } from './opinion.ts';

export type WriteFacts = {
  file: MeetingFile;
  person: PersonCard;
  participant: Participant;
  /** For an alternate: whom he attends for (shown beside his own name wherever he speaks). */
  principal: PersonCard | null;
  duty: Duty | null;
  /** The item of the agenda it is about; null for the whole meeting. */
  item: AgendaItem | null;
  /** What his opinions before this one are about. */
  given: readonly Topic[];
  /** The version on the same topic that counts now. */
  previous: Opinion | null;
  overseers: readonly SeatCard[];
  /** Of the files handed in with it, by their ids. */
  fileNames: ReadonlyMap<string, string>;
  /** Cards on others' screens that say whether his opinion is here, as they are once it is. */
  elsewhere: readonly CardElsewhere[];
};

export type CardElsewhere = { to: string; matter: string; view: View };

export type WriteArgs = Args & { meeting?: string; person?: string; item?: string; stance?: string; parts?: string };

const texts = (parts: readonly Part[]): string[] => parts.flatMap((part) => ('text' in part ? [part.text] : []));
const files = (parts: readonly Part[]): string[] => parts.flatMap((part) => ('file' in part ? [part.file] : []));

/** Whether there is an opinion in these arguments: only disagreement needs its reasons. */
const saysEnough = ({ stance, parts }: WriteArgs): boolean =>
  isStance(stance) && (stance === 'agree' || partsOf(parts).some((part) => 'file' in part || part.text.trim() !== ''));

export function decideWrite(facts: WriteFacts, act: Act<WriteArgs>): Decision<HandedIn> {
  const { meeting } = facts.file;
  const closed = closedBecause(meeting, facts.duty, act.now);
  if (closed) return closed;
  const { stance } = act.args;
  if (!isStance(stance)) return refuse('which-stance', text('opinions:refusal.which-stance'), { field: 'stance' });
  const parts = partsOf(act.args.parts);
  const words = texts(parts).join('\n\n').trim();
  if (!saysEnough(act.args)) {
    return refuse('reasons-needed', text('opinions:refusal.reasons-needed'), { article: '6.3', field: 'parts' });
  }
  const opinion: Opinion = {
    id: act.newId(),
    bodyId: meeting.bodyId,
    // Drawn once it is decided.
    code: '',
    meetingId: meeting.id,
    personId: facts.person.id,
    itemId: facts.item?.id ?? null,
    itemTitle: facts.item?.title ?? null,
    byId: act.by.person.id,
    version: (facts.previous?.version ?? 0) + 1,
    stance,
    text: words,
    files: files(parts),
    at: act.now,
    late: act.now >= meeting.startsAt,
  };
  const met = covers([...facts.given, opinion.itemId], facts.file.agenda);
  return agree({ type: 'opinions.handed-in', opinion, met });
}

/** Taken from convening to the beginning; afterwards only what is still owed, marked late. Null when open. */
export function closedBecause(meeting: Meeting, duty: Duty | null, now: Date): Refused | null {
  const meetingValues = { meeting: meeting.code };
  switch (meeting.state) {
    case 'draft':
    case 'submitted':
      return refuse('not-convened', text('opinions:refusal.not-convened', meetingValues));
    case 'cancelled':
      return refuse('cancelled', text('opinions:refusal.cancelled', meetingValues), { closes: true });
    case 'postponed':
      return refuse('postponed', text('opinions:refusal.postponed', meetingValues), { closes: true });
    case 'convened':
    case 'held':
      if (now < meeting.startsAt || isOwed(duty, meeting)) return null;
      return refuse('begun', text('opinions:refusal.begun', { ...meetingValues, at: moment(meeting.startsAt) }), {
        article: '6.4',
        closes: true,
      });
  }
}
