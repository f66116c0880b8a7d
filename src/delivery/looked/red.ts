// The red ink of a photographed page: stamps are red, and what is not is left out before anybody reads it. Pure.

/** Four bytes a point. */
export type Points = { width: number; height: number; pixels: Uint8Array };

/** A square, one byte a point: 0 ink, 255 none. */
type Ink = { side: number; points: Uint8Array };

const isRed = (red: number, green: number, blue: number): boolean => red > 90 && red - green > 45 && red - blue > 35;

/** Smaller is a speck, in points of the page's height; larger than this share of the page is a table or a photograph. */
const [speck, largest] = [0.004, 0.6];

/** Its red ink without specks and frames; null where there is too little to be a word. */
export function redInk({ width, height, pixels }: Points): Ink | null {
  const ink = new Uint8Array(width * height);
  for (let at = 0; at < ink.length; at += 1) {
    if (isRed(pixels[at * 4]!, pixels[at * 4 + 1]!, pixels[at * 4 + 2]!)) ink[at] = 1;
  }
  const pieces = piecesOf(ink, width, height).filter((piece) => isLetter(piece, width, height));
  // Two letters are no word; a flag or a red cover is hundreds of pieces, and is let be.
  return pieces.length < 3 || pieces.length > most ? null : cut(pieces, width);
}

const most = 300;

/** Neither a speck nor a frame, a line, a cover. */
function isLetter({ at, left, right, top, bottom }: Piece, width: number, height: number): boolean {
  const [wide, high] = [right - left + 1, bottom - top + 1];
  const isFrame = at.length < wide * high * 0.22 && wide > high * 1.2 && wide > height * 0.05;
  return high >= height * speck && wide <= width * largest && !isFrame;
}

/** Around what is left, in a square in which it can be turned. */
function cut(pieces: readonly Piece[], width: number): Ink {
  const [left, right] = [Math.min(...pieces.map((one) => one.left)), Math.max(...pieces.map((one) => one.right))];
  const [top, bottom] = [Math.min(...pieces.map((one) => one.top)), Math.max(...pieces.map((one) => one.bottom))];
  const side = Math.ceil(Math.hypot(right - left, bottom - top)) + 40;
  const [fromX, fromY] = [Math.round((left + right - side) / 2), Math.round((top + bottom - side) / 2)];
  const points = new Uint8Array(side * side).fill(255);
  for (const one of pieces.flatMap(({ at }) => at)) {
    points[(Math.floor(one / width) - fromY) * side + ((one % width) - fromX)] = 0;
  }
  return { side, points };
}

type Piece = { at: number[]; left: number; right: number; top: number; bottom: number };

/** Points of ink that touch one another. */
function piecesOf(ink: Uint8Array, width: number, height: number): Piece[] {
  const pieces: Piece[] = [];
  for (let start = 0; start < ink.length; start += 1) {
    if (ink[start] !== 1) continue;
    const piece: Piece = { at: [], left: width, right: 0, top: height, bottom: 0 };
    const open = [start];
    ink[start] = 2;
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const [x, y] = [at % width, Math.floor(at / width)];
      piece.at.push(at);
      piece.left = Math.min(piece.left, x);
      piece.right = Math.max(piece.right, x);
      piece.top = Math.min(piece.top, y);
      piece.bottom = Math.max(piece.bottom, y);
      for (const [nextX, nextY] of around(x, y)) {
        const next = nextY * width + nextX;
        if (nextX < 0 || nextY < 0 || nextX >= width || nextY >= height || ink[next] !== 1) continue;
        ink[next] = 2;
        open.push(next);
      }
    }
    pieces.push(piece);
  }
  return pieces;
}

const around = (x: number, y: number): readonly (readonly [number, number])[] => [
  [x - 1, y],
  [x + 1, y],
  [x, y - 1],
  [x, y + 1],
];

/** As a picture that readers of letters take (PGM), turned by so many degrees. */
export function turned({ side, points }: Ink, degrees: number): Uint8Array {
  const head = new TextEncoder().encode(`P5\n${side} ${side}\n255\n`);
  const bytes = new Uint8Array(head.length + side * side).fill(255);
  bytes.set(head);
  const [sine, cosine] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  const middle = side / 2;
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const [right, down] = [x - middle, y - middle];
      const fromX = Math.round(middle + right * cosine - down * sine);
      const fromY = Math.round(middle + right * sine + down * cosine);
      if (fromX < 0 || fromY < 0 || fromX >= side || fromY >= side) continue;
      bytes[head.length + y * side + x] = points[fromY * side + fromX]!;
    }
  }
  return bytes;
}
