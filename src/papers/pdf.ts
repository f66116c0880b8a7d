// Prints a paper as PDF/A: to be read on a telephone, and kept.
import { footColumns, formsOfPapers, headColumns } from './form.ts';
import type { Laid } from './laid.ts';
import { set } from './typeset/typesetter.ts';

/** @throws when it cannot be set */
export const pdfOf = (paper: Laid, now: Date): Promise<Uint8Array> =>
  set({
    template: 'paper',
    data: { paper, form: formsOfPapers[paper.form], head: headColumns, foot: footColumns },
    at: now.getTime(),
  });
