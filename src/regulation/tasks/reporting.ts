// What is said about a task, and what the standing agency makes of it (Điều 6.2, 7.2, 10.3). Pure.
import { checkableIn } from '../../kernel/checkable.ts';
import { type Act, filesIn, type Part, type World, wordsIn } from '../../kernel/command.ts';
import { agree, type Decision, type Refused, refuse } from '../../kernel/decision.ts';
import { personsOf } from '../../kernel/person.ts';
import { text } from '../../kernel/text.ts';
import { dayOf } from '../../kernel/time.ts';
import { isOverdue } from './due.ts';
import { finished, nameOf, openChoice, type TaskFacts } from './facts.ts';
import { partOf, type Part as Speaking } from './parties.ts';
import type { Proposal, Report, Task, TaskEvent } from './task.ts';

type Outcome = Decision<TaskEvent>;

export function decideAccept(facts: TaskFacts, act: Act): Outcome {
  if (partOf(act.by, facts.task)?.part !== 'lead') return notTheLead(facts);
  // Pressed again: nothing new, the card shows that it was received.
  return facts.task.receivedAt ? agree() : agree({ type: 'tasks.accepted', taskId: facts.task.id, at: act.now });
}

/** Set to an officer of his own agency by the lead, or by his assistant for him: he answers for it as before (2.3, 10.3). */
export function decideDelegate(
  { task, ...facts }: TaskFacts,
  act: Act<{ readonly name: string; readonly post: string; readonly phone?: string | undefined }>,
): Outcome {
  if (partOf(act.by, task)?.part !== 'lead') return notTheLead({ task, ...facts });
  const { name, post, phone = null } = act.args;
  const officer = { name, post, phone };
  return agree({ type: 'tasks.delegated', taskId: task.id, by: act.by.person.id, officer, at: act.now });
}

/** Worked by its lead into the programmes of his own branch: which ones, in his words (6.2). */
export function decideEmbed({ task, ...facts }: TaskFacts, act: Act<{ readonly words: string }>): Outcome {
  if (partOf(act.by, task)?.part !== 'lead') return notTheLead({ task, ...facts });
  return agree({ type: 'tasks.embedded', taskId: task.id, by: act.by.person.id, words: act.args.words, at: act.now });
}

export const notTheLead = ({ task, people }: TaskFacts): Refused =>
  refuse('not-the-lead', text('tasks:refusal.not-the-lead', { code: task.code, lead: nameOf(people, task.leadId) }), {
    article: '2.3',
  });

/** What is reported: how far it has come, and words or files. */
type Reporting = Act<{ readonly percent: number; readonly parts?: readonly Part[] | undefined }>;

export function decideReport(facts: TaskFacts, act: Reporting): Outcome {
  const speaks = partOf(act.by, facts.task);
  if (!speaks) return notTheLead(facts);
  const { percent } = act.args;
  // A button is client input.
  if (!Number.isInteger(percent) || percent < 0 || percent > 100)
    return refuse('percent', text('tasks:refusal.percent'), { article: '6.2', field: 'percent' });
  const report = reportOf(facts.task, act, speaks);
  const lacking = lacksEvidence(facts.task, report, act);
  if (lacking) return lacking;
  return agree({
    type: 'tasks.reported',
    taskId: facts.task.id,
    report,
    proposal: proposalOf(facts.task, report, act),
  });
}

/** Whether completion is proposed only with a product somebody else can look up: a file, a link, a number of a document. */
export const wantsEvidence = (
  { product }: Task,
  { settings: { completionEvidence } }: Pick<World, 'settings'>,
): boolean => completionEvidence === 'always' || (completionEvidence === 'product' && product !== null);

function lacksEvidence(task: Task, { part, percent, files, text: words }: Report, world: World): Refused | null {
  const isFirst = task.progress.state === 'open' && task.progress.proposal === null;
  const isProposal = part === 'lead' && percent === 100 && isFirst;
  if (!isProposal || !wantsEvidence(task, world) || files.length > 0 || checkableIn(words).length > 0) return null;
  return refuse('no-evidence', text('tasks:refusal.no-evidence'), { article: '7.2', field: 'parts' });
}

function reportOf(task: Task, act: Reporting, speaks: Speaking): Report {
  const { percent, parts = [] } = act.args;
  return {
    id: act.newId(),
    taskId: task.id,
    byId: act.by.person.id,
    behalfId: speaks.behalf?.id ?? null,
    part: speaks.part,
    percent,
    text: wordsIn(parts),
    files: filesIn(parts),
    at: act.now,
  };
}

/** 100 % by the lead proposes completion; added to a proposal that waits, the day of the first one stands. */
function proposalOf(task: Task, report: Report, world: World): Proposal | null {
  if (task.progress.state !== 'open') return null;
  if (report.part !== 'lead') return task.progress.proposal;
  if (report.percent < 100) return null;
  const day = dayOf(report.at);
  return task.progress.proposal ?? { reportId: report.id, day, late: isOverdue(world.calendar, task.dueDay, day) };
}

export function decideComplete(facts: TaskFacts, act: Act): Outcome {
  const refused = notWaiting(facts, act);
  if (refused) return refused;
  return agree({ type: 'tasks.completed', taskId: facts.task.id, by: act.by.person.id, at: act.now });
}

export function decideReturn(facts: TaskFacts, act: Act): Outcome {
  const refused = notWaiting(facts, act);
  if (refused) return refused;
  const because = act.args.reason ?? '';
  return agree({ type: 'tasks.returned', taskId: facts.task.id, by: act.by.person.id, because, at: act.now });
}

/** Nothing completes by itself, nobody confirms his own, and a card shows which report it asks about. */
export function notWaiting(facts: TaskFacts, act: Act): Refused | null {
  const { task } = facts;
  if (task.progress.state !== 'open') return finished(facts);
  const see = { article: '7.2', choices: [openChoice(task)] } as const;
  const { proposal } = task.progress;
  if (!proposal) return refuse('nothing-proposed', text('tasks:refusal.nothing-proposed', { code: task.code }), see);
  const asked = act.args.report;
  if (asked && asked !== proposal.reportId)
    return refuse('newer-report', text('tasks:refusal.newer-report', { code: task.code }), see);
  if (isLead(act, task))
    return refuse('own-completion', text('tasks:refusal.own-completion', { code: task.code }), see);
  return null;
}

/** The lead, or his assistant, also where that one holds a seat of his own among those who confirm. */
const isLead = ({ by }: Act, { leadId }: Task): boolean => personsOf(by).some(({ id }) => id === leadId);
