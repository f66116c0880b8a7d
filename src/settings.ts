// Every figure a body may set for itself: those of the chapters, of their papers, and of the machine beneath them.
import { type DeclaredSettings, type Settings, usualSettings } from './kernel/settings.ts';
import { chapters, declaredBy } from './regulation/index.ts';

/** By their names, each declared once. */
export const declaredSettings: DeclaredSettings = declaredBy(chapters);

export const defaultSettings: Settings = usualSettings(declaredSettings);
