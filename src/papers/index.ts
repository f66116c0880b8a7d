// What is made of what a command hands over: files to read and to work on. Papers are Vietnamese, whoever asks for them.
import type { Sheet } from '../kernel/sheet.ts';
import { docxOf } from './docx.ts';
import { laidOut } from './laid.ts';
import { pdfOf } from './pdf.ts';
import { fileNameOf, type Say } from './words.ts';

export type Printed = { name: string; mime: string; bytes: Uint8Array };

export const mimes = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;

export type Printing = { say: Say; now: Date; onProblem(problem: unknown): void };

/** To be read, then to be worked on. What cannot be set as PDF, for whatever reason, still comes as a file of Word. */
export async function printed(sheet: Sheet, { say, now, onProblem }: Printing): Promise<Printed[]> {
  const name = fileNameOf(sheet, say);
  const laid = laidOut(sheet, say);
  const word = { name: `${name}.docx`, mime: mimes.docx, bytes: await docxOf(laid) };
  try {
    return [{ name: `${name}.pdf`, mime: mimes.pdf, bytes: await pdfOf(laid, now) }, word];
  } catch (error) {
    onProblem(error);
    return [word];
  }
}
