// What strangers wrote is cut before anything looks at it: to more than their messenger lets an honest one write.
import { z } from 'zod';

/** The first so many UTF-16 units. */
const first = (most: number) => z.string().transform((words) => words.slice(0, most));

/** A message or a caption: no messenger takes more than 4,096 letters. */
export const writtenText = first(10_000);
/** A name, as its owner chose it. */
export const writtenName = first(200);
/** A kind, a state, what a button carries, the messenger's own reference to a file. */
export const writtenWord = first(500);
/** Where a file lies. */
export const writtenAddress = first(4_000);
/** Of the name of a file the end counts: it says of what kind the file is. */
export const writtenFileName = z.string().transform((name) => name.slice(-1_000));
