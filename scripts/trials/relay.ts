import { createServer } from 'node:http';

/** How each call was answered; 0 where nobody answered. */
export type Relay = { url: string; statuses: number[]; close(): void };

/** Hands each call to the next of the targets, as a balancer before several replicas does. */
export async function relay(port: number, targets: readonly string[]): Promise<Relay> {
  const statuses: number[] = [];
  let turn = 0;
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
    const headers = Object.entries(request.headers).filter(
      ([name]) => name === 'content-type' || name.startsWith('x-'),
    ) as [string, string][];
    const target = targets[turn++ % targets.length]!;
    const init = { method: request.method ?? 'POST', headers, body: Buffer.concat(pieces) };
    const answer = await fetch(`${target}${request.url}`, init).catch(() => null);
    statuses.push(answer?.status ?? 0);
    response.writeHead(answer?.status ?? 502);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}`, statuses, close };
}
