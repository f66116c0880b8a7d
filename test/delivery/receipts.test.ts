// By when a sign of arrival is expected: a form that has not reached the phone within its life never will.
import { expect, test } from 'vitest';
import type { Channel } from '../../src/channels/channel.ts';
import type { Claimed } from '../../src/delivery/claim.ts';
import { receiptBy } from '../../src/delivery/receipts.ts';
import { text } from '../../src/kernel/text.ts';
import { defaultSettings } from '../../src/settings.ts';

const night = new Date('2026-12-01T15:00:00Z');
const brief = { form: 'meetings.invitation', values: { name: text('bot:unsupported') } };
const row = { class: 'action', person_id: 'p', view: { lines: [], brief } } as unknown as Claimed;
const channel = (capabilities: Partial<Channel['capabilities']>) => ({ capabilities }) as Pick<Channel, 'capabilities'>;
const settings = { ...defaultSettings, receiptHours: 4 };

test('a form without a receipt in two hours counts as not told, also at night; words wait for waking hours', () => {
  const forms = channel({ receipts: true, formLife: 7_200_000, briefsOnly: true });
  expect(receiptBy(row, forms, night, settings)).toEqual(new Date('2026-12-01T17:00:00Z'));
  const official = channel({ receipts: true, formLife: 7_200_000 });
  expect(receiptBy(row, official, night, settings, true)).toEqual(new Date('2026-12-01T17:00:00Z'));
  expect(receiptBy(row, official, night, settings)!.getTime()).toBeGreaterThan(Date.parse('2026-12-02T00:00:00Z'));
});
