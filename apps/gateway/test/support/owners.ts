import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Heard {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

type Answering = (heard: Heard, response: ServerResponse) => void;

/** Stands in for the services behind the gateway: hears what they would, and answers as told. */
export class StandInOwners {
  readonly heard: Heard[] = [];
  answer: Answering = (_heard, response) => response.end('{}');

  private constructor(private readonly server: Server) {}

  static async start(): Promise<StandInOwners> {
    const server = createServer();
    const owners = new StandInOwners(server);
    server.on('request', (request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        const heard = { method, url, headers, body: Buffer.concat(parts) };
        owners.heard.push(heard);
        owners.answer(heard, response);
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return owners;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  bodies(path: string): unknown[] {
    return this.heard
      .filter(({ url }) => url === path)
      .map(({ body }) => JSON.parse(body.toString('utf8')) as unknown);
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

export function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
