import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Stands where a platform would and is gone when `use` has ended: answers the first call with the first of these, and
 * so on, and every further one with the last.
 */
export async function replaying<T>(answers: readonly Buffer[], use: (url: string) => Promise<T>): Promise<T> {
  let calls = 0;
  const server = createServer((request, response) => {
    const answer = answers[Math.min(calls++, answers.length - 1)];
    request.resume();
    request.on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end(answer));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
