// AD5, AD10: how long what goes to many is held, so that it can be stopped, and whether a second person lets it go; how long
// somebody may stay away.
import { figure, whole, wordOf } from '../../kernel/setting-kinds.ts';
import { settings } from '../../kernel/settings.ts';

declare module '../../kernel/settings.ts' {
  interface Settings {
    /** Seconds for which what the desk sends to three people or more waits before any of it leaves. */
    sendHoldSeconds: number;
    /** Whether it leaves by the hand of one, or only once somebody else has let it go. */
    sendBy: 'one' | 'two';
    /** Days without coming in after which the desk is closed to somebody until a colleague opens it (NĐ 331/2026). */
    deskIdleDays: number;
  }
}

export const figures = settings({
  sendHoldSeconds: figure('desk:settings.sendHoldSeconds', 20, whole(0, 600)),
  sendBy: figure('desk:settings.sendBy', 'one', wordOf('one', 'two')),
  deskIdleDays: figure('desk:settings.deskIdleDays', 45, whole(1, 366)),
});
