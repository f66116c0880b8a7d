// What may be sent when, for how much, and how long a sign of arrival is waited for: figures of the body.
import type { MessageClass } from '../kernel/notice.ts';
import { figure, hoursOf, whole, wordOf, wordsOf } from '../kernel/setting-kinds.ts';
import { settings } from '../kernel/settings.ts';

declare module '../kernel/settings.ts' {
  interface Settings {
    /** Kinds of message that may cost money where writing freely is over. */
    paidMessages: readonly MessageClass[];
    /** In đồng a month; reached, only what is urgent (action, notice) is still paid for. */
    monthlyCeiling: number;
    /** Waking hours without a sign of arrival after which a message goes another way; 0: never. */
    receiptHours: number;
    /** What a push says: everything, or only that there is something, the rest after a tap (SC4). */
    pushText: 'full' | 'minimal';
  }
}

export const deliverySettings = settings({
  quietFrom: figure('delivery:settings.quietFrom', 21, whole(0, 23)),
  quietTo: figure('delivery:settings.quietTo', 6, whole(0, 23)),
  paidMessages: figure(
    'delivery:settings.paidMessages',
    ['action', 'notice'],
    wordsOf('action', 'notice', 'nudge', 'digest'),
  ),
  monthlyCeiling: figure('delivery:settings.monthlyCeiling', 1_000_000, whole(0, 1_000_000_000)),
  receiptHours: figure('delivery:settings.receiptHours', 4, hoursOf(0, 240)),
  pushText: figure('delivery:settings.pushText', 'full', wordOf('full', 'minimal')),
});
