// Điều 6.4: what an invitee does about an invitation, himself or by his assistant (10.3).
import { type Act, type Asking, command, type Field, type Gathered, type Option } from '../../kernel/command.ts';
import { hidden, onForm, particular, textField } from '../../kernel/fields.ts';
import { isId } from '../../kernel/ids.ts';
import type { Meant } from '../../kernel/meant.ts';
import { calledAmong, namedBySeat } from '../../kernel/names.ts';
import { said, type Text, text } from '../../kernel/text.ts';
import type { Transaction } from '../../store/transaction.ts';
import { invitedMeetingField, loadMeeting, subjectOf } from '../meetings/index.ts';
import { answerChoices } from '../meetings/invitation/index.ts';
import type { Consequence } from './answer.ts';
import {
  closedBecause,
  decideAbsent,
  decideAttend,
  decideProxy,
  decideWithdraw,
  type MemberArgs,
  opensProxy,
} from './decide.ts';
import type { MemberFacts, ProxyFacts } from './facts.ts';
import { contextOf, meanwhile, memberFacts, noMeeting, proxyFacts } from './gathering.ts';
import { tellMember } from './notices.ts';
import {
  alternateOf,
  alternateText,
  candidates,
  describedAlternate,
  readAlternate,
  readContact,
  readPost,
} from './proxy.ts';
import { absenceOptions } from './reasons.ts';
import { holdMeeting, holdParticipant } from './store.ts';
import { answeredView, memberCard, reasonText } from './views.ts';

export const reasonMax = 1000;

/** The meetings one is still to answer for. */
export const meetingField: Field = {
  ...invitedMeetingField,
  ask: 'attendance:ask.meeting',
  none: 'attendance:ask.no-meeting',
};

export const reasonField: Field = textField('attendance:ask.reason', reasonMax, {
  options: async () => absenceOptions,
});

/** Not asked for where the fixed button of an approved form was pressed. */
const reasonUnlessQuick: Field = { ...reasonField, needed: ({ quick }) => quick === undefined };

type MemberAsking = Asking<MemberArgs>;

export async function gatherMember(
  tx: Transaction,
  asking: MemberAsking,
  shared = true,
): Promise<Gathered<MemberFacts>> {
  const { meeting, person } = asking.args;
  const file = meeting ? await holdMeeting(tx, meeting, shared) : null;
  if (!file) return noMeeting();
  const subject = subjectOf(asking.by, file, person);
  if ('agreed' in subject) return subject;
  // Sent together, done one after the other: what is read is what was held.
  const [, facts] = await Promise.all([
    holdParticipant(tx, subject.participant),
    memberFacts(tx, file, subject, contextOf(tx, file.meeting.bodyId, asking.now)),
  ]);
  return { bodyId: file.meeting.bodyId, facts, behalf: subject.behalf };
}

async function gatherProxy(tx: Transaction, asking: MemberAsking): Promise<Gathered<ProxyFacts>> {
  const gathered = await gatherMember(tx, asking, false);
  if ('agreed' in gathered) return gathered;
  const context = await contextOf(tx, gathered.facts.file.meeting.bodyId, asking.now);
  return { ...gathered, facts: await proxyFacts(tx, gathered.facts, context, asking.args) };
}

/** People of the same agency who may be sent; nothing is offered where nothing may be asked for. */
async function alternateOptions(tx: Transaction, asking: Asking): Promise<readonly Option[]> {
  const file = asking.args.meeting ? await loadMeeting(tx, asking.args.meeting) : null;
  const subject = file && subjectOf(asking.by, file, asking.args.person);
  if (!file || !subject || 'agreed' in subject) return [];
  const context = await contextOf(tx, file.meeting.bodyId, asking.now);
  const facts = await proxyFacts(tx, await memberFacts(tx, file, subject, context), context);
  const able = candidates(facts);
  const called = calledAmong(able.map(namedBySeat));
  return able.map((seat) => ({
    value: seat.person.id,
    label: text('attendance:option.alternate', { name: said(called(namedBySeat(seat))), post: said(seat.post) }),
    words: [seat.code, seat.person.fullName],
  }));
}

/** Somebody on no roster is described in words, all at once or one by one. */
const describedShortly = ({ alternate = '' }: { alternate?: string | undefined }): boolean =>
  alternate !== '' && !isId(alternate) && !alternate.includes(';');

export const alternateFields = (
  options: Field['options'],
  needed: (args: MemberArgs) => boolean,
): Record<string, Field> => ({
  alternate: {
    ask: 'attendance:ask.alternate',
    read: (words) => readAlternate(words.text),
    contact: { phone: 'phone' },
    needed,
    ...(options ? { options } : {}),
  },
  post: {
    ask: 'attendance:ask.post',
    read: (words) => readPost(words.text),
    needed: (args) => needed(args) && describedShortly(args),
  },
  phone: {
    ask: 'attendance:ask.phone',
    read: (words) => readContact(words.text),
    needed: (args) => needed(args) && describedShortly(args),
    optional: true,
  },
});

/**
 * Whom he described is read back with the last question, before the presider hears of it: to go on costs no tap, to put
 * it right costs one.
 */
export const readingBack: Pick<Field, 'about' | 'amends'> = {
  about: async (_tx, { args }) => describedAlternate(args),
  amends: { field: 'alternate', label: 'attendance:ask.other-alternate' },
};

/** Whom he sends and why, before the presider hears of it. */
async function proxyReadBack(tx: Transaction, asking: MemberAsking): Promise<readonly Text[]> {
  const gathered = await gatherProxy(tx, asking);
  const alternate = 'agreed' in gathered ? null : alternateOf(gathered.facts, asking.args);
  return [
    ...(alternate && !('agreed' in alternate) ? [alternateText(alternate)] : []),
    text('attendance:read-back.proxy', { reason: reasonText(asking.args.reason ?? '') }),
  ];
}

const memberCommand = {
  article: '6.4',
  allowed: 'anyone',
  personal: false,
  gather: (tx: Transaction, asking: MemberAsking) => gatherMember(tx, asking),
  tell: tellMember,
  show: answeredView,
} as const;

const byWord: readonly Meant[] = [{ intent: 'attend', fills: { mode: 'mode', note: 'note' } }];

/** Typed without further words it means in person; online comes from the card, or is said. */
export const attend = command<MemberArgs, MemberFacts, Consequence>({
  ...memberCommand,
  name: 'attendance.attend',
  word: 'thamdu',
  alias: ['attend'],
  means: [
    ...byWord,
    { intent: 'switch', fills: { mode: 'mode' }, answered: true },
    { intent: 'agree', perhaps: true },
    { intent: 'opinion-agree', perhaps: true },
  ],
  fields: { meeting: meetingField, person: hidden, mode: particular, version: hidden, note: particular },
  gather: async (tx, asking) => {
    const gathered = await gatherMember(tx, asking);
    if ('agreed' in gathered) return gathered;
    return { ...gathered, facts: { ...gathered.facts, meanwhile: await meanwhile(tx, gathered.facts, asking) } };
  },
  decide: decideAttend,
});

export const absent = command<MemberArgs, MemberFacts, Consequence>({
  ...memberCommand,
  name: 'attendance.absent',
  yields: ['attendance.attend', 'attendance.proxy'],
  means: [{ intent: 'absent', fills: { reason: 'reason' }, after: { slot: 'opinion', intent: 'opine' } }],
  readBack: async (tx, asking) => {
    const gathered = await gatherMember(tx, asking);
    const principal = 'agreed' in gathered ? null : gathered.facts.principal;
    const reason = reasonText(asking.args.reason ?? '');
    return principal
      ? [text('attendance:read-back.cannot', { principal: principal.fullName, reason })]
      : [text('attendance:read-back.absence', { reason })];
  },
  word: 'vangmat',
  alias: ['absent'],
  fields: { meeting: meetingField, person: hidden, reason: reasonUnlessQuick, version: hidden, quick: onForm },
  opens: decideAbsent,
  decide: decideAbsent,
});

export const proxy = command<MemberArgs, ProxyFacts, Consequence>({
  ...memberCommand,
  name: 'attendance.proxy',
  yields: ['attendance.attend', 'attendance.absent'],
  means: [{ intent: 'proxy', fills: { alternate: 'name', post: 'post', phone: 'phone', reason: 'reason' } }],
  readBack: proxyReadBack,
  word: 'uyquyen',
  alias: ['proxy'],
  fields: {
    meeting: meetingField,
    person: hidden,
    ...alternateFields(alternateOptions, () => true),
    reason: { ...reasonField, ...readingBack },
    version: hidden,
  },
  gather: gatherProxy,
  opens: opensProxy,
  decide: decideProxy,
});

export const withdraw = command<MemberArgs, MemberFacts, Consequence>({
  ...memberCommand,
  name: 'attendance.withdraw',
  means: [{ intent: 'withdraw' }],
  fields: { meeting: meetingField, person: hidden, version: hidden },
  decide: decideWithdraw,
});

/** Shows the ways to answer again; nothing is changed by looking. */
export const change = command<MemberArgs, MemberFacts, never>({
  name: 'attendance.change',
  means: [{ intent: 'change' }],
  article: '6.4',
  allowed: 'anyone',
  fields: { meeting: meetingField, person: hidden },
  gather: async (tx, asking) => {
    const gathered = await gatherMember(tx, asking);
    if ('agreed' in gathered) return gathered;
    return closedBecause(gathered.facts.file.meeting, undefined, asking.now) ?? gathered;
  },
  show: (facts, act: Act) => {
    const free = facts.standing.state !== 'represented' && facts.participant.as !== 'alternate';
    const choices = answerChoices(facts.file.meeting, facts.person.id, facts.participant);
    return memberCard(facts, act.now, free ? { choices } : {});
  },
});
