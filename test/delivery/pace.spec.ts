import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Chats } from '../../src/delivery/chats.ts';
import { Pace } from '../../src/delivery/pace.ts';

/** When each of `count` bulk messages leaves, on a timer that may be late. */
function departures(pace: Pace, count: number, late: (at: number) => number): number[] {
  const times: number[] = [];
  let now = 0;
  while (times.length < count) {
    const wait = pace.untilBulk(now);
    now += wait > 0 ? wait + late(times.length) : 0;
    if (pace.untilBulk(now) > 0) continue;
    pace.took(1, 0, now);
    pace.answered(pace.leaves(), now);
    times.push(now);
  }
  return times;
}

const busiestSecond = (times: readonly number[]): number =>
  Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1000).length));

describe('the pace', () => {
  it('sends 200 messages at 25 a second in 8 seconds, evenly', () => {
    const times = departures(new Pace(25), 200, () => 0);
    expect(times.at(-1)).toBeLessThanOrEqual(199 * 40);
    expect(busiestSecond(times)).toBeLessThanOrEqual(26);
  });

  it.each([
    [50, 1],
    [200, 6],
  ])('sends a short queue of %i in %i seconds, the earliest that 30 a second allow', (count, seconds) => {
    const pace = new Pace(30);
    const times: number[] = [];
    pace.expect(count, 0, 0);
    for (let now = 0; times.length < count; now += 1) {
      const taken = pace.bulk(now);
      pace.took(taken, 0, now);
      for (let left = 0; left < taken; left += 1) {
        pace.answered(pace.leaves(), now + 2);
        times.push(now);
      }
    }
    expect(times.at(-1)).toBeLessThan(seconds * 1000 + 50);
    expect(busiestSecond(times)).toBeLessThanOrEqual(30);
    const first = times.filter((at) => at === 0).length;
    expect(first).toBe(20);
  });

  it('takes what is written a second after a burst for a new queue', () => {
    const pace = new Pace(30);
    pace.expect(20, 0, 0);
    pace.took(20, 0, 0);
    expect(pace.isRested(1_000)).toBe(false);
    expect(pace.isRested(1_050)).toBe(true);
  });

  it('takes no more for now while what it took is still to leave', () => {
    const pace = new Pace(30);
    pace.expect(50, 0, 0);
    expect(pace.bulk(0)).toBe(20);
    pace.took(20, 0, 0);
    expect(pace.bulk(0)).toBe(0);
    expect(pace.bulk(100)).toBe(1);
  });

  it('leaves room for answers even in a burst', () => {
    const pace = new Pace(30);
    pace.expect(60, 0, 0);
    expect(pace.bulk(0)).toBe(24);
    pace.took(24, 0, 0);
    for (let left = 0; left < 24; left += 1) pace.leaves();
    expect(pace.bulk(0)).toBe(0);
    expect(pace.free(0)).toBe(6);
  });

  it('sends a long queue evenly: a burst would gain nothing', () => {
    const pace = new Pace(30);
    pace.expect(10_000, 0, 0);
    expect(pace.bulk(0)).toBe(1);
  });

  it('is not slowed by a timer that is a little late, and never bursts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 30, noNaN: true }), { minLength: 100, maxLength: 100 }),
        (lates) => {
          const times = departures(new Pace(25), 100, (at) => lates[at] ?? 0);
          expect(times.at(-1)).toBeLessThan(99 * 40 + 80);
          expect(busiestSecond(times)).toBeLessThanOrEqual(27);
        },
      ),
    );
  });

  it('lets an answer pass at once and holds the bulk back for it', () => {
    const pace = new Pace(25);
    pace.took(1, 0, 0);
    expect(pace.untilReply(1)).toBe(0);
    expect(pace.untilBulk(1)).toBe(39);
    pace.took(0, 1, 1);
    expect(pace.untilBulk(1)).toBe(79);
  });

  it('keeps even answers within what Telegram takes in a second', () => {
    const pace = new Pace(25);
    for (let count = 0; count < 28; count += 1) pace.answered(pace.leaves(), count);
    expect(pace.untilReply(28)).toBe(1000 - 28);
  });

  it('stays within what Telegram takes in a second however long each message is on its way', () => {
    const ways = fc.array(fc.double({ min: 1, max: 400, noNaN: true }), { minLength: 150, maxLength: 150 });
    fc.assert(
      fc.property(ways, (delays) => {
        const pace = new Pace(30);
        const underWay: { at: number; land(): void }[] = [];
        const arrivals: number[] = [];
        for (let now = 0; arrivals.length < delays.length; now += 1) {
          for (const flight of underWay.filter(({ at }) => at <= now)) flight.land();
          underWay.splice(0, underWay.length, ...underWay.filter(({ at }) => at > now));
          if (pace.untilReply(now) > 0) continue;
          const flight = pace.leaves();
          const at = now + delays[arrivals.length]!;
          arrivals.push(at);
          underWay.push({ at, land: () => pace.answered(flight, at) });
        }
        expect(busiestSecond(arrivals)).toBeLessThanOrEqual(30);
      }),
    );
  });

  it('holds everything until the pause is over, the longest one', () => {
    const pace = new Pace(25);
    pace.pause(5_000);
    pace.pause(2_000);
    expect(pace.untilReply(0)).toBe(5_000);
    expect(pace.untilBulk(4_000)).toBe(1_000);
    expect(pace.untilBulk(5_000)).toBe(0);
  });
});

describe('the chats', () => {
  const limits = { perSecond: 25, chatGap: 1_050, groupGap: 3_333, isGroup: (chat: string) => chat.startsWith('-') };

  it('rest after a message: a second for a person, longer for a group', () => {
    const chats = new Chats(limits);
    chats.wrote('7', 0);
    chats.wrote('-8', 0);
    expect(chats.resting(1_049)).toEqual(['7', '-8']);
    expect(chats.untilRested(1_000)).toBe(null);
    chats.passedOver(['7', '-8']);
    expect(chats.untilRested(1_000)).toBe(50);
    chats.passedOver(['-8']);
    expect(chats.untilRested(1_000)).toBe(2_333);
    expect(chats.resting(1_050)).toEqual(['-8']);
    expect(chats.resting(3_333)).toEqual([]);
  });

  it('take three messages at once from us, then one a second, even if somebody waits for them', () => {
    const chats = new Chats({ ...limits, chatBurst: 3 });
    const waits = [0, 1, 2, 3, 4].map((nth) => {
      const wait = chats.untilTaken('7', nth);
      chats.wrote('7', nth + wait);
      return wait;
    });
    expect(waits).toEqual([0, 0, 0, 1_047, 2_096]);
    expect(chats.untilTaken('8', 5)).toBe(0);
    expect(chats.untilTaken('7', 10_000)).toBe(0);
  });

  it('tell whether something was passed over while a message was on its way', () => {
    const chats = new Chats(limits);
    chats.take('7');
    expect(chats.release('7')).toBe(false);
    chats.take('7');
    expect(chats.busy()).toEqual(['7']);
    chats.passedOver(['7']);
    expect(chats.untilRested(0)).toBe(null);
    expect(chats.release('7')).toBe(true);
    chats.wrote('7', 0);
    expect(chats.untilRested(0)).toBe(1_050);
    chats.take('8');
    expect(chats.release('8')).toBe(false);
  });
});
