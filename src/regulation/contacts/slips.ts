// A slip for whoever is to link his messenger (Điều 1.2): what to do in two steps, a code to be read by a telephone, until when.
import type { Slips } from '../../kernel/slips.ts';
import { moment, said, text } from '../../kernel/text.ts';
import type { Contact } from './contact.ts';

/** Where a telephone that reads the code gets to; the page says how to go on in the messenger. */
export const linkPath = '/lien-ket';
/** The slash word by which the code is typed, and carried along by a messenger's own link. */
export const linkWord = 'start';

type Issued = { contact: Contact; body: string; code: string; expiresAt: Date };

/** Where there is no page of ours, the telephone reads the words that are to be sent. */
export const linkSlip = ({ contact, body, code, expiresAt }: Issued, pagesAt: string | undefined): Slips => ({
  title: text('contacts:slip.title'),
  size: 'hand',
  slips: [
    {
      above: said(body),
      heading: said(contact.name),
      lines: [
        text('contacts:slip.first'),
        text('contacts:slip.second'),
        text('contacts:slip.code', { code: said(code) }),
      ],
      code: pagesAt === undefined ? `/${linkWord} ${code}` : `${pagesAt}${linkPath}/${code}`,
      below: text('contacts:slip.until', { until: moment(expiresAt) }),
    },
  ],
});
