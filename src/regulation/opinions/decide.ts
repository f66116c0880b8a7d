// Điều 6.3, 6.4: when a written opinion is taken, and what it must contain.
import { type Act, type Args, filesIn, type Part, partsOf, wordsIn } from '../../kernel/command.ts';
import { agree, type Decision, type Refused, refuse } from '../../kernel/decision.ts';
import type { PersonCard, SeatCard } from '../../kernel/person.ts';
import { moment, text } from '../../kernel/text.ts';
import type { View } from '../../kernel/view.ts';
import type { ArticleId } from '../articles.ts';
import type { AgendaItem, Meeting, MeetingFile, Participant } from '../meetings/index.ts';
import {
  covers,
  type Duty,
  type HandedIn,
  isOwed,
  isStance,
  type Opinion,
  type OpinionDrafted,
  type Topic,
} from './opinion.ts';

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

/** What somebody says: the same for an item of a meeting (6.4) and a question of a round (9.3). */
export type Content = Pick<Opinion, 'stance' | 'text' | 'files'>;

/** An opinion as it was said; only agreement needs no reasons. */
export function contentOf(stance: string | undefined, all: readonly Part[], article: ArticleId): Content | Refused {
  if (!isStance(stance)) return refuse('which-stance', text('opinions:refusal.which-stance'), { field: 'stance' });
  const content = { stance, text: wordsIn(all, '\n\n').trim(), files: filesIn(all) };
  const isBare = content.text === '' && content.files.length === 0;
  return stance !== 'agree' && isBare
    ? refuse('reasons-needed', text('opinions:refusal.reasons-needed'), { article, field: 'parts' })
    : content;
}

/** Điều 10.3: what an assistant writes is a draft, which his leader reads and sends or leaves. */
export function decideWrite(facts: WriteFacts, act: Act<WriteArgs>): Decision<HandedIn | OpinionDrafted> {
  const closed = closedBecause(facts.file.meeting, facts.duty, act.now);
  if (closed) return closed;
  const content = contentOf(act.args.stance, partsOf(act.args.parts), '6.3');
  if ('agreed' in content) return content;
  const { byId, meetingId, personId, itemId, itemTitle, at, id } = begun(facts, act);
  return personId === byId
    ? agree(handedIn(facts, act, content))
    : agree({ type: 'opinions.drafted', draft: { id, meetingId, personId, itemId, itemTitle, byId, ...content, at } });
}

const begun = ({ file: { meeting }, person, item }: WriteFacts, act: Act<unknown>) => ({
  id: act.newId(),
  meetingId: meeting.id,
  personId: person.id,
  itemId: item?.id ?? null,
  itemTitle: item?.title ?? null,
  byId: act.by.person.id,
  at: act.now,
});

export function handedIn(facts: WriteFacts, act: Act<unknown>, content: Content): HandedIn {
  const { meeting } = facts.file;
  const opinion: Opinion = {
    ...begun(facts, act),
    bodyId: meeting.bodyId,
    // Drawn once it is decided.
    code: '',
    version: (facts.previous?.version ?? 0) + 1,
    ...content,
    late: act.now >= meeting.startsAt,
  };
  return { type: 'opinions.handed-in', opinion, met: covers([...facts.given, opinion.itemId], facts.file.agenda) };
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
