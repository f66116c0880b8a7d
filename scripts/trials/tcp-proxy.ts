import { connect, createServer, type Socket } from 'node:net';

/** `pass` everything on; `refuse` connections; say nothing at all (`mute`); `slow`: so many milliseconds per request. */
export type Mood = 'pass' | 'refuse' | 'mute' | { slow: number };

type Target = { host: string; port: number };
/** `moveTo`: connections made from then on lead elsewhere, as by an address that moves with the server. */
export type TcpProxy = { port: number; be(mood: Mood): void; moveTo(target: Target): void; cut(): void; close(): void };

/** Stands between the service and its database. */
export async function tcpProxy(first: Target): Promise<TcpProxy> {
  let target = first;
  let mood: Mood = 'pass';
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  };
  const server = createServer((client) => {
    keep(client);
    if (mood === 'refuse') return void client.destroy();
    const upstream = connect(target.port, target.host);
    keep(upstream);
    pipe(client, upstream, () => (typeof mood === 'object' ? mood.slow : 0));
    pipe(upstream, client, () => 0);
  });
  /** In order, each piece as late as the mood wants; nothing while mute. */
  const pipe = (from: Socket, to: Socket, delay: () => number): void => {
    let queue = Promise.resolve();
    from.on('data', (piece) => {
      if (mood === 'mute') return;
      const wait = delay();
      queue = queue.then(async () => {
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
        if (!to.destroyed) to.write(piece);
      });
    });
    from.on('close', () => to.destroy());
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as { port: number }).port,
    be(next) {
      // What was swallowed cannot be made good: those connections are lost.
      if (mood === 'mute' || next === 'refuse') cut();
      mood = next;
    },
    moveTo(next) {
      target = next;
      cut();
    },
    cut,
    close() {
      cut();
      server.close();
    },
  };
}
