import { filesIn, wordsIn } from '../../kernel/command.ts';
import { refuse } from '../../kernel/decision.ts';
import { cleanLine } from '../../kernel/fold.ts';
import { holding, inherited, inPlaceOf, matter, nameIn } from '../../kernel/matter.ts';
import { plainText } from '../../kernel/text.ts';
import { around, seatsOf } from '../committee/index.ts';
import { type MeetingFile, meetingField, ofMeeting } from '../meetings/index.ts';
import { overseers } from '../roles.ts';
import { givers } from '../tasks/index.ts';
import {
  type Conclusion,
  type ConclusionEvent,
  type ConclusionFacts,
  concerned,
  guests,
  office,
  pointsFrom,
  type Record,
  toGive,
} from './conclusion.ts';
import { leaderField, partsField } from './fields.ts';
import { apply, conclusionsWith, recordOf } from './store.ts';
import { cardLines } from './views.ts';

/** Who presided, or whose words they are; in his place whoever leads now (Điều 4). */
export const approver = (facts: ConclusionFacts): string | null => inPlaceOf(facts, facts.row.data.approverId, givers);

export const conclusions = matter<Conclusion, Record, ConclusionEvent, MeetingFile | null>({
  chapter: 'conclusions',
  room: 'conclusions',
  name: 'conclusion',
  article: '7.3',
  series: 'KL',
  states: ['draft', 'submitted', 'spoken', 'approved', 'issued', 'dropped'],
  // A point that is no task yet is its seat's to do, also once it was issued.
  passes: {
    in: ['draft', 'submitted', 'spoken', 'approved', 'issued'],
    still: ({ row: { state, data } }) => state !== 'issued' || toGive(data.points).length > 0,
    parts: ({ points }, heirs) => ({
      points: points.map((point) =>
        point.taskId === null
          ? {
              ...point,
              leadId: heirs.of(point.leadId ?? '')?.to.person.id ?? point.leadId,
              coordinators: inherited(point.coordinators, heirs),
            }
          : point,
      ),
    }),
  },
  unissued: ['draft', 'submitted', 'spoken', 'approved'],
  office,
  overseers,
  around,
  lines: cardLines,
  of: ofMeeting,
  stands: (facts) => ({ approver: nameIn(facts, approver(facts) ?? undefined) }),
  parts: {
    // Before it is issued, of those beside the office only who decides it, and the clerk who is to number it.
    of: (facts) => {
      const { state } = facts.row;
      if (state === 'issued') return concerned(facts);
      if (state === 'approved') return holding(facts, ['clerk']);
      return state === 'draft' || state === 'dropped' ? [] : [approver(facts) ?? []].flat();
    },
    matters: conclusionsWith,
    guests: (facts) => (facts.row.state === 'issued' ? guests(facts) : []),
  },
  beside: {
    load: (tx, { data }, _now, of) => recordOf(tx, of, data.points),
    evolve: (record, event) =>
      event.type === 'tasks.assigned'
        ? { ...record, tasks: new Map([...record.tasks, [event.task.id, { code: event.task.code, state: 'open' }]]) }
        : record,
    apply,
  },
});
export const { move, noun, words } = conclusions;

export const noPoints = () =>
  refuse('no-points', plainText('conclusions:refusal.no-points'), { article: '7.3', field: 'parts' });

const begun = (data: Pick<Conclusion, 'kind' | 'points' | 'approverId'>): Conclusion => ({
  ...data,
  received: [],
  edition: 1,
});

export const draft = conclusions.begin({
  name: 'conclusions.draft',
  word: 'ketluan',
  alias: ['conclusions'],
  by: office,
  part: {
    field: { ...meetingField(office, ['held']), none: 'conclusions:ask.none-held' },
    in: ['held'],
    otherwise: 'not-held',
    once: { in: ['draft', 'submitted', 'spoken', 'approved', 'issued'], says: 'drafted' },
  },
  fields: { parts: partsField },
  of: async (tx, _asking, of) => ({ beside: await recordOf(tx, of, []) }),
  begin: (act, { around: { seats }, of }) => {
    const points = pointsFrom(wordsIn(act.args.parts), seats, act);
    if (points.length === 0 || !of) return noPoints();
    const { title, presiderId } = of.meeting;
    const data = begun({ kind: 'meeting', points, approverId: presiderId });
    return { title, state: 'draft', files: filesIn(act.args.parts), data };
  },
});

/** Spoken between meetings; it is nobody's instruction until the leader named says that it is his (KL7). */
export const instruct = conclusions.begin({
  name: 'conclusions.instruct',
  word: 'chidao',
  alias: ['instruction'],
  article: '3.2',
  by: office,
  fields: { leader: leaderField, parts: partsField },
  of: async (tx, { by, args, now }) => {
    for (const { bodyId } of by.seats) {
      const seats = await seatsOf(tx, bodyId, now);
      if (seats.some(({ person }) => person.id === args.leader))
        return { bodyId, beside: await recordOf(tx, null, []) };
    }
    return refuse('no-leader', plainText('conclusions:refusal.no-leader'), { field: 'leader' });
  },
  begin: (act, { around: { seats } }) => {
    const points = pointsFrom(wordsIn(act.args.parts), seats, act);
    const [first] = points;
    if (!first) return noPoints();
    return {
      title: cleanLine(first.words, 80),
      state: 'draft',
      files: filesIn(act.args.parts),
      data: begun({ kind: 'instruction', points, approverId: act.args.leader }),
    };
  },
});
