import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PushAnswer, PushRequest } from '../../src/application/ports.js';

/** Stands where a platform pushes to: keeps each request as it came, and answers what it is told. */
export class PushTarget {
  readonly got: PushRequest[] = [];
  private readonly server: Server;

  constructor(answer: (request: PushRequest) => PushAnswer) {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://target');
        const headers = Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [name, value?.toString()]),
        );
        const method = request.method === 'GET' ? 'GET' : 'POST';
        const read: PushRequest = { method, path, query, headers, body: Buffer.concat(chunks) };
        this.got.push(read);
        const { status, type, body } = answer(read);
        response.writeHead(status, { 'content-type': type }).end(body);
      });
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
