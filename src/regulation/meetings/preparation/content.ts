// Điều 7.3, 8.4, 9.1: what is before the meeting: agenda, papers, the team's report.
import { type Act, type Args, type Command, command, filesIn, partsOf } from '../../../kernel/command.ts';
import { agree, type Decision, refuse } from '../../../kernel/decision.ts';
import { collectField, oneOf, textField } from '../../../kernel/fields.ts';
import { cleanLine } from '../../../kernel/fold.ts';
import { withoutMark } from '../../../kernel/listed.ts';
import { plainText, text } from '../../../kernel/text.ts';
import type { Role } from '../../roles.ts';
import { gatherMeeting, meetingField, preparers, type StandingReader } from '../asking.ts';
import { type MeetingFacts, occurred } from '../decide.ts';
import { type AgendaItem, type MeetingEvent, type Paper, reportSections } from '../meeting.ts';
import { alive, preparing, showPrepared, supplementing } from './commands.ts';
import { isOver } from './decide.ts';
import { tellPreparation } from './notices.ts';
import { fileNames } from './store.ts';

const agendaMax = 20;

/** Lines "title; reporter; minutes"; the last two may be missing, a number alone is the minutes. */
export function readAgenda(words: string): Omit<AgendaItem, 'id'>[] {
  return words
    .split('\n')
    .map((line) =>
      withoutMark(line)
        .split(';')
        .map((part) => cleanLine(part, 200)),
    )
    .filter(([title]) => title)
    .slice(0, agendaMax)
    .map(([title = '', ...rest]) => {
      const minutes = rest.map((part) => /^(\d{1,3})\s*\D{0,6}$/u.exec(part)?.[1]).find(Boolean);
      const reporter = rest.find((part) => part !== '' && !/^\d/u.test(part));
      return { title, reporter: reporter ?? null, minutes: minutes ? Number(minutes) : null };
    });
}

export function decideAgenda({ file }: MeetingFacts, act: Act): Decision<MeetingEvent> {
  const over = isOver(file, act.now);
  if (over) return over;
  const read = readAgenda(act.args.lines ?? '');
  if (read.length === 0) return refuse('empty-agenda', text('preparation:refusal.empty-agenda'), { field: 'lines' });
  return agree({
    type: 'meetings.agenda-set',
    ...occurred(file, act),
    agenda: identified(read, file.agenda, act.newId),
  });
}

/** An item whose title stays is the same item: what was said on it stands. */
function identified(
  items: readonly Omit<AgendaItem, 'id'>[],
  before: readonly AgendaItem[],
  newId: () => string,
): AgendaItem[] {
  const known = [...before];
  return items.map((item) => {
    const at = known.findIndex(({ title }) => title === item.title);
    const [same] = at < 0 ? [] : known.splice(at, 1);
    return { id: same?.id ?? newId(), ...item };
  });
}

export type PaperFacts = MeetingFacts & { names: ReadonlyMap<string, string> };

/** A file by its name; a line with an address as a link, under the words beside it. */
export function decidePaper({ file, names }: PaperFacts, act: Act): Decision<MeetingEvent> {
  // What is presented at a meeting is often sent after it.
  const over = file.meeting.state === 'held' ? null : isOver(file, act.now);
  if (over) return over;
  const shared = { addedAt: act.now };
  const papers = partsOf(act.args.parts).flatMap((part): Paper[] => {
    if ('file' in part) {
      const title = names.get(part.file);
      return title ? [{ ...shared, id: act.newId(), title, fileId: part.file, link: null }] : [];
    }
    return part.text.split('\n').flatMap((line) => {
      const link = /https?:\/\/\S+/u.exec(line)?.[0];
      if (!link) return [];
      const title = cleanLine(line.replace(link, ''), 200).replace(/[\s:;-]+$/u, '') || link;
      return [{ ...shared, id: act.newId(), title, fileId: null, link }];
    });
  });
  if (papers.length === 0) return refuse('no-paper', text('preparation:refusal.no-paper'), { field: 'parts' });
  return agree({ type: 'meetings.papers-added', ...occurred(file, act), papers });
}

/** Điều 9.1: the sections that were asked for; the others stay as they are. */
export function decideReport({ file }: MeetingFacts, act: Act): Decision<MeetingEvent> {
  const over = isOver(file, act.now);
  if (over) return over;
  const written = reportSections.flatMap((section) => (act.args[section] ? [[section, act.args[section]]] : []));
  return agree({ type: 'meetings.report-written', ...occurred(file, act), report: Object.fromEntries(written) });
}

const paper = command<Args, PaperFacts, MeetingEvent>({
  name: 'preparation.paper',
  article: '7.3',
  allowed: [...preparers, 'team-member', 'clerk'],
  personal: false,
  fields: {
    meeting: meetingField([...preparers, 'team-member', 'clerk'], [...alive, 'held']),
    parts: collectField('preparation:ask.parts'),
  },
  gather: async (tx, asking) => {
    const gathered = await gatherMeeting(tx, asking);
    if ('agreed' in gathered) return gathered;
    const ids = filesIn(partsOf(asking.args.parts));
    return { ...gathered, facts: { ...gathered.facts, names: await fileNames(tx, ids) } };
  },
  decide: decidePaper,
  tell: tellPreparation,
  show: showPrepared,
});

const team: readonly Role[] = [...preparers, 'team-member'];
const sectionNames = ['all', ...reportSections] as const;
const asks = (section: string) => (args: Args) => args.section === 'all' || args.section === section;
const section = (name: (typeof reportSections)[number]) =>
  textField(`preparation:ask.${name}`, 4000, { needed: asks(name), content: true });

export const contentCommands = (standingOf: StandingReader): readonly Command[] => [
  supplementing(standingOf, {
    name: 'preparation.agenda',
    article: '7.3',
    fields: {
      meeting: meetingField(preparers, alive),
      lines: textField('preparation:ask.lines', 4000, { content: true }),
    },
    decide: decideAgenda,
  }),
  paper,
  preparing({
    name: 'preparation.report',
    article: '9.1',
    allowed: team,
    fields: {
      meeting: meetingField(team, alive),
      section: oneOf('preparation:ask.section', sectionNames, (name) => plainText(`preparation:section.${name}`)),
      goals: section('goals'),
      progress: section('progress'),
      results: section('results'),
      proposals: section('proposals'),
    },
    decide: decideReport,
  }),
];
