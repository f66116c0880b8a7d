// Điều 9.3: what may be asked, when an opinion is taken and from whom, and what the secretariat makes of it.
import type { Act, Part } from '../../kernel/command.ts';
import { agree, type Decision, type Refused, refuse } from '../../kernel/decision.ts';
import { cleanLine } from '../../kernel/fold.ts';
import { withoutMark } from '../../kernel/listed.ts';
import type { Actor, PersonCard } from '../../kernel/person.ts';
import { moment, text } from '../../kernel/text.ts';
import { sources } from '../attendance/index.ts';
import { type Told, told } from '../calls/index.ts';
import { type Content, contentOf } from '../opinions/index.ts';
import { closesAt, isAsked, owing, type RoundFacts, type Slip, type SlipChanged, slipsOf } from './round.ts';

const questionMax = 500;
const mostQuestions = 20;

/** One question a line, however it is numbered. */
const readQuestions = (words: string): string[] =>
  words.split('\n').flatMap((line) => {
    const question = cleanLine(withoutMark(line), questionMax);
    return question === '' ? [] : [question];
  });

export function questionsIn(words: string): readonly string[] | Refused {
  const questions = readQuestions(words);
  const wrong = questions.length === 0 || questions.length > mostQuestions;
  return wrong
    ? refuse('questions', text('rounds:refusal.questions', { max: mostQuestions }), { field: 'questions' })
    : questions;
}

/** Fit to be put before the chair, and to be opened by him. */
export function unready(facts: RoundFacts, now: Date): Refused | null {
  const at = closesAt(facts);
  if (at <= now)
    return refuse('closing-past', text('rounds:refusal.closing-past', { at: moment(at) }), { article: '9.3' });
  return facts.row.data.asked.some(({ must }) => must)
    ? null
    : refuse('nobody-asked', text('rounds:refusal.nobody-asked'), { article: '9.3' });
}

/** Closed before its time only when nobody is left to wait for. */
export function stillOut(facts: RoundFacts): Refused | null {
  const { must, outstanding } = owing(facts);
  if (outstanding.length === 0) return null;
  const figures = { count: outstanding.length, must: must.length, at: moment(closesAt(facts)) };
  return refuse('outstanding', text('rounds:refusal.outstanding', figures), { article: '9.3' });
}

export function notLater(facts: RoundFacts, until: Date): Refused | null {
  const at = closesAt(facts);
  return until > at
    ? null
    : refuse('not-later', text('rounds:refusal.not-later', { at: moment(at) }), { field: 'until' });
}

type AnswerArgs = {
  person?: string | undefined;
  item?: string | undefined;
  /** All that are left, by a button. */
  rest?: string | undefined;
  stance?: string;
  parts?: readonly Part[] | undefined;
};

/** Who is meant: himself, or a leader he assists, for whom he can only draft (Điều 10.3). */
export function subjectOf(
  facts: RoundFacts,
  by: Actor,
  named: string | undefined,
): { person: PersonCard; drafts: boolean } | Refused {
  const own = named === undefined || named === by.person.id;
  if (own && isAsked(facts, by.person.id)) return { person: by.person, drafts: false };
  const leader = by.leaders.find(({ person }) => (named ?? person.id) === person.id && isAsked(facts, person.id));
  return leader
    ? { person: leader.person, drafts: true }
    : refuse('not-asked', text('rounds:refusal.not-asked'), { article: '9.3', closes: true });
}

/**
 * The slips an opinion goes onto. Until the time is over it may be changed; afterwards what is still missing is taken,
 * marked late, and nothing that was said moves any more.
 */
function slipsFor(facts: RoundFacts, personId: string, item: string | undefined, now: Date): readonly Slip[] | Refused {
  const slips = slipsOf(facts, personId);
  const at = closesAt(facts);
  const chosen =
    item === 'rest'
      ? slips.filter(({ given }) => given === null)
      : slips.filter((slip) => slips.length === 1 || String(slip.item) === item);
  if (item === 'rest' && chosen.length === 0) return refuse('nothing-left', text('rounds:refusal.nothing-left'));
  if (chosen.length === 0) return refuse('which-question', text('rounds:refusal.which-question'), { field: 'item' });
  const settled = (now >= at || facts.row.state !== 'open') && chosen.some(({ given }) => given !== null);
  return settled
    ? refuse('closed', text('rounds:refusal.closed', { at: moment(at) }), { article: '9.3', closes: true })
    : chosen;
}

export function decideAnswer(facts: RoundFacts, act: Act<AnswerArgs>): Decision<SlipChanged> {
  const subject = subjectOf(facts, act.by, act.args.person);
  if ('agreed' in subject) return subject;
  const { item, rest } = act.args;
  const slips = slipsFor(facts, subject.person.id, rest === undefined ? item : 'rest', act.now);
  if ('agreed' in slips) return slips;
  const content = contentOf(act.args.stance, act.args.parts ?? [], '9.3');
  if ('agreed' in content) return content;
  const byId = act.by.person.id;
  return agree(
    ...slips.map((slip): SlipChanged => {
      if (!subject.drafts) return answered(facts, slip, content, { source: 'chat', byId, at: act.now }, act.now);
      return {
        type: 'rounds.drafted',
        slip: { ...slip, draft: { ...content, by: act.by.person.fullName, at: act.now.toISOString() } },
      };
    }),
  );
}

type How = { source: NonNullable<Slip['given']>['source']; byId: string; at: Date };

const answered = (
  facts: RoundFacts,
  slip: Slip,
  { stance, text: words, files }: Content,
  how: How,
  now: Date,
): SlipChanged => ({
  type: 'rounds.answered',
  // What the secretariat said to other words is not moved to these.
  slip: {
    ...slip,
    draft: null,
    handling: null,
    given: { stance, text: words, files, ...how, enteredAt: now, late: how.at >= closesAt(facts) },
  },
});

/** What a button stood for: sent is the draft that was read, no later one. */
export const stampOf = (slips: readonly Slip[]): string =>
  Math.max(0, ...slips.flatMap(({ draft }) => (draft ? [Date.parse(draft.at)] : []))).toString(36);

export function decideSend(facts: RoundFacts, act: Act<{ stamp?: string | undefined }>): Decision<SlipChanged> {
  const drafted = slipsOf(facts, act.by.person.id).filter(({ draft }) => draft !== null);
  if (drafted.length === 0 || act.args.stamp !== stampOf(drafted)) {
    return refuse('draft-changed', text('rounds:refusal.draft-changed'), { article: '10.3', closes: true });
  }
  const events: SlipChanged[] = [];
  for (const slip of drafted) {
    const open = slipsFor(facts, slip.personId, String(slip.item), act.now);
    if ('agreed' in open) return open;
    const how: How = { source: 'chat', byId: act.by.person.id, at: act.now };
    events.push(answered(facts, slip, slip.draft!, how, act.now));
  }
  return agree(...events);
}

/** `when`: at which moment he said it; null: just now. */
export type RecordArgs = AnswerArgs & { source?: string; when: Date | null };

/** Taken down by the secretary for somebody who telephoned: by whom, how and when stay with it. */
export function decideRecord(facts: RoundFacts, act: Act<RecordArgs>): Decision<SlipChanged | Told> {
  const { person = '', item } = act.args;
  const when = act.args.when ?? act.now;
  if (!isAsked(facts, person)) return refuse('not-asked', text('rounds:refusal.person-not-asked'), { field: 'person' });
  const slips = slipsFor(facts, person, item, act.now);
  if ('agreed' in slips) return slips;
  const content = contentOf(act.args.stance, act.args.parts ?? [], '9.3');
  if ('agreed' in content) return content;
  const source = sources.find((one) => one === act.args.source);
  if (!source) return refuse('source-needed', text('rounds:refusal.source-needed'), { field: 'source' });
  const opened = new Date(facts.row.data.openedAt ?? facts.row.movedAt);
  if (when > act.now || when < opened) {
    return refuse('when', text('rounds:refusal.when', { at: moment(opened) }), { field: 'when' });
  }
  const byId = act.by.person.id;
  return agree<SlipChanged | Told>(
    ...slips.map((slip) => answered(facts, slip, content, { source, byId, at: when }, act.now)),
    told({ personId: person, matter: `round:${facts.row.id}`, byId, at: act.now, how: source }),
  );
}

/** What the secretariat answers to: everything that is more than bare agreement. */
export const remarks = (slips: readonly Slip[]): readonly Slip[] =>
  slips.filter(
    ({ given }) => given !== null && (given.stance !== 'agree' || given.text !== '' || given.files.length > 0),
  );

export function decideExplain(
  facts: RoundFacts,
  act: Act<{ slip: string; how: NonNullable<Slip['handling']>['how']; words: string }>,
): Decision<SlipChanged> {
  const slip = remarks(facts.beside).find(({ id }) => id === act.args.slip);
  if (!slip) return refuse('no-such-remark', text('rounds:refusal.no-such-remark'), { field: 'slip' });
  const { how, words } = act.args;
  return agree({ type: 'rounds.explained', slip: { ...slip, handling: { how, words } } });
}
