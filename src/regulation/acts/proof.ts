// One act of the record as it is told, and what proves it to somebody outside who can check it without us (Điều 8.9, AR3).
import { type Args, type Asking, type Command, command, type Gathered } from '../../kernel/command.ts';
import { refuse } from '../../kernel/decision.ts';
import { hidden } from '../../kernel/fields.ts';
import type { Proof, Telling } from '../../kernel/proof.ts';
import { moment, said, type Text, text } from '../../kernel/text.ts';
import { choice, press } from '../../kernel/view.ts';
import { isApart } from '../../store/apart.ts';
import type { Transaction } from '../../store/transaction.ts';
import { bodyCard, channelText } from '../committee/index.ts';
import { type Role, standingAgency } from '../roles.ts';
import { sealedOf, toldBy, type Whole } from './store.ts';

export const readers: readonly Role[] = ['chair', ...standingAgency];

/** `what`: the matter it is about; `lines`: what was given, what changed. */
export type Facts = { act: Whole; what: Text | null; lines: readonly Text[] };

/** What every look at one act says of itself. */
export const own = { article: '8.9', allowed: readers, personal: true, fields: { act: hidden } } as const;

export const throughText = (channel: string): Text => {
  if (channel === 'clock') return text('acts:clock');
  const ours = (['desk', 'cli', 'rehearsal'] as const).find((one) => one === channel);
  return ours ? text(`acts:through.${ours}`) : channelText(channel);
};

export const linesOf = ({ act, what, lines }: Facts): Text[] => [
  ...(what ? [what] : []),
  text('acts:card.who', {
    who: act.actor ? said(act.actor) : text('acts:clock'),
    at: moment(act.at),
    channel: throughText(act.channel),
  }),
  ...(act.behalf ? [text('acts:card.behalf', { name: act.behalf })] : []),
  text('acts:card.outcome', { outcome: text(`acts:outcome.${act.outcome}`), seq: act.seq }),
  ...lines,
];

/** Whom it reached, by what, when; or that it did not. */
function tellingText({ person, channel, sentAt, receivedAt, message }: Telling): Text {
  const through = channel === null ? text('acts:clock') : throughText(channel);
  if (sentAt === null) return text('acts:proof.not-sent', { person });
  const values = { person, through, at: moment(new Date(sentAt)), message: message ?? '' };
  return receivedAt
    ? text('acts:proof.received', { ...values, received: moment(new Date(receivedAt)) })
    : text('acts:proof.sent', values);
}

type Proven = Facts & Pick<Proof, 'sealed' | 'newest' | 'body'> & { told: readonly Telling[] };

type Reading = {
  gather(tx: Transaction, asking: Asking): Promise<Gathered<Facts>>;
  about(command: string): Text;
};

export const proofCommand = ({ gather, about }: Reading): Command =>
  command<Args, Proven, never>({
    ...own,
    name: 'acts.proof',
    gather: async (tx, asking) => {
      const gathered = await gather(tx, asking);
      if ('agreed' in gathered) return gathered;
      const { act } = gathered.facts;
      // The row is sealed whole: what is kept apart cannot be left out of it.
      if (await isApart(tx, [act.matter ?? ''])) return refuse('apart', text('apart:in-record'), { article: '10.4' });
      const [kept, told, body] = [await sealedOf(tx, act.seq), await toldBy(tx, act), await bodyCard(tx, act.bodyId!)];
      return { ...gathered, facts: { ...gathered.facts, ...kept, told, body: body.name } };
    },
    show: (facts) => ({
      heading: about(facts.act.command),
      lines: [...linesOf(facts), text('acts:proof.how', { hash: facts.sealed.hash })],
      choices: [choice(text('acts:open', { at: moment(facts.act.at) }), press('acts.open', { act: facts.act.seq }))],
    }),
    proof: (facts) => ({
      title: about(facts.act.command),
      body: facts.body,
      lines: linesOf(facts),
      sealed: facts.sealed,
      newest: facts.newest,
      told: facts.told.map((one) => ({ ...one, says: tellingText(one) })),
    }),
  });
