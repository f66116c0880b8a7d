import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { articles } from '../../src/regulation/articles.ts';
import type { Step } from '../../src/rehearsal/tour.ts';
import { type Rehearsal, type ShownButton, type ShownMessage, startRehearsal } from '../support/rehearsal.ts';

type Hands = Record<string, (...given: never[]) => unknown>;
type Player = { playStep(step: Step, hands: Hands): Promise<void> };

// The page's own player, which is plain JavaScript for the browser.
const player = new URL('../../src/rehearsal/page/play.js', import.meta.url).href;
const { playStep } = (await import(player)) as Player;

let rehearsal: Rehearsal;
beforeAll(async () => {
  rehearsal = await startRehearsal();
});
afterAll(() => rehearsal?.stop());

const handsOf = ({ get, post, messages }: Rehearsal): Hands => ({
  say: (person: string, text: string) => post(`of/${person}/text`, { text }),
  press: (person: string, message: ShownMessage, button: ShownButton) =>
    post(`of/${person}/press`, { channel: message.channel, message: message.id, data: button.data }),
  moveClock: (wish: object) => post('clock', wish),
  messages,
  shown: () => undefined,
  settled: () => get('settled'),
  changed: () => get('settled'),
  stopped: () => false,
});

describe('the tour of one meeting', () => {
  /** Every step finds its buttons and shows what it promises. */
  async function plays(steps: readonly Step[]): Promise<void> {
    for (const step of steps) {
      await playStep(step, handsOf(rehearsal)).catch((error: unknown) => {
        throw new Error(`step ${step.id}: ${String(error)}`);
      });
    }
  }
  let steps: Step[] = [];
  const after = () => steps.findIndex(({ id }) => id === 'conclude');

  test('Điều 3.3, 6.4, 9.1: the meeting, from its draft to the roll-call', async () => {
    // Planned once: its days count from the clock on which it begins.
    steps = await rehearsal.get<Step[]>('tour');
    expect(after()).toBeGreaterThan(15);
    await plays(steps.slice(0, after()));
  });

  test('Điều 7.3, 6.2, 9.3: after the meeting: conclusions, a task, a round of opinions', async () => {
    expect(steps.length - after()).toBeGreaterThan(8);
    await plays(steps.slice(after()));
    const { id } = await rehearsal.who('TB');
    const chair = await rehearsal.messages(id);
    expect(chair.filter(({ block }) => block.buttons.length > 0).length).toBeGreaterThan(0);
  });

  test('every step names the article it follows, in both languages', async () => {
    const [vi, en] = await Promise.all(['vi', 'en'].map((language) => rehearsal.get<Step[]>(`tour?lang=${language}`)));
    expect(vi!.map(({ id, acts }) => ({ id, acts }))).toEqual(en!.map(({ id, acts }) => ({ id, acts })));
    for (const [at, step] of vi!.entries()) {
      expect(step.article).toMatch(/^(Điều [\d.]+|QĐ 45)/);
      expect(step.caption).not.toBe(en![at]!.caption);
      const named = /[\d.]+$/.exec(step.article)?.[0];
      if (step.article.startsWith('Điều')) expect(Object.keys(articles)).toContain(named);
    }
  });
});
