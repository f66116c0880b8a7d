// AD9, QĐ 45: the proof that a meeting was made known: of everybody invited the newest message, when, by which way, what shows that
// it arrived, and who told him otherwise. To be printed for the file of the meeting.
import { oneOf } from '../../kernel/fields.ts';
import { inBodiesOf, type Look, register } from '../../kernel/register.ts';
import { plainText, said, type Text, text } from '../../kernel/text.ts';
import { choice, press } from '../../kernel/view.ts';
import type { Transaction } from '../../store/transaction.ts';
import { standingOf } from '../attendance/index.ts';
import { channelText } from '../committee/index.ts';
import { loadMeeting, type MeetingFile, matterOf, type Participant } from '../meetings/index.ts';
import { overseers } from '../roles.ts';
import { noteOf, type Sent, type SentState, sentOf, sentStates } from '../traces/index.ts';

/** `none`: nothing was ever written to him; `presides`: he convened it. */
export type Standing = SentState | 'none' | 'presides';
type Notified = { one: Participant; sent: Sent | null; state: Standing; meetingId: string };

const standings = [...sentStates, 'none', 'presides'] as const satisfies Standing[];
const looks: Readonly<Record<Standing, Look | null>> = {
  answered: 'good',
  received: 'good',
  told: 'good',
  presides: 'good',
  given: 'waits',
  waiting: 'waits',
  failed: 'late',
  none: 'late',
  over: null,
};
const words = (state: Standing): Text =>
  state === 'none' || state === 'presides'
    ? text(`checklist:notified.state.${state}`)
    : plainText(`traces:state.${state}`);

/**
 * Of everybody his newest message that still stands; who presides knows of it without one. Whoever has answered for the time
 * and place as they are now, or has confirmed the receipt, was told, whatever the messenger says.
 */
export function notifiedOf(
  { meeting, participants }: MeetingFile,
  newestFirst: readonly Sent[],
  answered: ReadonlySet<string>,
): Notified[] {
  return participants.map((one) => {
    const own = newestFirst.filter(({ personId }) => personId === one.personId);
    const sent = own.find(({ state }) => state !== 'over') ?? own[0] ?? null;
    const unproved: Standing = one.personId === meeting.presiderId ? 'presides' : (sent?.state ?? 'none');
    const hasAnswered = one.personId !== null && answered.has(one.personId);
    const state: Standing = hasAnswered ? 'answered' : one.receivedAt ? 'received' : unproved;
    return { one, sent, state, meetingId: meeting.id };
  });
}

/** Messages of one meeting looked through. */
const MOST = 2_000;

async function rowsOf(tx: Transaction, bodyIds: readonly string[], id: string, now: Date): Promise<Notified[]> {
  const file = await loadMeeting(tx, id);
  if (!file || !bodyIds.includes(file.meeting.bodyId)) return [];
  const people = await standingOf(tx, file, now);
  const answered = people.filter(({ standing }) => standing.state !== 'unanswered');
  const ids = new Set(answered.flatMap(({ participant: { personId } }) => personId ?? []));
  return notifiedOf(file, await sentOf(tx, { matter: matterOf(file.meeting) }, { limit: MOST }), ids);
}

export const notified = register<Notified, readonly string[]>({
  name: 'checklist.notified',
  article: 'QĐ45',
  by: overseers,
  heading: 'checklist:notified.heading',
  short: 'checklist:notified.short',
  of: ['meeting'],
  within: true,
  scopes: [inBodiesOf(overseers, 'checklist:notified.heading')],
  columns: [
    { name: 'name', label: 'checklist:notified.name', cell: ({ one }) => one.name },
    { name: 'post', label: 'checklist:notified.post', cell: ({ one }) => one.post },
    { name: 'what', label: 'checklist:notified.what', cell: ({ sent }) => sent?.what ?? null },
    { name: 'at', label: 'checklist:notified.at', cell: ({ sent }) => sent?.sentAt ?? null },
    {
      name: 'channel',
      label: 'checklist:notified.channel',
      cell: ({ sent }) => (sent?.channel ? channelText(sent.channel) : null),
    },
    {
      name: 'state',
      label: 'checklist:notified.standing',
      cell: ({ state }) => words(state),
      look: ({ state }) => looks[state],
    },
    { name: 'proof', label: 'checklist:notified.proof', cell: ({ sent, one }) => sent?.proofAt ?? one.receivedAt },
    {
      name: 'note',
      label: 'checklist:notified.note',
      cell: ({ sent }) => {
        if (!sent) return null;
        return noteOf(sent) ?? (sent.tried > 0 ? text('checklist:notified.fallback', { count: sent.tried }) : null);
      },
    },
  ],
  filters: {
    state: oneOf('checklist:notified.standing', standings, (value) => words(value), { optional: true }),
  },
  tally: { filter: 'state', of: ({ state }) => state },
  print: { columns: ['name', 'post', 'what', 'at', 'channel', 'state', 'proof', 'note'], blank: [] },
  whole: (bodyIds) => bodyIds ?? [],
  few: async (tx, bodyIds, { meeting, state }, { now }) => {
    const all = meeting ? await rowsOf(tx, bodyIds, meeting, now) : [];
    return all.filter((row) => state === undefined || row.state === state);
  },
  keyOf: ({ one }) => one.id,
  line: ({ one }) => said(one.name),
  open: ({ meetingId }) => choice(text('checklist:open'), press('meetings.manage', { meeting: meetingId })),
});
