// The body of a call from outside is read up to a size and for a time: whoever sends more, or hardly anything, is left.

/** What a messenger calls us with fits into a few packets: milliseconds until all of it must be here. */
const PATIENCE = 5_000;

/** The smallest packet of a network brings more bytes at a time. */
const LEAST_PIECE = 256;
const FEW_PIECES = 1_000;

/** Whether so many bytes came in pieces as nobody sends them: each costs as much as thousands of bytes in one. */
export const isCrumbled = (pieces: number, size: number): boolean => pieces > FEW_PIECES + size / LEAST_PIECE;

export type Body = { bytes: Buffer } | { status: 408 | 413 };

/** Everything that was sent, or the status that says why it was not read to its end. */
export async function readBody(request: Request, most: number): Promise<Body> {
  // Nothing is read of what says of itself that it is too much.
  if (Number(request.headers.get('content-length') ?? 0) > most) return { status: 413 };
  const reader = request.body?.getReader();
  const chunks: Uint8Array[] = [];
  let [size, isLate] = [0, false];
  const timer = setTimeout(() => {
    isLate = true;
    void reader?.cancel();
  }, PATIENCE);
  try {
    for (let read = await reader?.read(); read && !read.done; read = await reader!.read()) {
      size += read.value.length;
      chunks.push(read.value);
      if (size > most) return { status: 413 };
      if (isCrumbled(chunks.length, size)) {
        void reader!.cancel();
        return { status: 413 };
      }
    }
  } catch {
    // The caller has gone: nobody hears the answer.
    isLate = true;
  } finally {
    clearTimeout(timer);
  }
  return isLate ? { status: 408 } : { bytes: Buffer.concat(chunks) };
}
