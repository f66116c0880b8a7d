// What others must be told, and what must be looked at again later.
import type { Text } from './text.ts';
import type { Choice, View } from './view.ts';

/**
 * How a message is treated when its delivery is in doubt:
 * - `reply`   answers the person who just acted; overtakes everything;
 * - `action`  asks for a decision or an answer;
 * - `notice`  a notice the regulation requires; sent again at most once when in doubt;
 * - `nudge`   a reminder; never sent again;
 * - `digest`  a summary; never sent again;
 * - `refresh` brings a card already on the screen up to date; silent, repeated freely, nothing if there is no card.
 */
export type MessageClass = 'reply' | 'action' | 'notice' | 'nudge' | 'digest' | 'refresh';

export type Notice = {
  /** The person to tell; `''`: the group named in `group`. */
  to: string;
  /** A group it goes to in place of a person (CH8, `announcing.ts`): nothing of anybody's own is ever said there. */
  group?: { channel: string; chat: string };
  class: MessageClass;
  view: View;
  /** The matter it is about, e.g. `meeting:<id>`: by it the secretariat sees who was reached. */
  matter: string;
  /** Said once: a second notice with the same key changes nothing. */
  key: string;
  /** May break the quiet hours. */
  urgent?: boolean;
  /**
   * He is told that his part in the matter is over. Everybody else is told only while he has a part in it: by a seat in
   * force in its body, or as its guest or alternate; looked at when it is written and again when it is sent.
   */
  parting?: true;
  /** For him alone: his assistants get no copy (a presider's decision, say). */
  personal?: boolean;
  /**
   * He did it himself: nothing is told him as news, his own card of it is brought up to date where it is. Those who assist
   * him are told as ever.
   */
  known?: true;
  /** Pointless afterwards. */
  expiresAt?: Date;
  /**
   * From the clock: it may be said in one message with everything else the person is told that morning, by this line
   * and the choice that opens it. Without it, it goes alone. `covers`: it is that message itself, the other lines are said
   * in it, and what is about these matters is told of already. `who`: whose it is, where it is not his who is told.
   */
  digest?: { line: Text; open: Choice; who?: string; covers?: readonly string[] };
};

/** How a notice may differ from a plain one. */
export type Ways = Partial<Omit<Notice, 'to' | 'view' | 'key'>>;

/** What happened to a matter (`what`), told to each of these people: nobody is told the same twice. */
export function tellEach(
  to: readonly (string | null | undefined)[],
  matter: string,
  what: string,
  view: View | ((person: string) => View),
  ways: Ways = {},
): Notice[] {
  const people = [...new Set(to)].filter((person): person is string => typeof person === 'string' && person !== '');
  return people.map((person) => ({
    class: 'notice',
    matter,
    ...ways,
    to: person,
    view: typeof view === 'function' ? view(person) : view,
    key: `${matter}:${what}:${person}`,
  }));
}

/** Something to look at again when its time has come; what is then due is computed from the state of that moment. */
export type ReminderStart = {
  /** The kind, named `<chapter>.<what>`. */
  kind: string;
  matter: string;
  person: string | null;
  /** Re-arming: a moved date is a new version, and the old one is closed. */
  version: number;
  nextAt: Date;
};

/** A look at something that is nobody's own, and has no versions. */
export const lookAt = (kind: string, matter: string, nextAt: Date): ReminderStart => ({
  kind,
  matter,
  person: null,
  version: 1,
  nextAt,
});

/** What somebody has just done is no news to him. `asks`: what he is still asked for is told him all the same. */
export const knownTo = (
  by: string,
  notices: readonly Notice[],
  asks: (to: string) => boolean = () => false,
): Notice[] => notices.map((notice) => (notice.to === by && !asks(by) ? { ...notice, known: true } : notice));

export type Effects = { notices: readonly Notice[]; reminders?: readonly ReminderStart[] };
