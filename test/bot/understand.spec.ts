// Words people type are looked up in lists of ours: never in what every object of the machine knows besides.
import { describe, expect, test } from 'vitest';
import { understandPress, understandText } from '../../src/bot/understand.ts';
import { fieldsOfRegistry } from '../../src/bot/words.ts';
import { decodePress } from '../../src/channels/press.ts';
import { refusedByContent, refusedByName } from '../../src/delivery/file-kinds.ts';
import { makeRegistry } from '../../src/engine/registry.ts';
import { formsOf } from '../../src/kernel/forms.ts';
import { chapters } from '../../src/regulation/index.ts';

const registry = makeRegistry(chapters, () => []);
const own = {
  phrases: { called: new Map(), isLook: () => false },
  grammars: [],
  sender: { names: [], offices: [], posts: [] },
};

/** `constructor`, `toString`, `__proto__` and the like. */
const machineNames = Object.getOwnPropertyNames(Object.prototype);

describe.each(machineNames)('“%s”', (name) => {
  test.each([
    name,
    `/${name}`,
    `/${name} x; y`,
    `${name} x; y`,
  ])('%s is a word like any other: not understood', (said) => {
    expect(understandText(registry, said, null, own)).toEqual({ kind: 'unknown', said });
  });

  test('no button, no file, no form', async () => {
    expect(decodePress(`${name}|x`, fieldsOfRegistry(registry))).toBeNull();
    expect(understandPress(registry, { command: `bot.${name}`, args: {} }, null)).toEqual({ kind: 'unknown-button' });
    expect(refusedByName(`a.${name}`)).toBe('bad-type');
    expect(await refusedByContent(`a.${name}`, '/nowhere', new Uint8Array(1))).toBe('bad-type');
    expect(formsOf(chapters).has(name)).toBe(false);
  });
});
