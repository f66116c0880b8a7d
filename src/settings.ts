// Every figure a body may set for itself: those of the chapters, of their papers, and of the machine beneath them.
import { deliverySettings } from './delivery/settings.ts';
import { pruneSettings } from './jobs/settings.ts';
import { type DeclaredSettings, type Settings, usualSettings } from './kernel/settings.ts';
import { chapters } from './regulation/index.ts';
import { figures as papers } from './regulation/papers/index.ts';

const all: readonly DeclaredSettings[] = [
  ...chapters.flatMap(({ settings }) => settings ?? []),
  papers,
  deliverySettings,
  pruneSettings,
];

/** By their names, each declared once. */
export const declaredSettings: DeclaredSettings = Object.assign({}, ...all);

export const defaultSettings: Settings = usualSettings(declaredSettings);
