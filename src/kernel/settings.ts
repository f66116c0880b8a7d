// Figures a body may set for itself, each declared by the chapter whose figure it is: its title, its usual value, its kind.
import { said, type Text } from './text.ts';

/** A rung of a reminder ladder, counted back from the date concerned. */
export type Rung = { workingDays: number } | { hours: number };

/**
 * A step up, counted on from the date concerned: whoever looks after it (the standing agency, the secretariat), then a
 * deputy, then whoever leads the body. Each step tells those of the steps before as well.
 */
export type StepUp = { workingDays: number; to: 'office' | 'deputy' | 'chair' };

/**
 * The figures of a body, by their names. Whoever declares one adds its name here beside the declaration:
 * `declare module '…/kernel/settings.ts' { interface Settings { … } }`.
 */
export interface Settings {
  /** No push between these hours of the day in Vietnam, unless urgent. */
  quietFrom: number;
  quietTo: number;
}

/** What values a figure may have, and how one is written. */
export type SettingKind<T> = {
  /** What is to be written, for a refusal. */
  takes: Text;
  /** The value as it is kept; null when it is none of this kind. */
  read(given: unknown): T | null;
  /** What somebody typed, as it would stand in a file; `read` judges it. */
  parse(words: string): unknown;
  /** As one would type it. */
  show(value: T): string;
  /** In words, where what one types is short for them. */
  tell?(value: T): Text;
};

/** `about`: what it sets, in one line. */
export type Setting<T = unknown> = { about: Text; usual: T; kind: SettingKind<T> };

/** The declared figures of one chapter, or of one part of the machine. */
type SettingsOf<Names extends keyof Settings> = { readonly [Name in Names]: Setting<Settings[Name]> };
export type DeclaredSettings = Readonly<Partial<Record<keyof Settings, Setting>>>;

/** Declares figures; their types are tied to their names here and forgotten for the lists. */
export const settings = <Names extends keyof Settings>(declared: SettingsOf<Names>): DeclaredSettings =>
  declared as unknown as DeclaredSettings;

/** All of them as they are where no body has said otherwise. */
export const usualSettings = (declared: DeclaredSettings): Settings =>
  Object.fromEntries(Object.entries(declared).map(([name, { usual }]) => [name, usual])) as unknown as Settings;

/** A figure's value as it is read. */
export const toldValue = ({ kind }: Setting, value: unknown): Text => kind.tell?.(value) ?? said(kind.show(value));
