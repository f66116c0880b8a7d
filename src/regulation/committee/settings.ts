// Điều 1.2, 3–8: how long a code for linking is good, what the roles are called, how people are addressed.
import { nfc } from '../../kernel/fold.ts';
import { type Address, addresses } from '../../kernel/person.ts';
import { figure, whole, wordOf } from '../../kernel/setting-kinds.ts';
import { type SettingKind, settings } from '../../kernel/settings.ts';
import { inOneLine, said, text } from '../../kernel/text.ts';
import { type Role, type RoleNames, roles } from '../roles.ts';

declare module '../../kernel/settings.ts' {
  interface Settings {
    /** How long a code for linking is good, in hours. */
    linkCodeHours: number;
    /** What the body calls its roles, where it is not as the regulation has it (Điều 3–8). */
    roleNames: RoleNames;
    /** How its people are addressed, where its list does not say (UX1). */
    address: 'usual' | Address;
  }
}

/** By role; a name that is left out is as usual. */
const names: SettingKind<RoleNames> = {
  takes: text('committee:settings.role-names-take', { roles: roles.join(', ') }),
  read: (given) => {
    if (typeof given !== 'object' || given === null || Array.isArray(given)) return null;
    const all = Object.entries(given);
    const fits = ([role, name]: [string, unknown]): boolean =>
      roles.some((one) => one === role) && typeof name === 'string' && name.trim() !== '' && name.length <= 80;
    return all.every(fits) ? Object.fromEntries(all.map(([role, name]) => [role, nfc(String(name).trim())])) : null;
  },
  parse: (words) => {
    try {
      return JSON.parse(words);
    } catch {
      return words;
    }
  },
  show: (value) => JSON.stringify(value),
  tell: (value) =>
    inOneLine(
      (Object.entries(value) as [Role, string][]).map(([role, name]) =>
        text('committee:settings.role-name', { role: text(`bot:roles.${role}`), name: said(name) }),
      ),
    ) ?? text('committee:none'),
};

export const figures = settings({
  linkCodeHours: figure('committee:settings.linkCodeHours', 72, whole(1, 720)),
  roleNames: figure('committee:settings.roleNames', {}, names),
  address: figure('committee:settings.address', 'usual', wordOf('usual', ...addresses)),
});
