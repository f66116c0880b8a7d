// Who has a part in the figures of a body, what is read back before one is set, and who is told.
import type { Asking, Field, Option } from '../../kernel/command.ts';
import { choiceField } from '../../kernel/fields.ts';
import type { Notice } from '../../kernel/notice.ts';
import { type Actor, bodiesWith, himself, type SeatCard } from '../../kernel/person.ts';
import { type Text, text } from '../../kernel/text.ts';
import { type Role, standingAgency } from '../roles.ts';
import type { Over } from './store.ts';

/** Who may: the chair, and the standing agency, which puts it before him. */
export const setting: readonly Role[] = ['chair', ...standingAgency];

/** Those who are told: the chair and the standing agency of the body. */
const concerned = (seats: readonly SeatCard[]): SeatCard[] => seats.filter(({ role }) => setting.includes(role));

export const settingIn = (by: Actor): string[] => bodiesWith(himself(by), setting);

/** For the names of matters in the chapter's own look at them, as this person may know them. */
export type Naming = (asking: Asking) => Over;

const yes: Option[] = [{ value: 'yes', label: text('figures:option.sure') }];

/** What is about to be done, read back; a refusal is told by the act itself. */
export const sure = (about: NonNullable<Field['about']>): Field => choiceField('figures:ask.sure', yes, { about });

/** Told to the chair and the standing agency of a body, but to whom did it. */
export const toldTo = (
  seats: readonly SeatCard[],
  by: Actor,
  lines: readonly Text[],
  key: string,
  bodyId: string,
): Notice[] =>
  [...new Set(concerned(seats).map(({ person }) => person.id))]
    .filter((id) => id !== by.person.id)
    .map((to) => ({
      to,
      class: 'notice',
      view: { heading: text('figures:told.heading'), lines: [...lines] },
      matter: `body:${bodyId}`,
      key: `${key}:${to}`,
    }));
