import { createServer } from 'node:net';

/**
 * A port of this machine that nobody uses, chosen by the system. Counting up from a fixed one instead gives two runs
 * that start together the same port.
 */
export const freePort = () =>
  new Promise((found, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
