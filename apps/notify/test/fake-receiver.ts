import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a receiver does with one request; without an answer the connection hangs. */
export type Behaviour = (
  request: Received,
) => { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string } | 'hang';

/** Other people's endpoints: one server, one behaviour per path. */
export class FakeReceiver {
  readonly received: Received[] = [];
  readonly behaviours = new Map<string, Behaviour>();
  connections = 0;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<FakeReceiver> {
    const server = createServer();
    const fake = new FakeReceiver(server);
    server.on('connection', () => (fake.connections += 1));
    server.on('request', (request, response) => {
      fake.take(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  url(path: string): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${path}`;
  }

  at(path: string): readonly Received[] {
    return this.received.filter((one) => one.path === path);
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private take(request: IncomingMessage, response: ServerResponse): void {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const received = { path: request.url ?? '', headers: request.headers as Record<string, string>, body };
      this.received.push(received);
      const answer = this.behaviours.get(received.path)?.(received) ?? { status: 204 };
      if (answer !== 'hang') response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  }
}
