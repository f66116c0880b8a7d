// The file of a meeting as a page that reads and prints well (Điều 8.9). All words come from `records:`.
import { html, raw } from 'hono/html';
import { moment, plainText, said, type Text, type TextKey, text } from '../kernel/text.ts';
import { scopeText } from '../regulation/meetings/invitation/index.ts';
import type { FileOnRecord, MeetingRecord } from '../regulation/records/index.ts';
import { type Markup, type Say, Sheet, style } from './sheet.ts';

/**
 * The whole page; nothing in it is fetched from elsewhere. `known`: the commands that have words of their own; others
 * are shown by their name.
 */
export async function recordPage(
  record: MeetingRecord,
  { say, known, printedAt }: { say: Say; known: ReadonlySet<string>; printedAt: Date },
): Promise<string> {
  const { meeting } = record;
  const sheet = new Sheet(say);
  const title = say(text('records:title', { code: meeting.code }));
  const page = html`<!doctype html>
<html lang="vi">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    <style>${raw(style)}</style>
  </head>
  <body>
    <header>
      <p>${meeting.body.name}</p>
      <h1>${title}</h1>
      <p>${meeting.title}</p>
      <p class="small">${say(text('records:printed', { at: moment(printedAt) }))}</p>
    </header>
    ${sections(record, sheet, known)}
  </body>
</html>
`;
  return String(await page);
}

function sections(record: MeetingRecord, sheet: Sheet, known: ReadonlySet<string>): Markup[] {
  const files = new Map(record.files.map((file) => [file.id, file]));
  return [
    sheet.facts('records:section.meeting', meetingFacts(record)),
    sheet.table(
      'records:section.agenda',
      ['number', 'content', 'reporter', 'minutes'],
      record.agenda.map(({ title, reporter, minutes }, at) => [
        words(at + 1),
        said(title),
        words(reporter),
        words(minutes),
      ]),
    ),
    sheet.table(
      'records:section.papers',
      ['content', 'file', 'by', 'at'],
      record.papers.map(({ title, fileId, link, addedBy, addedAt }) => [
        said(title),
        fileId ? fileLink(files.get(fileId)) : words(link),
        words(addedBy),
        when(addedAt),
      ]),
    ),
    sheet.table(
      'records:section.invited',
      ['number', 'name', 'post', 'as', 'received', 'roll'],
      record.participants.map((one, at) => [
        words(at + 1),
        said(one.name),
        said(one.post),
        one.principal
          ? text('records:as.alternate', { principal: one.principal })
          : plainText(`records:as.${one.as}` as TextKey),
        one.receivedAt ? when(one.receivedAt) : plainText('records:not-received'),
        one.roll ? rollText(one) : plainText('records:no-roll'),
      ]),
    ),
    sheet.table(
      'records:section.answers',
      ['name', 'answer', 'at', 'channel', 'by', 'version', 'note'],
      record.answers.map((one) => [
        said(one.person),
        plainText((one.answer === 'withdrawn' ? 'records:withdrawn' : `attendance:answer.${one.answer}`) as TextKey),
        when(one.at),
        channelText(one),
        words(one.by),
        words(one.version),
        one.current ? null : plainText('records:superseded'),
      ]),
    ),
    sheet.table(
      'records:section.requests',
      ['name', 'request', 'reason', 'at', 'decision', 'because'],
      record.requests.map((one) => [
        said(one.person),
        one.kind === 'proxy' ? proxyText(one) : plainText('attendance:answer.absence'),
        said(one.reason),
        when(one.askedAt),
        decisionText(one),
        words(one.becauseOf),
      ]),
    ),
    sheet.table(
      'records:section.duties',
      ['name', 'because', 'version', 'due', 'state', 'since'],
      record.duties.map(({ person, because, version, dueAt, state, closedAt }) => [
        said(person),
        plainText(`attendance:answer.${because}` as TextKey),
        words(version),
        when(dueAt),
        plainText(`records:duty.${state}` as TextKey),
        when(closedAt),
      ]),
    ),
    sheet.table(
      'records:section.opinions',
      ['code', 'name', 'about', 'stance', 'content', 'file', 'at', 'note'],
      record.opinions.map((one) => [
        said(one.code),
        said(one.by !== null && one.by !== one.person ? `${one.person} (${one.by})` : one.person),
        words(one.item) ?? plainText('opinions:item.whole'),
        plainText(`opinions:stance.${one.stance}` as TextKey),
        html`<div class="words">${one.text}</div>`,
        html`${one.files.map((id) => html`<div>${fileLink(files.get(id))}</div>`)}`,
        when(one.at),
        one.late ? plainText('records:late') : one.current ? null : plainText('records:superseded'),
      ]),
    ),
    sheet.table(
      'records:section.notices',
      ['name', 'content', 'at', 'channel', 'sent', 'state'],
      record.notices.map((one) => [
        words(one.person),
        toldText(one, sheet),
        when(one.createdAt),
        words(one.channel),
        when(one.sentAt),
        plainText(`records:delivery.${one.state}` as TextKey),
      ]),
    ),
    sheet.table(
      'records:section.calls',
      ['name', 'reason', 'since', 'told', 'by', 'how'],
      record.calls.map((one) => [
        said(one.person),
        callText(one),
        when(one.since),
        when(one.toldAt) ?? plainText('records:not-told'),
        words(one.toldBy),
        one.how ? plainText(`attendance:source.${one.how}` as TextKey) : null,
      ]),
    ),
    sheet.table(
      'records:section.chases',
      ['by', 'at', 'people'],
      record.chases.map(({ by, at, people }) => [words(by), when(at), words(people)]),
    ),
    sheet.table(
      'records:section.tasks',
      ['code', 'content', 'lead', 'due', 'state'],
      record.tasks.map(({ code, title, lead, dueDay, state }) => [
        said(code),
        said(title),
        words(lead),
        dueDay === null ? plainText('tasks:no-due') : text('records:day', { day: { day: dueDay } }),
        plainText(`records:task.${state}` as TextKey),
      ]),
    ),
    sheet.table(
      'records:section.files',
      ['number', 'file', 'size', 'sum', 'state'],
      record.files.map((file, at) => [
        words(at + 1),
        fileLink(file),
        words(file.size),
        html`<code>${file.sha256 ?? ''}</code>`,
        plainText(`records:file.${file.path ? 'here' : file.state === 'stored' ? 'lost' : file.state}` as TextKey),
      ]),
    ),
    sheet.table(
      'records:section.acts',
      ['number', 'at', 'by', 'channel', 'act', 'outcome', 'sum'],
      record.acts.map((act) => [
        said(act.seq),
        when(act.at),
        act.behalf
          ? text('records:on-behalf', { actor: act.actor ?? '', behalf: act.behalf })
          : act.actor === null
            ? plainText('records:nobody')
            : said(act.actor),
        said(act.channel),
        actText(act.command, known),
        plainText(`records:outcome.${act.outcome}` as TextKey),
        html`<code>${act.hash}</code>`,
      ]),
    ),
    sheet.paragraphs('records:section.verify', [
      text('records:verify.sums'),
      text('records:verify.acts'),
      text('records:verify.head', record.head),
    ]),
  ];
}

function meetingFacts({ meeting }: MeetingRecord): (readonly [TextKey, Text | null])[] {
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

const words = (value: string | number | null | undefined): Text | null =>
  value === null || value === undefined || value === '' ? null : said(String(value));

const when = (at: string | null): Text | null => (at ? text('records:moment', { at: moment(new Date(at)) }) : null);

function rollText({ roll, leftAt }: MeetingRecord['participants'][number]): Text {
  const mark = plainText(`meetings:mark.${roll}` as TextKey);
  return leftAt ? text('records:left-early', { mark, at: moment(new Date(leftAt)) }) : mark;
}

/** The messenger, or how it reached the secretariat. */
const channelText = ({ source, channel }: MeetingRecord['answers'][number]): Text =>
  source === 'chat' && channel ? said(channel) : plainText(`attendance:source.${source}` as TextKey);

function decisionText(one: MeetingRecord['requests'][number]): Text {
  const state = plainText(`records:request.${one.state}` as TextKey);
  if (!one.decidedAt) return state;
  const key = one.acting ? 'records:request.decided-acting' : 'records:request.decided';
  return text(key, { state, by: one.decidedBy ?? '', at: moment(new Date(one.decidedAt)) });
}

const callText = ({ reason }: MeetingRecord['calls'][number]): Text | null =>
  reason && plainText(reason === 'not-received' ? 'records:not-arrived' : `calls:reason.${reason}`);

/** The heading names the matter, the first line says what it was about. */
const toldText = ({ view }: MeetingRecord['notices'][number], sheet: Sheet): Markup =>
  html`${[view.heading, view.lines[0]].map((line) => (line ? html`<div>${sheet.words(line)}</div>` : ''))}`;

function actText(command: string, known: ReadonlySet<string>): Text {
  const [chapter, act] = command.split('.');
  return known.has(command) ? plainText(`${chapter}:commands.${act}.about` as TextKey) : said(command);
}

const fileLink = (file: FileOnRecord | undefined): Markup | Text | null =>
  file?.path ? html`<a href="${file.path}">${file.name}</a>` : words(file?.name);

function proxyText({ alternate, alternatePost, scope }: MeetingRecord['requests'][number]): Text {
  const named = { name: alternate ?? '', post: alternatePost ?? '' };
  return scope
    ? text('records:request.proxy-scoped', { ...named, scope: scopeText(scope) })
    : text('records:request.proxy', named);
}
