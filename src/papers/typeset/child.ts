// The process that sets type: one job after another, each from data alone. Native code and its memory stay in here.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { Resvg } from '@resvg/resvg-js';
import { lettersOf } from './letters.ts';
import type { Job, JobDone } from './typesetter.ts';

const require = createRequire(import.meta.url);
const faces = [
  'tinos/400Regular/Tinos_400Regular.ttf',
  'tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf',
  'tinos/700Bold/Tinos_700Bold.ttf',
  'tinos/700Bold_Italic/Tinos_700Bold_Italic.ttf',
  'be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf',
  'be-vietnam-pro/600SemiBold/BeVietnamPro_600SemiBold.ttf',
];
/** Templates lie beside; nothing outside is read. */
const workspace = import.meta.dirname;
const fontBlobs = faces.map((face) => readFileSync(require.resolve(`@expo-google-fonts/${face}`)));
const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs }] });

/** Points of the page as so many of the picture. */
const ZOOM = 2;

/** Of the face a file for keeping is set in: the upright one has what the others have. */
const has = lettersOf(fontBlobs[0]!);
const LACKING = '\u25a1';

/** A file for keeping is PDF/A whatever people wrote: a letter the font lacks is a box, as it would be drawn. */
const inFont = (_name: string, value: unknown): unknown =>
  typeof value === 'string'
    ? value.replace(/[^\x20-\x7e]/gu, (letter) => (has(letter.codePointAt(0)!) ? letter : LACKING))
    : value;

function set({ template, data, at }: Job): Uint8Array {
  const compiled = compiler.compile({
    mainFilePath: join(workspace, `${template}.typ`),
    inputs: { job: JSON.stringify(data, template === 'case-file' ? inFont : undefined) },
  });
  const page = compiled.result;
  if (!page) throw new Error(JSON.stringify(compiled.takeError()?.shortDiagnostics ?? 'no page'));
  if (template === 'picture') {
    const svg = compiler.plainSvg(page);
    const fitTo = { mode: 'zoom', value: ZOOM } as const;
    return new Resvg(svg, { fitTo, background: '#fff', font: { loadSystemFonts: false } }).render().asPng();
  }
  const creationTimestamp = Math.floor(at / 1_000);
  try {
    return compiler.pdf(page, { pdfStandard: 'a-2b', creationTimestamp });
  } catch {
    // To be kept for ever a page must have every letter in its own fonts; to be read, it need not.
    return compiler.pdf(page, { pdfStandard: '1.7', creationTimestamp });
  }
}

process.on('message', ({ id, job }: { id: number; job: Job }) => {
  let said: JobDone;
  try {
    said = { id, bytes: set(job) };
  } catch (error) {
    said = { id, problem: error instanceof Error ? error.message : String(error) };
  }
  compiler.evictCache(0);
  process.send?.(said);
});
process.on('disconnect', () => process.exit());
