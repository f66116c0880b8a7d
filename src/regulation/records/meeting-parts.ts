// The file of a meeting as numbered parts (Điều 8.9): what stands in the tables of meetings, answers and opinions. Pure.
import type { CaseFileBlock, CaseFileCell, CaseFilePart } from '../../kernel/case-file.ts';
import { moment, plainText, said, type Text, type TextKey, text } from '../../kernel/text.ts';
import type { View } from '../../kernel/view.ts';
import { channelText } from '../committee/index.ts';
import { scopeText } from '../meetings/invitation/index.ts';
import type { AroundOnRecord, MeetingRecord } from './meeting-record.ts';

type Cell = CaseFileCell | null;
type Column = string | readonly [name: string, share: number];

/** A part that is one table; each column by the name of its text, as wide as it says. */
export function tablePart(
  heading: TextKey,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
): CaseFilePart {
  const named = columns.map((one) => (typeof one === 'string' ? ([one, 2] as const) : one));
  const table = {
    columns: named.map(([name]) => plainText(`records:column.${name}` as TextKey)),
    shares: named.map(([, share]) => share),
    rows,
  };
  return { heading: plainText(heading), blocks: [{ table }] };
}

export const words = (value: string | number | null | undefined): Text | null =>
  value === null || value === undefined || value === '' ? null : said(String(value));

export const when = (at: string | null): Text | null =>
  at ? text('records:moment', { at: moment(new Date(at)) }) : null;

const fileCells = (ids: readonly string[]): Cell => (ids.length === 0 ? null : { files: ids });

/** Of meeting, invitation, answers, leave and opinions. */
export function meetingParts(record: MeetingRecord): CaseFilePart[] {
  return [
    { heading: plainText('records:section.meeting'), blocks: [factsBlock(meetingFacts(record))] },
    tablePart(
      'records:section.agenda',
      [
        ['number', 1],
        ['content', 8],
        ['reporter', 4],
        ['minutes', 1],
      ],
      record.agenda.map(({ title, reporter, minutes }, at) => [
        words(at + 1),
        said(title),
        words(reporter),
        words(minutes),
      ]),
    ),
    tablePart(
      'records:section.papers',
      [['content', 4], ['file', 4], 'by', 'at'],
      record.papers.map(({ title, fileId, link, addedBy, addedAt }) => [
        said(title),
        fileId ? { files: [fileId] } : words(link),
        words(addedBy),
        when(addedAt),
      ]),
    ),
    invitedPart(record),
    tablePart(
      'records:section.arrivals',
      [
        ['name', 4],
        ['at', 3],
        ['version', 2],
      ],
      record.arrivals.map(({ person, at, version }) => [said(person), when(at), words(version)]),
    ),
    answersPart(record),
    requestsPart(record),
    dutiesPart(record),
    opinionsPart(record),
    tablePart(
      'records:section.chases',
      ['by', 'at', 'people'],
      record.chases.map(({ by, at, people }) => [words(by), when(at), words(people)]),
    ),
    tablePart(
      'records:section.tasks',
      [
        ['code', 1],
        ['content', 6],
        ['lead', 3],
        ['due', 2],
        ['state', 2],
      ],
      record.tasks.map(({ code, title, lead, dueDay, state }) => [
        said(code),
        said(title),
        words(lead),
        dueDay === null ? plainText('tasks:no-due') : text('records:day', { day: { day: dueDay } }),
        plainText(`records:task.${state}` as TextKey),
      ]),
    ),
  ];
}

const invitedPart = ({ participants }: MeetingRecord): CaseFilePart =>
  tablePart(
    'records:section.invited',
    [
      ['number', 1],
      ['name', 4],
      ['post', 5],
      ['as', 3],
      ['received', 3],
      ['roll', 3],
    ],
    participants.map((one, at) => [
      words(at + 1),
      said(one.name),
      said(one.post),
      one.principal
        ? text('records:as.alternate', { principal: one.principal })
        : plainText(`records:as.${one.as}` as TextKey),
      one.receivedAt ? when(one.receivedAt) : plainText('records:not-received'),
      one.roll ? rollText(one) : plainText('records:no-roll'),
    ]),
  );

const answersPart = ({ answers }: MeetingRecord): CaseFilePart =>
  tablePart(
    'records:section.answers',
    [
      ['name', 3],
      ['answer', 3],
      ['at', 2],
      ['channel', 2],
      ['by', 3],
      ['version', 1],
      ['note', 2],
    ],
    answers.map((one) => [
      said(one.person),
      plainText((one.answer === 'withdrawn' ? 'records:withdrawn' : `attendance:answer.${one.answer}`) as TextKey),
      when(one.at),
      answeredBy(one),
      words(one.by),
      words(one.version),
      one.current ? null : plainText('records:superseded'),
    ]),
  );

const requestsPart = ({ requests }: MeetingRecord): CaseFilePart =>
  tablePart(
    'records:section.requests',
    [
      ['name', 3],
      ['request', 3],
      ['reason', 4],
      ['at', 2],
      ['decision', 4],
      ['because', 3],
    ],
    requests.map((one) => [
      said(one.person),
      one.kind === 'proxy' ? proxyText(one) : plainText('attendance:answer.absence'),
      said(one.reason),
      when(one.askedAt),
      decisionText(one),
      words(one.becauseOf),
    ]),
  );

const dutiesPart = ({ duties }: MeetingRecord): CaseFilePart =>
  tablePart(
    'records:section.duties',
    [
      ['name', 3],
      ['because', 2],
      ['version', 1],
      ['due', 2],
      ['state', 3],
      ['since', 2],
    ],
    duties.map(({ person, because, version, dueAt, state, closedAt }) => [
      said(person),
      plainText(`attendance:answer.${because}` as TextKey),
      words(version),
      when(dueAt),
      plainText(`records:duty.${state}` as TextKey),
      when(closedAt),
    ]),
  );

const opinionsPart = ({ opinions }: MeetingRecord): CaseFilePart =>
  tablePart(
    'records:section.opinions',
    [
      ['code', 1],
      ['name', 3],
      ['about', 3],
      ['stance', 2],
      ['content', 6],
      ['file', 3],
      ['at', 2],
      ['note', 2],
    ],
    opinions.map((one) => [
      said(one.code),
      said(one.by !== null && one.by !== one.person ? `${one.person} (${one.by})` : one.person),
      words(one.item) ?? plainText('opinions:item.whole'),
      plainText(`opinions:stance.${one.stance}` as TextKey),
      { words: one.text },
      fileCells(one.files),
      when(one.at),
      one.late ? plainText('records:late') : one.current ? null : plainText('records:superseded'),
    ]),
  );

/** Told by messenger or letter, how far it got; and who was to be told otherwise. */
export const tellingParts = ({ notices, calls }: AroundOnRecord): CaseFilePart[] => [
  tablePart(
    'records:section.notices',
    [
      ['name', 3],
      ['content', 5],
      ['channel', 2],
      ['sent', 2],
      ['proof', 2],
      ['message', 2],
      ['state', 2],
    ],
    notices.map((one) => [
      words(one.person),
      toldLines(one.view),
      one.channel ? throughText(one.channel) : null,
      when(one.sentAt ?? one.createdAt),
      when(one.receivedAt),
      words(one.message),
      plainText(`records:delivery.${one.state}` as TextKey),
    ]),
  ),
  tablePart(
    'records:section.calls',
    ['name', 'reason', 'since', 'told', 'by', 'how'],
    calls.map((one) => [
      said(one.person),
      callText(one),
      when(one.since),
      when(one.toldAt) ?? plainText('records:not-told'),
      words(one.toldBy),
      one.how ? plainText(`attendance:source.${one.how}` as TextKey) : null,
    ]),
  ),
];

/** The rows of the record, and by what this file is checked. `known`: the commands that have words of their own. */
export const actParts = ({ acts, head }: AroundOnRecord, known: ReadonlySet<string>): CaseFilePart[] => [
  tablePart(
    'records:section.acts',
    [
      ['number', 2],
      ['at', 3],
      ['by', 4],
      ['channel', 2],
      ['act', 4],
      ['outcome', 2],
      ['sum', 6],
    ],
    acts.map((act) => [
      said(act.seq),
      when(act.at),
      act.behalf
        ? text('records:on-behalf', { actor: act.actor ?? '', behalf: act.behalf })
        : act.actor === null
          ? plainText('records:nobody')
          : said(act.actor),
      throughText(act.channel),
      actText(act.command, known),
      plainText(`records:outcome.${act.outcome}` as TextKey),
      { code: act.hash },
    ]),
  ),
  {
    heading: plainText('records:section.verify'),
    blocks: [
      {
        paragraphs: [text('records:verify.sums'), text('records:verify.acts'), text('records:verify.head', head)],
      },
    ],
  },
];

const factsBlock = (facts: readonly (readonly [TextKey, Cell])[]): CaseFileBlock => ({
  facts: facts.flatMap(([key, value]) => (value === null ? [] : [[plainText(key), value] as const])),
});

function meetingFacts({ meeting }: MeetingRecord): (readonly [TextKey, Cell])[] {
  const named = (at: string | null, by: string | null): Text | null =>
    at ? text('records:at-by', { at: moment(new Date(at)), by: by ?? '' }) : null;
  const caused = (at: string | null, because: string | null): Text | null =>
    at ? text('records:at-because', { at: moment(new Date(at)), because: because ?? '' }) : null;
  return [
    ['records:fact.number', words(meeting.number)],
    ['records:fact.kind', plainText(`meetings:kind.${meeting.kind}` as TextKey)],
    ['records:fact.state', plainText(`meetings:state.${meeting.state}` as TextKey)],
    ['records:fact.when', text('records:weekday-moment', { at: moment(new Date(meeting.startsAt), 'weekday-moment') })],
    ['records:fact.place', said(meeting.place)],
    ['records:fact.link', words(meeting.link)],
    ['records:fact.presider', said([meeting.presider, meeting.presiderPost].filter(Boolean).join(', '))],
    ['records:fact.contact', said(meeting.contact)],
    ['records:fact.requirements', words(meeting.requirements)],
    ['records:fact.urgency', words(meeting.urgency)],
    ['records:fact.drafted', named(meeting.createdAt, meeting.draftedBy)],
    ['records:fact.submitted', named(meeting.submittedAt, meeting.submittedBy)],
    ['records:fact.convened', named(meeting.convenedAt, meeting.convenedBy)],
    ['records:fact.answer-by', when(meeting.answerBy)],
    ['records:fact.changed', words(meeting.changedBecause)],
    ['records:fact.postponed', caused(meeting.postponedAt, meeting.postponedBecause)],
    ['records:fact.cancelled', caused(meeting.cancelledAt, meeting.cancelledBecause)],
    ['records:fact.held', when(meeting.heldAt)],
    ...Object.entries(meeting.report).map(
      ([section, content]) => [`records:report.${section}` as TextKey, words(content)] as const,
    ),
  ];
}

function rollText({ roll, leftAt }: MeetingRecord['participants'][number]): Text {
  const mark = plainText(`meetings:mark.${roll}` as TextKey);
  return leftAt ? text('records:left-early', { mark, at: moment(new Date(leftAt)) }) : mark;
}

const ours = ['desk', 'cli', 'clock', 'rehearsal'] as const;

/** A messenger by its name; what is no messenger by ours for it. */
function throughText(channel: string): Text {
  const own = ours.find((one) => one === channel);
  return own ? text(`records:through.${own}`) : channelText(channel);
}

/** The messenger, or how it reached the secretariat. */
const answeredBy = ({ source, channel }: MeetingRecord['answers'][number]): Text =>
  source === 'chat' && channel ? throughText(channel) : plainText(`attendance:source.${source}` as TextKey);

function decisionText(one: MeetingRecord['requests'][number]): Text {
  const state = plainText(`records:request.${one.state}` as TextKey);
  if (!one.decidedAt) return state;
  const key = one.acting ? 'records:request.decided-acting' : 'records:request.decided';
  return text(key, { state, by: one.decidedBy ?? '', at: moment(new Date(one.decidedAt)) });
}

const callText = ({ reason }: MeetingRecord['calls'][number]): Text | null =>
  reason && plainText(reason === 'not-received' ? 'records:not-arrived' : `calls:reason.${reason}`);

/** The heading names the matter, the first line says what it was about. */
const toldLines = ({ heading, lines: [first] }: View): Cell => ({
  lines: [heading, first].filter((line) => line !== undefined),
});

function actText(command: string, known: ReadonlySet<string>): Text {
  const [chapter, act] = command.split('.');
  return known.has(command) ? plainText(`${chapter}:commands.${act}.about` as TextKey) : said(command);
}

function proxyText({ alternate, alternatePost, scope }: MeetingRecord['requests'][number]): Text {
  const named = { name: alternate ?? '', post: alternatePost ?? '' };
  return scope
    ? text('records:request.proxy-scoped', { ...named, scope: scopeText(scope) })
    : text('records:request.proxy', named);
}
