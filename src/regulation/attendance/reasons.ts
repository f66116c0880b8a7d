// The reasons offered as buttons; any other is written in words.
import type { Option } from '../../kernel/command.ts';
import { text } from '../../kernel/text.ts';

export const absenceReasons = ['mission', 'superior-meeting', 'leave', 'health'] as const;
export const refusalReasons = ['needed-in-person', 'unsuitable-alternate', 'too-late'] as const;

/** What stands for a reason when the fixed button of an approved form was pressed; never offered. */
export const quickReason = 'quick-answer';
export const quickRefusal = 'quick-refusal';

const optionsOf = (names: readonly ((typeof absenceReasons)[number] | (typeof refusalReasons)[number])[]): Option[] =>
  names.map((name) => ({ value: name, label: text(`attendance:reason.${name}`) }));

export const absenceOptions = optionsOf(absenceReasons);
export const refusalOptions = optionsOf(refusalReasons);
