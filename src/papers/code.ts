// A code that a telephone reads (QR, ISO/IEC 18004), as a picture.
import encodeQR from 'qr';

/** Modules as so many points of the picture; the quiet edge around, in modules. */
const [SCALE, EDGE] = [4, 4];

/** The bytes of a GIF, black on white; a quarter of it may be torn or soiled. @throws when the words are too many for a code */
export const codeOf = (words: string): Uint8Array =>
  encodeQR(words, 'gif', { ecc: 'quartile', border: EDGE, scale: SCALE });
