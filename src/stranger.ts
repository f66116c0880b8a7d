// Somebody we do not know, or somebody known with a code: linking, and one polite line for everybody else.
import type { Stranger } from './bot/road.ts';
import type { Incoming } from './channels/incoming.ts';
import { relinked } from './delivery/reach.ts';
import { applyEvents } from './engine/perform.ts';
import type { Registry } from './engine/registry.ts';
import { cleanLine } from './kernel/fold.ts';
import { normalisePhone } from './kernel/names.ts';
import { linkAccount } from './regulation/committee/index.ts';
import { bound } from './regulation/guests/index.ts';
import { startReminders } from './store/reminders.ts';
import type { Transaction } from './store/transaction.ts';

export const answerStrangers =
  (registry: Registry): Stranger =>
  async (tx, came, { code, choose, written }, world) => {
    const shared = came.contact?.own ? normalisePhone(came.contact.phone) : null;
    const toldLately = await wasToldLately(tx, came, world.now);
    const asked = code === null && shared === null ? await isAsked(tx, came) : false;
    // A button of a time when he was linked is greeted like words.
    if (code === null && shared === null && toldLately && !asked) return null;
    const attempt = { channel: came.channel, externalId: came.account, displayName: cleanLine(came.name ?? '', 100) };
    const { outcome, person, accountId, view, replaced, events, notices } = await linkAccount(tx, {
      ...attempt,
      code,
      phone: shared,
      choose,
      written,
      world,
    });
    if (person && accountId) await relinked(tx, person.id, accountId, world.now);
    // A guest's page gave him the code: he takes his place in the meeting, and the office hears of it (Điều 9.2).
    const guest =
      person && accountId
        ? await bound(
            tx,
            { personId: person.id, accountId, channel: came.channel, displayName: attempt.displayName },
            world,
          )
        : null;
    if (guest) {
      await applyEvents(tx, registry, guest.events, world);
      await startReminders(tx, guest.reminders ?? [], guest.bodyId, world);
    }
    // Who is locked out knows it: answering every guess would use up what others need for sending.
    const silent = outcome === 'locked' && toldLately;
    if (!accountId && !silent && outcome !== 'declined') await noteTold(tx, came, world.now);
    return {
      view: silent ? null : view,
      person: person?.id ?? null,
      account: accountId,
      language: person?.language ?? 'vi',
      notices: [...notices, ...(guest?.notices ?? [])],
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
        outcome === 'no-code' || outcome === 'asked-again'
          ? null
          : {
              behalfId: null,
              bodyId: guest?.bodyId ?? null,
              matter: person ? `person:${person.id}` : null,
              command: 'committee.link',
              outcome: accountId || outcome === 'asked' ? 'done' : 'refused',
              facts: { outcome, events: [...events, ...(guest?.events ?? [])] },
            },
    };
  };

/** A question about his data stands open there: it is said again whatever he writes. */
const isAsked = async (tx: Transaction, { channel, account: externalId }: Incoming): Promise<boolean> =>
  (await tx.consentAsked.count({ where: { channel, externalId } })) > 0;

/** Minutes during which a stranger without a usable code gets no second answer. */
const quietMinutes = 10;

async function wasToldLately(tx: Transaction, { channel, account }: Incoming, now: Date): Promise<boolean> {
  const guess = await tx.linkGuess.findUnique({ where: { channel_externalId: { channel, externalId: account } } });
  return guess?.toldAt !== null && guess?.toldAt !== undefined && +now - +guess.toldAt < quietMinutes * 60_000;
}

async function noteTold(tx: Transaction, { channel, account: externalId }: Incoming, now: Date): Promise<void> {
  await tx.linkGuess.upsert({
    where: { channel_externalId: { channel, externalId } },
    create: { channel, externalId, failures: 0, windowStart: now, toldAt: now },
    update: { toldAt: now },
  });
}
