// Everything that is open to the outside is flooded, guessed at and forged, on the real process.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pdf } from '../../test/support/journey.ts';
import {
  besiege,
  during,
  firstGuesser,
  forgedByRole,
  forgedFromOthers,
  guesses,
  handIn,
  hanging,
  intoFullSwing,
  linkFor,
  mostAnswers,
  noise,
  noiseWhenAsked,
  type Outcome,
  overrun,
  pulse,
  putAside,
  replayed,
  replayedEvents,
  type Siege,
  storm,
  taken,
  wronglySigned,
} from '../../test/support/siege.ts';
import { openSetup } from '../bench/setup.ts';
import { atMost, exactly, type Found, figure, holds, type Trial } from './promises.ts';

/** Megabytes the service may hold at its highest, whatever it is sent. */
const MEMORY = 450;
/** Messages a stranger gets while he guesses: one for each wrong code until he is locked out, and one to spare. */
const ANSWERS = 7;
/** Milliseconds: monitoring gives up later. */
const SLOWEST_PULSE = 3_000;
/** One in the hands of each worker, and those that were handled while the other message came in. */
const MOST_BEFORE = 20;
/** Bodies at once, so that they need not all be made beforehand. */
const PORTION = 5_000;

export const abuse: Trial<'updates' | 'guesses' | 'accounts' | 'seed'> = {
  about:
    'random and mutated updates, guessed codes, forged presses, replays: no crash, no effect, all refusals on record',
  flags: { updates: 100_000, guesses: 10_000, accounts: 500, seed: 1198 },
  async run({ updates, guesses: tries, accounts, seed }) {
    const setup = await openSetup(async () => undefined);
    const lay = async (name: string, polling: boolean): Promise<Siege> => {
      const folder = join(setup.folder, name);
      await mkdir(folder);
      return besiege({ databaseUrl: await setup.database(name), folder, polling });
    };
    try {
      return [
        ...(await byWebhook(await lay('hooked', false), { updates, tries, accounts, seed })),
        ...(await whenAsked(await lay('asking', true), updates, seed)),
      ];
    } finally {
      await setup.close();
    }
  },
};

type Size = { updates: number; tries: number; accounts: number; seed: number };

async function byWebhook(siege: Siege, { updates, tries, accounts, seed }: Size): Promise<Found[]> {
  try {
    await intoFullSwing(siege);
    const found = [
      ...unmoved(
        'updates at the Telegram webhook',
        await portions(siege, updates * 0.45, (count, at) =>
          during(siege, () => noise(siege, 'telegram', count, seed + at)),
        ),
      ),
      ...unmoved(
        'updates at the Zalo Bot webhook',
        await portions(siege, updates * 0.2, (count, at) =>
          during(siege, () => noise(siege, 'zalo-bot', count, seed + at)),
        ),
      ),
      // What has no time cannot be signed, and is refused.
      ...unmoved(
        'signed events at the webhook of the Zalo Official Account',
        await portions(siege, updates * 0.15, (count, at) =>
          during(siege, () => noise(siege, 'zalo-oa', count, seed + at)),
        ),
        /^(200|400|403|413)$/,
      ),
      ...(await events(siege, Math.ceil(updates / 100))),
    ];
    const guessed = await during(siege, () => guesses(siege, tries, accounts));
    const locked = await siege.database.pool.query(
      `select from link_guess where locked_until > now() and external_id >= '${firstGuesser}'`,
    );
    found.push(
      ...unmoved('guessed codes', guessed),
      exactly('  of them on record as refused', guessed.acts['refused'] ?? 0, tries),
      exactly('  accounts that guessed and are locked out', locked.rowCount ?? 0, accounts),
      atMost('  messages the most answered of them got', await mostAnswers(siege, firstGuesser), ANSWERS),
    );
    const byRole = await during(siege, () => forgedByRole(siege));
    found.push(
      ...unmoved('presses of every command by every person without the role', byRole),
      exactly('  of them on record as not permitted', byRole.acts['not-permitted'] ?? 0, byRole.sent),
      ...unmoved("presses of other people's buttons", await during(siege, () => forgedFromOthers(siege))),
    );
    found.push(...(await doors(siege, Math.ceil(updates / 100))));
    const again = await during(siege, () => replayed(siege, 1_000));
    found.push(...unmoved('replayed updates', again), exactly('  acts on record for them', sum(again.acts), 0));
    return [...found, atMost('memory of the service at its highest', await siege.memory(), MEMORY, ' MB')];
  } finally {
    await siege.stop();
  }
}

/** Forged bodies in a storm, uploads that hang, long names, a member who floods: everybody else is served meanwhile. */
async function doors(siege: Siege, count: number): Promise<Found[]> {
  const pulses: number[] = [];
  const stormed = await during(siege, () => storm(siege, count, async () => void pulses.push(await pulse(siege))));
  const [held, theirs] = [await linkFor(siege, 'UV01'), await linkFor(siege, 'UV02')];
  const letGo = [hanging(siege, held, 40), hanging(siege, `/tai-len/${'A'.repeat(22)}`, 200)];
  const paper = pdf('ý kiến');
  const tooLong = await handIn(siege, theirs, `${'\u0301\u0323'.repeat(150_000)}.pdf`, paper);
  const handedIn = await handIn(siege, theirs, `${'a'.repeat(150)}.pdf`, paper);
  for (const end of letGo) end();
  const before = await overrun(siege, 'UV05', Math.min(2_000, count * 2), 'UV03');
  await siege.handled();
  return [
    ...unmoved('bodies of 63 KB signed with made-up signatures', stormed, /^403$/),
    figure('  looks at /healthz meanwhile', pulses.length),
    atMost('  the slowest of them', Math.max(...pulses), SLOWEST_PULSE, ' ms'),
    exactly('a file name of 600 KB, by a link', tooLong, 400),
    exactly('a file with a name of 150 letters, while 240 others hang', handedIn, 200),
    atMost('messages of a member who floods, handled before the next person is', before, MOST_BEFORE),
  ];
}

/** Events of the Official Account whose signature is wrong, and some that come again. */
async function events(siege: Siege, count: number): Promise<Found[]> {
  const before = await taken(siege);
  const forged = await during(siege, () => wronglySigned(siege, count));
  const forgedTaken = (await taken(siege)) - before;
  const again = await replayedEvents(siege, count);
  const known = await taken(siege);
  const replays = await during(siege, again);
  return [
    ...unmoved('events signed wrongly', forged, /^403$/),
    exactly('  of them taken', forgedTaken, 0),
    ...unmoved('replayed events', replays, /^200$/),
    exactly('  of them taken', (await taken(siege)) - known, 0),
  ];
}

async function whenAsked(siege: Siege, updates: number, seed: number): Promise<Found[]> {
  try {
    return [
      ...unmoved(
        'updates fetched from Telegram',
        await portions(siege, updates * 0.15, (count, at) =>
          during(siege, () => noiseWhenAsked(siege, 'telegram', count, seed + at)),
        ),
      ),
      ...unmoved(
        'updates fetched from the Zalo Bot Platform',
        await portions(siege, updates * 0.05, (count, at) =>
          during(siege, () => noiseWhenAsked(siege, 'zalo-bot', count, seed + at)),
        ),
      ),
      atMost('memory of the service that asks, at its highest', await siege.memory(), MEMORY, ' MB'),
    ];
  } finally {
    await siege.stop();
  }
}

const sum = (acts: Record<string, number>): number => Object.values(acts).reduce((all, one) => all + one, 0);

/** The same attack again and again until so many were sent; the outcomes as one. */
async function portions(
  siege: Siege,
  total: number,
  attack: (count: number, at: number) => Promise<Outcome>,
): Promise<Outcome> {
  let all: Outcome | null = null;
  const from = performance.now();
  for (let at = 0; at < total; at += PORTION) {
    const one = await attack(Math.min(PORTION, total - at), at);
    await putAside(siege);
    all = all === null ? one : together(all, one);
    process.stderr.write(`${all.sent} of ${total} after ${Math.round((performance.now() - from) / 1000)} s\n`);
  }
  return all!;
}

const together = (one: Outcome, other: Outcome): Outcome => ({
  sent: one.sent + other.sent,
  statuses: added(one.statuses, other.statuses),
  changed: [...new Set([...one.changed, ...other.changed])],
  stuck: Math.max(one.stuck, other.stuck),
  acts: added(one.acts, other.acts),
  done: [...new Set([...one.done, ...other.done])],
  alive: one.alive && other.alive,
});

function added<K extends string | number>(one: Record<K, number>, other: Record<K, number>): Record<K, number> {
  const all = { ...one };
  for (const [key, n] of Object.entries(other) as [K, number][]) all[key] = (all[key] ?? 0) + n;
  return all;
}

function unmoved(
  what: string,
  { sent, statuses, changed, stuck, done, alive }: Outcome,
  usual = /^(200|400|413)$/,
): Found[] {
  const odd = Object.entries(statuses).filter(([status]) => !usual.test(status));
  const count = odd.reduce((all, [, n]) => all + n, 0);
  return [
    figure(what, sent),
    exactly(`  answered otherwise than ${usual.source.replace(/[\^$()]/g, '').replaceAll('|', ', ')}`, count, 0),
    holds('  tables as before', changed.length === 0 && done.length === 0, [...changed, ...done].join(', ') || 'yes'),
    exactly('  left unhandled', stuck, 0),
    holds('  the service is ready', alive, alive ? 'yes' : 'no'),
  ];
}
