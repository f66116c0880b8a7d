// The regulation (Quy chế, QĐ 1198/QĐ-BCĐCĐS 2022), clause by clause: which chapter carries it, or why people do.
// `QĐ45` is QĐ 45/2018/QĐ-TTg, the national rule on meetings; `NĐ30` is NĐ 30/2020/NĐ-CP on documents.

/** `lacks`: what of it nothing carries yet, beside what its chapter does. */
type Clause = { about: string; lacks?: string } & ({ chapter: string } | { people: string } | { planned: string });

export const articles = {
  '1.1': { about: 'scope', people: 'defines the subject; nothing to do' },
  '1.2': { about: 'whom it applies to', chapter: 'committee' },
  '2.1': { about: 'the chair decides', chapter: 'attendance' },
  '2.2': { about: 'no doing the work of agencies', chapter: 'tasks' },
  '2.3': { about: 'personal responsibility', chapter: 'tasks' },
  '2.4': { about: 'members act on their own initiative', people: 'an attitude; no act to record' },
  '2.5': { about: 'co-operation and exchange of information', chapter: 'tasks' },
  '3.1': { about: 'the chair assigns tasks; issues programme, plans, inspection', chapter: 'tasks' },
  '3.2': { about: 'the chair directs digital transformation', chapter: 'conclusions' },
  '3.3': { about: 'the chair convenes and presides', chapter: 'meetings' },
  '4': { about: 'a deputy acts when the chair is absent', chapter: 'committee' },
  '5.1': { about: 'the standing member follows up and reports', chapter: 'chasing' },
  '5.2': { about: 'focal point for policy advice', people: 'advice is written outside the chat' },
  '5.3': { about: 'co-ordinates and chases cross-sector work', chapter: 'chasing' },
  '5.4': { about: 'directs the preparation of meetings', chapter: 'meetings' },
  '5.5': { about: 'assigns the assisting team', chapter: 'team' },
  '5.6': { about: 'proposes commendation', chapter: 'commendations' },
  '5.7': {
    about: 'signs by order of the chair',
    chapter: 'conclusions',
    lacks: 'the signature itself: papers are printed with its block (TL.), and are signed outside the chat',
  },
  '5.8': { about: 'other duties', chapter: 'tasks' },
  '6.1': {
    about: 'reports difficulties and proposes solutions',
    chapter: 'proposals',
  },
  '6.2': {
    about: 'answers for the tasks of his agency',
    chapter: 'tasks',
  },
  '6.3': { about: 'gives opinions as directed', chapter: 'opinions' },
  '6.4': {
    about: 'attendance is a duty; absence or proxy needs report, consent and a written opinion',
    chapter: 'attendance',
  },
  '6.5': { about: 'nominates officers to the assisting team', chapter: 'nominations' },
  '6.6': { about: 'carries out the yearly plan', chapter: 'programmes' },
  '6.7': { about: 'other duties', chapter: 'tasks' },
  '7.1': { about: 'standing agency reports', chapter: 'reports' },
  '7.2': { about: 'standing agency reports, chases and checks', chapter: 'chasing' },
  '7.3': {
    about: 'standing agency prepares meetings, what the leaders say at them, and drafts conclusions',
    chapter: 'conclusions',
  },
  '7.4': { about: 'estimate and settlement', chapter: 'budgets' },
  '7.5': { about: 'other duties', chapter: 'tasks' },
  '8.1': { about: 'the team drafts the programme', chapter: 'programmes' },
  '8.2': { about: 'research and proposals', people: 'research is done outside the chat' },
  '8.3': { about: 'follows up in agencies and localities', chapter: 'chasing' },
  '8.4': { about: 'prepares papers, follows up conclusions, reviews, proposes commendation', chapter: 'meetings' },
  '8.5': { about: 'asks agencies for information', chapter: 'requests' },
  '8.6': { about: 'working groups', chapter: 'team' },
  '8.7': { about: 'reports to members', chapter: 'reports' },
  '8.8': { about: 'security co-ordination', people: 'done with the competent agencies; see docs/operate.md' },
  '8.9': { about: 'keeps the records', chapter: 'records' },
  '8.10': { about: 'other duties', chapter: 'tasks' },
  '9.1': { about: 'regular, half-year, year-end and extraordinary meetings; the team reports', chapter: 'meetings' },
  '9.2': { about: 'extended meetings', chapter: 'meetings' },
  '9.3': { about: 'written opinions instead of a meeting', chapter: 'rounds' },
  '10.1': {
    about: 'part-time; seals',
    chapter: 'rounds',
    lacks:
      'the seal itself: a paper says whose it is, of the committee or of an agency, and is sealed outside the chat',
  },
  '10.2': {
    about: 'working sessions',
    chapter: 'briefings',
  },
  '10.3': { about: 'members use their own staff', chapter: 'committee' },
  '10.4': { about: 'secondment, foreign experts, state secrets', chapter: 'secondments' },
  '11.1': { about: 'budget source', chapter: 'budgets' },
  '11.2': { about: 'special expenses', chapter: 'budgets' },
  '12.1': { about: 'heads of agencies implement and are inspected', chapter: 'inspections' },
  '12.2': { about: 'heads of agencies answer and report', chapter: 'duties' },
  '13.1': { about: 'everybody carries it out', chapter: 'compliance' },
  '13.2': { about: 'difficulties and amendments', chapter: 'proposals' },
  QĐ45: { about: 'national rule on meetings', chapter: 'meetings' },
  NĐ30: {
    about: 'form of documents',
    chapter: 'meetings',
    lacks: 'decisions: printed are invitations, notices, reports, letters, minutes, submissions, programmes and plans',
  },
} as const satisfies Record<string, Clause>;

export type ArticleId = keyof typeof articles;

const chapterOf = (clause: string): number =>
  /^\d/.test(clause) ? Number.parseInt(clause, 10) : Number.POSITIVE_INFINITY;

/** In the order of the regulation, the national rules last. */
export const clauses: readonly ArticleId[] = (Object.keys(articles) as ArticleId[]).toSorted(
  (one, other) => chapterOf(one) - chapterOf(other) || 0,
);
