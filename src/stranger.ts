// Somebody we do not know, or somebody known with a code: linking, and one polite line for everybody else.
import type { Stranger } from './bot/handle.ts';
import { relinked } from './delivery/reach.ts';
import { normalisePhone } from './kernel/names.ts';
import { linkAccount } from './regulation/committee/index.ts';
import type { Transaction } from './store/transaction.ts';

export const answerStranger: Stranger = async (tx, came, code, world) => {
  const shared = came.contact?.own ? normalisePhone(came.contact.phone) : null;
  if (code === null && shared === null && (await wroteLately(tx, came.lane, world.now))) return null;
  const attempt = { channel: came.channel, externalId: came.account, displayName: came.name ?? '' };
  const { outcome, person, accountId, view, replaced, events, notices } = await linkAccount(tx, {
    ...attempt,
    code,
    phone: shared,
    world,
  });
  if (person && accountId) await relinked(tx, person.id, accountId, world.now);
  return {
    view,
    person: person?.id ?? null,
    account: accountId,
    language: person?.language ?? 'vi',
    notices,
    elsewhere: replaced.map((account) => ({
      place: {
        account: account.id,
        person: person?.id ?? null,
        channel: account.channel,
        chat: account.externalId,
        language: person?.language ?? 'vi',
      },
      view: account.view,
    })),
    audit:
      code === null && shared === null
        ? null
        : {
            behalfId: null,
            bodyId: null,
            matter: person ? `person:${person.id}` : null,
            command: 'committee.link',
            outcome: accountId ? 'done' : 'refused',
            facts: { outcome, events },
          },
  };
};

/** Minutes during which a second message without a code gets no second answer. */
const quietMinutes = 10;

async function wroteLately(tx: Transaction, lane: string, now: Date): Promise<boolean> {
  const since = new Date(now.getTime() - quietMinutes * 60_000).toISOString();
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from inbox where lane = ${lane} and state = 'done'
      and received_at > ${since}::timestamptz`;
  return (row?.count ?? 0) > 0;
}
