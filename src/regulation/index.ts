// The registry of chapters, in the order in which they build on one another.
import { deliverySettings } from '../delivery/settings.ts';
import { pruneSettings } from '../jobs/settings.ts';
import type { Chapter } from '../kernel/chapter.ts';
import type { DeclaredSettings } from '../kernel/settings.ts';
import { chapterOver as accessOver } from './access/index.ts';
import { chapterOver as actsOver } from './acts/index.ts';
import { chapter as apart } from './apart/index.ts';
import { chapter as arrivals, doorChoice } from './arrivals/index.ts';
import { alsoToCall, chapter as attendance, requestCards, standingReader } from './attendance/index.ts';
import { chapter as briefings } from './briefings/index.ts';
import { chapter as budgets } from './budgets/index.ts';
import { chapter as calendars } from './calendars/index.ts';
import { chapterWith as callsWith } from './calls/index.ts';
import { chapterOver as changesOver, changing } from './changes/index.ts';
import { chapter as chasing } from './chasing/index.ts';
import { chapter as checklist } from './checklist/index.ts';
import { chapter as commendations } from './commendations/index.ts';
import { chapter as committee } from './committee/index.ts';
import { chapterOver as complianceOver } from './compliance/index.ts';
import { chapter as conclusions } from './conclusions/index.ts';
import { chapter as contacts } from './contacts/index.ts';
import { chapterOver as decisionsOver } from './decisions/index.ts';
import { chapter as desk } from './desk/index.ts';
import { chapterOver as disposalOver } from './disposal/index.ts';
import { chapter as duties } from './duties/index.ts';
import { chapter as extensions } from './extensions/index.ts';
import { chapterOver as figuresOver, type Naming, namingOver } from './figures/index.ts';
import { chapter as groups } from './groups/index.ts';
import { enteringGuest, chapter as guests, unconsulted } from './guests/index.ts';
import { chapterOver as handingOver } from './handing/index.ts';
import { chapter as holds } from './holds/index.ts';
import { chapterOver as holidaysOver } from './holidays/index.ts';
import { chapter as inspections } from './inspections/index.ts';
import { chapter as kpi } from './kpi/index.ts';
import { chapterOver as leadersOver } from './leaders/index.ts';
import { chapter as letters } from './letters/index.ts';
import { chapterWith as meetingsWith, preparationWith } from './meetings/index.ts';
import { chapter as minutes } from './minutes/index.ts';
import { chapter as nominations } from './nominations/index.ts';
import { chapterWith as opinionsWith } from './opinions/index.ts';
import { chapterOver as owedOver } from './owed/index.ts';
import { figures as letterheads, chapter as papers } from './papers/index.ts';
import { chapter as personal } from './personal/index.ts';
import { chapter as pins } from './pins/index.ts';
import { chapter as programmes } from './programmes/index.ts';
import { chapter as proposals } from './proposals/index.ts';
import { chapterOver as recordsOver } from './records/index.ts';
import { chapter as remarks } from './remarks/index.ts';
import { chapter as reports } from './reports/index.ts';
import { chapter as requests } from './requests/index.ts';
import { chapterOver as retentionOver } from './retention/index.ts';
import { chapter as returns } from './returns/index.ts';
import { chapterOver as revisionsOver } from './revisions/index.ts';
import { chapter as rounds } from './rounds/index.ts';
import { chapterOver as searchOver } from './search/index.ts';
import { chapterOver as seatsOver } from './seats/index.ts';
import { chapter as secondments } from './secondments/index.ts';
import { chapter as speaking } from './speaking/index.ts';
import { chapter as statistics } from './statistics/index.ts';
import { chapter as tasks } from './tasks/index.ts';
import { chapter as team } from './team/index.ts';
import { chapter as theodoinq } from './theodoinq/index.ts';
import { chapterOver as tracesOver } from './traces/index.ts';

/** Those that carry clauses themselves; the daily work stands at the end, where help looks for it first. */
export const carrying: readonly Chapter[] = [
  committee,
  contacts,
  proposals,
  minutes,
  remarks,
  conclusions,
  duties,
  extensions,
  chasing,
  rounds,
  speaking,
  returns,
  preparationWith(standingReader, unconsulted, enteringGuest),
  meetingsWith(standingReader, doorChoice),
  arrivals,
  callsWith(alsoToCall),
  attendance,
  opinionsWith(requestCards),
  letters,
  tasks,
  commendations,
  requests,
  nominations,
  inspections,
  guests,
  secondments,
  team,
  programmes,
  reports,
  budgets,
  briefings,
  kpi,
  theodoinq,
  statistics,
  papers,
  holds,
  personal,
  pins,
  calendars,
  groups,
];

/** Figures that are of no chapter: of their papers, and of the machine beneath them. */
const beneath: readonly DeclaredSettings[] = [letterheads, deliverySettings, pruneSettings];

/** Every figure a body may set for itself, by its name; each is declared once. */
export const declaredBy = (all: readonly Chapter[]): DeclaredSettings =>
  Object.assign({}, ...all.flatMap(({ settings }) => settings ?? []), ...beneath);

/** With those that are lists over all the others: what waits for a decision, what is owed, what is set. */
export function chaptersOver(carrying: readonly Chapter[]): readonly Chapter[] {
  const over: { naming?: Naming; declared?: DeclaredSettings; all?: readonly Chapter[] } = {};
  const bearing = [
    ...carrying,
    retentionOver(carrying),
    disposalOver(carrying),
    revisionsOver(
      (asking) => over.naming!(asking),
      () => over.declared!,
    ),
    changesOver(
      (asking) => over.naming!(asking),
      () => over.declared!,
    ),
  ];
  const owed = owedOver(bearing.flatMap(({ obligations = [] }) => obligations));
  const all = [
    owed,
    ...bearing,
    handingOver(bearing),
    seatsOver(() => over.all!),
    checklist,
    desk,
    recordsOver(() => over.all!),
    tracesOver(bearing),
    apart,
    decisionsOver(bearing.flatMap(({ approvals = [] }) => approvals)),
    leadersOver(bearing.flatMap(({ approvals = [] }) => approvals)),
    complianceOver([...bearing, checklist]),
  ];
  const declared = declaredBy(all);
  const naming = namingOver(all, declared);
  Object.assign(over, { naming, declared, all });
  const set = [figuresOver(declared, changing), holidaysOver(naming)];
  return [...all, ...set, searchOver(all), accessOver([...all, ...set]), actsOver([...all, ...set])];
}

export const chapters: readonly Chapter[] = chaptersOver(carrying);
