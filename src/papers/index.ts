// What is made of what a command hands over: files to read and to work on. Papers are Vietnamese, whoever asks for them.

import { cleanLine } from '../kernel/fold.ts';
import type { Printable } from '../kernel/picture.ts';
import type { Proof } from '../kernel/proof.ts';
import type { Sheet } from '../kernel/sheet.ts';
import { type Text, text } from '../kernel/text.ts';
import { invitationFile } from './calendar.ts';
import { caseFilePdf } from './case-file.ts';
import { docxOf } from './docx.ts';
import { laidOut } from './laid.ts';
import { pdfOf } from './pdf.ts';
import { pictureOf } from './picture.ts';
import { proofFile, proofPage } from './proof.ts';
import { slipsOf } from './slips.ts';
import { fileNameOf, printable, type Say } from './words.ts';

type Printed = { name: string; mime: string; bytes: Uint8Array };

const mimes = {
  pdf: 'application/pdf',
  json: 'application/json',
  png: 'image/png',
  ics: 'text/calendar; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;

/** `hours`: how long a meeting of a body lasts. */
type Printing = { say: Say; now: Date; hours(bodyId: string): number; onProblem(problem: unknown): void };

export async function printed(
  prints: Exclude<Printable, { dossier: unknown }>,
  printing: Printing,
): Promise<Printed[]> {
  if ('sheet' in prints) return paper(prints.sheet, printing);
  if ('proof' in prints) return proof(prints.proof, printing);
  const { say, now, hours, onProblem } = printing;
  if ('calendar' in prints) {
    const { calendar } = prints;
    const alarm = say(text('calendars:alarm'));
    const file = invitationFile(calendar, { say, hours: hours(calendar.bodyId), alarm, now });
    const name = `${cleanLine(printable(say(calendar.title)), 80)}.ics`;
    return [{ name, mime: mimes.ics, bytes: new TextEncoder().encode(file) }];
  }
  const { title, kind, bytes } = page(prints, say, now);
  const name = `${cleanLine(printable(say(title)), 100)}.${kind}`;
  try {
    return [{ name, mime: mimes[kind], bytes: await bytes() }];
  } catch (error) {
    // What it would show stands in words as well.
    onProblem(error);
    return [];
  }
}

type Page = Exclude<Printable, { sheet: unknown } | { proof: unknown } | { calendar: unknown } | { dossier: unknown }>;
type Set = { title: Text; kind: 'pdf' | 'png'; bytes(): Promise<Uint8Array> };

/** What is one file, and nothing else where it cannot be set. */
function page(prints: Page, say: Say, now: Date): Set {
  if ('slips' in prints)
    return { title: prints.slips.title, kind: 'pdf', bytes: () => slipsOf(prints.slips, say, now) };
  if ('caseFile' in prints)
    return { title: prints.caseFile.title, kind: 'pdf', bytes: () => caseFilePdf(prints.caseFile, say, now) };
  return { title: prints.picture.title, kind: 'png', bytes: () => pictureOf(prints.picture, say, now) };
}

/** The page and the file it vouches for; without the page the file still proves what it says. */
async function proof(proves: Proof, { say, now, onProblem }: Printing): Promise<Printed[]> {
  const name = say(text('acts:proof.name', { seq: proves.sealed.seq }));
  const bytes = proofFile(proves, say, now);
  const file = { name: `${name}.json`, mime: mimes.json, bytes };
  try {
    return [{ name: `${name}.pdf`, mime: mimes.pdf, bytes: await proofPage(proves, bytes, say, now) }, file];
  } catch (error) {
    onProblem(error);
    return [file];
  }
}

/** To be read, then to be worked on. What cannot be set as PDF, for whatever reason, still comes as a file of Word. */
async function paper(sheet: Sheet, { say, now, onProblem }: Printing): Promise<Printed[]> {
  const name = fileNameOf(sheet, say);
  const laid = laidOut(sheet, say);
  // Both at once: the page is set in a process of its own.
  const page = pdfOf(laid, now).catch((error: unknown) => {
    onProblem(error);
    return null;
  });
  const word = { name: `${name}.docx`, mime: mimes.docx, bytes: await docxOf(laid) };
  const bytes = await page;
  return bytes ? [{ name: `${name}.pdf`, mime: mimes.pdf, bytes }, word] : [word];
}
