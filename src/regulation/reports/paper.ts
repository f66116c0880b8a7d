// Điều 7.1, 8.7; NĐ 30/2020 (báo cáo): the periodic report on paper, signed by the standing member by order of the chair (5.7).
import { plainText, said, type Text, text } from '../../kernel/text.ts';
import type { Paper } from '../papers/index.ts';
import { figuresLines, periodWords, type ReportFacts, sections } from './report.ts';

const paragraph = (words: Text) => ({ kind: 'paragraph', words }) as const;
const heading = (words: Text) => ({ kind: 'heading', words }) as const;
const lines = (words: string): string[] => words.split('\n').filter((line) => line.trim() !== '');

export const report: Paper<ReportFacts> = {
  name: 'reports.paper',
  article: '7.1',
  kind: 'BC',
  signer: 'standing-member',
  content: ({ row: { data }, beside }, { body }) => ({
    kind: plainText('reports:printed.kind'),
    about: text('reports:printed.about', { body: body.name, period: periodWords(data.period) }),
    to: [],
    blocks: [
      heading(plainText('reports:printed.figures')),
      ...figuresLines(data.figures ?? beside).map(paragraph),
      ...sections.flatMap((section) => [
        heading(plainText(`reports:printed.${section}`)),
        ...lines(data.words[section] ?? '').map((line) => paragraph(said(line))),
      ]),
    ],
    copies: [plainText('reports:printed.copy-leaders'), plainText('reports:printed.copy-members')],
    annexes: [],
  }),
};
