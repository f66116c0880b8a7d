// What is made of a sheet: the file to work on. Papers are Vietnamese, whoever asks for them.
import type { Sheet } from '../kernel/sheet.ts';
import { docxOf } from './docx.ts';
import { laidOut } from './laid.ts';
import { fileNameOf, type Say } from './words.ts';

export const printed = async (sheet: Sheet, say: Say): Promise<{ name: string; bytes: Uint8Array }> => ({
  name: `${fileNameOf(sheet, say)}.docx`,
  bytes: await docxOf(laidOut(sheet, say)),
});
