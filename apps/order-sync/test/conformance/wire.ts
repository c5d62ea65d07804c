import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Changes an answer on its way; `path` is the whole path of the call. */
export type Alter = (answer: string, path: string) => string;

const HOP = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive']);
const CHUNK = Buffer.alloc(1_000_000, 'x');

/** Stands between connectors and the simulators: keeps what is answered, and may change it. */
export class Wire {
  readonly answers: string[] = [];
  /** Calls, by their paths. */
  readonly calls: string[] = [];
  alter: Alter | undefined;
  /** Answers go on until the connector hangs up. */
  endless = false;

  private constructor(
    private readonly target: string,
    private readonly server: Server,
  ) {}

  static async open(target: string): Promise<Wire> {
    const server = createServer();
    const wire = new Wire(target, server);
    server.on('request', (request, response) => {
      void wire.pass(request, response).catch(() => response.destroy());
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return wire;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  reset(): void {
    this.alter = undefined;
    this.endless = false;
    this.answers.length = 0;
    this.calls.length = 0;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((closed) => {
      this.server.close(() => {
        closed();
      });
    });
  }

  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const path = request.url ?? '/';
    this.calls.push(path);
    if (this.endless) {
      pour(response);
      return;
    }
    const headers = Object.entries(request.headers).flatMap(([name, value]) =>
      HOP.has(name) || value === undefined ? [] : [[name, String(value)] as [string, string]],
    );
    const body = Buffer.concat(chunks);
    const { method = 'GET' } = request;
    const answer = await fetch(this.target + path, { method, headers, ...(body.length > 0 && { body }) });
    const text = await answer.text();
    const altered = this.alter ? this.alter(text, path) : text;
    this.answers.push(altered);
    const type = answer.headers.get('content-type') ?? 'application/json';
    response.writeHead(answer.status, { 'content-type': type }).end(altered);
  }
}

function pour(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"padding":"');
  const more = (): void => {
    while (!response.destroyed && response.write(CHUNK));
  };
  response.on('drain', more);
  more();
}

/** Puts `value`, as JSON, in the place of a field's value wherever it stands. */
export const swap =
  (field: string, value: string): Alter =>
  (answer) =>
    answer.replaceAll(
      new RegExp(`("${field}"\\s*:\\s*)("(?:[^"\\\\]|\\\\.)*"|-?[\\d.]+)`, 'g'),
      `$1${value}`,
    );
