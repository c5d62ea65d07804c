import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The call is heard and never answered. */
export const SILENCE = Symbol('silence');

/** A body, a bare HTTP status, or nothing at all. */
export type Answering = object | { readonly status: number } | typeof SILENCE;

export interface Call {
  readonly path: string;
  readonly params: Record<string, unknown>;
  readonly token: string | null;
}

/** A vendor's HTTP door on a port of its own. */
export class FakeHttp {
  baseUrl = '';
  readonly calls: Call[] = [];
  private server: Server | undefined;

  constructor(private readonly answer: (call: Call) => Answering) {}

  async start(): Promise<void> {
    this.server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const url = new URL(request.url ?? '/', 'http://vendor');
        // Long integers come as numbers where the document says so; the tests read them as text.
        const text = (Buffer.concat(parts).toString() || '{}').replaceAll(/:(\d{16,})([,}\]])/g, ':"$1"$2');
        const params = JSON.parse(text) as Record<string, unknown>;
        const call = { path: url.pathname, params, token: url.searchParams.get('access_token') };
        this.calls.push(call);
        const answer = this.answer(call);
        if (answer === SILENCE) return;
        response.setHeader('content-type', 'application/json');
        if ('status' in answer && typeof answer.status === 'number') {
          response.statusCode = answer.status;
          response.end('');
        } else response.end(JSON.stringify(answer));
      });
    });
    await new Promise<void>((resolve) => {
      this.server?.listen(0, '127.0.0.1', resolve);
    });
    this.baseUrl = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    this.server?.closeAllConnections();
    return new Promise((resolve) => {
      this.server?.close(() => {
        resolve();
      });
    });
  }
}
