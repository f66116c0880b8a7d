// A stamp in a photograph (SC2): its red ink, turned until the operator's reader of letters (tesseract) sees a mark.
// What it does not see may be there all the same: blurred, black, across a text, turned further.
import { spawnSync } from 'node:child_process';
import { Resvg } from '@resvg/resvg-js';
import { fold } from '../../kernel/fold.ts';
import type { SecrecyMark } from '../../kernel/secrecy.ts';
import { type Points, redInk, turned } from './red.ts';

/** Degrees: as a hand holds a stamp, then as a telephone may lie. */
const turns = [0, -5, 5, -10, 10, -15, 15, 90, -90, 180];
/** Points across after making small; of a picture beyond so many it is not tried. */
const [across, mostPoints] = [1_600, 50_000_000];
/** Milliseconds for one turn. */
const patience = 6_000;

/** `program`: an absolute path. Null where nothing was seen. */
export function stampIn(bytes: Uint8Array, program: string): SecrecyMark | null {
  const picture = pointsOf(bytes);
  const ink = picture && redInk(picture);
  if (!ink) return null;
  for (const degrees of turns) {
    const { stdout } = spawnSync(program, ['stdin', 'stdout', '-l', 'vie', '--psm', '6'], {
      input: turned(ink, degrees),
      env: { OMP_THREAD_LIMIT: '1' },
      timeout: patience,
      maxBuffer: 100_000,
    });
    const mark = stampSaid(String(stdout ?? ''));
    if (mark) return mark;
  }
  return null;
}

/** What a reader of letters makes of a stamp: it mistakes marks over letters, and puts points between words. */
export function stampSaid(words: string): SecrecyMark | null {
  const lines = words.split('\n').map((line) =>
    fold(line)
      .replace(/[^a-z0-9]+/g, ' ')
      .trim(),
  );
  if (lines.some((line) => /\btuyet ?mat\b/.test(line))) return 'tuyet-mat';
  if (lines.some((line) => /\bt[o0]i ?mat\b/.test(line))) return 'toi-mat';
  return lines.includes('mat') ? 'mat' : null;
}

function pointsOf(bytes: Uint8Array): Points | null {
  const size = sizeOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (!size || size.width * size.height > mostPoints) return null;
  const { width, height, mime } = size;
  const href = `data:${mime};base64,${Buffer.from(bytes).toString('base64')}`;
  const page = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><image width="${width}" height="${height}" href="${href}"/></svg>`;
  const fitTo = { mode: 'width', value: Math.min(width, across) } as const;
  return new Resvg(page, { fitTo, font: { loadSystemFonts: false } }).render();
}

/** By the head of the file. */
function sizeOf(bytes: Buffer): { width: number; height: number; mime: string } | null {
  if (bytes.length > 24 && bytes.readUInt32BE(0) === 0x89504e47) {
    return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), mime: 'image/png' };
  }
  if (bytes.readUInt16BE(0) !== 0xffd8) return null;
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; at += 2 + bytes.readUInt16BE(at + 2)) {
    const kind = bytes[at + 1]!;
    const isFrame = kind >= 0xc0 && kind <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(kind);
    if (isFrame) return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5), mime: 'image/jpeg' };
  }
  return null;
}
